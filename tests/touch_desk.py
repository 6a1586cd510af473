"""A book with accounts, people and contacts, and everything that touchpoints are logged with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from health_book import STANDING

from bot.handlers.touchpoints import TouchServices
from bot.services.touch_changes import TouchChanges
from bot.services.touch_lists import TouchLists
from bot.services.touch_offers import TouchOffers
from bot.services.touchpoints import TouchLog
from domain.accounts import Account
from domain.permissions import BookScope, Member, Role
from domain.touchpoints.answer import TouchKept, TouchPlace
from domain.touchpoints.form import TouchForm
from domain.touchpoints.touchpoint import AccountContact

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0OMAR", zone="Europe/Berlin")
LIN = Member("U0LIN", "Lin", Role.CSM, sees=BookScope.OWN)
OMAR = Member("U0OMAR", "Omar", Role.MANAGER, zone="Europe/Berlin")
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
ANNA, BO = AccountContact(1, "Anna"), AccountContact(2, "Bo", left_on=TODAY)
CALL = TouchForm("call", on=TODAY.isoformat(), summary="They asked for a plan", contacts=("1",))
ACME = TouchPlace("account:1")


def touched_book() -> FakeLibrary:
    """Dana's Acme and Blue Harbour, 青禾科技 of Lin; Acme has a contact who is there and one who has left."""
    library = FakeLibrary()
    for number, (name, owner) in enumerate(
        (("Acme", "U0DANA"), ("Blue Harbour", "U0DANA"), ("青禾科技", "U0LIN")), start=1
    ):
        library.tables.accounts[number] = Account(number, name, owner=owner)
        library.tables.standings[number] = replace(STANDING, account=number)
    library.tables.contacts[1] = [BO, ANNA]
    for member in (DANA, LIN, OMAR, PRIYA, EYES, ADA):
        library.tables.members[member.slack_id] = member
    return library


@dataclass
class Touching:
    library: FakeLibrary = field(default_factory=touched_book)
    now: datetime = NOW
    rescored: list[int] = field(default_factory=list)

    @property
    def offers(self) -> TouchOffers:
        return TouchOffers(self.library, lambda: self.now, "UTC")

    @property
    def logs(self) -> TouchLog:
        return TouchLog(self.library, lambda: self.now, self.rescored.extend, "UTC")

    @property
    def changes(self) -> TouchChanges:
        return TouchChanges(self.library, lambda: self.now, self.rescored.extend, "UTC")

    @property
    def services(self) -> TouchServices:
        return TouchServices(self.offers, self.logs, self.changes)

    @property
    def lists(self) -> TouchLists:
        return TouchLists(self.library)

    def log(self, asker: Member = DANA, place: TouchPlace = ACME, key: str = "V1", **said: Any) -> TouchKept:
        done = self.logs.log(asker, place, replace(CALL, **said), key=key, today=TODAY)
        assert isinstance(done, TouchKept)
        return done

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.action, each.subject, each.before, each.after) for each in self.library.tables.audit]
