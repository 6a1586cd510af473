"""Terms that the book has without a number, and the numbered contracts that mean the same."""

from __future__ import annotations

from datetime import date

import pytest
from contract_rows import (
    ACME,
    AT,
    ONE_TERM,
    SECOND,
    THIRD,
    Line,
    Said,
    Term,
    day,
    said,
    taken,
    terms,
    undone,
    whole_book,
    with_account,
)
from sqlalchemy import delete

from domain.accounts import Money
from domain.records import Verdict
from domain.renewals.terms import TermLine
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, table_of


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    with_account(library, ACME)
    return library


NEXT_TERM = TermLine("Platform", day(2026), day(2027), Money(2026, "USD"))


def renewed(library: SqlLibrary, *lines: TermLine) -> int:
    """The next term as closing a renewal writes it: from 2026 on, under a number of its own making."""
    with library.writing() as written:
        return written.contract_terms.open_term(
            1, starts_on=day(2026), ends_on=day(2027), lines=lines, signed_on=day(2025, 12), at=AT
        )


@pytest.mark.parametrize(
    ("made", "rows", "expected"),
    [
        pytest.param(
            [NEXT_TERM],
            [said("K-2", date(2026, 1, 15), date(2027, 1, 15), "Platform", 2100)],
            ("K-2", date(2026, 1, 15), date(2027, 1, 15), (("Platform", date(2026, 1, 15), date(2027, 1, 15), 2100),)),
            id="a number of its own, and days of its own",
        ),
        pytest.param(
            [NEXT_TERM],
            [THIRD],
            ("K-1", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),)),
            id="the number of the term before",
        ),
        pytest.param(
            [NEXT_TERM],
            [said("K-2", day(2026), None, "platform", None)],
            ("K-2", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),)),
            id="what the row does not say stays",
        ),
        pytest.param(
            [NEXT_TERM, TermLine("Support", day(2026), day(2027), Money(5, "USD"))],
            [
                said("K-2", date(2026, 1, 5), date(2027, 1, 5), "Support", 6),
                said("K-2", date(2026, 1, 5), date(2027, 1, 5), "Platform", 7),
                said("K-2", date(2026, 1, 5), date(2027, 1, 5), "Analytics", 8),
            ],
            (
                "K-2",
                date(2026, 1, 5),
                date(2027, 1, 5),
                (
                    ("Analytics", date(2026, 1, 5), date(2027, 1, 5), 8),
                    ("Platform", date(2026, 1, 5), date(2027, 1, 5), 7),
                    ("Support", date(2026, 1, 5), date(2027, 1, 5), 6),
                ),
            ),
            id="all rows of the number together share a product",
        ),
        pytest.param(
            [NEXT_TERM, TermLine("Support", day(2026), day(2027), Money(5, "USD"))],
            [said("K-2", day(2026), day(2027), "", 3000)],
            ("K-2", day(2026), day(2027), (("", day(2026), day(2027), 3000),)),
            id="one amount without a product stands for all lines",
        ),
        pytest.param(
            [TermLine("", day(2026), day(2027), Money(2026, "USD"))],
            [said("K-2", day(2026), day(2027), "Platform", 2500), said("K-2", day(2026), day(2027), "Support", 500)],
            (
                "K-2",
                day(2026),
                day(2027),
                (("Platform", day(2026), day(2027), 2500), ("Support", day(2026), day(2027), 500)),
            ),
            id="the line without a product takes the name of the first",
        ),
        pytest.param(
            [NEXT_TERM],
            [said("K-2", day(2026), day(2027), arr=None)],
            (
                "K-2",
                day(2026),
                day(2027),
                (("", day(2026), day(2027), None), ("Platform", day(2026), day(2027), 2026)),
            ),
            id="the contract alone keeps its lines",
        ),
        pytest.param(
            [],
            [said("K-2", day(2026), day(2027), "Platform", 9)],
            ("K-2", day(2026), day(2027), (("Platform", day(2026), day(2027), 9),)),
            id="without any line so far",
        ),
    ],
)
def test_a_term_written_by_closing_a_renewal_is_not_there_twice(
    book: SqlLibrary, made: list[TermLine], rows: list[Said], expected: Term
) -> None:
    taken(book, [SECOND])
    contract = renewed(book, *made)
    before = whole_book(book)

    run, _ = taken(book, rows)

    assert [term for term in terms(book) if term != ONE_TERM] == [expected]
    with book.reading() as read:
        assert [term.contract for term in read.contract_terms.all()] == [1, contract]
    _, (again,) = taken(book, rows)
    assert again.counts == {Verdict.UNCHANGED: len(rows)}
    undone(book, run)
    assert whole_book(book) == before


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(said("K-2", date(2026, 2, 1), day(2027), "Platform"), id="31 days later"),
        pytest.param(said("K-2", day(2026), day(2027), "Analytics"), id="of another product"),
        pytest.param(said("K-2", None, day(2027), "Platform"), id="without a start"),
    ],
)
def test_another_contract_does_not_take_the_place_of_a_term(book: SqlLibrary, row: Said) -> None:
    taken(book, [SECOND])
    renewed(book, NEXT_TERM)

    taken(book, [row])

    assert [term[0] for term in terms(book)] == ["", "K-1", "K-2"]


@pytest.mark.parametrize(
    ("numbered", "row", "lines"),
    [
        pytest.param(
            [SECOND],
            said(None, date(2025, 1, 9), day(2027), "Platform", 7),
            (("Platform", day(2025), day(2026), 7),),
            id="it changes a line, but no day",
        ),
        pytest.param(
            [SECOND],
            said(None, day(2025), day(2026), "", 7),
            ONE_TERM[3],
            id="a sum says nothing of named lines",
        ),
        pytest.param(
            [said("K-1", day(2025), day(2026), "", 50)],
            said(None, day(2025), day(2026), "Platform", 7),
            (("", day(2025), day(2026), 50),),
            id="a part says nothing of the sum",
        ),
        pytest.param(
            [SECOND, said("K-1", day(2025), day(2026), "Support", 5)],
            said(None, day(2025), day(2026), arr=None),
            (*ONE_TERM[3], ("Support", day(2025), day(2026), 5)),
            id="nor does the contract alone",
        ),
    ],
)
def test_a_row_without_a_number_means_the_numbered_contract_of_its_days(
    book: SqlLibrary, numbered: list[Said], row: Said, lines: tuple[Line, ...]
) -> None:
    taken(book, numbered)

    taken(book, [row | {"notice_days": 30}])

    assert terms(book) == [("K-1", day(2025), day(2026), lines)]
    with book.reading() as read:
        assert [term.notice_days for term in read.contract_terms.all()] == [30]
    _, (again,) = taken(book, [row | {"notice_days": 30}])
    assert again.counts == {Verdict.UNCHANGED: 1}


def test_a_numbered_contract_without_lines_gets_them_from_a_row_without_a_number(book: SqlLibrary) -> None:
    taken(book, [SECOND])
    with book.writing() as written:
        written.connection.execute(delete(table_of(ContractLineRow)))

    taken(book, [said(None, date(2025, 1, 9), day(2027), "Platform", 7)])

    assert terms(book) == [("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 7),))]
