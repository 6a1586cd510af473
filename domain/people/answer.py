"""What is said of the people of accounts, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted
from domain.people.contact import Contact
from domain.people.form import LeftForm, PersonField, PersonForm, PersonProblem
from domain.people.gaps import Gap, PeopleFacts, PeopleNeeded
from domain.people.ports import AccountPeople, Heard
from domain.people.question import GapsWanted

NOTHING_HEARD = Heard()


@dataclass(frozen=True, slots=True)
class PersonLook:
    """A contact with what was heard of them; `follower` is who took their place."""

    contact: Contact
    heard: Heard = NOTHING_HEARD
    follower: Contact | None = None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The people of one account: a page of them, those who are there first.

    `facts`, `gaps` and `unfilled` (who left a place that nobody took) are of all of them.
    """

    account: AccountMatch
    looks: tuple[PersonLook, ...]
    total: int
    offset: int
    facts: PeopleFacts
    needed: PeopleNeeded
    gaps: tuple[Gap, ...]
    unfilled: tuple[Contact, ...]
    engaged_days: int
    may_change: bool
    has_churned: bool = False
    has_decision_maker: bool = True


@dataclass(frozen=True, slots=True)
class GapRow:
    people: AccountPeople
    needed: PeopleNeeded
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """Accounts where somebody is missing, most ARR first; `accounts` is how many were looked at."""

    wanted: GapsWanted
    rows: tuple[GapRow, ...]
    total: int
    accounts: int
    offset: int
    engaged_days: int
    counts: Mapping[Gap, int] = field(default_factory=dict)


PeopleAnswer: TypeAlias = HelpWanted | AccountPage | GapList


@dataclass(frozen=True, slots=True)
class PersonOffer:
    """A form to be filled in; `contact` None: somebody new. `seen` travels with the form."""

    account: AccountMatch
    seen: str
    contact: Contact | None
    form: PersonForm = field(default_factory=PersonForm)


@dataclass(frozen=True, slots=True)
class LeftOffer:
    account: AccountMatch
    seen: str
    contact: Contact
    form: LeftForm
    present: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRefused:
    problems: Mapping[PersonField, PersonProblem]


class PersonNews(StrEnum):
    ADDED = "added"
    EDITED = "edited"
    LEFT = "left"
    BACK = "back"
    UNDONE = "undone"
    OVERTAKEN = "overtaken"
    """Nothing was written: somebody changed them since the form was opened."""


@dataclass(frozen=True, slots=True)
class PersonKept:
    """What became of a contact; they stand as they are now. `is_risk`: somebody left whose leaving is told at once."""

    news: PersonNews
    contact: Contact
    account: AccountMatch
    follower: Contact | None = None
    is_risk: bool = False
    may_undo: bool = False
