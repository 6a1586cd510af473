from __future__ import annotations

from datetime import timedelta

import pytest
from scorecard_samples import (
    TODAY,
    WORKED,
    account,
    card,
    not_applying,
    with_evidence,
    without,
    worked,
)

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Absence, Band, Cap, Confidence, Evidence, Measure, Scorecard

NO_VALUE = (Measure.MILESTONES, Measure.FIRST_VALUE, Measure.RENEWAL_STEP)
"""What has nothing to say of a stable account."""


def lines_of(made: Scorecard) -> list[float]:
    return [factor.line for factor in made.factors if factor.measure not in NO_VALUE]


def tenths(made: Scorecard) -> int:
    return round(10 * (sum(lines_of(made)) + made.unknown_line + made.override_line))


def test_an_account_of_which_everything_is_known_has_no_unknown_part() -> None:
    made = card(worked())

    assert made.raw == pytest.approx(80.375, abs=1e-12)
    assert (made.shown, made.band, made.coverage, made.confidence) == (80, Band.GREEN, 1.0, Confidence.HIGH)
    assert (round(made.low, 1), round(made.high, 1)) == (80.4, 80.4)
    assert (made.unknown_points, made.override_points, made.cap, made.caps) == (0.0, 0.0, None, ())


def test_the_factors_of_the_worked_account_are_printed_to_the_last_digit() -> None:
    factors = [factor for factor in card(worked()).factors if factor.measure not in NO_VALUE]

    subscores = [round(factor.subscore or 0, 2) for factor in factors]
    weights = [round(factor.weight, 3) for factor in factors]
    assert [factor.measure for factor in factors] == list(WORKED)
    assert subscores == [82, 61.43, 76, 75, 82, 80, 85, 100, 100, 85, 77.5, 85, 100, 85]
    assert weights == [18, 12, 10, 15, 7, 4, 5, 4, 6, 4, 5, 5, 2.857, 2.143]


def test_the_lines_of_the_worked_account_add_up() -> None:
    made = card(worked())

    assert lines_of(made) == [14.8, 7.4, 7.6, 11.3, 5.7, 3.2, 4.2, 4.0, 6.0, 3.4, 3.9, 4.2, 2.9, 1.8]
    assert tenths(made) == 804


def test_an_account_of_which_half_is_known_has_a_wide_range_and_no_colour() -> None:
    known = (Measure.SEAT_ACTIVITY, Measure.CORE_DEPTH, Measure.USAGE_TREND, Measure.TOUCH_RECENCY)
    unknown = set(Measure) - {*known, Measure.INVOICE_OVERDUE}

    made = card(without(worked(), *unknown))

    assert made.raw == pytest.approx(63.4, abs=1e-12)
    assert (made.shown, made.band, round(made.coverage, 4)) == (63, Band.GREY, 0.4986)
    assert (round(made.low, 1), round(made.high, 1)) == (38.3, 88.5)
    assert [line for line in lines_of(made) if line] == [14.8, 7.4, 7.6, 5.7, 2.8]
    assert made.unknown_line == 25.1
    assert tenths(made) == 634


def test_a_champion_who_left_caps_the_score_and_the_raw_score_stays() -> None:
    made = card(worked({Measure.CHAMPION: "left"}, caps=frozenset({Cap.CHAMPION_LEFT})))

    assert made.raw == pytest.approx(76.375, abs=1e-12)
    assert (made.capped, made.shown, made.band) == (60.0, 60, Band.YELLOW)
    assert (made.cap, made.caps) == (Cap.CHAMPION_LEFT, ((Cap.CHAMPION_LEFT, 60.0),))
    assert made.override_line == -16.4
    assert tenths(made) == 600


def test_a_worse_account_is_shown_by_its_own_number() -> None:
    made = card(worked({Measure.SEAT_ACTIVITY: 0.35, Measure.USAGE_TREND: 0.7, Measure.CSM_PULSE: "yellow"}))

    assert round(made.raw, 4) == 69.0817
    assert (made.shown, made.band) == (69, Band.YELLOW)


def test_the_colour_is_that_of_the_shown_number() -> None:
    made = card(worked({Measure.OUTCOMES: 1 / 30}))

    assert made.raw == pytest.approx(69.625)
    assert (made.shown, made.band) == (70, Band.GREEN)


@pytest.mark.parametrize(
    ("typical", "shown"),
    [
        pytest.param(62.5, 63, id="to the odd number"),
        pytest.param(63.5, 64, id="to the even number"),
        pytest.param(0.5, 1, id="up from nothing"),
        pytest.param(62.4999, 62, id="less than half stays below"),
    ],
)
def test_half_a_point_is_shown_as_the_next_number(typical: float, shown: int) -> None:
    assert card(account(), dict.fromkeys(Measure, typical)).shown == shown


