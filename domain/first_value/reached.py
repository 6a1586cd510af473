"""How first value was reached: by what the book shows, or by somebody's word, which may be taken back for minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.first_value.rules import ValueWay

UNDO_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ValueReached:
    """What the account keeps of its first value, for the card.

    `number` counts the words of people, 0 is what the book shows. `amount` of `of` seats were active within
    `within` days; of a usage measure there were `amount`. `what` is the milestone, or what somebody says was reached.
    """

    on: date
    by: ValueWay
    number: int = 0
    amount: int = 0
    of: int = 0
    within: int = 0
    measure: UsageMeasure | None = None
    what: str = ""
    person: str = ""
    at: datetime | None = None
    is_cleared: bool = False
    """Somebody said that it was not reached: `on` is the day that stood there, `what` says why."""


@dataclass(frozen=True, slots=True)
class ValueStanding:
    """First value as the account's row has it."""

    on: date | None = None
    reached: ValueReached | None = None

    @property
    def cleared(self) -> ValueReached | None:
        """Who cleared it and why, while nothing else was recorded or imported since."""
        return self.reached if self.on is None and self.reached and self.reached.is_cleared else None


@dataclass(frozen=True, slots=True)
class ValueNote:
    """What somebody recorded by hand, with what stood there before; `words` are the customer's.

    With `is_cleared` it says that nothing was reached on that day, and why.
    """

    account: int
    on: date
    what: str
    words: str
    by: str
    at: datetime
    before: ValueStanding = ValueStanding()
    id: int = 0
    is_cleared: bool = False

    @property
    def stands(self) -> ValueStanding:
        return ValueStanding(None if self.is_cleared else self.on, self.reached)

    @property
    def reached(self) -> ValueReached:
        said = ValueReached(self.on, ValueWay.HAND, self.id, what=self.what, person=self.by, at=self.at)
        return replace(said, is_cleared=self.is_cleared)


class ValueStands(StrEnum):
    """Why it is not taken back."""

    GONE = "gone"
    TOO_LATE = "too_late"
    CHANGED = "changed"


def how_reached(said: ValueReached | None, *, on: date | None) -> ValueReached | None:
    """What is known of the way; nothing where another day came by an import meanwhile."""
    return said if said and said.on == on else None


def is_by_milestone(stands: ValueStanding, *, title: str, done_on: date | None) -> bool:
    """Whether it was found by this milestone, and nobody has said another day since."""
    how = how_reached(stands.reached, on=stands.on)
    if how is None or how.by is not ValueWay.MILESTONE or how.on != done_on:
        return False
    return how.what.strip().lower() == title.strip().lower()


def days_late(*, due_on: date | None, reached_on: date | None, today: date) -> int | None:
    """Days past the target, so far where it is yet to come; None where there is no target, 0 in time."""
    return None if due_on is None else max(0, ((reached_on or today) - due_on).days)


def undo_refusal(note: ValueNote, stands: ValueStanding, *, now: datetime) -> ValueStands | None:
    if stands != note.stands:
        return ValueStands.CHANGED
    return ValueStands.TOO_LATE if now > note.at + UNDO_FOR else None
