"""The accounts a to j of the worked example, in thousands of dollars, and ways to write spans."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.accounts import Money
from domain.money import rates_of
from domain.revenue.movements import Window
from domain.revenue.ports import ArrSpan, StatedRate
from domain.revenue.spans import Continued, continued, spans_from

YEAR = Window(date(2025, 1, 1), date(2026, 1, 1))
SEEN = date(2026, 1, 1)
_STATED = StatedRate("EUR", date(2025, 1, 1), "1.10", "U1", datetime(2025, 1, 1, tzinfo=UTC))
RATES = rates_of([_STATED], base="USD", day=YEAR.starts_on)
A, B, C, D, E, F, G, H, SWAP, J = range(1, 11)


def day(text: str) -> date:
    """`2501` is the first of January 2025; two more digits are another day of the month."""
    return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:] or 1))


def span(account: int, start: str, end: str, thousands: int, product: str = "core", currency: str = "USD") -> ArrSpan:
    return ArrSpan(account, product, day(start), day(end), thousands * 1000_00, currency)


WORKED = (
    span(A, "2407", "2507", 100),
    span(A, "2507", "2607", 100),
    span(B, "2404", "2504", 60),
    span(B, "2504", "2604", 45),
    span(C, "2406", "2506", 40),
    span(D, "2403", "2503", 50),
    span(D, "2403", "2503", 10, "add-on"),
    span(D, "2503", "2603", 75),
    span(E, "2401", "2701", 80),
    span(E, "2505", "2701", 20, "extra"),
    span(F, "2402", "2502", 30),
    span(F, "250221", "2602", 30),
    span(G, "2404", "2504", 25),
    span(G, "2509", "2609", 25),
    span(H, "2401", "2701", 50, currency="EUR"),
    span(SWAP, "2408", "2508", 20, "product a"),
    span(SWAP, "2508", "2608", 20, "product b"),
    span(J, "2510", "2610", 90),
)


def in_dollars(money: Money) -> int | None:
    return RATES.minor_of(money)


def seen(*spans: ArrSpan, on: date = SEEN, left: frozenset[int] = frozenset()) -> Continued:
    return continued(spans_from(spans, worth_of=RATES.worth_of), grace_days=30, seen_on=on, left=left)
