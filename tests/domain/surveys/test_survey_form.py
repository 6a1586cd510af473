"""What has to hold of an answer, how it is read from a line, and until when it may be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.surveys.answer import SurveyAnswer
from domain.surveys.form import (
    SurveyField,
    SurveyForm,
    SurveyProblem,
    answered,
    asks_what_waits,
    form_of,
    read_words,
    survey_problems,
)
from domain.surveys.told import SurveyOffer
from domain.surveys.undoing import AnswerStands, undo_refusal

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
FORM = SurveyForm("1", "7", "nps", "9", "2026-09-01", "Fine")
BLANK = SurveyAnswer(1, "slack:V1", "", Decimal(0), TODAY, learnt_at=NOW)


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        pytest.param({}, {}, id="all well"),
        pytest.param({"survey": "csat", "score": "5"}, {}, id="satisfaction"),
        pytest.param({"survey": "csat", "score": "6"}, {SurveyField.SCORE: SurveyProblem.NOT_ON_SCALE}, id="six"),
        pytest.param({"survey": "csat", "score": "0"}, {SurveyField.SCORE: SurveyProblem.NOT_ON_SCALE}, id="zero"),
        pytest.param({"score": "11"}, {SurveyField.SCORE: SurveyProblem.NOT_ON_SCALE}, id="eleven"),
        pytest.param({"score": ""}, {SurveyField.SCORE: SurveyProblem.NO_SCORE}, id="no score"),
        pytest.param({"survey": "?"}, {SurveyField.SURVEY: SurveyProblem.NO_SURVEY}, id="no survey"),
        pytest.param({"on": ""}, {SurveyField.ON: SurveyProblem.NO_DAY}, id="no day"),
        pytest.param({"on": "2026-09-02"}, {SurveyField.ON: SurveyProblem.NOT_YET}, id="tomorrow"),
        pytest.param({"on": "2025-08-31"}, {SurveyField.ON: SurveyProblem.TOO_OLD}, id="more than a year ago"),
        pytest.param({"words": "\u200b"}, {SurveyField.WORDS: SurveyProblem.NOTHING_TO_READ}, id="unseen words"),
        pytest.param({"words": "x" * 3001}, {SurveyField.WORDS: SurveyProblem.TOO_LONG}, id="too many words"),
    ],
)
def test_an_answer_is_refused_at_the_field(said: dict[str, str], problems: dict[SurveyField, SurveyProblem]) -> None:
    assert survey_problems(replace(FORM, **said), today=TODAY) == problems


def test_a_form_makes_an_answer_and_an_answer_its_form() -> None:
    made = answered(BLANK, FORM, today=TODAY, contacts={7})

    assert (made.survey, made.score, made.scale, made.contact, made.words) == ("nps", Decimal(9), 10, 7, "Fine")
    assert form_of(made) == FORM
    nobody = answered(BLANK, replace(FORM, survey="csat", score="4", on="?"), today=TODAY, contacts={8})
    assert (nobody.contact, nobody.scale, nobody.on) == (None, 5, TODAY)
    assert form_of(nobody).contact == ""


@pytest.mark.parametrize(
    ("typed", "survey", "score", "words"),
    [
        pytest.param("9 They love it", "nps", "9", "They love it", id="score and words"),
        pytest.param("10", "nps", "10", "", id="a score alone"),
        pytest.param("4/5: fine", "csat", "4", "fine", id="of five"),
        pytest.param("csat 4", "csat", "4", "", id="named"),
        pytest.param("满意度 5分，很好", "csat", "5", "很好", id="named, in Chinese"),
        pytest.param("NPS 0", "nps", "0", "", id="nothing at all"),
        pytest.param("8/10 good", "nps", "8", "good", id="of ten"),
        pytest.param("they said 9", "nps", "", "they said 9", id="words first"),
        pytest.param("2026 was good", "nps", "", "2026 was good", id="a year is no score"),
    ],
)
def test_a_line_is_read(typed: str, survey: str, score: str, words: str) -> None:
    assert read_words(typed) == SurveyForm(survey=survey, score=score, words=words)


@pytest.mark.parametrize(
    ("answer", "version", "minutes", "refusal"),
    [
        pytest.param(BLANK, "1", 10, None, id="within ten minutes"),
        pytest.param(BLANK, "1", 11, AnswerStands.TOO_LATE, id="after them"),
        pytest.param(BLANK, "2", 1, AnswerStands.CHANGED, id="of another version"),
        pytest.param(None, "1", 1, AnswerStands.GONE, id="gone"),
        pytest.param(replace(BLANK, key="typeform:1"), "1", 1, AnswerStands.GONE, id="nobody typed it"),
    ],
)
def test_what_was_typed_is_taken_back_for_a_while(
    answer: SurveyAnswer | None, version: str, minutes: int, refusal: AnswerStands | None
) -> None:
    assert undo_refusal(answer, version=version, now=NOW + timedelta(minutes=minutes)) is refusal


def test_what_waits_is_asked_for_in_one_word() -> None:
    assert [asks_what_waits(text) for text in ("Waiting", "待认领", "acme 9", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("place", "is_change", "chooses"),
    [("", False, True), ("account:1", False, False), ("answer:9 2", True, False), ("stray:3", False, True)],
)
def test_where_a_form_was_opened_says_what_it_is(place: str, *, is_change: bool, chooses: bool) -> None:
    offer = SurveyOffer(FORM, place)

    assert (offer.is_change, offer.chooses_account) == (is_change, chooses)
