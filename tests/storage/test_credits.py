"""Credits that stood in the book as ARR before imports refused them: whatever reads ARR counts them as none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from renewal_samples import TODAY, renewal
from shelves import LONG_AGO, SqlShelf
from sqlalchemy import insert, update

from domain.accounts import Account, Money
from domain.renewals.listing import RenewalFilter
from domain.renewals.renewal import Outcome, OutcomeKind
from domain.renewals.term_facts import renewals_of
from domain.revenue.movements import Window, movements, total
from domain.revenue.renewal_rates import renewal_rates
from domain.revenue.retention import gross_revenue_retention
from domain.revenue.spans import continued, spans_from
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, ContractRow, RenewalRow, table_of

CREDIT, PAID = -9_000_000, 1_000_000
START, END = date(2026, 1, 1), date(2027, 1, 1)
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    """An account that pays for one product and has a credit in another, and one that has a credit alone."""
    for account in (1, 2):
        SqlShelf(library).put(Account(account, f"Acme {account}"))
    contracts = [
        {"id": account, "account": account, "number": "C", "start_on": START, "end_on": END, "learnt_at": LONG_AGO}
        for account in (1, 2)
    ]
    lines = [(1, "Core", PAID), (1, "Credit", CREDIT), (2, "Credit", CREDIT)]
    with library.writing() as written:
        written.connection.execute(insert(table_of(ContractRow)), contracts)
        written.connection.execute(
            insert(table_of(ContractLineRow)),
            [
                {"contract": each, "account": each, "product": product, "arr_minor": minor, "arr_currency": "USD"}
                for each, product, minor in lines
            ],
        )
    return library


def test_a_credit_is_no_arr_of_a_term_nor_of_its_renewal(book: SqlLibrary) -> None:
    with book.reading() as read:
        terms = read.contract_terms.all()

    assert [each.arr for term in terms for each in renewals_of(term)] == [Money(PAID, "USD"), Money(0, "USD")]


def test_gross_retention_stays_under_all_of_it(book: SqlLibrary) -> None:
    with book.reading() as read:
        spans = read.revenue.spans()
    seen = continued(spans_from(spans, worth_of=lambda _: int), grace_days=30, seen_on=TODAY)

    arr = total(movements(seen, Window(date(2026, 6, 1), date(2027, 6, 1))))

    assert (arr.opening, arr.closing) == (PAID, 0)
    assert gross_revenue_retention(arr) == 0


def test_renewals_that_were_stored_below_zero_are_due_at_nothing(book: SqlLibrary) -> None:
    closed = Outcome(OutcomeKind.PARTLY_LOST, START, Money(1, "USD"), "import", NOW, next_starts_on=END)
    known = replace(renewal(), id=0, account=2, contract=2, due_on=END)
    with book.writing() as written:
        written.renewals.add([known, replace(known, due_on=START, outcome=closed)])
        written.connection.execute(update(table_of(RenewalRow)).values(arr_minor=CREDIT, arr_currency="USD"))

    with book.reading() as read:
        due = read.renewals.due(RenewalFilter(today=TODAY))
        found = read.contract_terms.renewals([2])

    assert {each.arr for each in due} == {each.arr for each in found} == {Money(0, "USD")}
    rates = renewal_rates(found, minor=lambda money: money.minor, seen_on=END + timedelta(60), grace_days=30)
    assert (rates.due, rates.kept, rates.gross_rate) == (0, 0, None)
