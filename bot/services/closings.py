"""Renewals closed by people: the outcome, what was lost, the next term and the leaving, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.services.closing_records import audited, told
from bot.services.departures import leave
from bot.services.next_contracts import next_contract
from bot.services.renewal_changes import row_of, row_to_change, seen_in
from bot.services.renewal_terms import reconcile_in, renewal_policy
from domain.errors import RenewalChangedError, RenewalClosedError
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import Book, Library
from domain.renewals.closing import (
    Closing,
    ClosingAnswer,
    ClosingConflict,
    ClosingForm,
    ClosingOffer,
    ClosingRefused,
    ClosingRules,
    RenewalClosed,
    churn_of,
    outcome_of,
    prefilled,
)
from domain.renewals.closing_form import closing_from, closing_problems
from domain.renewals.departing import is_last
from domain.renewals.forecasting import ReadAmount
from domain.renewals.joining import NextTerm, siblings
from domain.renewals.listing import RenewalRow
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal

CLOSED = "renewals.closed"


class Closings:
    """`rescore` scores accounts anew, in a transaction of its own."""

    def __init__(
        self,
        library: Library,
        *,
        clock: Callable[[], datetime],
        read_amount: ReadAmount,
        rescore: Callable[[Sequence[int]], object],
    ) -> None:
        self._library = library
        self._clock = clock
        self._read_amount = read_amount
        self._rescore = rescore

    def offer(self, asker: Member, renewal: str, *, today: date) -> ClosingOffer:
        with self._library.reading() as book:
            row = row_to_change(book, asker, renewal, today=today)
            of_account = book.renewals.of_account(row.renewal.account)
            form = prefilled(row.renewal, today=today, beside=siblings(row.renewal, of_account))
            return ClosingOffer(row.renewal, row.name, form)

    def again(self, asker: Member, seen: str, form: ClosingForm, *, today: date) -> ClosingOffer:
        """The form with what somebody has filled in so far; it goes on from the version that was seen."""
        renewal, version, noted = seen_in(seen)
        with self._library.reading() as book:
            row = row_to_change(book, asker, renewal, today=today)
            seen_as = replace(row.renewal, version=number_in(version) or 0)
            return ClosingOffer(seen_as, row.name, form, seen=noted.partition(" ")[0])

    def close(self, asker: Member, seen: str, form: ClosingForm, *, today: date) -> ClosingAnswer:
        """`seen` is what the form remembers: the renewal and its version."""
        try:
            answer = self._closed(asker, seen, form, today)
        except RenewalChangedError:
            answer = self._conflict(asker, seen, form, today)
        if isinstance(answer, RenewalClosed):
            self._rescore((answer.renewal.account,))
        return answer

    def _closed(self, asker: Member, seen: str, form: ClosingForm, today: date) -> ClosingAnswer:
        renewal, version, _ = seen_in(seen)
        with self._library.writing() as book:
            book.contract_terms.hold()
            row = row_of(book, asker, renewal, today=today)
            if str(row.renewal.version) != version:
                return ClosingConflict(ClosingOffer(row.renewal, row.name, form))
            rules = ClosingRules(today, renewal_policy(book).grace_days, self._read_amount)
            if problems := closing_problems(form, row.renewal, rules):
                return ClosingRefused(problems, row.renewal, rules.grace_days)
            if not row.renewal.is_open:
                raise RenewalClosedError(row.name)
            closing = closing_from(form, row.renewal, rules)
            return _written(book, row, closing, by=asker.slack_id, today=today, at=self._clock())

    def _conflict(self, asker: Member, seen: str, form: ClosingForm, today: date) -> ClosingConflict:
        renewal, _, _ = seen_in(seen)
        with self._library.reading() as book:
            row = row_of(book, asker, renewal, today=today)
            return ClosingConflict(ClosingOffer(row.renewal, row.name, form))


def _written(book: Book, row: RenewalRow, closing: Closing, *, by: str, today: date, at: datetime) -> RenewalClosed:
    """What was written meanwhile, after this transaction looked, takes all of it back by `RenewalChangedError`."""
    before = row.renewal
    outcome = replace(outcome_of(closing, by=by, at=at), next_contract=_next_contract(book, before, closing, at=at))
    after = _with_departure(book, replace(before, outcome=outcome), today=today)
    if not book.renewals.save(after):
        raise RenewalChangedError(row.name)
    churn = churn_of(closing, before, by=by, at=at)
    if churn:
        book.churns.record(churn)
    if outcome_in(after).left:
        leave(book, after, at=at)
    audited(book, CLOSED, after, by=by, at=at, before=told(before), after=told(after, churn))
    reconcile_in(book, [before.account], today=today, at=at)
    return RenewalClosed(
        replace(after, version=before.version + 1),
        row.name,
        lost=churn.arr if churn else None,
        next_due_on=_next_due_on(book, after),
    )


def _next_contract(book: Book, renewal: Renewal, closing: Closing, *, at: datetime) -> int | None:
    """None where it was lost, too."""
    if closing.starts_on is None:
        return None
    following = NextTerm(renewal, closing.starts_on, closing.ends_on, closing.final)
    return next_contract(book, following, signed_on=closing.resolved_on, at=at)


def _next_due_on(book: Book, closed: Renewal) -> date | None:
    """The day on which the next term ends, where that is a renewal."""
    due_on = outcome_in(closed).next_ends_on
    is_due = any(each.is_open and each.due_on == due_on for each in book.renewals.of_account(closed.account))
    return due_on if is_due else None


def _with_departure(book: Book, closed: Renewal, *, today: date) -> Renewal:
    """Marked where this loss makes the account leave at once; where its term still runs, a later night does."""
    outcome = outcome_in(closed)
    if outcome.kind is not OutcomeKind.LOST:
        return closed
    terms, renewals = book.contract_terms.all([closed.account]), book.renewals.of_account(closed.account)
    has_left = is_last(closed, terms=terms, renewals=renewals, today=today)
    return replace(closed, outcome=replace(outcome, left=has_left))


def outcome_in(renewal: Renewal) -> Outcome:
    assert renewal.outcome, "this renewal was closed before"
    return renewal.outcome
