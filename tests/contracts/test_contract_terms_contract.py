from __future__ import annotations

from dataclasses import replace
from datetime import date

from renewal_samples import LOST, NOW, TODAY, renewal
from shelves import Shelf

from domain.accounts import Account, Money, RenewalStep
from domain.renewals.terms import ContractTerm, TermLine

START, END, NEXT_END = date(2025, 10, 1), date(2026, 10, 1), date(2027, 10, 1)
LINE = TermLine("Platform", START, END, Money(1_000_000, "EUR"))
TERM = ContractTerm(
    contract=1,
    account=1,
    number="C1",
    starts_on=START,
    ends_on=END,
    auto_renew=True,
    notice_days=60,
    notice_received_on=date(2026, 7, 1),
    step=RenewalStep.VERBAL,
    signed_on=date(2025, 9, 20),
    lines=(LINE, TermLine("", None, None, None)),
)
OTHER = replace(TERM, contract=2, account=2, number="C9", notice_received_on=None, lines=())


def put(shelf: Shelf) -> None:
    for account in (Account(1, "Acme"), Account(2, "Birch")):
        shelf.put(account)
    for term in (TERM, OTHER):
        shelf.put_term(term)


def test_a_contract_is_read_as_a_term_with_its_lines(shelf: Shelf) -> None:
    put(shelf)

    with shelf.library.reading() as book:
        assert list(book.contract_terms.all()) == [TERM, OTHER]
        assert [list(book.contract_terms.all(some)) for some in ([1], [2], [])] == [[TERM], [OTHER], []]


def test_the_next_term_has_the_habits_of_the_one_before(shelf: Shelf) -> None:
    put(shelf)
    line = TermLine("Platform", END, NEXT_END, Money(1_200_000, "EUR"))

    with shelf.library.writing() as book:
        made = book.contract_terms.open_term(1, starts_on=END, ends_on=NEXT_END, lines=[line], signed_on=TODAY, at=NOW)

        assert book.contract_terms.all([1])[-1] == replace(
            TERM,
            contract=made,
            number="~2026-10-01",
            starts_on=END,
            ends_on=NEXT_END,
            notice_received_on=None,
            step=RenewalStep.NOT_STARTED,
            signed_on=TODAY,
            lines=(line,),
        )


def test_terms_of_one_account_that_start_on_one_day_have_numbers_of_their_own(shelf: Shelf) -> None:
    put(shelf)

    with shelf.library.writing() as book:
        for after in (1, 1, 2, 1):
            book.contract_terms.open_term(after, starts_on=END, ends_on=None, lines=[], signed_on=TODAY, at=NOW)

        numbers = [[term.number for term in book.contract_terms.all([account])] for account in (1, 2)]

    assert numbers == [["C1", "~2026-10-01", "~2026-10-01 2", "~2026-10-01 3"], ["C9", "~2026-10-01"]]


def test_renewals_outlive_the_contracts_that_they_name(shelf: Shelf) -> None:
    put(shelf)

    with shelf.library.writing() as book:
        numbers = book.renewals.add(
            [renewal(contract=1), renewal(contract=2, outcome=replace(LOST, next_contract=1)), renewal(2)]
        )
        book.contract_terms.remove(1, at=NOW)

        named = [(each.id, each.contract, each.outcome) for each in book.contract_terms.renewals([1])]
        assert named == [(numbers[0], None, None), (numbers[1], 2, LOST)]
        assert [each.id for each in book.contract_terms.renewals([2])] == [numbers[2]]
        assert [each.id for each in book.contract_terms.renewals()] == list(numbers)
        assert [term.contract for term in book.contract_terms.all()] == [2]
