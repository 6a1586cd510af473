"""Which factors the cards name: the same choice as `domain/health/key_factors.py`, for many accounts at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.health.columns.arrays import Codes, Floats, or_zero
from domain.health.columns.card import FactorColumns
from domain.health.key_factors import LEAST_POINTS, MOST_LIFTING, MOST_PULLING_DOWN

NO_FACTOR = -1
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class NamedFactors:
    """One row an account, one column a place on the card, the strongest first; measure −1 leaves a place empty."""

    measure: Codes
    points: Floats


def pulling_down(factors: FactorColumns) -> NamedFactors:
    """Those that lose most."""
    measure = _strongest(factors.lost, MOST_PULLING_DOWN)
    return NamedFactors(measure, _taken(factors.lost, measure))


def lifting(factors: FactorColumns, typical: Floats, pulls: NamedFactors) -> NamedFactors:
    """Those that give most above what is typical, and do not pull down; their points are all that they give."""
    above = factors.share * or_zero(factors.subscore - typical)
    for column in pulls.measure.T:
        named = np.flatnonzero(column != NO_FACTOR)
        above[named, column[named]] = 0.0
    measure = _strongest(above, MOST_LIFTING)
    return NamedFactors(measure, _taken(factors.points, measure))


def _strongest(strength: Floats, places: int) -> Codes:
    left, rows = np.round(strength, _DIGITS), np.arange(len(strength))
    found = []
    for _ in range(places):
        best = left.argmax(axis=1)
        found.append(np.where(left[rows, best] >= LEAST_POINTS, best, NO_FACTOR))
        left[rows, best] = 0.0
    return np.column_stack(found)


def _taken(points: Floats, measure: Codes) -> Floats:
    return np.take_along_axis(points, measure, axis=1)
