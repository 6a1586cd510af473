"""The contract of the next term: opened by a closing, joined or recognised where it is there, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.services.renewal_terms import renewal_policy
from domain.ports import Book
from domain.renewals.derived import currency_of
from domain.renewals.joining import NextTerm, is_of_currency, is_there_already, lines_to_join, opened_by_sibling
from domain.renewals.next_term import next_lines
from domain.renewals.renewal import Renewal
from domain.renewals.terms import ContractTerm, TermLine, number_of


def next_contract(book: Book, following: NextTerm, *, signed_on: date, at: datetime) -> int | None:
    """The contract that this closing opens or joins; None where the book had it, or the old contract is gone."""
    renewal = following.renewal
    if renewal.contract is None:
        return None
    terms, renewals = book.contract_terms.all([renewal.account]), book.renewals.of_account(renewal.account)
    opened = opened_by_sibling(following, renewals, terms)
    if opened and (joined := _joined(book, following, opened, terms, after=renewal.contract, at=at)):
        return joined
    if is_there_already(following, renewals, terms, grace_days=renewal_policy(book).grace_days):
        return None
    return book.contract_terms.open_term(
        renewal.contract,
        starts_on=following.starts_on,
        ends_on=following.ends_on,
        lines=_lines(following, terms),
        signed_on=signed_on,
        at=at,
    )


def following_of(book: Book, closed: Renewal) -> list[Renewal]:
    """The renewals of the term that the closing opened; in its own currency alone where it shares that term."""
    opened = closed.outcome.next_contract if closed.outcome else None
    if opened is None:
        return []
    of_account = book.renewals.of_account(closed.account)
    is_shared = bool(_sharing(closed, of_account))
    return [each for each in of_account if each.contract == opened and (not is_shared or is_of_currency(closed, each))]


def take_back(book: Book, closed: Renewal, *, at: datetime) -> None:
    """The next term with its renewals goes; of a shared one, what this closing brought.

    A term that has its number from a file by now is no longer the closing's own, and stays.
    """
    opened = closed.outcome.next_contract if closed.outcome else None
    if opened is None or not _is_made_up(book, closed.account, opened):
        return
    book.renewals.remove(renewal.id for renewal in following_of(book, closed))
    if _sharing(closed, book.renewals.of_account(closed.account)):
        book.contract_terms.drop_lines(opened, currency=currency_of(closed.arr), at=at)
    else:
        book.contract_terms.remove(opened, at=at)


def _joined(
    book: Book, following: NextTerm, opened: ContractTerm, terms: Sequence[ContractTerm], *, after: int, at: datetime
) -> int | None:
    """None where the contract cannot hold these lines."""
    lines = lines_to_join(opened, _lines(following, terms))
    if lines is None:
        return None
    book.contract_terms.add_lines(opened.contract, lines, after=after, at=at)
    return opened.contract


def _lines(following: NextTerm, terms: Sequence[ContractTerm]) -> tuple[TermLine, ...]:
    renewal = following.renewal
    return next_lines(
        next((term for term in terms if term.contract == renewal.contract), None),
        following.final,
        due_on=renewal.due_on,
        starts_on=following.starts_on,
        ends_on=following.ends_on,
    )


def _sharing(closed: Renewal, of_account: Sequence[Renewal]) -> list[Renewal]:
    """Other renewals whose closing opened or joined the same contract."""
    opened = closed.outcome.next_contract if closed.outcome else None
    return [
        each for each in of_account if each.id != closed.id and each.outcome and each.outcome.next_contract == opened
    ]


def _is_made_up(book: Book, account: int, contract: int) -> bool:
    return any(term.contract == contract and not number_of(term.number) for term in book.contract_terms.all([account]))
