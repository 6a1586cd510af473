"""When a scoring pass looks at the book, which accounts it takes, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import compress

from domain.errors import CustomerSuccessError
from domain.first_value.reached import ValueReached


class Takes(StrEnum):
    """Which accounts a pass takes; those of today that nothing changed for are never taken again."""

    EVERY = "every"
    """Whatever has no score of today yet, or was changed since."""
    CHANGED = "changed"
    """Only what was changed since it was scored, or never scored: yesterday's scores stand until the night."""


@dataclass(unsafe_hash=True)
class PastDayError(CustomerSuccessError):
    """Snapshots are made on their day and never afterwards: what was known then cannot be known now."""

    day: date
    today: date

    def __str__(self) -> str:
        return f"{self.day} cannot be scored any more, today is {self.today}: leave out --day to score today."


@dataclass(frozen=True, slots=True)
class ScoringMoment:
    """Now, in the zone whose midnight divides the days."""

    now: datetime
    zone: tzinfo

    @property
    def day(self) -> date:
        return self.now.astimezone(self.zone).date()

    def day_before(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def day_begins(self, *, before: int = 0) -> datetime:
        """The first instant of the local day so many days ago."""
        return datetime.combine(self.day_before(before), time(), tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class PartReport:
    """What was written of some accounts; `overtaken` were scored by somebody else meanwhile."""

    scored: int
    new_revisions: int
    not_scored: int
    overtaken: int


@dataclass(frozen=True, slots=True)
class ScoringReport:
    """What a pass did. `unchanged` needed no score; `not_scored` are accounts of which nothing is known.

    `new_revisions` of the scored had a score of today already.
    """

    day: date
    policy_version: int
    scored: int
    new_revisions: int
    not_scored: int
    unchanged: int
    seconds: float


@dataclass(frozen=True, slots=True)
class DueAccounts:
    """The accounts a pass is to score, ascending, with what the book knew of them when they were found due.

    `stamps` belong to the book: by them it sees, when scores are written, whether somebody else was faster, and later
    whether an account has changed since. `revisions` count today's snapshots; `book_size` all accounts that can be due.
    """

    accounts: tuple[int, ...]
    stamps: tuple[tuple[object, object], ...]
    revisions: tuple[int, ...]
    book_size: int

    def only(self, kept: Sequence[bool]) -> DueAccounts:
        return DueAccounts(
            accounts=tuple(compress(self.accounts, kept)),
            stamps=tuple(compress(self.stamps, kept)),
            revisions=tuple(compress(self.revisions, kept)),
            book_size=self.book_size,
        )

    def part(self, chosen: slice) -> DueAccounts:
        return DueAccounts(self.accounts[chosen], self.stamps[chosen], self.revisions[chosen], self.book_size)


@dataclass(frozen=True, slots=True)
class PartRows:
    """Due accounts with what is to be written of them: the rows belong to the book, as the stamps do.

    `first_values` are those that the pass newly found, by account.
    """

    due: DueAccounts
    has_score: tuple[bool, ...]
    snapshots: Sequence[tuple[object, ...]]
    standings: Sequence[tuple[object, ...]]
    first_values: Sequence[tuple[int, ValueReached]] = ()


def report_of(
    parts: Iterable[PartReport],
    due: DueAccounts,
    moment: ScoringMoment,
    *,
    policy_version: int,
    finished_at: datetime,
) -> ScoringReport:
    written = tuple(parts)
    return ScoringReport(
        day=moment.day,
        policy_version=policy_version,
        scored=sum(part.scored for part in written),
        new_revisions=sum(part.new_revisions for part in written),
        not_scored=sum(part.not_scored for part in written),
        unchanged=due.book_size - len(due.accounts),
        seconds=(finished_at - moment.now).total_seconds(),
    )
