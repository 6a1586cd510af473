"""One pass over the book in columns, part by part; apart from who asks for it, because it brings numpy along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from bot.services.beside import beside
from domain.health.columns import (
    AccountFacts,
    BookEvidence,
    BookFacts,
    Floats,
    Look,
    ModelColumns,
    UsageFacts,
    book_evidence,
    evidence_of_due,
    model_columns,
    peers_typical,
    scored_columns,
    typical_of_samples,
)
from domain.health.policy_file import policy_from_toml
from domain.ports import Library, PublishedPolicy
from domain.scoring import DueAccounts, PartReport, PartRows, ScoringMoment

WRITTEN_AT_ONCE = 2_500
"""Accounts in one transaction: others wait a moment for it, and even a book of some thousands has a part to be scored
while another one is written."""
PEERS_ANEW = 0.1
"""From this share of the book on, what is typical of peers is found anew; below, that of the last pass holds."""

Progress = Callable[[int, int], None]


def pass_over(library: Library, moment: ScoringMoment, published: PublishedPolicy) -> ScoringPass:
    model = model_columns(policy_from_toml(published.text).health)
    return ScoringPass(library, moment, model, published.version)


@dataclass(frozen=True, slots=True)
class ScoringPass:
    """One look over the book at one moment, under one policy."""

    library: Library
    moment: ScoringMoment
    model: ModelColumns
    policy_version: int

    @property
    def today(self) -> int:
        return self.moment.day.toordinal()

    def parts(self, due: DueAccounts, progress: Progress) -> Iterator[PartReport]:
        """The due accounts scored and written, part by part; a pass that is cut short leaves whole parts behind."""
        due, evidence, typical = self._evidence(due)
        parts = (slice(start, start + WRITTEN_AT_ONCE) for start in range(0, len(due.accounts), WRITTEN_AT_ONCE))
        made = (self._rows(due.part(chosen), evidence, chosen, typical) for chosen in parts)
        done = 0
        for rows, report in beside(made, self._written):
            done += len(rows.due.accounts)
            yield report
            progress(done, len(due.accounts))

    def _evidence(self, due: DueAccounts) -> tuple[DueAccounts, BookEvidence, Floats]:
        """The evidence of the due accounts and what is typical of their peers, who are looked at when many are due."""
        looks_at_all = len(due.accounts) >= PEERS_ANEW * due.book_size
        facts = self._facts_of_all() if looks_at_all else self._facts(due.accounts)
        evidence = book_evidence(Look(facts, self.today, self.moment.zone, self.model.policy))
        typical = peers_typical(evidence.columns, self.model, today=self.today) if looks_at_all else self._typical()
        return *evidence_of_due(evidence, facts.account, due), typical

    def _facts_of_all(self) -> BookFacts:
        """Usage, half of what is read, is read beside the rest."""
        with self.library.reading() as book, ThreadPoolExecutor(1) as thread:
            known = book.scoring.known(self.moment, None)
            usage = thread.submit(self._usage, known)
            return book.scoring.facts(self.moment, known, self.model.policy.first_value, usage.result)

    def _usage(self, known: AccountFacts) -> UsageFacts:
        with self.library.reading() as book:
            return book.scoring.usage(self.moment, known)

    def _facts(self, accounts: Sequence[int]) -> BookFacts:
        with self.library.reading() as book:
            known = book.scoring.known(self.moment, accounts)
            return book.scoring.facts(
                self.moment, known, self.model.policy.first_value, partial(book.scoring.usage, self.moment, known)
            )

    def _typical(self) -> Floats:
        """What the last pass over the book found typical."""
        with self.library.reading() as book:
            return typical_of_samples(book.scoring.typical_samples(policy_version=self.policy_version))

    def _rows(self, due: DueAccounts, evidence: BookEvidence, chosen: slice, typical: Floats) -> PartRows:
        policy = self.model.policy
        with self.library.reading() as book:
            earlier = book.scoring.earlier(self.moment, due.accounts, trend_days=policy.trend.days)
            scored = scored_columns(evidence, chosen, self.model, typical=typical, earlier=earlier, today=self.today)
            return book.scoring.rows(self.moment, due, scored, policy, policy_version=self.policy_version)

    def _written(self, rows: PartRows) -> PartReport:
        with self.library.writing() as book:
            return book.scoring.write(self.moment, rows)