def test_what_is_missing_is_neither_zero_nor_given_to_the_others() -> None:
    known, unknown = card(worked()), card(without(worked(), Measure.NPS))

    weights = [(factor.measure, factor.weight) for factor in unknown.factors]
    assert weights == [(factor.measure, factor.weight) for factor in known.factors]
    assert unknown.raw == pytest.approx(known.raw - 5 * 0.775 + 5 * 0.5)
    assert unknown.unknown_points == pytest.approx(2.5)


def test_a_lone_green_measure_does_not_make_an_account_green() -> None:
    made = card(account({Measure.OUTCOMES: 1.0}))

    assert (made.shown, made.band) == (58, Band.GREY)


def test_zero_is_a_value() -> None:
    made = card(worked({Measure.SEAT_ACTIVITY: 0}))

    assert made.raw == pytest.approx(80.375 - 14.76)
    assert made.coverage == 1.0


def test_peers_stand_in_for_what_is_unknown() -> None:
    made = card(without(worked(), Measure.OUTCOMES), {Measure.OUTCOMES: 90.0})

    assert made.unknown_points == pytest.approx(13.5)


def test_what_does_not_apply_gives_its_weight_to_its_dimension() -> None:
    made = card(not_applying(worked(), Measure.BREACHED_SHARE))

    weights = {factor.measure: factor.weight for factor in made.factors}
    assert weights[Measure.CRITICAL_TICKET_AGE] == pytest.approx(10)
    assert weights[Measure.SEAT_ACTIVITY] == pytest.approx(18)
    assert made.coverage == 1.0


def test_a_dimension_that_does_not_apply_gives_its_weight_to_the_card() -> None:
    made = card(not_applying(worked(), Measure.OUTCOMES))

    weights = {factor.measure: factor.weight for factor in made.factors}
    assert weights[Measure.SEAT_ACTIVITY] == pytest.approx(18 / 0.85)
    assert sum(weights.values()) == pytest.approx(100)


def test_a_card_on_which_nothing_applies_knows_nothing() -> None:
    made = card(not_applying(account(), *Measure))

    assert (made.raw, made.low, made.high, made.coverage, made.band) == (50.0, 0.0, 100.0, 0.0, Band.GREY)
    assert made.unknown_line == 50.0


def test_a_measure_outside_of_its_stage_does_not_apply_whatever_is_known() -> None:
    made = card(worked({Measure.MILESTONES: 0.1, Measure.RENEWAL_STEP: "signed"}))

    absences = {factor.measure: factor.evidence.absence for factor in made.factors if not factor.weight}
    assert made.raw == pytest.approx(80.375)
    assert absences == dict.fromkeys(NO_VALUE, Absence.DOES_NOT_APPLY)


def test_the_renewal_stage_weighs_the_step_of_the_renewal() -> None:
    made = card(account(WORKED | {Measure.RENEWAL_STEP: "verbal"}, stage=LifecycleStage.RENEWAL))

    step = made.factors[-1]
    assert (step.weight, step.subscore, step.points) == pytest.approx((4.5, 90.0, 4.05))


def test_onboarding_has_anchors_of_its_own() -> None:
    made = card(account({Measure.SEAT_ACTIVITY: 0.30}, stage=LifecycleStage.ONBOARDING))

    assert made.factors[0].subscore == pytest.approx(70)


def test_a_tier_has_anchors_of_its_own() -> None:
    values = {tier: card(account({Measure.ENGAGED_CONTACTS: 2}, tier=tier)) for tier in Tier}

    subscores = {tier: made.factors[8].subscore for tier, made in values.items()}
    assert subscores == {Tier.HIGH: 55.0, Tier.MID: 70.0, Tier.TECH: 100.0}


def test_age_takes_weight_from_a_value_and_gives_it_to_the_unknown() -> None:
    old = Evidence(0.62, TODAY - timedelta(days=21))

    made = card(with_evidence(worked(), Measure.SEAT_ACTIVITY, old))

    seats = made.factors[0]
    assert (seats.freshness, seats.age_days) == (0.5, 21)
    assert seats.points == pytest.approx(7.38)
    assert made.unknown_points == pytest.approx(4.5)
    assert made.coverage == pytest.approx(0.91)


def test_a_value_too_old_to_count_is_unknown() -> None:
    old = Evidence(0.62, TODAY - timedelta(days=54))

    seats = card(with_evidence(worked(), Measure.SEAT_ACTIVITY, old)).factors[0]

    assert (seats.freshness, seats.subscore, seats.points, seats.evidence) == (0.0, None, 0.0, old)


def test_evidence_that_says_nothing_is_unknown() -> None:
    found = card(with_evidence(worked(), Measure.NPS, Evidence(None))).factors[12]

    assert (found.evidence.absence, found.weight, found.freshness) == (Absence.UNKNOWN, 5.0, 0.0)
