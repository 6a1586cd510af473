"""A book with accounts on their way to first value, and everything that is asked and recorded of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fakes import FakeLibrary
from health_book import STANDING
from touch_desk import ADA, DANA, EYES, LIN, NOW, OMAR, PRIYA, TODAY

from bot.services.first_values import FirstValues
from bot.services.lifecycle import LifecycleLists
from domain.accounts import Account, AccountStatus, LifecycleStage, Money, Tier
from domain.first_value.form import ValueForm, ValueKept
from domain.lifecycle.policy import Stuck
from domain.permissions import Member

DAY = timedelta(days=1)
FORM = ValueForm(TODAY.isoformat(), "First *report* read <!channel>", "“终于看到了” <@U1>")


def waiting_book() -> FakeLibrary:
    """Dana's Acme (late, not live), Blue Harbour (due today) and Cove (reached); 青禾科技 of Lin; Dove has left."""
    library = FakeLibrary()
    tables = library.tables
    names = ("Acme", "Blue Harbour", "Cove", "青禾科技", "Dove")
    for number, name in enumerate(names, start=1):
        owner = "U0LIN" if number == 4 else "U0DANA"
        tables.accounts[number] = Account(number, name, owner=owner, went_live_on=TODAY - 30 * DAY)
        tables.standings[number] = replace(
            STANDING, account=number, first_value_due_on=TODAY, with_us_since=TODAY - 50 * DAY, arr=(Money(100, "USD"),)
        )
    tables.accounts[1] = replace(tables.accounts[1], went_live_on=None, segment="enterprise", tier=Tier.HIGH)
    tables.standings[1] = replace(
        tables.standings[1],
        stage=LifecycleStage.ONBOARDING,
        stage_since=TODAY - 50 * DAY,
        stuck=Stuck.NOT_LIVE,
        first_value_due_on=TODAY - 20 * DAY,
        tier=Tier.HIGH,
    )
    tables.accounts[3] = replace(tables.accounts[3], first_value_on=TODAY - 9 * DAY, segment="mid")
    tables.accounts[5] = replace(tables.accounts[5], status=AccountStatus.CHURNED, churned_on=TODAY - DAY)
    tables.standings[5] = replace(tables.standings[5], churned=True)
    for member in (DANA, LIN, OMAR, PRIYA, EYES, ADA):
        tables.members[member.slack_id] = member
    return library


@dataclass
class Valuing:
    library: FakeLibrary = field(default_factory=waiting_book)
    now: datetime = NOW
    rescored: list[int] = field(default_factory=list)

    @property
    def values(self) -> FirstValues:
        return FirstValues(self.library, lambda: self.now, self.rescored.extend)

    @property
    def lists(self) -> LifecycleLists:
        return LifecycleLists(self.library)

    def kept(self, asker: Member = DANA, about: str = "1", form: ValueForm = FORM) -> ValueKept:
        done = self.values.record(asker, about, form, today=TODAY)
        assert isinstance(done, ValueKept)
        return done

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.action, each.subject, each.before, each.after) for each in self.library.tables.audit]
