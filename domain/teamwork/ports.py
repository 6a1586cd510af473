"""What the figures of a team need of the book beside what figures of revenue are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from domain.accounts import Money
from domain.surveys.promoters import Answers
from domain.teamwork.customers import ScoreSeen, SeatSpan, Use
from domain.teamwork.work import DueTouches, PlanSeen


class StandingSeen(NamedTuple):
    """How an account stands today; `arr` by currency."""

    score: ScoreSeen
    arr: tuple[Money, ...]
    touches: DueTouches | None


class TaskMade(NamedTuple):
    assignee: str
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class TasksAsked:
    """Due from `first` on and before `after`; or due before `after`, and not done before `until`."""

    first: date
    after: date
    until: datetime


class TeamBook(Protocol):
    """By account; the number of statements does not grow with the book. `accounts` None: all that are in it."""

    def answers(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Answers]:
        """People by the latest answer that each gave to the NPS question in the year up to the day."""
        ...

    def use(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Use]: ...
    def users(self, day: date, accounts: Collection[int] | None) -> Mapping[int, int]:
        """Distinct people active in the 28 days up to the day, else the most of one of these days."""
        ...

    def seats(self, day: date, accounts: Collection[int] | None) -> Sequence[SeatSpan]:
        """Those that count on any of the 28 days up to the day."""
        ...

    def standings(self, accounts: Collection[int] | None) -> Mapping[int, StandingSeen]:
        """Of accounts that are still there."""
        ...

    def scores(self, day: date, accounts: Collection[int] | None) -> Mapping[int, ScoreSeen]:
        """As they were stored last in the week up to the day."""
        ...

    def plans(self, day: date, accounts: Collection[int] | None) -> Mapping[int, PlanSeen]:
        """What was agreed up to the day, as it stands today."""
        ...

    def tasks(self, asked: TasksAsked, people: Collection[str] | None) -> Sequence[TaskMade]:
        """Of these people; None: of everybody."""
        ...


class Referrals(Protocol):
    """Who brought new customers; without such a record the figure is left out, as a zero would say too much."""

    def brought(self, starts_on: date, ends_on: date, accounts: Collection[int] | None) -> Mapping[int, int]:
        """By the account that did, from `starts_on` on and before `ends_on`; accounts without any are left out."""
        ...
