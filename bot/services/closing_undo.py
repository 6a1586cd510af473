"""A closing taken back within minutes: nothing stays of it but two lines of the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.closing_records import audited, told
from bot.services.next_contracts import following_of, take_back
from bot.services.renewal_changes import row_of, seen_in, team_below
from bot.services.renewal_terms import reconcile_in
from domain.errors import ClosingStandsError, NotAllowedError, RenewalChangedError
from domain.permissions import Member, may_undo_closing
from domain.ports import Book, Library
from domain.renewals.closing_undo import UndoRefusal, undo_refusal
from domain.renewals.derived import reopened
from domain.renewals.listing import RenewalRow
from domain.renewals.renewal import Outcome, Renewal

UNDONE = "renewals.undone"


@dataclass(frozen=True, slots=True)
class Reopened:
    """A renewal as it is again."""

    renewal: Renewal
    name: str


class ClosingUndo:
    """`rescore` scores accounts anew, in a transaction of its own."""

    def __init__(
        self, library: Library, *, clock: Callable[[], datetime], rescore: Callable[[Sequence[int]], object]
    ) -> None:
        self._library = library
        self._clock = clock
        self._rescore = rescore

    def undo(self, asker: Member, seen: str, *, today: date) -> Reopened:
        """`seen` is what the button carries: the renewal, and its version as it was closed.

        Raises `ClosingStandsError` where it is too late, or somebody has gone on from it.
        """
        now = self._clock()
        renewal, version, _ = seen_in(seen)
        with self._library.writing() as book:
            book.contract_terms.hold()
            row = row_of(book, asker, renewal, today=today)
            if version and version != str(row.renewal.version):
                raise ClosingStandsError(row.name, UndoRefusal.CLOSED_ANEW)
            outcome = _outcome_to_undo(book, asker, row, now=now)
            undone = _taken_back(book, row, outcome, at=now)
            churn = book.churns.of_renewal(undone.id)
            audited(
                book, UNDONE, undone, by=asker.slack_id, at=now, before=told(row.renewal, churn), after=told(undone)
            )
            if churn:
                book.churns.remove(churn.id)
            reconcile_in(book, [undone.account], today=today, at=now)
        self._rescore((undone.account,))
        return Reopened(undone, row.name)


def _outcome_to_undo(book: Book, asker: Member, row: RenewalRow, *, now: datetime) -> Outcome:
    refusal = undo_refusal(row.renewal, following_of(book, row.renewal), now=now)
    if row.renewal.outcome is None or refusal:
        raise ClosingStandsError(row.name, str(refusal))
    closed_by = row.renewal.outcome.by
    if not may_undo_closing(asker, closed_by=closed_by, owner=row.owner, cover=row.cover, team=team_below(book, asker)):
        raise NotAllowedError(asker.slack_id, UNDONE)
    return row.renewal.outcome


def _taken_back(book: Book, row: RenewalRow, outcome: Outcome, *, at: datetime) -> Renewal:
    """The next term with its renewals goes, an account that left comes back, and the renewal is open."""
    if not book.renewals.save(reopened(row.renewal)):
        raise RenewalChangedError(row.name)
    take_back(book, row.renewal, at=at)
    if outcome.left:
        book.departures.come_back(row.renewal.account, at=at)
    return reopened(row.renewal)
