"""A team's week for who leads it: what is due by forecast, what stayed, what was lost and why, what was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.money import ExchangeRates
from domain.renewals.head import Amounts, amounts, forecast_sums
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import Churn, ChurnReason, ForecastCategory
from domain.revenue.kept import KeptArr
from domain.revenue.periods import Period

LATELY = timedelta(days=90)
"""How far back churn is looked at."""
MOST_PEOPLE = 15
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ForecastPart:
    """Open renewals of one category (None: nobody has forecast them)."""

    category: ForecastCategory | None
    count: int
    arr: Amounts


@dataclass(frozen=True, slots=True)
class QuarterDue:
    """What is due in a quarter: open ones by category, closed ones at `final` of what was `contracted`.

    `without_arr`: renewals whose amount nobody knows; they are counted and in no sum.
    """

    open: tuple[ForecastPart, ...]
    closed: int
    contracted: Amounts
    final: Amounts
    without_arr: int

    @property
    def count(self) -> int:
        return self.closed + sum(part.count for part in self.open)


@dataclass(frozen=True, slots=True)
class QuarterKept:
    """How much of a quarter's first day is still there; `kept` None: nothing can be said. `as_of` is its last moment.

    `is_reported`: the quarter was frozen, and these are the figures that were reported.
    """

    period: Period
    kept: KeptArr | None
    as_of: date
    is_reported: bool = False

    @property
    def days(self) -> int:
        return (self.period.ends_on - self.period.starts_on).days

    @property
    def days_gone(self) -> int:
        return (self.as_of - self.period.starts_on).days

    @property
    def is_to_date(self) -> bool:
        return self.as_of < self.period.ends_on


@dataclass(frozen=True, slots=True)
class ReasonLost:
    reason: ChurnReason
    records: int
    arr: Amounts


@dataclass(frozen=True, slots=True)
class LostLately:
    """Churn from `first` to `last`, by its main reason, the largest sum first; partial churn is in it."""

    first: date
    last: date
    reasons: tuple[ReasonLost, ...]
    arr: Amounts
    without_arr: int

    @property
    def records(self) -> int:
        return sum(reason.records for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Activity:
    """What one person did in a week (two-way touchpoints, tasks done), and how many of their tasks are overdue now."""

    touchpoints: int = 0
    tasks_done: int = 0
    tasks_overdue: int = 0


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """`accounts` are those the person owns, or covers today."""

    person: str
    accounts: int
    activity: Activity


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """`people` stand first who are behind; `more` are not shown, but in `whole` like everybody."""

    people: tuple[PersonWeek, ...]
    more: int
    whole: Activity


@dataclass(frozen=True, slots=True)
class Weekly:
    """`first` to `last` is the week; everything else is as of `as_of`. `currency` is that of sums with a rate."""

    first: date
    last: date
    as_of: datetime
    accounts: int
    currency: str
    due: QuarterDue
    now: QuarterKept
    before: QuarterKept
    lost: LostLately
    team: TeamWeek


def week_before(today: date) -> tuple[date, date]:
    """The last whole week, from Monday to Sunday."""
    monday = monday_of(today) - _WEEK
    return monday, monday + timedelta(days=6)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def quarter_due(due: Sequence[DueRenewal], rates: ExchangeRates) -> QuarterDue:
    """In the order of the categories, what nobody has forecast last; categories without a renewal are left out."""
    closed = [renewal for renewal in due if renewal.outcome]
    parts = []
    for category in (*ForecastCategory, None):
        mine = [renewal for renewal in due if renewal.outcome is None and renewal.category is category]
        if mine:
            parts.append(ForecastPart(category, len(mine), amounts((renewal.arr for renewal in mine), rates)))
    return QuarterDue(
        tuple(parts),
        len(closed),
        amounts((renewal.arr for renewal in closed), rates),
        forecast_sums(closed, rates).uncapped,
        sum(renewal.arr is None for renewal in due),
    )


def lost_lately(churns: Iterable[Churn], rates: ExchangeRates, *, today: date) -> LostLately:
    """Up to today; what is announced for later days is not lost yet."""
    first = today - LATELY + timedelta(days=1)
    mine = [churn for churn in churns if first <= churn.on <= today]
    by_reason: dict[ChurnReason, list[Churn]] = {}
    for churn in mine:
        by_reason.setdefault(churn.reasons[0], []).append(churn)
    reasons = [
        ReasonLost(reason, len(some), amounts((churn.arr for churn in some), rates))
        for reason, some in by_reason.items()
    ]
    return LostLately(
        first,
        today,
        tuple(sorted(reasons, key=lambda each: (-_weight(each.arr), -each.records, each.reason))),
        amounts((churn.arr for churn in mine), rates),
        sum(churn.arr is None for churn in mine),
    )


def team_week(people: Collection[str], held: Mapping[str, int], activity: Mapping[str, Activity]) -> TeamWeek:
    """Of who holds accounts or did something: most overdue first, then who spoke with fewest."""
    found = [PersonWeek(person, held.get(person, 0), activity.get(person, Activity())) for person in people]
    there = [each for each in found if each.accounts or each.activity != Activity()]
    there.sort(key=lambda each: (-each.activity.tasks_overdue, each.activity.touchpoints, each.person))
    done = [each.activity for each in there]
    whole = Activity(
        sum(each.touchpoints for each in done),
        sum(each.tasks_done for each in done),
        sum(each.tasks_overdue for each in done),
    )
    return TeamWeek(tuple(there[:MOST_PEOPLE]), max(0, len(there) - MOST_PEOPLE), whole)


def _weight(sums: Amounts) -> int:
    """The amount of the base stands first, if there is one."""
    return sums[0].minor if sums else 0
