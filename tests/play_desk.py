"""A book with accounts and people, and everything that plays are made with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from health_book import STANDING

from bot.handlers.plays import PlayServices
from bot.services.health import Health
from bot.services.play_lists import PlayLists
from bot.services.play_offers import PlayOffers
from bot.services.play_suggestions import PlaySuggestions
from bot.services.plays import Plays
from domain.accounts import Account, Money, UsageMeasure
from domain.expansion.answer import PlayKept, PlayList, PlayRefused
from domain.expansion.form import PlayForm
from domain.expansion.play import Play, PlayKind, Stage
from domain.expansion.suggesting import SeatFacts
from domain.health.model import Band
from domain.permissions import BookScope, Member, Role
from domain.touchpoints.touchpoint import AccountContact
from integrations.files.money import typed_amount

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0OMAR", zone="UTC")
LIN = Member("U0LIN", "Lin", Role.CSM, sees=BookScope.OWN)
OMAR = Member("U0OMAR", "Omar", Role.MANAGER)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
SEATS = PlayForm(
    kind=PlayKind.MORE_SEATS,
    about="50 more seats",
    amount="24k",
    stage=Stage.OFFERED,
    day="2026-10-15",
    owner="U0DANA",
    contact="1",
)
REFERRAL = PlayForm(
    kind=PlayKind.REFERRAL, about="Bluewater Ferries", stage=Stage.NAMED, day=TODAY.isoformat(), owner="U0DANA"
)


def play(**said: Any) -> Play:
    usual: dict[str, Any] = {
        "account": 1,
        "about": "50 more seats",
        "kind": PlayKind.MORE_SEATS,
        "stage": Stage.OFFERED,
        "owner": "U0DANA",
        "by": "U0DANA",
        "at": NOW,
        "staged_at": NOW,
        "amount": Money(24_000_00, "USD"),
        "day": date(2026, 10, 15),
        "key": "V1",
    }
    return Play(**(usual | said))


def seats(account: int = 1, **said: Any) -> SeatFacts:
    usual: dict[str, Any] = {
        "account": account,
        "name": "Acme",
        "owner": "U0DANA",
        "band": Band.GREEN,
        "shown": 82,
        "seats": 50,
        "used": 47,
        "measure": UsageMeasure.ACTIVE_USERS_28D,
        "since": TODAY - timedelta(days=31),
        "first_value_on": date(2026, 1, 1),
        "has_open_play": False,
        "has_renewal_at_risk": False,
    }
    return SeatFacts(**(usual | said))


def played_book() -> FakeLibrary:
    """Dana's Acme and Blue Harbour, 青禾科技 of Lin."""
    library = FakeLibrary()
    for number, (name, owner) in enumerate(
        (("Acme", "U0DANA"), ("Blue Harbour", "U0DANA"), ("青禾科技", "U0LIN")), start=1
    ):
        library.tables.accounts[number] = Account(number, name, owner=owner)
        library.tables.standings[number] = replace(STANDING, account=number, band=Band.GREEN, shown=82)
    library.tables.contacts[1] = [AccountContact(1, "Anna"), AccountContact(2, "Bo", left_on=TODAY)]
    for member in (DANA, LIN, OMAR, PRIYA, EYES, ADA):
        library.tables.members[member.slack_id] = member
    return library


@dataclass
class Playing:
    library: FakeLibrary = field(default_factory=played_book)
    now: datetime = NOW

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def offers(self) -> PlayOffers:
        return PlayOffers(self.library)

    @property
    def plays(self) -> Plays:
        return Plays(self.library, lambda: self.now, typed_amount, "USD")

    @property
    def lists(self) -> PlayLists:
        return PlayLists(self.library, "USD")

    @property
    def suggestions(self) -> PlaySuggestions:
        return PlaySuggestions(self.library, lambda: self.now)

    @property
    def services(self) -> PlayServices:
        return PlayServices(self.offers, self.plays, self.lists, self.suggestions, Health(self.library))

    def open(
        self, asker: Member = DANA, form: PlayForm = SEATS, *, about: str = "account:1", key: str = "V1", **said: Any
    ) -> PlayKept:
        done = self.plays.open(asker, about, replace(form, **said), key=key, today=self.today)
        assert isinstance(done, PlayKept), done
        return done

    def refused(self, form: PlayForm = SEATS, **said: Any) -> PlayRefused:
        done = self.plays.open(DANA, "account:1", replace(form, **said), key="V", today=self.today)
        assert isinstance(done, PlayRefused)
        return done

    def move(self, number: int, version: int, asker: Member = DANA, **said: Any) -> PlayKept:
        form = replace(SEATS, **said)
        done = self.plays.move(asker, f"play:{number} {version}", form, today=self.today)
        assert isinstance(done, PlayKept), done
        return done

    def listed(self, text: str = "", asker: Member = DANA, **more: Any) -> PlayList:
        found = self.lists.listed(asker, text, today=self.today, **more)
        assert isinstance(found, PlayList), found
        return found

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.action, each.subject, each.before, each.after) for each in self.library.tables.audit]
