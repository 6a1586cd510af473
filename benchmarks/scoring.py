"""`moorline score` against one GROUP BY over the same usage rows: the whole book, and one account in a hundred."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory

from benchmarks.ratios import Ratio, seconds
from benchmarks.scoring_book import NOW, TODAY, fill_for_scoring
from bot.services.scoring import Scoring
from storage.evidence_marks import mark_changed
from storage.library import SqlLibrary

ACCOUNTS = 100_000
ROUNDS = 3
MEMORY_MIB = 500
_DAY = TODAY.toordinal()
_GROUP_BY = f"""
    SELECT account, measure, SUM(CASE WHEN day > {_DAY - 28} THEN value END),
           SUM(CASE WHEN day > {_DAY - 112} AND day <= {_DAY - 28} THEN value END),
           MAX(CASE WHEN day > {_DAY - 28} THEN value END), MAX(day * 2147483648 + value),
           MAX(CASE WHEN value > 0 THEN day END)
    FROM usage GROUP BY account, measure
"""
"""What the scorecard needs of usage, in the one statement that comes to mind first."""


def measure(accounts: int = ACCOUNTS) -> list[Ratio]:
    """A process of its own scores, so that its memory is its own; the times are medians of rounds taken in turn."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        fill_for_scoring(f"sqlite:///{path}", accounts)
        command = [sys.executable, "-m", "benchmarks.scoring", str(path)]
        said = run(command, check=True, capture_output=True, text=True).stdout
    anchor, full, some, mebibytes = map(float, said.split())
    detail = f"{accounts:,} accounts, 90 days of usage each: {full:.1f} s against {anchor:.1f} s"
    return [
        Ratio("score the book / one GROUP BY", full / anchor, must=1.5, detail=detail),
        Ratio("1 % changed / the whole book", some / full, must=0.1, detail=f"{some:.2f} s"),
        Ratio("memory of scoring / 500 MiB", mebibytes / MEMORY_MIB, must=1.0, detail=f"{mebibytes:.0f} MiB"),
    ]


def _rounds(url: str) -> tuple[float, float, float]:
    """A month with scores lies behind the measured days, as trend and changes are read from it."""
    library = SqlLibrary(url)
    for days in (30, 28, 7):
        _scored(library, NOW - timedelta(days=days))
    anchors, fulls, parts = [], [], []
    for turn in range(ROUNDS):
        now = NOW + timedelta(days=turn)
        anchors.append(seconds(lambda: _grouped(library)))
        fulls.append(seconds(_scoring(library, now)))
        _change(library, now)
        parts.append(seconds(_scoring(library, now + timedelta(minutes=5))))
    library.close()
    return median(anchors), median(fulls), median(parts)


def _grouped(library: SqlLibrary) -> None:
    with library.reading() as book:
        book.connection.exec_driver_sql(_GROUP_BY).fetchall()


def _scoring(library: SqlLibrary, now: datetime) -> Callable[[], None]:
    return lambda: _scored(library, now)


def _scored(library: SqlLibrary, now: datetime) -> None:
    policy = Path(__file__).parents[1] / "policy.toml"
    Scoring(library, lambda: now, UTC, policy.read_text).score_book()


def _change(library: SqlLibrary, now: datetime) -> None:
    with library.writing() as book:
        (size,) = book.connection.exec_driver_sql("SELECT COUNT(*) FROM account").one()
        mark_changed(book.connection, range(1, size + 1, 100), at=now)


if __name__ == "__main__":
    times = _rounds(f"sqlite:///{sys.argv[1]}")
    print(*times, getrusage(RUSAGE_SELF).ru_maxrss / 1024)
