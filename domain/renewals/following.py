"""Which terms carry on one that ends, by what the book shows, and what that makes of its renewal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.accounts import Money
from domain.days import shifted
from domain.renewals.derived import BY_IMPORT, currency_of
from domain.renewals.inheriting import inherited
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.renewals.term_facts import are_as_long, days_of, products_of
from domain.renewals.terms import ContractTerm

REACH_DAYS = 90
"""How long before its due day a term may be renewed; a later one that starts even earlier stands beside it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A renewal and the terms that carry it on; all of them start on one day."""

    renewal: Renewal
    own: ContractTerm | None
    """Its own term, where the contract still holds it."""
    by: tuple[ContractTerm, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """The terms of one account; those in `made` were opened by closing one renewal, and follow no other."""

    terms: Sequence[ContractTerm]
    made: frozenset[int]
    grace_days: int

    def nearest_to(self, renewal: Renewal) -> Followed:
        """By the terms that start nearest to the due day, of two days as near the earlier."""
        able = self._able(renewal)
        nearest = min(map(_start, able), key=lambda day: (abs(day - renewal.due_on), day), default=None)
        return self._followed(renewal, [term for term in able if term.starts_on == nearest])

    def as_closed(self, renewal: Renewal) -> Followed:
        """By the terms that its outcome speaks of, as far as they are still there."""
        day = renewal.outcome and renewal.outcome.next_starts_on
        return self._followed(renewal, [term for term in self._able(renewal) if term.starts_on == day])

    def _followed(self, renewal: Renewal, by: Sequence[ContractTerm]) -> Followed:
        return Followed(renewal, self._own(renewal), tuple(sorted(by, key=lambda term: term.contract)))

    def _able(self, renewal: Renewal) -> list[ContractTerm]:
        own = self._own(renewal)
        return [
            term
            for term in self.terms
            if term is not own
            and term.contract not in self.made
            and follows_in_time(renewal, term, grace_days=self.grace_days)
            and (own is None or _may_share_a_product(own, term))
        ]

    def _own(self, renewal: Renewal) -> ContractTerm | None:
        """Not the term that the contract holds now, where that is a later one."""
        return next(
            (
                term
                for term in self.terms
                if term.contract == renewal.contract and not follows_in_time(renewal, term, grace_days=self.grace_days)
            ),
            None,
        )


def follows_in_time(renewal: Renewal, term: ContractTerm, *, grace_days: int) -> bool:
    """Starts after the renewal's own term did and about when that ends, and ends later; without an end, never."""
    if term.starts_on is None or (renewal.starts_on and term.starts_on <= renewal.starts_on):
        return False
    if term.ends_on and term.ends_on <= renewal.due_on:
        return False
    early = shifted(renewal.due_on, -REACH_DAYS)
    return early <= term.starts_on <= shifted(renewal.due_on, grace_days)


def closed_by_what_follows(followed: Sequence[Followed], *, today: date, at: datetime) -> list[Renewal]:
    """Each with its outcome. All that the same terms follow have to be given together: they share those terms' ARR."""
    finals = inherited([(each.renewal.arr, each.by) for each in followed])
    return [_closed(each, final, today=today, at=at) for each, final in zip(followed, finals, strict=True)]


def _closed(followed: Followed, final: Money | None, *, today: date, at: datetime) -> Renewal:
    starts_on, ends = _start(followed.by[0]), [term.ends_on for term in followed.by]
    outcome = Outcome(
        kind=_kind(followed, final),
        resolved_on=min(today, *(term.signed_on or starts_on for term in followed.by)),
        final=final,
        by=BY_IMPORT,
        at=at,
        next_starts_on=starts_on,
        next_ends_on=None if None in ends else max(end for end in ends if end),
    )
    known = followed.renewal.outcome
    is_known = known is not None and replace(known, at=at) == outcome
    return followed.renewal if is_known else replace(followed.renewal, outcome=outcome)


def _kind(followed: Followed, final: Money | None) -> OutcomeKind:
    arr = followed.renewal.arr
    if arr and final and final.minor < arr.minor:
        return OutcomeKind.PARTLY_LOST
    is_as_it_was = not (arr and final and final.minor > arr.minor) and _goes_on_alike(followed)
    return OutcomeKind.RENEWED if is_as_it_was else OutcomeKind.RENEWED_WITH_CHANGE


def _goes_on_alike(followed: Followed) -> bool:
    """Same products, term length and currency, as far as they are known."""
    renewal, own, by = followed.renewal, followed.own, followed.by
    products = frozenset().union(*map(products_of, by))
    if own and products and products_of(own) and products != products_of(own):
        return False
    if renewal.arr and _currencies(by) and renewal.arr.currency not in _currencies(by):
        return False
    before = days_of(renewal.starts_on, renewal.due_on)
    return all(_is_as_long(before, term) for term in by)


def _is_as_long(before: int | None, term: ContractTerm) -> bool:
    """A term without an end is none that is as long as one with an end."""
    return term.ends_on is not None and are_as_long(before, days_of(term.starts_on, term.ends_on)) is not False


def _may_share_a_product(own: ContractTerm, other: ContractTerm) -> bool:
    first, second = products_of(own), products_of(other)
    return not first or not second or bool(first & second)


def _currencies(terms: Iterable[ContractTerm]) -> frozenset[str]:
    return frozenset(currency_of(line.arr) for term in terms for line in term.lines if line.arr)


def _start(term: ContractTerm) -> date:
    assert term.starts_on, "only what has a start can follow"
    return term.starts_on
