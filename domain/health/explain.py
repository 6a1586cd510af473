"""What moved a score from one stored snapshot to another."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from domain.health.model import Factor, Measure
from domain.health.policy import HealthPolicy
from domain.health.rounding import lines_adding_up
from domain.health.scorecard import scorecard_again
from domain.health.snapshots import Change, Snapshot

Side = TypeVar("Side")


@dataclass(frozen=True, slots=True)
class ChangeGroups:
    """A change as people are told it. `evidence` came or went: it says what we know, not what the account did.

    `model` is the part of new weights, a new stage or a new tier; `held` that of caps and a person's score. Together
    with the sums of both dictionaries and `unknown` they make the total.
    """

    behaviour: Mapping[Measure, float]
    evidence: Mapping[Measure, float]
    unknown: float
    model: float
    held: float

    @property
    def total(self) -> float:
        known = chain(self.behaviour.values(), self.evidence.values())
        return math.fsum([self.model, *known, self.unknown, self.held])


def change_between(
    before: Snapshot, after: Snapshot, *, before_policy: HealthPolicy, after_policy: HealthPolicy
) -> Change:
    """The model first: the old values under the new stage, tier and weights. What is left is values and knowledge."""
    old, new = scorecard_again(before, before_policy), scorecard_again(after, after_policy)
    moved = replace(before, evidence=replace(before.evidence, stage=after.stage, tier=after.tier))
    restated = scorecard_again(moved, after_policy)
    pairs = list(zip(restated.factors, new.factors, strict=True))
    return Change(
        total=new.capped - old.capped,
        stage_or_weights=restated.raw - old.raw,
        measures=_parts(pairs, lambda was, now: now.points - was.points),
        unknown=new.unknown_points - restated.unknown_points,
        override=new.override_points - old.override_points,
        policy_versions=_differing(before.policy_version, after.policy_version),
        stages=_differing(before.stage, after.stage),
        evidence=_parts(pairs, _came_or_went),
        tiers=_differing(before.tier, after.tier),
    )


def grouped(change: Change) -> ChangeGroups:
    behaviour = {measure: part - change.evidence.get(measure, 0.0) for measure, part in change.measures.items()}
    return ChangeGroups(
        behaviour={measure: part for measure, part in behaviour.items() if part},
        evidence=change.evidence,
        unknown=change.unknown,
        model=change.stage_or_weights,
        held=change.override,
    )


def lined(groups: ChangeGroups) -> ChangeGroups:
    """The same with one decimal, so that what is printed adds up to the printed total."""
    behaviour, evidence = groups.behaviour, groups.evidence
    parts = [groups.model, *behaviour.values(), *evidence.values(), groups.unknown, groups.held]
    model, *measures, unknown, held = lines_adding_up(parts, groups.total)
    moved, known = measures[: len(behaviour)], measures[len(behaviour) :]
    return ChangeGroups(
        behaviour=dict(zip(behaviour, moved, strict=True)),
        evidence=dict(zip(evidence, known, strict=True)),
        unknown=unknown,
        model=model,
        held=held,
    )


def _parts(pairs: list[tuple[Factor, Factor]], part_of: Callable[[Factor, Factor], float]) -> dict[Measure, float]:
    parts = {now.measure: part_of(was, now) for was, now in pairs}
    return {measure: part for measure, part in parts.items() if part}


def _came_or_went(was: Factor, now: Factor) -> float:
    """All of a part but where the value moved: then what the age, and weight given by others, did to the old value."""
    if was.subscore is None or now.subscore is None or was.subscore == now.subscore:
        return now.points - was.points
    return (_share(now) - _share(was)) * was.subscore


def _share(factor: Factor) -> float:
    return factor.weight / 100 * factor.freshness


def _differing(before: Side, after: Side) -> tuple[Side, Side] | None:
    return None if before == after else (before, after)
