"""The scoring pass: every account's score of today, in one pass over the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.services.policies import SHIPPED_BY
from domain.ports import Library, PublishedPolicy
from domain.scoring import DueAccounts, PartReport, PastDayError, ScoringMoment, ScoringReport, Takes, report_of

Progress = Callable[[int, int], None]


def unheard(_done: int, _due: int) -> None:
    """Progress that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """Scores the book; `shipped_policy` gives the text that is published where there is no policy yet."""

    library: Library
    clock: Callable[[], datetime]
    zone: tzinfo
    shipped_policy: Callable[[], str]

    def score_book(
        self,
        *,
        takes: Takes = Takes.EVERY,
        only: Sequence[int] | None = None,
        day: date | None = None,
        progress: Progress = unheard,
    ) -> ScoringReport:
        """Score what is due; again on the same day, what changed. `progress` hears how many are done, of how many."""
        moment = ScoringMoment(self.clock(), self.zone)
        if day and day != moment.day:
            raise PastDayError(day, moment.day)
        published = self._policy(moment.now)
        with self.library.reading() as book:
            due = book.due_accounts.of(moment, policy_version=published.version, takes=takes, only=only)
        parts = self._scored(due, moment, published, progress) if due.accounts else ()
        return report_of(parts, due, moment, policy_version=published.version, finished_at=self.clock())

    def rescore(self, accounts: Sequence[int]) -> ScoringReport:
        """Right after an import or a judgement; what did not change keeps its score."""
        return self.score_book(takes=Takes.CHANGED, only=accounts)

    def _policy(self, now: datetime) -> PublishedPolicy:
        with self.library.reading() as book:
            published = book.policies.current()
        if published:
            return published
        with self.library.writing() as book:
            return book.policies.current() or book.policies.publish(self.shipped_policy(), by=SHIPPED_BY, at=now)

    def _scored(
        self, due: DueAccounts, moment: ScoringMoment, published: PublishedPolicy, progress: Progress
    ) -> Sequence[PartReport]:
        from bot.services.scoring_pass import pass_over  # noqa: PLC0415 (numpy, for what is due alone)

        return list(pass_over(self.library, moment, published).parts(due, progress))
