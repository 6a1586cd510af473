"""Which contract holds the next term of a renewal that somebody closes: one that is in the book, or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.accounts import Money
from domain.renewals.derived import BY_IMPORT, currency_of, is_shown_renewed
from domain.renewals.following import Following
from domain.renewals.renewal import Outcome, Renewal
from domain.renewals.term_facts import arr_on
from domain.renewals.terms import ContractTerm, TermLine


@dataclass(frozen=True, slots=True)
class NextTerm:
    """The term after `renewal`, as it was closed: its days, and what it comes to where an amount is known."""

    renewal: Renewal
    starts_on: date
    ends_on: date | None
    final: Money | None


def lines_to_join(contract: ContractTerm, lines: Iterable[TermLine]) -> tuple[TermLine, ...] | None:
    """What has to be added to a contract that another currency's renewal opened; None where it cannot hold them.

    A contract has a product once from a day on. What has no amount is in it once for all currencies.
    """
    there = {line.product for line in contract.lines}
    joining = tuple(line for line in lines if line.arr or line.product not in there)
    return None if any(line.product in there for line in joining) else joining


def opened_by_sibling(
    following: NextTerm, renewals: Iterable[Renewal], terms: Iterable[ContractTerm]
) -> ContractTerm | None:
    """The contract that the same contract's renewal in another currency opened, where it lasts for the same days."""
    opened = {each.outcome.next_contract for each in siblings(following.renewal, renewals) if each.outcome}
    return next((term for term in terms if term.contract in opened and _is_for_the_same_days(term, following)), None)


def siblings(renewal: Renewal, renewals: Iterable[Renewal]) -> list[Renewal]:
    """Those at the end of the same term of the same contract, in other currencies."""
    return [
        each
        for each in renewals
        if each.id != renewal.id and each.contract == renewal.contract and each.due_on == renewal.due_on
    ]


def is_there_already(
    following: NextTerm, renewals: Sequence[Renewal], terms: Sequence[ContractTerm], *, grace_days: int
) -> bool:
    """Whether a contract of the same days and the same ARR is in the book, and renews nothing else.

    It has another product, or the book itself would have found that it follows: who closes the renewal says so.
    """
    made = frozenset(each.outcome.next_contract or 0 for each in renewals if each.outcome)
    book = Following(terms, made, grace_days)
    taken = {term.contract for each in renewals if is_shown_renewed(each) for term in book.as_closed(each).by}
    free = [
        term
        for term in terms
        if term.contract not in made | taken | {following.renewal.contract}
        and _is_for_the_same_days(term, following)
        and _comes_to(term, following)
    ]
    return len(free) > sum(_says_the_same(each.outcome, following) for each in renewals if each.outcome)


def is_of_currency(renewal: Renewal, other: Renewal) -> bool:
    return currency_of(renewal.arr) == currency_of(other.arr)


def _is_for_the_same_days(term: ContractTerm, following: NextTerm) -> bool:
    return term.starts_on == following.starts_on and term.ends_on == following.ends_on


def _comes_to(term: ContractTerm, following: NextTerm) -> bool:
    """In that currency alone: a contract in two is not the next term of one of them."""
    final = following.final
    return final is not None and arr_on(term, following.starts_on) == {final.currency: final.minor}


def _says_the_same(outcome: Outcome, following: NextTerm) -> bool:
    """Another renewal that somebody closed with a contract that was there already, one that looks alike."""
    if outcome.by == BY_IMPORT or outcome.next_contract is not None or outcome.final != following.final:
        return False
    return (outcome.next_starts_on, outcome.next_ends_on) == (following.starts_on, following.ends_on)
