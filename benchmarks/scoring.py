"""`moorline score` against one GROUP BY a table over the same rows: the whole book, and one account in a hundred."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory

from benchmarks.ratios import Ratio, seconds
from benchmarks.scoring_anchor import STATEMENTS, USAGE_ALONE, group_by
from benchmarks.scoring_book import NOW, TODAY, fill_for_scoring
from bot.services.scoring import Scoring
from storage.evidence_marks import mark_changed
from storage.library import SqlLibrary

ACCOUNTS = 100_000
ROUNDS = 3
MEMORY_MIB = 500
PAST = (30, 28, 7)
"""Days before today whose scores the pass holds today against."""


def measure(accounts: int = ACCOUNTS) -> list[Ratio]:
    """A process of its own scores, so that its memory is its own; the times are medians of rounds taken in turn."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        fill_for_scoring(f"sqlite:///{path}", accounts)
        command = [sys.executable, "-m", "benchmarks.scoring", str(path)]
        said = run(command, check=True, capture_output=True, text=True).stdout
    anchor, usage, full, some, mebibytes = map(float, said.split())
    detail = (
        f"{accounts:,} accounts, 90 days of usage each: {full:.1f} s against {anchor:.1f} s, "
        f"one GROUP BY for each table that the pass reads ({usage:.1f} s of it usage)"
    )
    return [
        Ratio("score the book / one GROUP BY over the same rows", full / anchor, must=1.5, detail=detail),
        Ratio("1 % changed / the whole book", some / full, must=0.1, detail=f"{some:.2f} s"),
        Ratio("memory of scoring / 500 MiB", mebibytes / MEMORY_MIB, must=1.0, detail=f"{mebibytes:.0f} MiB"),
    ]


def _rounds(url: str) -> tuple[float, ...]:
    """Median seconds of: every table grouped, usage grouped, the whole book scored, what changed scored."""
    library = SqlLibrary(url)
    _score_past(library)
    rounds = [_round(library, NOW + timedelta(days=turn)) for turn in range(ROUNDS)]
    library.close()
    return tuple(map(median, zip(*rounds, strict=True)))


def _score_past(library: SqlLibrary) -> None:
    """The days that trend and changes are read from, for each of the measured days."""
    for days in PAST:
        _scored(library, NOW - timedelta(days=days))
    columns = "revision, policy_version, scored_at, stage, tier, raw, shown, band, coverage, low, high, cap, evidence"
    scored = ", ".join(f"'{TODAY - timedelta(days=days)}'" for days in PAST)
    with library.writing() as book:
        for turn in range(1, ROUNDS):
            book.connection.exec_driver_sql(
                f"INSERT OR IGNORE INTO snapshot (account, day, {columns}) "
                f"SELECT account, date(day, '+{turn} day'), {columns} FROM snapshot WHERE day IN ({scored})"
            )


def _round(library: SqlLibrary, now: datetime) -> tuple[float, ...]:
    usage = seconds(lambda: _grouped(library, USAGE_ALONE, now))
    every = seconds(lambda: _grouped(library, STATEMENTS, now))
    full = seconds(_scoring(library, now))
    _change(library, now)
    return every, usage, full, seconds(_scoring(library, now + timedelta(minutes=5)))


def _grouped(library: SqlLibrary, statements: tuple[str, ...], now: datetime) -> None:
    with library.reading() as book:
        group_by(book.connection, statements, today=now.date())


def _scoring(library: SqlLibrary, now: datetime) -> Callable[[], None]:
    return lambda: _scored(library, now)


def _scored(library: SqlLibrary, now: datetime) -> None:
    policy = Path(__file__).parents[1] / "policy.toml"
    Scoring(library, lambda: now, UTC, policy.read_text).score_book()


def _change(library: SqlLibrary, now: datetime) -> None:
    with library.writing() as book:
        (size,) = book.connection.exec_driver_sql("SELECT COUNT(*) FROM account").one()
        mark_changed(book.connection, range(1, size + 1, 100), at=now)


def _largest_mebibytes() -> float:
    """Of this process alone: `getrusage` counts what started it, until then, as its own."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    times = _rounds(f"sqlite:///{sys.argv[1]}")
    print(*times, _largest_mebibytes())
