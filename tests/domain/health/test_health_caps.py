from __future__ import annotations

from dataclasses import replace

import pytest
from scorecard_samples import account, card, nearly, override, worked

from domain.health.model import Band, Cap, Measure, Scorecard


def tenths(made: Scorecard) -> int:
    return round(10 * (sum(factor.line for factor in made.factors) + made.unknown_line + made.override_line))


def test_a_hard_fact_is_red_however_little_is_known() -> None:
    made = card(account(caps=frozenset({Cap.NOTICE_RECEIVED})))

    assert (made.shown, made.band, made.coverage) == (15, Band.RED, 0.0)


def test_a_soft_cap_lends_no_colour_to_an_account_of_which_little_is_known() -> None:
    made = card(account(caps=frozenset({Cap.SILENCE})), dict.fromkeys(Measure, 90.0))

    assert (made.shown, made.band) == (65, Band.GREY)


def test_the_lowest_cap_holds_and_all_are_named() -> None:
    facts = frozenset({Cap.SILENCE, Cap.CRITICAL_TICKET, Cap.NO_ACTIVE_USER, Cap.INVOICE_OVER_60_DAYS})

    made = card(worked(caps=facts))

    assert (made.cap, made.shown, round(made.raw, 3)) == (Cap.INVOICE_OVER_60_DAYS, 39, 80.375)
    assert made.caps == (
        (Cap.INVOICE_OVER_60_DAYS, 39.0),
        (Cap.NO_ACTIVE_USER, 39.0),
        (Cap.CRITICAL_TICKET, 60.0),
        (Cap.SILENCE, 65.0),
    )


def test_a_ceiling_above_the_score_holds_nothing() -> None:
    made = card(worked({Measure.SEAT_ACTIVITY: 0, Measure.OUTCOMES: 0}, caps=frozenset({Cap.SILENCE})))

    assert made.raw == made.capped == pytest.approx(54.365)
    assert (made.cap, made.caps) == (None, ((Cap.SILENCE, 65.0),))


@pytest.mark.parametrize(
    ("score", "band", "line"),
    [
        pytest.param(30, Band.RED, -50.4, id="down"),
        pytest.param(90, Band.GREEN, 9.6, id="up"),
    ],
)
def test_a_person_s_score_takes_the_place_of_the_computed_one(score: int, band: Band, line: float) -> None:
    made = card(replace(worked(), override=override(score)))

    assert (made.shown, made.band, made.cap) == (score, band, Cap.JUDGEMENT)
    assert (made.raw, made.caps) == (nearly(80.375), ((Cap.JUDGEMENT, float(score)),))
    assert made.override_line == line
    assert tenths(made) == score * 10


def test_hard_facts_hold_a_person_s_score_down() -> None:
    made = card(replace(worked(caps=frozenset({Cap.CHAMPION_LEFT})), override=override(90)))

    assert (made.shown, made.cap) == (60, Cap.CHAMPION_LEFT)
    assert made.caps == ((Cap.CHAMPION_LEFT, 60.0), (Cap.JUDGEMENT, 90.0))


def test_a_person_s_score_below_the_hard_facts_stands() -> None:
    made = card(replace(worked(caps=frozenset({Cap.CHAMPION_LEFT})), override=override(45)))

    assert (made.shown, made.cap) == (45, Cap.JUDGEMENT)


def test_a_person_s_green_word_is_no_colour_where_nothing_is_known() -> None:
    made = card(replace(account(), override=override(90)))

    assert (made.shown, made.band) == (90, Band.GREY)


def test_a_person_s_red_word_is_a_colour_where_nothing_is_known() -> None:
    made = card(replace(account(), override=override(20)))

    assert (made.shown, made.band) == (20, Band.RED)


def test_the_cap_of_a_judgement_without_a_judgement_is_nothing() -> None:
    made = card(worked(caps=frozenset({Cap.JUDGEMENT})))

    assert (made.cap, made.caps, made.shown) == (None, (), 80)
