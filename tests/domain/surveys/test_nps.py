"""The score with its margin, in groups, and against who was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.accounts import Tier
from domain.revenue.cuts import Cut
from domain.surveys.answer import Group, Survey, SurveyAnswer, group_of, scale_of, told
from domain.surveys.figures import detractors_in, grouped, waiting_in
from domain.surveys.nps import NpsFigures, nps_of
from domain.surveys.ports import AskedPerson, Voice

TODAY = date(2026, 9, 1)
VOICE = Voice(1, 1, "Acme", "U0DANA", Tier.HIGH, "Retail", 7, "Kim", Decimal(3), TODAY, "Too slow")


def test_the_worked_number_is_exact() -> None:
    scores = [Decimal(score) for score in (9, 10, 9) * 5 + (7, 8) * 4 + (0, 6, 3, 5, 1, 2, 4)]

    figures = nps_of(scores)

    assert (figures.promoters, figures.passives, figures.detractors, figures.answers) == (15, 8, 7, 30)
    assert (round(figures.score, 1), round(figures.margin, 1), figures.has_figure) == (26.7, 29.1, True)


@pytest.mark.parametrize(
    ("figures", "score", "margin"),
    [
        pytest.param(NpsFigures(), 0.0, 0.0, id="nobody"),
        pytest.param(NpsFigures(30, 0, 0), 100.0, 0.0, id="all would"),
        pytest.param(NpsFigures(0, 0, 30), -100.0, 0.0, id="none would"),
        pytest.param(NpsFigures(15, 0, 15), 0.0, 35.78, id="half and half is as wide as it gets"),
    ],
)
def test_the_score_stays_between_its_ends(figures: NpsFigures, score: float, margin: float) -> None:
    assert (figures.score, round(figures.margin, 2)) == (score, margin)


def test_under_thirty_answers_there_is_no_figure() -> None:
    assert not NpsFigures(20, 9, 0).has_figure


@pytest.mark.parametrize(
    ("score", "group"),
    [
        ("10", Group.PROMOTER),
        ("9", Group.PROMOTER),
        ("8.99", Group.PASSIVE),
        ("7", Group.PASSIVE),
        ("6.5", "detractor"),
    ],
)
def test_groups_begin_at_nine_and_seven(score: str, group: str) -> None:
    assert group_of(Decimal(score)) == group


def test_voices_are_cut_with_what_is_not_known_apart() -> None:
    voices = [VOICE, replace(VOICE, score=Decimal(9)), replace(VOICE, segment=None, owner="U0LIN", tier=Tier.MID)]

    assert grouped(voices, Cut.SEGMENT) == (("Retail", NpsFigures(1, 0, 1)), (None, NpsFigures(0, 0, 1)))
    assert [value for value, _ in grouped(voices, Cut.OWNER)] == ["U0DANA", "U0LIN"]
    assert [value for value, _ in grouped(voices, Cut.TIER)] == ["high", "mid"]


def test_detractors_with_words_stand_first_the_latest_before() -> None:
    old, mute = replace(VOICE, answer=2, on=TODAY - timedelta(5)), replace(VOICE, answer=3, words="")

    assert detractors_in([mute, old, VOICE, replace(VOICE, score=Decimal(7))]) == (VOICE, old, mute)


def test_who_answered_since_they_were_asked_waits_no_more() -> None:
    kim = AskedPerson(1, "Acme", 7, "Kim", TODAY)
    again = replace(kim, on=TODAY + timedelta(1))
    other = AskedPerson(2, "Blue", None, "", TODAY)

    assert waiting_in([kim, again, other], [VOICE, replace(VOICE, on=TODAY - timedelta(9))]) == (again, other)


def test_a_scale_is_told_by_the_survey_or_the_score() -> None:
    scores = [scale_of("nps", Decimal(3)), *(scale_of("csat", Decimal(score)) for score in (5, 6, 87, 101))]

    assert scores == [10, 5, 10, 100, None]
    assert (Survey.SATISFACTION.lowest, Survey.SATISFACTION.best) == (1, 5)


def test_the_audit_has_no_words_of_customers() -> None:
    answer = SurveyAnswer(1, "slack:V1", "csat", Decimal("4.00"), TODAY, "Kim is unhappy", 7, 5)

    assert told(answer) == "csat, 4 of 5, 2026-09-01, words"
    assert told(replace(answer, scale=None, words="")) == "csat, 4, 2026-09-01"
