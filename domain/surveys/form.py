"""The form of an answer to a survey: what was filled in, what has to hold, and the answer that it makes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.filter_words import folded
from domain.numbers import number_in
from domain.surveys.answer import Survey, SurveyAnswer
from domain.tasks.form import day_in
from domain.texts import written

LONGEST_WORDS = 3000
OLDEST = timedelta(days=365)
"""What is longer ago comes by an import, not by hand."""


class SurveyField(StrEnum):
    ACCOUNT = "account"
    CONTACT = "contact"
    SURVEY = "survey"
    SCORE = "score"
    ON = "on"
    WORDS = "words"


class SurveyProblem(StrEnum):
    NO_ACCOUNT = "no_account"
    NO_SURVEY = "no_survey"
    NO_SCORE = "no_score"
    NOT_ON_SCALE = "not_on_scale"
    NO_DAY = "no_day"
    NOT_YET = "not_yet"
    TOO_OLD = "too_old"
    NOTHING_TO_READ = "nothing_to_read"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """Texts as they came. `account` and `contact` are numbers of the book."""

    account: str = ""
    contact: str = ""
    survey: str = Survey.NPS
    score: str = ""
    on: str = ""
    words: str = ""


def survey_problems(form: SurveyForm, *, today: date) -> dict[SurveyField, SurveyProblem]:
    found = {
        SurveyField.SURVEY: None if form.survey in set(Survey) else SurveyProblem.NO_SURVEY,
        SurveyField.SCORE: _score_problem(form),
        SurveyField.ON: _day_problem(form, today),
        SurveyField.WORDS: _words_problem(form.words),
    }
    return {field: problem for field, problem in found.items() if problem}


def answered(answer: SurveyAnswer, form: SurveyForm, *, today: date, contacts: Collection[int]) -> SurveyAnswer:
    """`contacts`: whom the account has; nobody of another account answers for it."""
    survey, contact = Survey(form.survey), number_in(form.contact)
    return replace(
        answer,
        survey=survey.value,
        score=Decimal(form.score),
        scale=survey.best,
        on=day_in(form.on) or today,
        words=written(form.words),
        contact=contact if contact in contacts else None,
    )


def form_of(answer: SurveyAnswer) -> SurveyForm:
    return SurveyForm(
        str(answer.account),
        str(answer.contact or ""),
        answer.survey,
        f"{answer.score.normalize():f}",
        answer.on.isoformat(),
        answer.words,
    )


def asks_what_waits(text: str) -> bool:
    """Not for a form, but for what came of accounts that are not known."""
    return folded(text) in _WAITING


def read_words(words: str) -> SurveyForm:
    """What stands after the account in a line: which survey, the score, and what was said."""
    found = _LINE.fullmatch(words.strip())
    if found is None:
        return SurveyForm(words=words.strip())
    is_satisfaction = (found["kind"] or "").casefold() in _SATISFACTION or found["scale"] == str(
        Survey.SATISFACTION.best
    )
    survey = Survey.SATISFACTION if is_satisfaction else Survey.NPS
    return SurveyForm(survey=survey, score=str(int(found["score"])), words=(found["words"] or "").strip(_BETWEEN))


_WAITING = frozenset({"waiting", "unknown", "待认领", "未知"})
_SATISFACTION = frozenset({"csat", "satisfaction", "满意度"})
_BETWEEN = " :,;.–-：，；。、"
_LINE = re.compile(
    r"(?:(?P<kind>nps|csat|satisfaction|满意度|净推荐值)[:：\s]*)?"
    r"(?P<score>\d{1,2})(?:\s*/\s*(?P<scale>10|5))?分?(?!\d)(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


def _score_problem(form: SurveyForm) -> SurveyProblem | None:
    score = number_in(form.score)
    if score is None:
        return SurveyProblem.NO_SCORE
    survey = Survey(form.survey) if form.survey in set(Survey) else Survey.NPS
    return None if survey.lowest <= score <= survey.best else SurveyProblem.NOT_ON_SCALE


def _day_problem(form: SurveyForm, today: date) -> SurveyProblem | None:
    on = day_in(form.on)
    if on is None:
        return SurveyProblem.NO_DAY
    if on > today:
        return SurveyProblem.NOT_YET
    return SurveyProblem.TOO_OLD if on < today - OLDEST else None


def _words_problem(text: str) -> SurveyProblem | None:
    if text and not written(text):
        return SurveyProblem.NOTHING_TO_READ
    return SurveyProblem.TOO_LONG if len(text) > LIMITS[SurveyField.WORDS] else None


LIMITS: Mapping[SurveyField, int] = {SurveyField.WORDS: LONGEST_WORDS}
