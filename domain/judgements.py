"""The CSM's own word on an account: what a form says, and what has to hold before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.accounts import Pulse
from domain.health.standing import AccountStanding, Judgement
from domain.texts import written

LONGEST_JUDGEMENT = timedelta(days=365)
HIGHEST_SCORE = 100
LONGEST_NOTE = 1000


class JudgementField(StrEnum):
    PULSE = "pulse"
    NOTE = "note"
    EXPIRES_ON = "expires_on"
    SCORE = "score"


class JudgementProblem(StrEnum):
    PULSE_MISSING = "pulse_missing"
    REASON_MISSING = "reason_missing"
    NOTE_TOO_LONG = "note_too_long"
    DAY_MISSING = "day_missing"
    DAY_NOT_AHEAD = "day_not_ahead"
    OVERRIDE_TOO_LONG = "override_too_long"
    JUDGEMENT_TOO_LONG = "judgement_too_long"
    SCORE_NOT_A_NUMBER = "score_not_a_number"


@dataclass(frozen=True, slots=True)
class JudgementForm:
    """What was filled in, as it came: text, or nothing."""

    pulse: str = ""
    note: str = ""
    expires_on: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class JudgementOffer:
    """The account to be judged, and for how many days a score given by a person may stand."""

    standing: AccountStanding
    longest_override_days: int


@dataclass(frozen=True, slots=True)
class JudgementRefused:
    """What is wrong with a form, at most one thing a field, under the policy in force."""

    problems: Mapping[JudgementField, JudgementProblem]
    longest_override_days: int


def judgement_problems(
    form: JudgementForm, today: date, *, longest_override_days: int
) -> dict[JudgementField, JudgementProblem]:
    """What is wrong, at most one thing a field; empty when the form may be recorded."""
    found = {
        JudgementField.PULSE: None if form.pulse in set(Pulse) else JudgementProblem.PULSE_MISSING,
        JudgementField.SCORE: _score_problem(form.score),
        JudgementField.NOTE: _note_problem(form),
        JudgementField.EXPIRES_ON: _day_problem(form, today, timedelta(days=longest_override_days)),
    }
    return {field: problem for field, problem in found.items() if problem}


def judgement_from(form: JudgementForm, *, author: str, now: datetime) -> Judgement:
    """The judgement of a form that has no problems."""
    return Judgement(
        pulse=Pulse(form.pulse),
        note=written(form.note),
        author=author,
        given_at=now,
        expires_on=date.fromisoformat(form.expires_on),
        score=int(form.score) if form.score else None,
    )


def _note_problem(form: JudgementForm) -> JudgementProblem | None:
    note = written(form.note)
    if len(note) > LONGEST_NOTE:
        return JudgementProblem.NOTE_TOO_LONG
    return JudgementProblem.REASON_MISSING if form.score and not note else None


def _score_problem(score: str) -> JudgementProblem | None:
    is_score = score.isascii() and score.isdigit() and int(score) <= HIGHEST_SCORE
    return None if not score or is_score else JudgementProblem.SCORE_NOT_A_NUMBER


def _day_problem(form: JudgementForm, today: date, longest_override: timedelta) -> JudgementProblem | None:
    try:
        day = date.fromisoformat(form.expires_on)
    except ValueError:
        return JudgementProblem.DAY_MISSING
    if day <= today:
        return JudgementProblem.DAY_NOT_AHEAD
    if form.score and day - today > longest_override:
        return JudgementProblem.OVERRIDE_TOO_LONG
    return JudgementProblem.JUDGEMENT_TOO_LONG if day - today > LONGEST_JUDGEMENT else None
