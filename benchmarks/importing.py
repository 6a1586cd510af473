"""A file of usage rows into the book, against the bare upsert of the same rows in the order of their key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, insert

from benchmarks.books import account_names
from benchmarks.ratios import Ratio, seconds
from benchmarks.sizes import Sizes
from bot.services.imports import Imports
from domain.accounts import UsageMeasure
from domain.imports import ReadOptions
from domain.records import Verdict
from integrations.files.reading import LocalFiles
from storage.imports.book import SqlImports
from storage.library import SqlLibrary
from storage.migrate import upgrade
from storage.tables import AccountRow, AccountWordRow, table_of

DAYS = 100
FIRST_DAY = date(2026, 8, 1)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_UPSERT = (
    "INSERT INTO usage (account, measure, day, value) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (account, measure, day) DO UPDATE SET value = excluded.value"
)

Row = tuple[int, str, int, int]


class Unseen:
    """The progress of an import that nobody watches."""

    def begin(self, rows: int) -> None:
        del rows

    def advance(self, rows: int) -> None:
        del rows


def importing(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    names = account_names(sizes.usage_rows // DAYS)
    rows = list(_rows(len(names)))
    file = _written(folder / "usage.csv", names, rows)
    ours, theirs = [], []
    for turn in range(sizes.rounds):
        url = f"sqlite:///{_book(folder / f'ours-{turn}.db', names)}"
        ours.append(seconds(partial(_import, url, file, len(rows))))
        url = f"sqlite:///{_book(folder / f'theirs-{turn}.db', names)}"
        theirs.append(seconds(partial(_upsert, url, rows)))
    speeds = [len(rows) / median(times) for times in (ours, theirs)]
    detail = f"{speeds[0]:,.0f} / {speeds[1]:,.0f} rows a second"
    name = f"import of {len(rows):,} usage rows from CSV: / bare upsert"
    yield Ratio(name, speeds[0] / speeds[1], 0.5, detail=detail, higher_is_better=True)


def _import(url: str, file: Path, expected: int) -> None:
    """What `moorline import --apply` does, but for the scoring afterwards, which has its own bound."""
    library = SqlLibrary(url)
    imports = Imports(SqlImports(library), LocalFiles(), clock=lambda: NOW, reconcile=len, rescore=len)
    report = imports.apply([file], ReadOptions(), by="benchmark", progress=Unseen())
    library.close()
    if report.counts != {Verdict.NEW: expected}:
        raise RuntimeError(f"the import says {dict(report.counts)}")


def _upsert(url: str, rows: Sequence[Row]) -> None:
    library = SqlLibrary(url)
    with library.writing() as book:
        book.connection.exec_driver_sql(_UPSERT, rows)
    library.close()


def _rows(accounts: int) -> Iterator[Row]:
    first = FIRST_DAY.toordinal()
    for account in range(1, accounts + 1):
        for day in range(first, first + DAYS):
            yield account, UsageMeasure.ACTIVE_USERS.value, day, (account * 7 + day * 3) % 50


def _written(file: Path, names: Sequence[str], rows: Sequence[Row]) -> Path:
    days = {day.toordinal(): day.isoformat() for day in (FIRST_DAY + timedelta(days=turn) for turn in range(DAYS))}
    lines = [f"{names[account - 1]},{measure},{days[day]},{value}" for account, measure, day, value in rows]
    file.write_text("\n".join(["Account,Measure,Date,Value", *lines]), encoding="utf-8")
    return file


def _book(file: Path, names: Sequence[str]) -> Path:
    url = f"sqlite:///{file}"
    upgrade(url)
    engine = create_engine(url)
    numbered = list(enumerate(names, start=1))
    same = {"status": "live", "tier": "mid", "evidence_changed_at": NOW}
    with engine.begin() as connection:
        connection.execute(insert(table_of(AccountRow)), [{"id": n, "name": name, **same} for n, name in numbered])
        words = [{"account": n, "kind": "name", "word": name} for n, name in numbered]
        connection.execute(insert(table_of(AccountWordRow)), words)
    engine.dispose()
    return file
