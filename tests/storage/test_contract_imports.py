"""Contracts out of files: one contract is one term, whatever the order of rows, batches and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, permutations
from typing import Any

import pytest
from sqlalchemy import delete, select

from domain.accounts import Money
from domain.imports import BatchOutcome, SheetBatch
from domain.records import AccountRef, Record, RecordKind, Verdict
from domain.renewals.terms import ContractTerm, TermLine, number_of
from storage.imports.book import SqlImports
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, ContractRow, table_of

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ACME = "Acme"
Said = dict[str, Any]
Line = tuple[str, date | None, date | None, int | None]
Term = tuple[str, date | None, date | None, tuple[Line, ...]]

_MOMENTS = count()


def day(year: int, month: int = 1) -> date:
    return date(year, month, 1)


def said(number: str | None, start: date | None, end: date | None, product: str = "", arr: int | None = 100) -> Said:
    """What a row says; nothing of what is empty."""
    amount = None if arr is None else Money(arr, "USD")
    fields = {"number": number, "start_on": start, "end_on": end, "product": product or None, "arr": amount}
    return {name: value for name, value in fields.items() if value is not None}


def taken(library: SqlLibrary, *batches: Sequence[Said], name: str = ACME) -> tuple[int, list[BatchOutcome]]:
    """One import of these batches, each a list of contract rows."""
    at = AT + timedelta(minutes=next(_MOMENTS))
    rows = count(2)
    with SqlImports(library).importing(by="ops", at=at) as book:
        records = [
            [Record(RecordKind.CONTRACT, AccountRef(name=name), each, next(rows)) for each in batch]
            for batch in batches
        ]
        outcomes = [book.take(SheetBatch(batch)) for batch in records]
        run = book.finish({f"digest-{at}": "contracts.csv"}, {}, [RecordKind.CONTRACT])
    return run.id, outcomes


def undone(library: SqlLibrary, run: int) -> None:
    with SqlImports(library).importing(by="ops", at=AT) as book:
        book.undo(run)


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    with_account(library, ACME)
    return library


def with_account(library: SqlLibrary, *names: str) -> None:
    with SqlImports(library).importing(by="ops", at=AT) as book:
        book.take(SheetBatch([Record(RecordKind.ACCOUNT, AccountRef(name=name), {"name": name}, 2) for name in names]))


def terms(library: SqlLibrary, account: int = 1) -> list[Term]:
    """By number, then start."""
    with library.reading() as read:
        found = map(shown, read.contract_terms.all([account]))
        return sorted(found, key=lambda term: (term[0], term[1] or date.min))


def shown(term: ContractTerm) -> Term:
    lines = sorted(map(shown_line, term.lines), key=lambda line: (line[1] or date.min, line[0]))
    return (number_of(term.number), term.starts_on, term.ends_on, tuple(lines))


def shown_line(line: TermLine) -> Line:
    return (line.product, line.starts_on, line.ends_on, line.arr.minor if line.arr else None)


def whole_book(library: SqlLibrary) -> list[object]:
    """Every column of every contract and line, but when it was learnt."""
    with library.reading() as read:
        contracts = read.connection.execute(select(table_of(ContractRow)).order_by(table_of(ContractRow).c.id)).all()
        lines = read.connection.execute(select(table_of(ContractLineRow)).order_by(table_of(ContractLineRow).c.id))
        return [*(tuple(row)[:-1] for row in contracts), *map(tuple, lines)]


FIRST, SECOND, THIRD = (said("K-1", day(year), day(year + 1), "Platform", year) for year in (2024, 2025, 2026))
ADD_ON = said("K-1", day(2025, 6), day(2026), "Analytics", 20)
ONE_TERM: Term = ("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 2025),))


@pytest.mark.parametrize(
    ("known", "row", "expected"),
    [
        pytest.param(
            [SECOND],
            THIRD,
            [ONE_TERM, ("K-1", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),))],
            id="what begins at the end is the next term",
        ),
        pytest.param(
            [SECOND],
            FIRST,
            [("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 2024),)), ONE_TERM],
            id="what begins before is an earlier term",
        ),
        pytest.param(
            [SECOND],
            ADD_ON,
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Analytics", day(2025, 6), day(2026), 20)))],
            id="what begins in the middle is a line of its own",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025, 6), None, "Platform", 20),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Platform", day(2025, 6), day(2026), 20)))],
            id="of the same product too, and it ends with the contract",
        ),
        pytest.param(
            [SECOND, ADD_ON],
            said("K-1", day(2025, 6), day(2026), "analytics", 30),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Analytics", day(2025, 6), day(2026), 30)))],
            id="the start of a line that is there changes that line",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025, 11), day(2026, 11), "Platform", 30),
            [ONE_TERM, ("K-1", day(2025, 11), day(2026, 11), (("Platform", day(2025, 11), day(2026, 11), 30),))],
            id="what begins in the last weeks and outlasts the term is the next one, come early",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2027), "Platform", 2025),
            [("K-1", day(2025), day(2027), (("Platform", day(2025), day(2027), 2025),))],
            id="another end under the same start is an extension",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2025, 9), "Platform", 2025),
            [("K-1", day(2025), day(2025, 9), (("Platform", day(2025), day(2025, 9), 2025),))],
            id="or a shorter term",
        ),
        pytest.param(
            [SECOND],
            said("K-1", None, day(2027), "Platform", 2025),
            [("K-1", day(2025), day(2027), (("Platform", day(2025), day(2027), 2025),))],
            id="an end alone moves the last term",
        ),
        pytest.param(
            [FIRST, SECOND],
            said("K-1", None, day(2025), "Platform", 7),
            [("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 7),)), ONE_TERM],
            id="the end of an earlier term speaks of that",
        ),
        pytest.param(
            [FIRST, SECOND],
            said("K-1", None, None, "Platform", 7),
            [
                ("K-1", day(2024), day(2025), (("Platform", day(2024), day(2025), 2024),)),
                ("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 7),)),
            ],
            id="no day at all speaks of the last",
        ),
        pytest.param(
            [SECOND],
            said("K-1", None, day(2024), "Platform", 7),
            [("K-1", None, day(2024), (("Platform", None, day(2024), 7),)), ONE_TERM],
            id="an end before all that is known is an earlier term without a start",
        ),
        pytest.param(
            [said("K-1", None, day(2026), "Platform", 7)],
            SECOND,
            [ONE_TERM],
            id="a start that nobody knew",
        ),
        pytest.param(
            [said("K-1", None, day(2026), "Platform", 7)],
            said("K-1", None, day(2027), "Platform", 8),
            [("K-1", None, day(2027), (("Platform", None, day(2027), 8),))],
            id="only ends: the contract goes on",
        ),
        pytest.param(
            [SECOND, said("K-1", day(2025), day(2026), "Support", 5)],
            said("K-1", day(2025), day(2027), arr=None),
            [
                (
                    "K-1",
                    day(2025),
                    day(2027),
                    (
                        ("", day(2025), day(2027), None),
                        ("Platform", day(2025), day(2027), 2025),
                        ("Support", day(2025), day(2027), 5),
                    ),
                )
            ],
            id="a row of the contract alone takes its lines along",
        ),
        pytest.param(
            [SECOND],
            said("K-1", day(2025), day(2025, 7), "Set-up", 5),
            [("K-1", day(2025), day(2026), (*ONE_TERM[3], ("Set-up", day(2025), day(2025, 7), 5)))],
            id="a first line that ends sooner does not end the contract",
        ),
        pytest.param(
            [said("K-1", day(2025), None, "Platform", 2025)],
            THIRD,
            [
                ("K-1", day(2025), day(2026), (("Platform", day(2025), day(2026), 2025),)),
                ("K-1", day(2026), day(2027), (("Platform", day(2026), day(2027), 2026),)),
            ],
            id="without a known end it ended when its product began anew",
        ),
        pytest.param(
            [said("K-1", day(2025), None, "Platform", 2025)],
            ADD_ON,
            [
                (
                    "K-1",
                    day(2025),
                    None,
                    (("Platform", day(2025), None, 2025), ("Analytics", day(2025, 6), day(2026), 20)),
                )
            ],
            id="without a known end other products begin in its middle",
        ),
        pytest.param(
            [said("K-1~2025-01-01", day(2025), day(2026), "Platform", 2025)],
            SECOND,
            [ONE_TERM],
            id="a number as we keep it ourselves is that number",
        ),
        pytest.param(
            [said(None, day(2025), day(2026), "Platform")],
            said(None, day(2025, 6), day(2026), "Analytics", 20),
            [
                (
                    "",
                    day(2025),
                    day(2026),
                    (("Platform", day(2025), day(2026), 100), ("Analytics", day(2025, 6), day(2026), 20)),
                )
            ],
            id="without a number, another product under the same end",
        ),
        pytest.param(
            [said(None, day(2025, 2), day(2026), "Platform")],
            said(None, day(2025), day(2026), "Platform"),
            [("", day(2025), day(2026), (("Platform", day(2025), day(2026), 100),))],
            id="without a number, the same product under the same end",
        ),
        pytest.param(
            [said(None, day(2025), day(2026), "Platform")],
            said(None, day(2025, 6), day(2026, 6), "Analytics", 20),
            [
                ("", day(2025), day(2026), (("Platform", day(2025), day(2026), 100),)),
                ("", day(2025, 6), day(2026, 6), (("Analytics", day(2025, 6), day(2026, 6), 20),)),
            ],
            id="without a number, contracts may stand beside each other",
        ),
        pytest.param(
            [said(None, None, day(2026), "Platform")],
            said(None, day(2026), day(2027), "Platform"),
            [
                ("", None, day(2026), (("Platform", None, day(2026), 100),)),
                ("", day(2026), day(2027), (("Platform", day(2026), day(2027), 100),)),
            ],
            id="without a number, one that ends on the day on which another begins",
        ),
    ],
)
def test_what_a_row_makes_of_what_is_known(
    book: SqlLibrary, known: list[Said], row: Said, expected: list[Term]
) -> None:
    taken(book, known)
    before = whole_book(book)

    run, _ = taken(book, [row])

    assert terms(book) == expected
    _, (again,) = taken(book, [row])
    assert (terms(book), again.counts) == (expected, {Verdict.UNCHANGED: 1})
    undone(book, run)
    assert whole_book(book) == before


FILES = {
    "terms and an add-on": [FIRST, SECOND, ADD_ON, THIRD],
    "a long term over shorter lines": [
        said("K-1", day(2024), day(2027), "Platform", 1),
        said("K-1", day(2024, 6), day(2025, 6), "Analytics", 2),
        said("K-1", day(2025, 6), day(2026, 6), "Analytics", 3),
        said("K-1", day(2027), day(2028), "Platform", 4),
    ],
    "first lines that end on different days": [
        said("K-1", day(2025), day(2026), "Platform", 1),
        said("K-1", day(2025), day(2027), "Support", 2),
        said("K-1", day(2026), day(2027), "Analytics", 3),
        said("K-1", day(2025), day(2025, 4), "Set-up", 4),
    ],
    "a renewal that came early": [
        said("K-1", day(2024), day(2025), "Platform", 1),
        said("K-1", day(2024, 12), day(2025, 12), "Platform", 2),
        said("K-1", day(2025, 3), day(2025, 12), "Analytics", 3),
    ],
    "two numbers and the contract alone": [
        SECOND,
        said("K-1", day(2025), day(2026), arr=None),
        said("K-2", day(2025), day(2026), "Platform", 5),
        THIRD,
    ],
    "without numbers": [
        said(None, day(2025), day(2026), "Platform", 1),
        said(None, day(2025, 6), day(2026), "Analytics", 2),
        said(None, day(2026), day(2027), "Platform", 3),
        said(None, day(2026), day(2027), "Analytics", 4),
    ],
    "a number and none": [
        said(None, day(2025), day(2026), "Platform", 1),
        said("K-1", day(2025), day(2026), "Platform", 1),
        said("K-1", day(2026), day(2027), "Platform", 3),
    ],
}


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in FILES.items()])
def test_the_order_of_rows_and_where_batches_begin_make_no_difference(library: SqlLibrary, rows: list[Said]) -> None:
    ways = [list(way) for order in permutations(rows) for way in cuts(order)]
    names = [f"Account {number}" for number in range(len(ways))]
    with_account(library, *names)

    for name, batches in zip(names, ways, strict=True):
        taken(library, *batches, name=name)

    books = {number: terms(library, number) for number in range(1, len(ways) + 1)}
    assert [ways[number - 1] for number, found in books.items() if found != books[1]] == []
    for name in names[:: len(names) // 6]:
        _, outcomes = taken(library, rows, name=name)
        assert outcomes[0].counts == {Verdict.UNCHANGED: len(rows)}


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


def test_what_is_said_of_a_contract_in_mid_term_leaves_its_signature_alone(book: SqlLibrary) -> None:
    signed = date(2024, 12, 1)
    taken(book, [SECOND | {"signed_on": signed}])

    taken(book, [ADD_ON | {"signed_on": date(2025, 5, 20), "notice_days": 60}])

    with book.reading() as read:
        (term,) = read.contract_terms.all()
    assert (term.signed_on, term.notice_days) == (signed, 60)


def test_rows_that_bring_terms_or_lines_are_new_and_what_they_change_is_told(book: SqlLibrary) -> None:
    _, (first,) = taken(book, [SECOND, ADD_ON, THIRD])

    _, (second,) = taken(book, [SECOND, ADD_ON, THIRD | {"end_on": day(2028)}])

    assert first.counts == {Verdict.NEW: 3}
    assert second.counts == {Verdict.UNCHANGED: 2, Verdict.CHANGED: 1}
    assert [each.differences for each in second.shown] == [{"contract.end_on": (day(2027), day(2028))}]


def test_a_line_without_an_end_of_its_own_goes_on_with_its_contract(book: SqlLibrary) -> None:
    silent = said("K-1", day(2025), None, "Support", 5)
    taken(book, [SECOND, silent])

    _, outcomes = taken(book, [SECOND | {"end_on": day(2027)}], [silent])

    assert terms(book)[0][3] == (("Platform", day(2025), day(2027), 2025), ("Support", day(2025), day(2027), 5))
    assert [outcome.counts for outcome in outcomes] == [{Verdict.CHANGED: 1}, {Verdict.CHANGED: 1}]


def test_terms_taken_into_another_come_back_with_an_undo(book: SqlLibrary) -> None:
    taken(book, [THIRD, said("K-1", day(2028), day(2029), "Platform", 5)])
    before = whole_book(book)

    run, _ = taken(
        book, [said("K-1", day(2025), day(2026), "Basis", 1)], [said("K-1", day(2025), day(2030), "Hosting", 2)]
    )

    assert [(term[1], term[2], len(term[3])) for term in terms(book)] == [(day(2025), day(2030), 4)]
    undone(book, run)
    assert whole_book(book) == before


def test_a_batch_of_contracts_costs_the_same_however_long(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    costs = []
    for many in (1, 3):
        names = [f"Account {many} {number}" for number in range(many)]
        with_account(library, *names)
        records = [
            Record(RecordKind.CONTRACT, AccountRef(name=name), row, 2) for name in names for row in (SECOND, ADD_ON)
        ]
        sent = statements(library)
        with SqlImports(library).importing(by="ops", at=AT) as written:
            written.take(SheetBatch(records))
        costs.append(len(sent))

    assert costs[0] == costs[1]


def cuts(rows: Sequence[Said]) -> Iterator[list[Sequence[Said]]]:
    """In one batch, each row in a batch of its own, and in two halves."""
    yield [rows]
    yield [[row] for row in rows]
    yield [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
