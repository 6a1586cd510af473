from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from renewal_samples import NOW, TODAY, renewal
from shelves import LONG_AGO, SqlShelf
from sqlalchemy import insert, select

from domain.accounts import Account, Money, RenewalStep
from domain.renewals.listing import RenewalFilter
from domain.renewals.terms import ContractTerm, TermLine
from domain.revenue.ports import ArrSpan
from storage.library import SqlLibrary
from storage.tables import AccountRow, ContractLineRow, ContractRow, table_of

START, END = date(2025, 10, 1), date(2026, 10, 1)
LINE = TermLine("Platform", START, END, Money(1_000_000, "EUR"))


TERM = ContractTerm(
    contract=1,
    account=1,
    number="C1",
    starts_on=START,
    ends_on=END,
    auto_renew=True,
    notice_days=60,
    notice_received_on=None,
    step=RenewalStep.VERBAL,
    signed_on=None,
    lines=(LINE,),
)


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    SqlShelf(library).put(Account(1, "Acme"))
    SqlShelf(library).put(Account(2, "Birch"))
    contract = {
        "id": 1,
        "account": 1,
        "number": "C1",
        "start_on": START,
        "end_on": END,
        "auto_renew": True,
        "notice_days": 60,
        "core_features": 10,
        "renewal_step": "verbal",
        "learnt_at": LONG_AGO,
    }
    line = {
        "contract": 1,
        "account": 1,
        "product": "Platform",
        "start_on": START,
        "end_on": END,
        "arr_minor": 1_000_000,
        "arr_currency": "EUR",
        "seats": 40,
    }
    with library.writing() as written:
        written.connection.execute(insert(table_of(ContractRow)), contract)
        written.connection.execute(insert(table_of(ContractLineRow)), line)
        if library.url.startswith("postgresql"):
            written.connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('contract', 'id'), 1)")
    return library


def test_a_contract_is_read_as_a_term_with_its_lines(book: SqlLibrary) -> None:

    with book.reading() as read:
        assert list(read.contract_terms.all()) == [TERM]
        assert (list(read.contract_terms.all([1])), list(read.contract_terms.all([2]))) == ([TERM], [])


def test_the_next_term_has_the_habits_of_the_one_before(book: SqlLibrary) -> None:
    ends_on = date(2027, 10, 1)
    line = TermLine("Platform", END, ends_on, Money(1_200_000, "EUR"))

    with book.writing() as written:
        made = written.contract_terms.open_term(
            1, starts_on=END, ends_on=ends_on, lines=[line], signed_on=TODAY, at=NOW
        )
        again = written.contract_terms.open_term(1, starts_on=END, ends_on=None, lines=[], signed_on=TODAY, at=NOW)

    with book.reading() as read:
        _, second, third = read.contract_terms.all([1])
        seats = table_of(ContractLineRow).c.seats
        changed = table_of(AccountRow).c.evidence_changed_at
        assert second == replace(
            TERM,
            contract=made,
            number="~2026-10-01",
            starts_on=END,
            ends_on=ends_on,
            step=RenewalStep.NOT_STARTED,
            signed_on=TODAY,
            lines=(line,),
        )
        assert (third.contract, third.number, third.lines) == (again, "~2026-10-01 2", ())
        assert read.connection.execute(select(seats)).scalars().all() == [40, 40]
        assert read.connection.execute(select(changed).order_by(table_of(AccountRow).c.id)).scalars().all() == [
            NOW,
            LONG_AGO,
        ]


def test_a_term_that_is_taken_away_leaves_no_line(book: SqlLibrary) -> None:
    with book.writing() as written:
        line = TermLine("Platform", END, None, None)
        made = written.contract_terms.open_term(1, starts_on=END, ends_on=None, lines=[line], signed_on=TODAY, at=NOW)
        written.contract_terms.remove(made, at=NOW)

    with book.reading() as read:
        assert [term.contract for term in read.contract_terms.all()] == [1]
        assert read.connection.execute(select(table_of(ContractLineRow).c.contract)).scalars().all() == [1]


def test_renewals_of_a_contract_that_goes_stay(book: SqlLibrary) -> None:
    with book.writing() as written:
        (number,) = written.renewals.add([renewal(contract=1)])
        written.contract_terms.remove(1, at=NOW)

        assert [(each.id, each.contract) for each in written.contract_terms.renewals([1])] == [(number, None)]
        assert list(written.contract_terms.renewals([2])) == []


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_however_long(
    book: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    with book.writing() as written:
        numbers = written.renewals.add([renewal() for _ in range(many)])
    sent = statements(book)
    costs = []

    with book.reading() as read:
        reads: list[Callable[[], object]] = [
            lambda: read.renewals.due(RenewalFilter(today=TODAY)),
            lambda: read.renewals.rows(numbers, today=TODAY),
            lambda: read.renewals.undated(RenewalFilter(today=TODAY), offset=0, limit=8),
            lambda: read.renewals.stored_scores([(1, TODAY)] * many, reach_days=7),
            read.contract_terms.all,
            lambda: read.reminders.of(numbers),
        ]
        for each in reads:
            before = len(sent)
            each()
            costs.append(len(sent) - before)

    assert costs == [1, 1, 2, 1, 2, 1]


def test_lines_with_an_amount_are_spans_of_revenue(book: SqlLibrary) -> None:
    with book.writing() as written:
        line = TermLine("Add-on", END, None, None)
        written.contract_terms.open_term(1, starts_on=END, ends_on=None, lines=[line], signed_on=TODAY, at=NOW)

    with book.reading() as read:
        assert list(read.revenue.spans()) == [ArrSpan(1, "Platform", START, END, Money(1_000_000, "EUR"))]


def test_a_line_without_days_of_its_own_has_those_of_its_contract(book: SqlLibrary) -> None:
    line, next_end = TermLine("Add-on", None, None, Money(50, "EUR")), date(2027, 10, 1)
    with book.writing() as written:
        written.contract_terms.open_term(1, starts_on=END, ends_on=next_end, lines=[line], signed_on=TODAY, at=NOW)

    with book.reading() as read:
        assert ArrSpan(1, "Add-on", END, next_end, Money(50, "EUR")) in read.revenue.spans()
