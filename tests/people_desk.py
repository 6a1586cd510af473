"""A book with accounts and who is who there, and everything that changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from fakes import FakeLibrary
from touch_desk import ADA, DANA, EYES, LIN, NOW, OMAR, PRIYA, TODAY, touched_book

from bot.handlers.people import PeopleServices
from bot.services.people_changes import PeopleChanges
from bot.services.people_looks import PeopleLooks
from bot.services.people_offers import PeopleOffers
from domain.accounts import ContactRole, Stance
from domain.people.answer import PersonKept
from domain.people.contact import Contact, Influence
from domain.people.form import LeftForm, PersonForm
from domain.permissions import Member

__all__ = ["ADA", "DANA", "EYES", "LIN", "NOW", "OMAR", "PRIYA", "TODAY"]

KIM = Contact(
    1, "crm-1", "Kim", "kim@acme.example", "Head of IT", ContactRole.CHAMPION, Stance.SUPPORTER, Influence.HIGH, id=1
)
BO = Contact(1, "crm-2", "Bo", role=ContactRole.ECONOMIC_BUYER, id=2)
CY = Contact(1, "crm-3", "Cy", id=3)
FORM = PersonForm("Noor", "noor@acme.example", "CFO", "economic_buyer", "neutral", "2")
LEFT = LeftForm(TODAY.isoformat())


def peopled_book(*people: Contact) -> FakeLibrary:
    """Dana's Acme with a champion, a buyer and somebody; Blue Harbour and Lin's 青禾科技 with nobody."""
    library = touched_book()
    library.tables.people = {each.id: each for each in people or (KIM, BO, CY)}
    return library


@dataclass
class Peopling:
    library: FakeLibrary = field(default_factory=peopled_book)
    now: Any = NOW
    seen: list[int] = field(default_factory=list)

    @property
    def looks(self) -> PeopleLooks:
        return PeopleLooks(self.library, "UTC")

    @property
    def offers(self) -> PeopleOffers:
        return PeopleOffers(self.library)

    @property
    def changes(self) -> PeopleChanges:
        return PeopleChanges(self.library, lambda: self.now, self._look)

    @property
    def services(self) -> PeopleServices:
        return PeopleServices(self.looks, self.offers, self.changes)

    def add(self, asker: Member = DANA, *, account: str = "1", key: str = "V1", **said: Any) -> PersonKept:
        done = self.changes.add(asker, account, replace(FORM, **said), key=key, today=self.now.date())
        assert isinstance(done, PersonKept)
        return done

    def edit(self, seen: str = "1 1", asker: Member = DANA, **said: Any) -> PersonKept:
        usual = PersonForm("Kim", "kim@acme.example", "Head of IT", "champion", "supporter", "3")
        done = self.changes.edit(asker, seen, replace(usual, **said), today=self.now.date())
        assert isinstance(done, PersonKept)
        return done

    def leave(self, seen: str = "1 1", asker: Member = DANA, **said: Any) -> PersonKept:
        done = self.changes.left(asker, seen, replace(LEFT, **said), today=self.now.date())
        assert isinstance(done, PersonKept)
        return done

    def undo(self, seen: str, asker: Member = DANA) -> PersonKept:
        return self.changes.undo(asker, seen, today=self.now.date())

    def contact(self, number: int) -> Contact:
        return self.library.tables.people[number]

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.action, each.subject, each.before, each.after) for each in self.library.tables.audit]

    def _look(self, accounts: Sequence[int]) -> None:
        self.seen.extend(accounts)
