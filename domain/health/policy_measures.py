"""The `[health.measures]` part of the policy file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from domain.accounts import LifecycleStage, Tier
from domain.health.measures import WORDS
from domain.health.model import Dimension, Measure
from domain.health.policy import ANCHOR_POINTS, Anchors, AnchorScale, MeasurePolicy, WordScale
from domain.health.policy_table import PolicyTable

Kind = TypeVar("Kind", bound=StrEnum)

_WHOLE = 100.0
_SLACK = 1e-6


def measures_from(table: PolicyTable) -> dict[Measure, MeasurePolicy]:
    measures = {measure: _measure(table.table(measure), measure) for measure in Measure}
    table.close()
    if table.is_sound:
        _check_shares(measures, table)
    return measures


def _measure(table: PolicyTable, measure: Measure) -> MeasurePolicy:
    rules = MeasurePolicy(
        dimension=table.choice("dimension", Dimension),
        share=table.above_zero("share", most=_WHOLE),
        stages=table.choices("stages", LifecycleStage) if "stages" in table else frozenset(LifecycleStage),
        valid_days=table.whole("valid_days"),
        half_life_days=table.above_zero("half_life_days"),
        scale=_words(table, WORDS[measure]) if measure in WORDS else _anchored(table),
    )
    table.close()
    return rules


def _words(table: PolicyTable, words: Iterable[str]) -> WordScale:
    listed = table.table("words")
    points = {word: listed.number(word, most=_WHOLE) for word in words}
    listed.close()
    return WordScale(points)


def _anchored(table: PolicyTable) -> AnchorScale:
    """Anchors for all are needed unless every tier has its own."""
    by_tier = _variants(table, "anchors_by_tier", Tier)
    by_stage = _variants(table, "anchors_by_stage", LifecycleStage)
    if "anchors" in table or len(by_tier) < len(Tier):
        return AnchorScale(_anchors(table, "anchors"), by_stage, by_tier)
    return AnchorScale(by_tier[Tier.MID], by_stage, by_tier)


def _variants(table: PolicyTable, key: str, kinds: type[Kind]) -> dict[Kind, Anchors]:
    if key not in table:
        return {}
    listed = table.table(key)
    variants = {kind: _anchors(listed, kind) for kind in kinds if kind in listed}
    listed.close()
    return variants


def _anchors(table: PolicyTable, key: str) -> Anchors:
    values = table.numbers(key, count=len(ANCHOR_POINTS))
    if not values:
        return ANCHOR_POINTS
    steps = [right - left for left, right in pairwise(values)]
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        table.add(f'"{key}" neither rises nor falls all the way', "order the four values from 0 to 100 points", key=key)
    at_0, at_40, at_70, at_100 = values
    return at_0, at_40, at_70, at_100


def _check_shares(measures: Mapping[Measure, MeasurePolicy], table: PolicyTable) -> None:
    """In the stage where most of its measures apply, the shares of a dimension make the whole of it."""
    for dimension in Dimension:
        inside = {measure: rules for measure, rules in measures.items() if rules.dimension is dimension}
        stages = ([rules.share for rules in inside.values() if stage in rules.stages] for stage in LifecycleStage)
        _, fullest = max((len(shares), math.fsum(shares)) for shares in stages)
        if abs(fullest - _WHOLE) > _SLACK:
            problem = f"the shares of {dimension} add up to {fullest:g}, not 100, in the stage where most of it applies"
            table.add(problem, f"change a share of {', '.join(inside) or 'any measure'}", key=next(iter(inside), None))
