"""Some accounts of the book, scored: everything that is written of them, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.health.columns.arrays import Codes, Flags, Floats
from domain.health.columns.card import CardColumns, FactorColumns, card_columns, known_points
from domain.health.columns.card_facts import CardFacts
from domain.health.columns.coding import DIMENSIONS, PEERS, peers_of
from domain.health.columns.evidence import BookEvidence, EvidenceColumns
from domain.health.columns.key_factors import NamedFactors, lifting, pulling_down
from domain.health.columns.model_columns import ModelColumns
from domain.health.columns.packed import packed_rows, unpacked_rows
from domain.health.columns.typical import typical_points


@dataclass(frozen=True, slots=True)
class EarlierScores:
    """What is stored of former days, one element an account: packed evidence of `day`, shown scores (NaN: none)."""

    day: int
    evidence: Sequence[bytes | None]
    shown_7: Floats
    shown_30: Floats


@dataclass(frozen=True, slots=True)
class ScoredColumns:
    """Days are ordinals, NaN is "none".

    `packed` holds each snapshot's evidence but for a person's override, whose words the book has: `with_override`.
    """

    evidence: EvidenceColumns
    sources: tuple[str, ...]
    card_facts: CardFacts
    card: CardColumns
    packed: Sequence[bytes]
    pulls_down: NamedFactors
    lifts: NamedFactors
    known_dimensions: Codes
    all_dimensions: Codes
    oldest_known_on: Floats
    trend: Floats
    change_7: Floats
    change_30: Floats

    @property
    def has_score(self) -> Flags:
        return self.card.has_score


def peers_typical(evidence: EvidenceColumns, model: ModelColumns, *, today: int) -> Floats:
    """What stands in for the unknown in each tier and stage; NaN where too few peers know anything."""
    _, points = known_points(evidence, model, today=today)
    return typical_points(points, peers_of(evidence.tier, evidence.stage), model.policy.typical)


def typical_of_samples(packed: Sequence[bytes]) -> Floats:
    """The same out of stored snapshots: one of each tier and stage says what stood in for all of them."""
    typical = np.full((len(PEERS), unpacked_rows(())[1].shape[1]), np.nan)
    evidence, stood_in = unpacked_rows(packed)
    typical[peers_of(evidence.tier, evidence.stage)] = stood_in
    return typical


def scored_columns(
    book: BookEvidence, chosen: slice, model: ModelColumns, *, typical: Floats, earlier: EarlierScores, today: int
) -> ScoredColumns:
    """The `chosen` accounts of the book; `typical` is that of all peers."""
    evidence = book.columns.rows(chosen)
    stood_in = typical[peers_of(evidence.tier, evidence.stage)]
    filled = _filled(stood_in, model)
    card = card_columns(evidence, model, today=today, typical=filled)
    pulls = pulling_down(card.factors)
    known_dimensions, all_dimensions = _dimensions(card.factors, model)
    trend, change_7, change_30 = _moved(card, evidence, model, earlier)
    return ScoredColumns(
        evidence=evidence,
        sources=book.sources,
        card_facts=book.card_facts.rows(chosen),
        card=card,
        packed=packed_rows(evidence, stood_in, sources=book.sources, learnt_at=book.learnt_at[chosen]),
        pulls_down=pulls,
        lifts=lifting(card.factors, filled, pulls),
        known_dimensions=known_dimensions,
        all_dimensions=all_dimensions,
        oldest_known_on=_oldest(evidence, card.factors),
        trend=trend,
        change_7=change_7,
        change_30=change_30,
    )


def _moved(
    card: CardColumns, evidence: EvidenceColumns, model: ModelColumns, earlier: EarlierScores
) -> tuple[Floats, Floats, Floats]:
    """The trend, and the changes in 7 and in 30 days; without a score nothing has moved."""
    raw, shown = (np.where(card.has_score, score, np.nan) for score in (card.raw, card.shown))
    return raw - _raw_then(evidence, model, earlier), shown - earlier.shown_7, shown - earlier.shown_30


def _filled(typical: Floats, model: ModelColumns) -> Floats:
    return np.where(np.isnan(typical), model.policy.typical.otherwise, typical)


def _raw_then(evidence: EvidenceColumns, model: ModelColumns, earlier: EarlierScores) -> Floats:
    """The raw score of the earlier day under today's tier, stage and weights; NaN where none is stored."""
    raw = np.full(len(evidence), np.nan)
    stored = np.array([row for row, packed in enumerate(earlier.evidence) if packed], dtype=np.int64)
    then, typical = unpacked_rows([packed for packed in earlier.evidence if packed])
    then = replace(then, tier=evidence.tier[stored], stage=evidence.stage[stored])
    raw[stored] = card_columns(then, model, today=earlier.day, typical=_filled(typical, model)).raw
    return raw


def _dimensions(factors: FactorColumns, model: ModelColumns) -> tuple[Codes, Codes]:
    """Of how many dimensions something is known, and how many there are on the card."""
    measures = [np.flatnonzero(model.dimension == dimension) for dimension in range(len(DIMENSIONS))]
    known, weighed = factors.is_known(), factors.weight > 0
    return _how_many(known, measures), _how_many(weighed, measures)


def _how_many(flags: Flags, groups: Sequence[Codes]) -> Codes:
    """In how many groups of columns at least one is set."""
    found: Codes = np.sum([flags[:, group].any(axis=1) for group in groups], axis=0)
    return found


def _oldest(evidence: EvidenceColumns, factors: FactorColumns) -> Floats:
    counting = np.where(factors.is_known(), evidence.known_on, np.nan)
    oldest: Floats = np.fmin.reduce(counting, axis=1)
    return oldest
