"""Contracts out of files: one contract is one term, whatever the order of rows, batches and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, permutations
from typing import Any

import pytest
from sqlalchemy import select

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


def cuts(rows: Sequence[Said]) -> Iterator[list[Sequence[Said]]]:
    """In one batch, each row in a batch of its own, and in two halves."""
    yield [rows]
    yield [[row] for row in rows]
    yield [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
