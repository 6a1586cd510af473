"""Rows of contracts, imports of them, and the terms that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from domain.accounts import Money
from domain.imports import BatchOutcome, SheetBatch
from domain.records import AccountRef, Record, RecordKind
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
