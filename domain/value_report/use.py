"""How the account uses the product: people week by week against seats, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.value_report.period import Period

FOUR_WEEKS = timedelta(days=28)
FEWEST_WEEKS = 2
"""Of a line."""


class Counting(StrEnum):
    """Whom a week's number counts: the book knows daily roll-ups, which do not add up to a week's people."""

    FOUR_WEEKS = "four_weeks"
    """Everybody who was active within the four weeks that end in it."""
    BUSIEST_DAY = "busiest_day"
    """Everybody who was active on its busiest day."""


@dataclass(frozen=True, slots=True)
class UsedOn:
    """A daily roll-up."""

    measure: UsageMeasure
    on: date
    value: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Seats of one line of a contract; the last day is the first one that is no longer in it, open where None."""

    seats: int
    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class UseWeek:
    """`starts_on` is its Monday."""

    starts_on: date
    people: int


@dataclass(frozen=True, slots=True)
class Use:
    """`features` are core features in use, `done` what was done in the last four weeks; None: not known."""

    counting: Counting
    weeks: tuple[UseWeek, ...]
    seats: int | None = None
    features: int | None = None
    done: int | None = None

    @property
    def people(self) -> int:
        return self.weeks[-1].people

    @property
    def share_of_seats(self) -> float | None:
        return self.people / self.seats if self.seats else None


def seats_on(lines: Sequence[SeatLine], day: date) -> int | None:
    """Of the lines that run on the day; where none does, of those that ended last. None where there was none yet."""
    running = [line.seats for line in lines if line.holds(day)]
    if not running:
        ended = [line.ends_on for line in lines if line.ends_on and line.ends_on <= day]
        running = [line.seats for line in lines if ended and line.ends_on == max(ended)]
    return sum(running) if running else None


def use_of(used: Sequence[UsedOn], period: Period, *, seats: int | None) -> Use | None:
    """None where too few weeks are known to draw a line."""
    within = [each for each in used if period.holds(each.on)]
    for counting, measure in _COUNTED.items():
        weeks = _weeks(each for each in within if each.measure is measure)
        if len(weeks) >= FEWEST_WEEKS:
            return Use(counting, weeks, seats or None, _features(within), _done(within))
    return None


_COUNTED = {
    Counting.FOUR_WEEKS: UsageMeasure.ACTIVE_USERS_28D,
    Counting.BUSIEST_DAY: UsageMeasure.ACTIVE_USERS,
}


def _weeks(used: Iterable[UsedOn]) -> tuple[UseWeek, ...]:
    """The most of each week; four-week counts move slowly, so that the most of them is fair too."""
    found: dict[date, int] = {}
    for each in used:
        monday = each.on - timedelta(days=each.on.weekday())
        found[monday] = max(found.get(monday, 0), each.value)
    return tuple(UseWeek(monday, found[monday]) for monday in sorted(found))


def _features(used: Iterable[UsedOn]) -> int | None:
    """As it was counted last."""
    counted = [each for each in used if each.measure is UsageMeasure.CORE_FEATURES_USED]
    return max(counted, key=lambda each: each.on).value if counted else None


def _done(used: Iterable[UsedOn]) -> int | None:
    counted = [each for each in used if each.measure is UsageMeasure.EVENTS]
    if not counted:
        return None
    last = max(each.on for each in counted)
    return sum(each.value for each in counted if each.on > last - FOUR_WEEKS)
