"""A policy as arrays, for every tier and stage at once: the numbers that the cards of a whole book are made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.health.columns.arrays import Codes, Flags, Floats
from domain.health.columns.coding import CAPS, DIMENSIONS, MEASURES, PEERS
from domain.health.measures import WORDS, freshness
from domain.health.model import Measure
from domain.health.policy import ANCHOR_POINTS, AnchorScale, HealthPolicy, MeasurePolicy

LONGEST_AGE = 10_000
"""In days; nothing older than this is told apart."""


@dataclass(frozen=True, slots=True)
class ModelColumns:
    """Rows are `PEERS` (a tier and a stage), columns measures or dimensions, in the order of their StrEnums."""

    policy: HealthPolicy
    in_stage: Flags
    weights: Floats
    shares: Floats
    dimension: Codes
    is_of_dimension: Floats
    ceilings: Floats
    left: Floats
    """What is left of a value of each age in days, one row a measure."""
    anchors: Mapping[int, Sequence[tuple[float, ...]]]
    """For the column of each measure of numbers the anchors of its scale, one tuple for each of `PEERS`."""

    def subscores(self, value: Floats, peers: Codes) -> Floats:
        """0 to 100 points for each value; NaN where there is none."""
        points = np.full(value.shape, np.nan)
        spots = [np.flatnonzero(peers == row) for row in range(len(PEERS))]
        for column, anchors in self.anchors.items():
            if len(set(anchors)) == 1:
                points[:, column] = points_between(np.array(anchors[0]), value[:, column])
                continue
            for chosen, of_peers in zip(spots, anchors, strict=True):
                points[chosen, column] = points_between(np.array(of_peers), value[chosen, column])
        for measure, words in WORDS.items():
            column = MEASURES.index(measure)
            points[:, column] = _points_of_words(self.policy.measures[measure], words, value[:, column])
        return points

    def freshness(self, age: Floats) -> Floats:
        """What is left of a value by its age; one of unknown age is of today."""
        days = np.where(np.isnan(age), 0, age).clip(0, LONGEST_AGE).astype(np.int64)
        return np.column_stack([left[days[:, column]] for column, left in enumerate(self.left)])


def model_columns(policy: HealthPolicy) -> ModelColumns:
    rules = [policy.measures[measure] for measure in MEASURES]
    dimension = np.array([DIMENSIONS.index(each.dimension) for each in rules])
    return ModelColumns(
        policy=policy,
        in_stage=np.array([[stage in each.stages for each in rules] for _, stage in PEERS], dtype=np.bool_),
        weights=np.array([_weights(policy, place) for place in range(len(PEERS))]),
        shares=np.array([each.share for each in rules], dtype=np.float64),
        dimension=dimension,
        is_of_dimension=np.equal.outer(dimension, np.arange(len(DIMENSIONS))).astype(np.float64),
        anchors=_anchors(policy),
        left=np.array([_left(policy, measure) for measure in MEASURES]),
        ceilings=np.array([policy.caps.ceilings.get(cap, np.inf) for cap in CAPS], dtype=np.float64),
    )


def _left(policy: HealthPolicy, measure: Measure) -> Floats:
    rules, least = policy.measures[measure], policy.least_freshness
    left = np.zeros(LONGEST_AGE + 1)
    for age in range(LONGEST_AGE + 1):
        left[age] = freshness(age, rules, least=least)
        if not left[age]:
            break
    return left


def _anchors(policy: HealthPolicy) -> dict[int, list[tuple[float, ...]]]:
    scales = {column: policy.measures[measure].scale for column, measure in enumerate(MEASURES)}
    return {
        column: [tuple(scale.anchors_for(stage=stage, tier=tier)) for tier, stage in PEERS]
        for column, scale in scales.items()
        if isinstance(scale, AnchorScale)
    }


def points_between(anchors: Floats, value: Floats) -> Floats:
    """Straight lines between the anchors, flat outside of them."""
    is_falling = anchors[0] > anchors[-1]
    rising, at = (-anchors, -value) if is_falling else (anchors, value)
    found: Floats = np.interp(at, rising, np.array(ANCHOR_POINTS))
    return found


def _points_of_words(rules: MeasurePolicy, words: tuple[str, ...], value: Floats) -> Floats:
    assert not isinstance(rules.scale, AnchorScale)
    points = np.array([rules.scale.points[word] for word in words], dtype=np.float64)
    known = ~np.isnan(value)
    found = np.full(value.shape, np.nan)
    found[known] = points[value[known].astype(np.int64)]
    return found


def _weights(policy: HealthPolicy, place: int) -> list[float]:
    tier, stage = PEERS[place]
    weights = policy.weights_for(stage=stage, tier=tier)
    return [weights[dimension] for dimension in DIMENSIONS]
