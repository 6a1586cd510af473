"""The scorecards of many accounts at once: the same arithmetic as `scorecard`, a column at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.health.columns.arrays import Codes, Flags, Floats, or_zero
from domain.health.columns.coding import BANDS, CAPS, CONFIDENCES, PEERS, peers_of, place
from domain.health.columns.evidence import EvidenceColumns
from domain.health.columns.model_columns import ModelColumns
from domain.health.model import Band, Cap, Confidence
from domain.health.rounding import NOISE

NO_CAP = -1
_NO_CEILING = 1e6
_COVERAGE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class FactorColumns:
    """One row an account, one column a measure. `weight` is in points of the card; NaN `subscore`: nothing counts."""

    weight: Floats
    freshness: Floats
    subscore: Floats
    share: Floats
    """How much of the card each value speaks for."""
    points: Floats

    @property
    def lost(self) -> Floats:
        return self.share * (100 - or_zero(self.subscore))

    def is_known(self) -> Flags:
        return (self.weight > 0) & (self.freshness > 0)


@dataclass(frozen=True, slots=True)
class CardColumns:
    """One element an account; `cap`, `band` and `confidence` are places in their StrEnums, −1 for no cap."""

    factors: FactorColumns
    raw: Floats
    low: Floats
    high: Floats
    coverage: Floats
    shown: Codes
    band: Codes
    confidence: Codes
    cap: Codes

    @property
    def has_score(self) -> Flags:
        """False where nothing at all is known of an account; a hard fact that makes it red is something."""
        has_score: Flags = (self.coverage > 0) | (self.band != place(Band.GREY))
        return has_score


def card_columns(
    evidence: EvidenceColumns, model: ModelColumns, *, today: int | Floats, typical: Floats
) -> CardColumns:
    """`typical` has a row for each account, `today` may be a day for each."""
    factors = factor_columns(evidence, model, today=today)
    raw, low, unknown = _sums(factors, typical, model.policy.typical.otherwise)
    coverage = np.maximum(0.0, np.round(1 - unknown, _COVERAGE_DIGITS))
    ceilings = np.where(evidence.caps, model.ceilings, np.inf)
    capped, cap = _held(raw, ceilings, evidence.override)
    shown = _half_up(capped)
    lowest = np.fmin(ceilings.min(axis=1), evidence.override)
    return CardColumns(
        factors=factors,
        raw=raw,
        low=low,
        high=np.minimum(100.0, low + 100 * unknown),
        coverage=coverage,
        shown=shown,
        band=_bands(shown, coverage, model, has_hard_red=_half_up(lowest) < model.policy.bands.yellow_from),
        confidence=_confidences(coverage, model),
        cap=cap,
    )


def factor_columns(evidence: EvidenceColumns, model: ModelColumns, *, today: int | Floats) -> FactorColumns:
    freshness, subscore = known_points(evidence, model, today=today)
    weight = _weights(_applies(evidence, model), peers_of(evidence.tier, evidence.stage), model)
    share = weight / 100 * freshness
    return FactorColumns(weight, freshness, subscore, share, share * or_zero(subscore))


def known_points(evidence: EvidenceColumns, model: ModelColumns, *, today: int | Floats) -> tuple[Floats, Floats]:
    """How fresh each value is, and its points; no points where nothing is left of it."""
    age = np.maximum(np.reshape(today, (-1, 1)) - evidence.known_on, 0)
    is_known = _applies(evidence, model) & ~np.isnan(evidence.value)
    freshness = np.where(is_known, model.freshness(age), 0.0)
    points = model.subscores(evidence.value, peers_of(evidence.tier, evidence.stage))
    return freshness, np.where(freshness > 0, points, np.nan)


def _applies(evidence: EvidenceColumns, model: ModelColumns) -> Flags:
    in_stage: Flags = evidence.applies & model.in_stage[peers_of(evidence.tier, evidence.stage)]
    return in_stage


def _weights(applies: Flags, peers: Codes, model: ModelColumns) -> Floats:
    """Few of the ways in which measures apply are met in a book: each is weighed once."""
    pattern = applies @ (1 << np.arange(applies.shape[1])) * len(PEERS) + peers
    _, first, which = np.unique(pattern, return_index=True, return_inverse=True)
    return _weighed(applies[first], peers[first], model)[which]


def _weighed(applies: Flags, peers: Codes, model: ModelColumns) -> Floats:
    """What does not apply gives its weight to the rest of its dimension, an empty dimension to the rest of the card."""
    shares = (applies * model.shares) @ model.is_of_dimension
    weights = model.weights[peers] * (shares > 0)
    whole = weights.sum(axis=1, keepdims=True)
    of_dimension = np.divide(100 * weights, whole, out=np.zeros_like(weights), where=whole > 0)
    per_share = np.divide(of_dimension, shares, out=np.zeros_like(weights), where=shares > 0)
    weights_of_measures: Floats = per_share[:, model.dimension] * model.shares * applies
    return weights_of_measures


def _sums(factors: FactorColumns, typical: Floats, otherwise: float) -> tuple[Floats, Floats, Floats]:
    """Raw score, lowest score, and the share that is unknown; all of it where nothing applies."""
    missing = factors.weight / 100 - factors.share
    nothing_applies = ~(factors.weight > 0).any(axis=1)
    low = factors.points.sum(axis=1)
    raw = low + (missing * typical).sum(axis=1) + nothing_applies * otherwise
    return raw, low, missing.sum(axis=1) + nothing_applies


def _held(raw: Floats, ceilings: Floats, override: Floats) -> tuple[Floats, Codes]:
    """A person's score stands in the place of the computed one; hard facts hold either down."""
    score = np.where(np.isnan(override), raw, override)
    hard = ceilings.argmin(axis=1)
    lowest = ceilings.min(axis=1)
    unheld = np.where(np.isnan(override), NO_CAP, CAPS.index(Cap.JUDGEMENT))
    return np.minimum(score, lowest), np.where(lowest < score, hard, unheld)


def _bands(shown: Codes, coverage: Floats, model: ModelColumns, *, has_hard_red: Flags) -> Codes:
    rules = model.policy.bands
    coloured = np.where(shown >= rules.yellow_from, place(Band.YELLOW), place(Band.RED))
    is_green = (shown >= rules.green_from) & (coverage + NOISE >= rules.green_coverage)
    is_grey = ~has_hard_red & (coverage + NOISE < rules.colour_coverage)
    return np.where(is_grey, BANDS.index(Band.GREY), np.where(is_green, BANDS.index(Band.GREEN), coloured))


def _confidences(coverage: Floats, model: ModelColumns) -> Codes:
    rules = model.policy.confidence
    some = np.where(coverage + NOISE >= rules.medium_coverage, place(Confidence.MEDIUM), place(Confidence.LOW))
    return np.where(coverage + NOISE >= rules.high_coverage, CONFIDENCES.index(Confidence.HIGH), some)


def _half_up(value: Floats) -> Codes:
    return np.floor(np.minimum(value, _NO_CEILING) + 0.5 + NOISE).astype(np.int64)
