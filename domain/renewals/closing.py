"""What a person says of how a term ended, and what has to hold before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import Money
from domain.renewals.forecasting import ReadAmount
from domain.renewals.next_term import same_length_after
from domain.renewals.renewal import Churn, ChurnReason, Outcome, OutcomeKind, Renewal

MORE_REASONS = 2
"""Besides the main one."""
ENDINGS = (OutcomeKind.RENEWED, OutcomeKind.RENEWED_WITH_CHANGE, OutcomeKind.LOST)
"""What a person chooses from; partly lost follows from the amount."""


class ClosingField(StrEnum):
    ENDED = "ended"
    RESOLVED_ON = "resolved_on"
    ARR = "arr"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    REASON = "reason"
    MORE_REASONS = "more_reasons"
    COMPETITOR = "competitor"
    AVOIDABLE = "avoidable"
    NOTE = "note"


class ClosingProblem(StrEnum):
    ENDING_MISSING = "ending_missing"
    DAY_MISSING = "day_missing"
    DAY_AHEAD = "day_ahead"
    DAY_BEFORE_TERM = "day_before_term"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    OTHER_CURRENCY = "other_currency"
    NOTHING_LEFT = "nothing_left"
    START_MISSING = "start_missing"
    START_BEFORE_TERM = "start_before_term"
    START_AFTER_GRACE = "start_after_grace"
    END_UNREADABLE = "end_unreadable"
    END_NOT_AFTER_START = "end_not_after_start"
    REASON_MISSING = "reason_missing"
    TOO_MANY_REASONS = "too_many_reasons"


class Avoidable(StrEnum):
    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """What was filled in, as it came: text, or nothing."""

    ended: str = ""
    resolved_on: str = ""
    arr: str = ""
    starts_on: str = ""
    ends_on: str = ""
    reason: str = ""
    more_reasons: tuple[str, ...] = ()
    competitor: str = ""
    avoidable: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosingRules:
    """Under what a form is read: the day it is submitted, how late a term may still be renewed, how amounts are read."""

    today: date
    grace_days: int
    read_amount: ReadAmount


@dataclass(frozen=True, slots=True)
class Closing:
    """How it ended, as a form without problems says it."""

    kind: OutcomeKind
    resolved_on: date
    final: Money | None
    starts_on: date | None
    ends_on: date | None
    reasons: tuple[ChurnReason, ...]
    competitor: str
    avoidable: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class ClosingOffer:
    """The renewal to be closed, and the form as it is shown: filled in beforehand, or as somebody left it."""

    renewal: Renewal
    name: str
    form: ClosingForm


@dataclass(frozen=True, slots=True)
class ClosingRefused:
    """What is wrong, at most one thing a field."""

    problems: Mapping[ClosingField, ClosingProblem]
    renewal: Renewal
    grace_days: int


@dataclass(frozen=True, slots=True)
class ClosingConflict:
    """Somebody changed or closed the renewal since the form was opened: nothing was written."""

    offer: ClosingOffer


@dataclass(frozen=True, slots=True)
class RenewalClosed:
    """A closing that was written; `next_due_on` is the day of the renewal that it opened."""

    renewal: Renewal
    name: str
    lost: Money | None = None
    next_due_on: date | None = None


ClosingAnswer: TypeAlias = RenewalClosed | ClosingRefused | ClosingConflict


def prefilled(renewal: Renewal, *, arr: str, today: date) -> ClosingForm:
    """The form as it opens; `arr` is what was proposed, else what is contracted, as one types it."""
    return ClosingForm(
        resolved_on=today.isoformat(),
        arr=arr,
        starts_on=renewal.due_on.isoformat(),
        ends_on=same_length_after(renewal.starts_on, renewal.due_on).isoformat(),
    )


def closing_problems(
    form: ClosingForm, renewal: Renewal, rules: ClosingRules
) -> dict[ClosingField, ClosingProblem]:
    """What is wrong with the fields that the chosen ending shows, at most one thing a field."""
    ending = ending_of(form)
    if ending is None:
        return {ClosingField.ENDED: ClosingProblem.ENDING_MISSING}
    found = {ClosingField.RESOLVED_ON: _day_problem(form, renewal, rules)}
    if ending is not OutcomeKind.LOST:
        found[ClosingField.STARTS_ON] = _start_problem(form, renewal, rules)
        found[ClosingField.ENDS_ON] = _end_problem(form)
    if ending is OutcomeKind.RENEWED_WITH_CHANGE:
        found[ClosingField.ARR] = _amount_problem(form, renewal, rules)
    if ending is not OutcomeKind.RENEWED:
        found |= _reason_problems(form, renewal, rules)
    return {field: problem for field, problem in found.items() if problem}


def closing_from(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> Closing:
    """The closing of a form that has no problems; what the chosen ending does not show does not count."""
    final = _final(form, renewal, rules)
    kind = _kind(form, renewal, final)
    is_kept, is_less = kind.is_kept, kind in {OutcomeKind.LOST, OutcomeKind.PARTLY_LOST}
    return Closing(
        kind=kind,
        resolved_on=date.fromisoformat(form.resolved_on),
        final=final,
        starts_on=date.fromisoformat(form.starts_on) if is_kept else None,
        ends_on=date.fromisoformat(form.ends_on) if is_kept and form.ends_on else None,
        reasons=_reasons(form) if is_less else (),
        competitor=" ".join(form.competitor.split()) if is_less else "",
        avoidable={Avoidable.YES: True, Avoidable.NO: False}.get(form.avoidable) if is_less else None,
        note=form.note.strip(),
    )


def ending_of(form: ClosingForm) -> OutcomeKind | None:
    return next((kind for kind in ENDINGS if kind == form.ended), None)


def outcome_of(closing: Closing, *, by: str, at: datetime) -> Outcome:
    return Outcome(
        closing.kind,
        closing.resolved_on,
        closing.final,
        by,
        at,
        next_starts_on=closing.starts_on,
        next_ends_on=closing.ends_on,
        note=closing.note,
    )


def churn_of(closing: Closing, renewal: Renewal, *, by: str, at: datetime) -> Churn | None:
    """What was lost, from the day on which the old term ends; None where nothing was."""
    if not closing.reasons:
        return None
    return Churn(
        id=0,
        account=renewal.account,
        renewal=renewal.id,
        on=renewal.due_on,
        arr=_lost(renewal.arr, closing.final),
        whole=closing.kind is OutcomeKind.LOST,
        reasons=closing.reasons,
        by=by,
        at=at,
        competitor=closing.competitor,
        avoidable=closing.avoidable,
        note=closing.note,
    )


def _lost(arr: Money | None, final: Money | None) -> Money | None:
    return replace(arr, minor=arr.minor - (final.minor if final else 0)) if arr else None


def _kind(form: ClosingForm, renewal: Renewal, final: Money | None) -> OutcomeKind:
    kind = OutcomeKind(form.ended)
    if kind is OutcomeKind.RENEWED_WITH_CHANGE and _is_less(renewal.arr, final):
        return OutcomeKind.PARTLY_LOST
    return kind


def _final(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> Money | None:
    if form.ended == OutcomeKind.LOST:
        return replace(renewal.arr, minor=0) if renewal.arr else None
    return _typed_amount(form, renewal, rules) if form.ended == OutcomeKind.RENEWED_WITH_CHANGE else renewal.arr


def _typed_amount(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> Money | None:
    return rules.read_amount(form.arr, renewal.arr.currency if renewal.arr else None)


def _is_less(before: Money | None, after: Money | None) -> bool:
    return before is not None and after is not None and after.minor < before.minor


def _reasons(form: ClosingForm) -> tuple[ChurnReason, ...]:
    named = dict.fromkeys((form.reason, *form.more_reasons))
    return tuple(ChurnReason(name) for name in named if name in set(ChurnReason))


def _day_problem(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> ClosingProblem | None:
    day = day_from(form.resolved_on)
    if day is None:
        return ClosingProblem.DAY_MISSING
    if day > rules.today:
        return ClosingProblem.DAY_AHEAD
    return ClosingProblem.DAY_BEFORE_TERM if renewal.starts_on and day < renewal.starts_on else None


def _amount_problem(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> ClosingProblem | None:
    if not form.arr.strip():
        return ClosingProblem.AMOUNT_MISSING
    amount = _typed_amount(form, renewal, rules)
    if amount is None or amount.minor < 0:
        return ClosingProblem.AMOUNT_UNREADABLE
    if renewal.arr and amount.currency != renewal.arr.currency:
        return ClosingProblem.OTHER_CURRENCY
    return None if amount.minor else ClosingProblem.NOTHING_LEFT


def _start_problem(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> ClosingProblem | None:
    """What begins later than grace allows is a return: the old term was lost."""
    day = day_from(form.starts_on)
    if day is None:
        return ClosingProblem.START_MISSING
    if renewal.starts_on and day <= renewal.starts_on:
        return ClosingProblem.START_BEFORE_TERM
    last = renewal.due_on + timedelta(days=rules.grace_days)
    return ClosingProblem.START_AFTER_GRACE if day > last else None


def _end_problem(form: ClosingForm) -> ClosingProblem | None:
    """A term may be without an end."""
    if not form.ends_on:
        return None
    start, end = day_from(form.starts_on), day_from(form.ends_on)
    if end is None:
        return ClosingProblem.END_UNREADABLE
    return ClosingProblem.END_NOT_AFTER_START if start and end <= start else None


def _reason_problems(
    form: ClosingForm, renewal: Renewal, rules: ClosingRules
) -> dict[ClosingField, ClosingProblem | None]:
    is_lost = form.ended == OutcomeKind.LOST or _is_less(renewal.arr, _typed_amount(form, renewal, rules))
    has_main = form.reason in set(ChurnReason)
    too_many = len({*form.more_reasons} - {form.reason}) > MORE_REASONS
    return {
        ClosingField.REASON: ClosingProblem.REASON_MISSING if is_lost and not has_main else None,
        ClosingField.MORE_REASONS: ClosingProblem.TOO_MANY_REASONS if too_many else None,
    }


def day_from(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
