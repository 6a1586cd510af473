"""The score of one account on one day, and everything it is made of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.health.bands import band_of, confidence_of
from domain.health.factors import factors_of
from domain.health.model import AccountEvidence, Band, Cap, Factor, Measure, Override, Scorecard
from domain.health.override import standing_override
from domain.health.policy import HealthPolicy
from domain.health.rounding import half_up, lines_adding_up
from domain.health.snapshots import Snapshot

_HARD = tuple(cap for cap in Cap if cap is not Cap.JUDGEMENT)
_COVERAGE_DIGITS = 12
"""Enough to be exact, few enough that everything known is 1 and nothing known is 0."""


def scorecard(
    evidence: AccountEvidence,
    policy: HealthPolicy,
    *,
    today: date,
    typical: Mapping[Measure, float],
    policy_version: int,
) -> Scorecard:
    """A person's override takes the place of the computed score, up or down; hard facts hold it down all the same."""
    factors = factors_of(evidence, policy, today=today, typical=typical)
    sums = _sums(factors, otherwise=policy.typical.otherwise)
    held = _held(sums.raw, evidence, policy, standing_override(evidence, policy, today=today))
    return _card(evidence, policy, sums, held, _lined(factors, sums, held), policy_version)


def scorecard_again(snapshot: Snapshot, policy: HealthPolicy) -> Scorecard:
    """The card of a stored snapshot, as of its own day and out of nothing but what it holds."""
    return scorecard(
        snapshot.evidence,
        policy,
        today=snapshot.day,
        typical=snapshot.typical,
        policy_version=snapshot.policy_version,
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the factors add up to before any cap; `unknown` is the part that typical values stand in for."""

    raw: float
    low: float
    high: float
    coverage: float
    unknown: float


@dataclass(frozen=True, slots=True)
class _Held:
    """The score under its caps, what holds it where it is, and every ceiling that is a fact."""

    score: float
    cap: Cap | None
    ceilings: tuple[tuple[Cap, float], ...]


@dataclass(frozen=True, slots=True)
class _Lined:
    """The lines that add up to the score: one a factor, one for what is unknown, one for what holds the score."""

    factors: tuple[Factor, ...]
    unknown: float
    override: float


def _sums(factors: Sequence[Factor], *, otherwise: float) -> _Sums:
    """Where nothing applies, nothing is known: the whole card counts as `otherwise`."""
    missing = [factor.weight / 100 - factor.weight / 100 * factor.freshness for factor in factors]
    nothing_applies = float(not any(factor.weight for factor in factors))
    points = [factor.points for factor in factors]
    typical = [share * factor.typical for share, factor in zip(missing, factors, strict=True)]
    low, unknown_share = math.fsum(points), math.fsum([*missing, nothing_applies])
    return _Sums(
        raw=math.fsum([*points, *typical, nothing_applies * otherwise]),
        low=low,
        high=min(100.0, low + 100 * unknown_share),
        coverage=max(0.0, round(1 - unknown_share, _COVERAGE_DIGITS)),
        unknown=math.fsum([*typical, nothing_applies * otherwise]),
    )


def _held(raw: float, evidence: AccountEvidence, policy: HealthPolicy, override: Override | None) -> _Held:
    """A ceiling above the score holds nothing; the lowest comes first, of two alike the one first in `Cap`."""
    facts: list[tuple[Cap, float]] = [(cap, policy.caps.ceilings[cap]) for cap in _HARD if cap in evidence.caps]
    facts.sort(key=lambda fact: fact[1])
    score = float(override.score) if override else raw
    given = [(Cap.JUDGEMENT, score)] if override else []
    ceilings = tuple(sorted([*facts, *given], key=lambda held: held[1]))
    if facts and facts[0][1] < score:
        return _Held(facts[0][1], facts[0][0], ceilings)
    return _Held(score, Cap.JUDGEMENT if override else None, ceilings)


def _lined(factors: Sequence[Factor], sums: _Sums, held: _Held) -> _Lined:
    parts = [*(factor.points for factor in factors), sums.unknown, held.score - sums.raw]
    *lines, unknown, override = lines_adding_up(parts, held.score)
    lined = tuple(replace(factor, line=line) for factor, line in zip(factors, lines, strict=True))
    return _Lined(lined, unknown, override)


def _card(
    evidence: AccountEvidence, policy: HealthPolicy, sums: _Sums, held: _Held, lined: _Lined, policy_version: int
) -> Scorecard:
    return Scorecard(
        stage=evidence.stage,
        tier=evidence.tier,
        raw=sums.raw,
        capped=held.score,
        shown=half_up(held.score),
        band=_band(held, sums, policy),
        coverage=sums.coverage,
        confidence=confidence_of(sums.coverage, policy.confidence),
        low=sums.low,
        high=sums.high,
        factors=lined.factors,
        unknown_points=sums.unknown,
        unknown_line=lined.unknown,
        override_points=held.score - sums.raw,
        override_line=lined.override,
        cap=held.cap,
        caps=held.ceilings,
        policy_version=policy_version,
    )


def _band(held: _Held, sums: _Sums, policy: HealthPolicy) -> Band:
    has_hard_red = any(half_up(ceiling) < policy.bands.yellow_from for _, ceiling in held.ceilings)
    return band_of(half_up(held.score), policy.bands, coverage=sums.coverage, has_hard_red=has_hard_red)
