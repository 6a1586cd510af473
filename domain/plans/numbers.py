"""Numbers as people write them into a field, exactly: 1,200.5 · 3,5 · 12万 · −4 · 80 %."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.filter_words import half_width

MOST_DIGITS = 15
MOST_PLACES = 6
_TIMES = {"万": 10_000, "亿": 100_000_000, "k": 1_000, "m": 1_000_000}
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<figure>\d[\d,. ']*)(?P<times>[万亿km]?)%?", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


def decimal_in(text: str) -> Decimal | None:
    """None where it is no number, or one with more digits than anything is measured with."""
    bare = half_width(text).strip().replace("−", "-")
    found = _NUMBER.fullmatch(bare)
    figure = _figure(found["figure"].strip()) if found else None
    if found is None or figure is None:
        return None
    value = figure * _TIMES.get(found["times"].casefold(), 1)
    whole, _, places = format(value, "f").partition(".")
    if len(whole) > MOST_DIGITS or len(places.rstrip("0")) > MOST_PLACES:
        return None
    return -value if found["sign"] == "-" and value else value


def _figure(text: str) -> Decimal | None:
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[, ']", "", text))
    return Decimal(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None
