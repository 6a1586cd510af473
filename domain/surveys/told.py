"""What is said of answers to surveys, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import AccountMatch
from domain.people.contact import Contact
from domain.revenue.answer import FiguresRefused
from domain.revenue.question import FiguresWanted
from domain.surveys.answer import SurveyAnswer
from domain.surveys.form import SurveyField, SurveyForm, SurveyProblem
from domain.surveys.nps import NpsFigures
from domain.surveys.ports import AskedPerson, Voice
from domain.surveys.sent import Stray


@dataclass(frozen=True, slots=True)
class SurveyOffer:
    """A form to be filled in. `place` travels with it: empty, `account:1`, `answer:9 2` or `stray:3`.

    `typed`: words in which no account was found.
    """

    form: SurveyForm
    place: str = ""
    account: AccountMatch | None = None
    contacts: tuple[Contact, ...] = ()
    typed: str = ""
    stray: Stray | None = None

    @property
    def is_change(self) -> bool:
        return self.place.startswith("answer:")

    @property
    def chooses_account(self) -> bool:
        return self.place == "" or self.place.startswith("stray:")


@dataclass(frozen=True, slots=True)
class SurveyRefused:
    problems: Mapping[SurveyField, SurveyProblem]


class SurveyNews(StrEnum):
    KEPT = "kept"
    EDITED = "edited"
    UNDONE = "undone"
    OVERTAKEN = "overtaken"
    """Nothing was written: somebody changed it since the form was opened."""


@dataclass(frozen=True, slots=True)
class SurveyKept:
    """What became of an answer; it stands as it is now. `person`: who gave it, where that is known."""

    news: SurveyNews
    answer: SurveyAnswer
    account: AccountMatch
    person: str = ""
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class NpsAnswer:
    """`first` and `last` are the days that count. `groups` are those of a cut, the most answers first.

    Of who was asked: how many, how many of them answered since, and who did not.
    """

    wanted: FiguresWanted
    first: date
    last: date
    whole: NpsFigures
    groups: tuple[tuple[str | None, NpsFigures], ...] = ()
    detractors: tuple[Voice, ...] = ()
    asked: int = 0
    answered: int = 0
    waiting: tuple[AskedPerson, ...] = ()
    oldest: date | None = None
    strays: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StrayList:
    strays: tuple[Stray, ...]
    total: int


NpsAsked: TypeAlias = NpsAnswer | FiguresRefused
