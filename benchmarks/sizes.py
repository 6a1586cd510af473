"""How much is measured, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """`seconds` is how long one load lasts; `rounds` how often each side has its turn."""

    rounds: int = 5
    seconds: float = 1.0
    book: int = 10_000
    small_book: int = 1_000
    large_book: int = 1_000_000
    searched: int = 100_000
    searches: int = 200
    scored: int = 100_000
    usage_rows: int = 1_000_000
    started: int = 20_000
    renewing: int = 20_000
    requests: int = 50_000


FULL = Sizes()
QUICK = Sizes(
    rounds=3,
    seconds=0.7,
    large_book=200_000,
    searched=30_000,
    searches=100,
    scored=10_000,
    usage_rows=200_000,
    requests=10_000,
)
