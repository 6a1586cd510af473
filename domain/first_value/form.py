"""First value by hand: what a form says, and what has to hold before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.first_value.reached import ValueNote, ValueStanding, ValueStands
from domain.first_value.rules import ValueRule
from domain.health.standing import AccountStanding
from domain.texts import written

LONGEST_WHAT = 200
LONGEST_WORDS = 1000


class ValueField(StrEnum):
    ON = "on"
    WHAT = "what"
    WORDS = "words"


class ValueProblem(StrEnum):
    DAY_MISSING = "day_missing"
    NOT_YET = "not_yet"
    BEFORE_IT_CAME = "before_it_came"
    WHAT_MISSING = "what_missing"
    REASON_MISSING = "reason_missing"
    TOO_LONG = "too_long"


LIMITS = {ValueField.WHAT: LONGEST_WHAT, ValueField.WORDS: LONGEST_WORDS}


@dataclass(frozen=True, slots=True)
class ValueForm:
    """What was filled in, as it came: text, or nothing."""

    on: str = ""
    what: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ValueOffer:
    """The account, what counts for it, and what stands there now; `seen` comes back with the form."""

    standing: AccountStanding
    rule: ValueRule
    seen: str
    note: ValueNote | None = None


@dataclass(frozen=True, slots=True)
class ValueKept:
    standing: AccountStanding
    note: ValueNote


@dataclass(frozen=True, slots=True)
class ValueOvertaken:
    """For the second of two: what stands there since the form was opened; nothing was written."""

    standing: AccountStanding


@dataclass(frozen=True, slots=True)
class ValueUndone:
    standing: AccountStanding


@dataclass(frozen=True, slots=True)
class ValueStays:
    """It is not taken back; what stands there now."""

    reason: ValueStands
    standing: AccountStanding | None = None


@dataclass(frozen=True, slots=True)
class ValueRefused:
    problems: Mapping[ValueField, ValueProblem]


ValueAnswer: TypeAlias = ValueKept | ValueOvertaken | ValueRefused


def value_problems(form: ValueForm, *, today: date, since: date | None) -> dict[ValueField, ValueProblem]:
    """What is wrong, at most one thing a field; `since` is the day on which the account came."""
    found = {
        ValueField.ON: _day_problem(form.on, today, since),
        ValueField.WHAT: _text_problem(form.what, LONGEST_WHAT) if written(form.what) else ValueProblem.WHAT_MISSING,
        ValueField.WORDS: _text_problem(form.words, LONGEST_WORDS),
    }
    return {field: problem for field, problem in found.items() if problem}


def reason_problems(reason: str) -> dict[ValueField, ValueProblem]:
    """Of clearing: others read why."""
    problem = _text_problem(reason, LONGEST_WHAT) if written(reason) else ValueProblem.REASON_MISSING
    return {ValueField.WHAT: problem} if problem else {}


def seen_text(stands: ValueStanding) -> str:
    """What tells one state from another: the day, and whose word it is."""
    day = stands.on.isoformat() if stands.on else ""
    return f"{day} {stands.reached.number if stands.reached else ''}".strip()


def _day_problem(typed: str, today: date, since: date | None) -> ValueProblem | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return ValueProblem.DAY_MISSING
    if day > today:
        return ValueProblem.NOT_YET
    return ValueProblem.BEFORE_IT_CAME if since and day < since else None


def _text_problem(typed: str, longest: int) -> ValueProblem | None:
    return ValueProblem.TOO_LONG if len(written(typed)) > longest else None
