"""Rounding that people can check by hand: half goes up, and rounded lines add up to the rounded whole."""

from __future__ import annotations

import math
from collections.abc import Sequence

NOISE = 1e-9
"""Floating-point sums of a card are off by less than 1e-12: what is this near to a border stands on it."""


def half_up(value: float) -> int:
    return math.floor(value + 0.5 + NOISE)


def reaches(value: float, border: float) -> bool:
    """Whether `value` is at least `border`, floating-point noise aside."""
    return value + NOISE >= border


def lines_adding_up(parts: Sequence[float], whole: float) -> tuple[float, ...]:
    """The parts of `whole` with one decimal, adding up to it: the largest remainders go up, of equal ones the first."""
    floors = [math.floor(part * 10 + NOISE) for part in parts]
    remainders = [round(part * 10 - floor, 6) for part, floor in zip(parts, floors, strict=True)]
    missing = half_up(whole * 10) - sum(floors)
    raised = set(sorted(range(len(parts)), key=lambda place: -remainders[place])[:missing])
    return tuple((floor + (place in raised)) / 10 for place, floor in enumerate(floors))
