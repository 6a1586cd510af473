"""The worked account of the scorecard's specification, and random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import strategies as st

from domain.accounts import LifecycleStage, Tier
from domain.health.measures import WORDS
from domain.health.model import Absence, AccountEvidence, Band, Cap, Evidence, Measure, Override, Scorecard
from domain.health.policy import HealthPolicy
from domain.health.policy_file import policy_from_toml
from domain.health.scorecard import scorecard
from domain.health.snapshots import Snapshot

POLICY_TEXT = (Path(__file__).parents[3] / "policy.toml").read_text(encoding="utf-8")
POLICY = policy_from_toml(POLICY_TEXT).health
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)

WORKED: dict[Measure, float | str] = {
    Measure.SEAT_ACTIVITY: 0.62,
    Measure.CORE_DEPTH: 0.5,
    Measure.USAGE_TREND: 1.05,
    Measure.OUTCOMES: 0.75,
    Measure.TOUCH_RECENCY: 0.8,
    Measure.TOUCH_COMPLIANCE: 0.9,
    Measure.ENGAGED_CONTACTS: 3,
    Measure.CHAMPION: "active",
    Measure.CRITICAL_TICKET_AGE: 0,
    Measure.BREACHED_SHARE: 0.05,
    Measure.NPS: 8.5,
    Measure.CSM_PULSE: "green",
    Measure.INVOICE_OVERDUE: 0,
    Measure.LICENCE_FIT: 0.9,
}


def account(
    values: dict[Measure, float | str] | None = None,
    *,
    stage: LifecycleStage = LifecycleStage.STABLE,
    tier: Tier = Tier.MID,
    known_on: date = TODAY,
    caps: frozenset[Cap] = frozenset(),
    override: Override | None = None,
) -> AccountEvidence:
    measures = {measure: Evidence(value, known_on) for measure, value in (values or {}).items()}
    return AccountEvidence(tier, stage, measures, caps, override)


def worked(changed: dict[Measure, float | str] | None = None, *, caps: frozenset[Cap] = frozenset()) -> AccountEvidence:
    return account(WORKED | (changed or {}), caps=caps)


def without(evidence: AccountEvidence, *measures: Measure) -> AccountEvidence:
    """As if nobody had ever looked at these measures."""
    kept = {measure: found for measure, found in evidence.measures.items() if measure not in measures}
    return replace(evidence, measures=kept)


def with_evidence(evidence: AccountEvidence, measure: Measure, found: Evidence) -> AccountEvidence:
    return replace(evidence, measures={**evidence.measures, measure: found})


def not_applying(evidence: AccountEvidence, *measures: Measure) -> AccountEvidence:
    nothing = Evidence(None, absence=Absence.DOES_NOT_APPLY)
    return replace(evidence, measures=evidence.measures | dict.fromkeys(measures, nothing))


def card(
    evidence: AccountEvidence,
    typical: dict[Measure, float] | None = None,
    policy: HealthPolicy = POLICY,
    today: date = TODAY,
) -> Scorecard:
    return scorecard(evidence, policy, today=today, typical=typical or {}, policy_version=1)


def override(score: int, *, given_on: date = TODAY, days: int = 30, reason: str = "New board") -> Override:
    return Override(score, reason, "U0WEI", given_on, given_on + timedelta(days=days))


def snapshot(
    evidence: AccountEvidence,
    *,
    day: date = TODAY,
    typical: dict[Measure, float] | None = None,
    version: int = 1,
) -> Snapshot:
    """Its stored numbers are beside the point: rules make the card again from the evidence."""
    return Snapshot(
        account=7,
        day=day,
        revision=1,
        policy_version=version,
        scored_at=NOW,
        stage=evidence.stage,
        tier=evidence.tier,
        raw=0.0,
        shown=0,
        band=Band.GREY,
        coverage=0.0,
        low=0.0,
        high=0.0,
        cap=None,
        evidence=evidence,
        typical=typical or {},
    )


def nearly(value: float) -> float:
    """Equal but for floating-point noise, as a number inside of a value."""
    return cast("float", pytest.approx(value, abs=1e-9))


DAYS = st.dates(TODAY - timedelta(days=400), TODAY)
TYPICAL = st.dictionaries(st.sampled_from(Measure), st.floats(0, 100))
_INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis wants naive bounds)
_SECONDS = _INSTANTS.map(lambda instant: instant.replace(microsecond=0))
_SOURCES = st.sampled_from(["usage", "files:survey", "工单"])


def values_of(measure: Measure) -> st.SearchStrategy[float | str]:
    if measure in WORDS:
        return st.sampled_from([str(word) for word in WORDS[measure]])
    return st.floats(0, 120).map(lambda value: value / 10)


def evidence_of(measure: Measure) -> st.SearchStrategy[Evidence]:
    known = st.builds(Evidence, values_of(measure), DAYS, st.none(), st.none() | _SOURCES, st.none() | _SECONDS)
    absent = st.builds(Evidence, st.none(), st.none(), st.sampled_from(Absence))
    return known | absent


OVERRIDES = st.builds(override, st.integers(0, 100), given_on=DAYS, days=st.integers(1, 30), reason=st.text())
ACCOUNTS = st.builds(
    AccountEvidence,
    st.sampled_from(Tier),
    st.sampled_from(LifecycleStage),
    st.fixed_dictionaries({}, optional={measure: evidence_of(measure) for measure in Measure}),
    st.frozensets(st.sampled_from(Cap)),
    st.none() | OVERRIDES,
)
