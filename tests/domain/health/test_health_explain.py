from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scorecard_samples import (
    ACCOUNTS,
    POLICY,
    POLICY_TEXT,
    TODAY,
    TYPICAL,
    WORKED,
    account,
    card,
    nearly,
    override,
    snapshot,
    with_evidence,
    without,
    worked,
)

from domain.accounts import LifecycleStage, Tier
from domain.health.explain import ChangeGroups, change_between, grouped, lined
from domain.health.model import AccountEvidence, Cap, Evidence, Measure
from domain.health.policy import HealthPolicy
from domain.health.policy_file import policy_from_toml
from domain.health.rounding import half_up
from domain.health.snapshots import Change, Snapshot

BEFORE = TODAY - timedelta(days=7)
NEXT_POLICY = policy_from_toml(
    POLICY_TEXT.replace("anchors = [0, 0.40, 0.70, 1.00]", "anchors = [0, 0.5, 0.8, 1]")
).health


def change(before: Snapshot, after: Snapshot, after_policy: HealthPolicy = POLICY) -> Change:
    return change_between(before, after, before_policy=POLICY, after_policy=after_policy)


def parts_of(found: Change) -> float:
    return found.stage_or_weights + sum(found.measures.values()) + found.unknown + found.override


def test_a_change_of_behaviour_is_told_measure_by_measure() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    after = worked({Measure.SEAT_ACTIVITY: 0.35, Measure.USAGE_TREND: 0.7, Measure.CSM_PULSE: "yellow"})

    found = change(before, snapshot(after))

    assert round(found.total, 3) == -11.293
    assert {measure: round(part, 3) for measure, part in found.measures.items()} == {
        Measure.USAGE_TREND: -4.933,
        Measure.SEAT_ACTIVITY: -4.860,
        Measure.CSM_PULSE: -1.500,
    }
    assert (found.stage_or_weights, found.unknown, found.override, found.evidence) == (0, 0, 0, {})
    assert (found.policy_versions, found.stages, found.tiers) == (None, None, None)


def test_a_new_stage_is_told_first_and_apart() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    renewing = account(WORKED | {Measure.OUTCOMES: 0.4}, stage=LifecycleStage.RENEWAL)

    found = change(before, snapshot(renewing))

    restated = card(account(WORKED, stage=LifecycleStage.RENEWAL))
    assert found.stages == (LifecycleStage.STABLE, LifecycleStage.RENEWAL)
    assert found.stage_or_weights == pytest.approx(restated.raw - 80.375)
    assert found.measures == {Measure.OUTCOMES: pytest.approx(-15 * 0.35)}


def test_a_new_tier_is_told_with_the_weights() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)

    found = change(before, snapshot(account(WORKED, tier=Tier.TECH)))

    assert found.tiers == (Tier.MID, Tier.TECH)
    assert found.stage_or_weights == pytest.approx(found.total)


def test_a_new_policy_is_told_with_its_versions() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE, version=3)

    found = change(before, snapshot(worked(), version=4), NEXT_POLICY)

    assert found.policy_versions == (3, 4)
    assert found.stage_or_weights == pytest.approx(15 * (0.65 - 0.75))
    assert grouped(found).model == found.total


def test_a_value_that_turned_up_is_evidence_and_not_behaviour() -> None:
    before = snapshot(without(account(WORKED, known_on=BEFORE), Measure.NPS), day=BEFORE)

    groups = grouped(change(before, snapshot(worked())))

    assert groups.evidence == {Measure.NPS: pytest.approx(3.875)}
    assert groups.unknown == pytest.approx(-2.5)
    assert groups.behaviour == {}


def test_a_value_that_only_grew_old_is_evidence_and_not_behaviour() -> None:
    seats = Evidence(0.62, TODAY - timedelta(days=14))
    before = snapshot(with_evidence(worked(), Measure.SEAT_ACTIVITY, seats), day=TODAY - timedelta(days=7))

    groups = grouped(change(before, snapshot(with_evidence(worked(), Measure.SEAT_ACTIVITY, seats))))

    assert list(groups.evidence) == [Measure.SEAT_ACTIVITY]
    assert groups.behaviour == {}


def test_a_value_that_moved_and_grew_old_is_both() -> None:
    """A better value must not look like worse behaviour only because it is older than the last one was."""
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    older = Evidence(0.80, TODAY - timedelta(days=21))

    groups = grouped(change(before, snapshot(with_evidence(worked(), Measure.SEAT_ACTIVITY, older))))

    assert groups.behaviour == {Measure.SEAT_ACTIVITY: pytest.approx(9 * 0.18)}
    assert groups.evidence == {Measure.SEAT_ACTIVITY: pytest.approx(-9 * 0.82)}
    assert groups.unknown == pytest.approx(4.5)


def test_a_cap_that_came_and_a_person_s_word_are_told_apart_from_behaviour() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    after = replace(worked(caps=frozenset({Cap.SILENCE})), override=override(50))

    found = change(before, snapshot(after))

    assert (found.total, found.override) == (nearly(-30.375), nearly(-30.375))
    assert grouped(found).held == found.override


@given(ACCOUNTS, ACCOUNTS, TYPICAL, TYPICAL, st.integers(0, 60))
def test_the_parts_of_a_change_always_add_up(
    before: AccountEvidence,
    after: AccountEvidence,
    typical_before: dict[Measure, float],
    typical_after: dict[Measure, float],
    days: int,
) -> None:
    found = change(
        snapshot(before, day=TODAY - timedelta(days=days), typical=typical_before),
        snapshot(after, typical=typical_after, version=2),
        NEXT_POLICY,
    )
    groups = grouped(found)

    told = groups.model + sum(groups.behaviour.values()) + sum(groups.evidence.values()) + groups.unknown + groups.held
    assert parts_of(found) == pytest.approx(found.total, abs=1e-9)
    assert told == pytest.approx(found.total, abs=1e-9)


@given(ACCOUNTS, ACCOUNTS, st.integers(0, 60))
def test_the_printed_parts_of_a_change_add_up_to_the_printed_total(
    before: AccountEvidence, after: AccountEvidence, days: int
) -> None:
    found = change(snapshot(before, day=TODAY - timedelta(days=days)), snapshot(after, version=2), NEXT_POLICY)

    exact, told = grouped(found), lined(grouped(found))

    parts = [told.model, *told.behaviour.values(), *told.evidence.values(), told.unknown, told.held]
    assert sum(round(part * 10) for part in parts) == half_up(found.total * 10)
    assert all(abs(told.behaviour[measure] - part) < 0.1 for measure, part in exact.behaviour.items())


def test_parts_that_would_each_be_rounded_up_are_not_told_as_more_than_the_total() -> None:
    """3 x 1.26 is 3.78: it is told as 3.8, of 1.3, 1.3 and 1.2."""
    moved = dict.fromkeys((Measure.NPS, Measure.CHAMPION, Measure.OUTCOMES), 1.26)

    told = lined(ChangeGroups(moved, {}, unknown=0.0, model=0.0, held=0.0))

    assert list(told.behaviour.values()) == [1.3, 1.3, 1.2]
    assert told.total == nearly(3.8)
