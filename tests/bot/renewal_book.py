"""Renewals and what hangs on them, for whatever lists, forecasts and snoozes them; a book in memory with them in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from fakes import FakeLibrary
from health_samples import POLICY, standing

from bot.services.curves import Curves
from bot.services.renewals import RenewalLists
from domain.accounts import Account, Money, Tier
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.ports import Library
from domain.renewals.listing import RenewalRow
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal
from domain.tasks.task import TaskGlance, TaskInBrief

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0ANA", zone="Europe/Berlin")
WEI = Member("U0WEI", "Wei Zhang", Role.CSM, manager="U0ANA", zone="Asia/Shanghai")
ANA = Member("U0ANA", "Ana", Role.MANAGER)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
VIEWER = Member("U0VIEW", "Vi", Role.VIEWER)
PRODUCT = Member("U0PROD", "Pro", Role.PRODUCT)
SAID = Forecast(
    ForecastCategory.PROBABLE,
    "U0WEI",
    datetime(2026, 11, 19, 9, tzinfo=UTC),
    Money(45_000_00, "USD"),
    "Sponsor is back",
)
HARBOUR = Renewal(
    1,
    account=17,
    contract=5,
    due_on=date(2027, 1, 31),
    arr=Money(48_000_00, "USD"),
    starts_on=date(2026, 1, 31),
    notice_on=date(2026, 12, 31),
    auto_renew=True,
    forecast=SAID,
    next_step="Call the sponsor",
    version=3,
)
ROW = RenewalRow(
    HARBOUR,
    "Harbour",
    owner="U0DANA",
    cover=None,
    tier=Tier.HIGH,
    segment="SMB",
    band=Band.RED,
    shown=35,
    trend=-8.0,
    last_two_way_on=date(2026, 11, 10),
    tasks=TaskGlance(
        (TaskInBrief("Send the proposal", date(2026, 12, 1), "U0DANA"),), (date(2026, 12, 1), date(2026, 12, 4))
    ),
    policy_version=1,
)


def renewal(number: int, **changes: Any) -> Renewal:
    return replace(HARBOUR, id=number, account=100 + number, **changes)


def row(number: int = 1, *, renewal_: Renewal | None = None, **changes: Any) -> RenewalRow:
    made = renewal_ or renewal(number)
    return replace(ROW, renewal=made, **({"name": f"Account {made.id}"} | changes))


def lists_of(library: Library) -> RenewalLists:
    """The service as a book in dollars has it."""
    return RenewalLists(library, Curves(), currency="USD", clock=lambda: NOON)


class RenewalLibrary(FakeLibrary):
    """Members and the shipped policy, and whatever rows are put into it."""

    def __init__(self) -> None:
        super().__init__()
        for member in (DANA, WEI, ANA, ADA, VIEWER):
            self.tables.members[member.slack_id] = member
        with self.writing() as book:
            book.policies.publish(POLICY, by="U0ADA", at=NOON)

    def put(self, *rows: RenewalRow) -> None:
        """The renewal, and of its account what the row says; one without a score has no standing."""
        for made in rows:
            number = made.renewal.account
            self.tables.renewals[made.renewal.id] = made.renewal
            self.tables.accounts[number] = Account(
                number, made.name, owner=made.owner, tier=made.tier, segment=made.segment
            )
            self.tables.standings.pop(number, None)
            if made.band and made.shown is not None and made.policy_version:
                self.tables.standings[number] = standing(
                    account=number,
                    name=made.name,
                    owner=made.owner,
                    band=made.band,
                    shown=made.shown,
                    trend=made.trend,
                    last_two_way_on=made.last_two_way_on,
                    policy_version=made.policy_version,
                )
            if made.tasks:
                self.tables.glances[number] = made.tasks

    def put_undated(self, count: int, *, name: str = "Undated") -> None:
        """Live accounts of Dana's without a renewal."""
        for number in range(900, 900 + count):
            self.tables.accounts[number] = Account(number, name, owner="U0DANA")
