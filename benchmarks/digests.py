"""The morning of two thousand readers: digests composed from one look at the book, against the bare SQL of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from benchmarks.books import NOW, hurried
from benchmarks.ratios import Ratio, medians
from benchmarks.renewals import TODAY, fill_renewals
from benchmarks.revenue import looking_seldom
from benchmarks.sizes import Sizes
from bot.services.digests import Digests
from domain.preferences import Preferences
from domain.renewals.listing import RenewalFilter
from domain.revenue.periods import running_quarter
from storage.digests.book import look_statements
from storage.library import SqlLibrary
from storage.renewals.lists import due_renewals
from storage.revenue import revenue_cuts, revenue_spans
from storage.tables import MemberRow, SnapshotRow, table_of

ACCOUNTS_EACH = 10
TEAM = 20
"""CSMs below one manager."""
SCORED_BEFORE = (1, 3, 9)
"""Days ago."""


def digests(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    book = folder / "book.db"
    readers = fill_mornings(book, sizes.renewing)
    with looking_seldom():
        composed, sql = medians([_composed(book), _bare(book)], rounds=sizes.rounds)
    detail = f"{readers:,} digests, {sizes.renewing:,} accounts: {composed * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("a morning's digests composed / the bare SQL of the same rows", composed / sql, 8, 4, detail)


def fill_mornings(book: Path, accounts: int) -> int:
    """Ten accounts a CSM, a manager for twenty of them, three stored scores an account; how many readers there are."""
    fill_renewals(book, accounts)
    csms = max(1, accounts // ACCOUNTS_EACH)
    managers = [
        {"slack_id": f"M{number}", "name": f"M{number}", "role": "manager"} for number in range(csms // TEAM + 1)
    ]
    people = [
        {"slack_id": f"U{number}", "name": f"U{number}", "role": "csm", "manager": f"M{number // TEAM}"}
        for number in range(csms)
    ]
    engine = hurried(f"sqlite:///{book}")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM member")
        connection.exec_driver_sql(f"UPDATE account SET owner = 'U' || (id % {csms})")
        connection.execute(insert(table_of(MemberRow)), [*managers])
        connection.execute(insert(table_of(MemberRow)), people)
        for days in SCORED_BEFORE:
            rows = [_snapshot(number, days) for number in range(1, accounts + 1)]
            connection.execute(insert(table_of(SnapshotRow)), rows)
    engine.dispose()
    return len(managers) + len(people)


def _snapshot(number: int, days: int) -> dict[str, Any]:
    shown = number * 37 % 61 + 40 + (days if number % 9 == 0 else 0)
    band = "red" if number % 13 == days else "yellow"
    return {
        "account": number,
        "day": TODAY - timedelta(days=days),
        "revision": 1,
        "policy_version": 1,
        "scored_at": NOW - timedelta(days=days),
        "stage": "stable",
        "tier": "mid",
        "raw": float(shown),
        "shown": shown,
        "band": band,
        "coverage": 0.9,
        "low": 50.0,
        "high": 80.0,
        "cap": None,
        "evidence": b"",
    }


def _composed(book: Path) -> Callable[[], object]:
    library = SqlLibrary(f"sqlite:///{book}")
    made, usual = Digests(library, lambda: NOW, "UTC", "USD"), Preferences()

    def work() -> object:
        with library.reading() as read:
            morning = made.whole_morning(read, NOW, today=TODAY)
        return [morning.digest(member, usual) for member in morning.members]

    return work


def _bare(book: Path) -> Callable[[], object]:
    """Every row that the digests are made of, by the driver alone."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    quarter = running_quarter(TODAY)
    wanted = RenewalFilter(TODAY, due_from=quarter.starts_on, due_until=quarter.last_day)
    revenue = (revenue_spans(), revenue_cuts(None, today=None))
    statements = [*look_statements(since=NOW - timedelta(days=14)), due_renewals(wanted), *revenue]
    options = {"literal_binds": True}
    texts = [str(each.compile(dialect=sqlite.dialect(), compile_kwargs=options)) for each in statements]
    return lambda: [connection.execute(text).fetchall() for text in texts]
