"""From a score to a probability: a curve of two numbers, with an honest prior, corrected by this book's own renewals.

P(renew) = 1/(1 + exp(−(a + b·(S − 60)/10))) with a ~ N(logit(base), 1) and b ~ N(0.40, 0.50), b ≥ 0. What is shown is
the most probable curve given both; how much of it is learnt is told by how much narrower b has become.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

MIDDLE = 60
"""The score at which the curve is the base rate."""
TYPICAL_SLOPE, SLOPE_SPREAD = 0.40, 0.50
LEVEL_SPREAD = 1.0
_STEPS = 60
_SMALL = 1e-10
_NOISE = 1e-11
"""What adding up some thousand numbers in another order may change."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A renewal that came to an end: the score long enough before, and whether it was kept (at whatever size)."""

    score: int
    renewed: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """`learned` is 0 (all assumption) to nearly 1; `renewed` and `churned` count what it learnt from."""

    level: float
    slope: float
    learned: float = 0.0
    renewed: int = 0
    churned: int = 0

    def chance(self, score: float) -> float:
        """The probability that an account with this score renews."""
        return _logistic(self.level + self.slope * (score - MIDDLE) / 10)


def fitted_curve(resolved: Sequence[Resolved], *, base_rate: float) -> Curve:
    """The most probable curve (Newton's method; the sum to be least is convex, so it has one minimum).

    `base_rate`: the share of renewals that are kept, as assumed; of nothing resolved the curve is that assumption.
    """
    scores = [((each.score - MIDDLE) / 10, float(each.renewed)) for each in resolved]
    prior = _logit(base_rate)
    level, slope = _least(scores, prior, may_slope=True)
    if slope < 0:
        level, slope = _least(scores, prior, may_slope=False)
    renewed = sum(each.renewed for each in resolved)
    learned = 1 - (_slope_deviation(scores, level, slope) / SLOPE_SPREAD) ** 2
    return Curve(level, slope, max(0.0, learned), renewed, len(resolved) - renewed)


def _least(scores: Sequence[tuple[float, float]], prior: float, *, may_slope: bool) -> tuple[float, float]:
    level, slope = prior, TYPICAL_SLOPE if may_slope else 0.0
    steps, moved = 0, 1.0
    while moved >= _SMALL and steps < _STEPS:
        down, across = _step(scores, level, slope, prior, may_slope=may_slope)
        share = _bearable(scores, (level, slope), (down, across), prior)
        level, slope = level - share * down, slope - share * across
        steps, moved = steps + 1, abs(down) + abs(across)
    return level, slope


def _step(
    scores: Sequence[tuple[float, float]], level: float, slope: float, prior: float, *, may_slope: bool
) -> tuple[float, float]:
    down, across = _gradient(scores, level, slope, prior)
    top, side, bottom = _curvature(scores, level, slope)
    if not may_slope:
        return down / top, 0.0
    spread = top * bottom - side * side
    return (bottom * down - side * across) / spread, (top * across - side * down) / spread


def _bearable(
    scores: Sequence[tuple[float, float]], place: tuple[float, float], step: tuple[float, float], prior: float
) -> float:
    """The share of a step to take: far from the minimum a whole one may lead away from it."""
    before, share = _implausibility(scores, *place, prior), 1.0
    while (
        share > _SMALL
        and _implausibility(scores, place[0] - share * step[0], place[1] - share * step[1], prior) > before + _NOISE
    ):
        share /= 2
    return share


def _implausibility(scores: Sequence[tuple[float, float]], level: float, slope: float, prior: float) -> float:
    """What is least at the most probable curve: minus the logarithm of its plausibility, but for a constant."""
    surprise = sum(_softplus((1 - 2 * kept) * (level + slope * place)) for place, kept in scores)
    return surprise + ((level - prior) / LEVEL_SPREAD) ** 2 / 2 + ((slope - TYPICAL_SLOPE) / SLOPE_SPREAD) ** 2 / 2


def _softplus(value: float) -> float:
    return max(value, 0.0) + log1p(exp(-abs(value)))


def _gradient(scores: Sequence[tuple[float, float]], level: float, slope: float, prior: float) -> tuple[float, float]:
    off = [(_logistic(level + slope * place) - kept, place) for place, kept in scores]
    down = sum(error for error, _ in off) + (level - prior) / LEVEL_SPREAD**2
    across = sum(error * place for error, place in off) + (slope - TYPICAL_SLOPE) / SLOPE_SPREAD**2
    return down, across


def _curvature(scores: Sequence[tuple[float, float]], level: float, slope: float) -> tuple[float, float, float]:
    weights = [(chance * (1 - chance), place) for place, _ in scores for chance in (_logistic(level + slope * place),)]
    top = sum(weight for weight, _ in weights) + 1 / LEVEL_SPREAD**2
    side = sum(weight * place for weight, place in weights)
    bottom = sum(weight * place * place for weight, place in weights) + 1 / SLOPE_SPREAD**2
    return top, side, bottom


def _slope_deviation(scores: Sequence[tuple[float, float]], level: float, slope: float) -> float:
    """Laplace: as if the plausibility around its peak were a normal curve."""
    top, side, bottom = _curvature(scores, level, slope)
    return sqrt(top / (top * bottom - side * side))


def _logistic(value: float) -> float:
    """Without overflow on either side."""
    if value >= 0:
        return 1 / (1 + exp(-value))
    return exp(value) / (1 + exp(value))


def _logit(share: float) -> float:
    return log(share / (1 - share))
