from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from renewal_samples import NOW, TODAY, renewal
from shelves import LONG_AGO, SqlShelf
from sqlalchemy import insert, select

from domain.accounts import Account, Money
from domain.renewals.listing import RenewalFilter
from domain.renewals.terms import TermLine
from domain.revenue.ports import ArrSpan
from storage.library import SqlLibrary
from storage.renewals.lists import due_renewals
from storage.tables import AccountRow, BookTable, ContractLineRow, ContractRow, table_of

START, END = date(2025, 10, 1), date(2026, 10, 1)


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


def test_the_next_term_has_the_seats_of_the_one_before_and_is_news_of_the_account(book: SqlLibrary) -> None:
    line = TermLine("Platform", END, date(2027, 10, 1), Money(1_200_000, "EUR"))

    with book.writing() as written:
        written.contract_terms.open_term(1, starts_on=END, ends_on=None, lines=[line], signed_on=TODAY, at=NOW)

    assert (_column(book, ContractLineRow, "seats"), _column(book, ContractRow, "core_features")) == (
        [40, 40],
        [10, 10],
    )
    assert _column(book, AccountRow, "evidence_changed_at") == [NOW, LONG_AGO]


def test_a_term_that_is_taken_away_leaves_no_line_and_is_news_too(book: SqlLibrary) -> None:
    with book.writing() as written:
        written.contract_terms.remove(1, at=NOW)

    assert _column(book, ContractLineRow, "contract") == []
    assert _column(book, AccountRow, "evidence_changed_at") == [NOW, LONG_AGO]


def test_a_list_of_renewals_is_read_from_its_index_alone(sqlite_library: SqlLibrary) -> None:
    sent = due_renewals(RenewalFilter(today=TODAY, due_from=TODAY, due_until=END))

    with sqlite_library.reading() as read:
        statement = str(sent.compile(read.connection, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in read.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]

    assert plan[0] == "SEARCH renewal USING COVERING INDEX ix_renewal_due_on (due_on>? AND due_on<?)"


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
        assert list(read.revenue.spans()) == [ArrSpan(1, "Platform", START, END, 1_000_000, "EUR")]


def test_a_line_without_days_of_its_own_has_those_of_its_contract(book: SqlLibrary) -> None:
    line, next_end = TermLine("Add-on", None, None, Money(50, "EUR")), date(2027, 10, 1)
    with book.writing() as written:
        written.contract_terms.open_term(1, starts_on=END, ends_on=next_end, lines=[line], signed_on=TODAY, at=NOW)

    with book.reading() as read:
        assert ArrSpan(1, "Add-on", END, next_end, 50, "EUR") in read.revenue.spans()


def _column(library: SqlLibrary, row: type[BookTable], name: str) -> list[object]:
    table = table_of(row)
    with library.reading() as read:
        return list(read.connection.execute(select(table.c[name]).order_by(table.c.id)).scalars())
