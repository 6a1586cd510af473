"""Reading the form that closes a renewal: what is wrong with it, or what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.accounts import Money
from domain.days import shifted
from domain.renewals.closing import (
    ENDINGS,
    LONGEST_COMPETITOR,
    LONGEST_NOTE,
    MORE_REASONS,
    Avoidable,
    Closing,
    ClosingField,
    ClosingForm,
    ClosingProblem,
    ClosingRules,
)
from domain.renewals.renewal import ChurnReason, OutcomeKind, Renewal
from domain.texts import written

LONGEST_TERM_DAYS = 50 * 365
"""What ends later has no end."""


def closing_problems(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> dict[ClosingField, ClosingProblem]:
    """What is wrong with the fields that the chosen ending shows, at most one thing a field."""
    ending = ending_of(form)
    if ending is None:
        return {ClosingField.ENDED: ClosingProblem.ENDING_MISSING}
    found = {ClosingField.RESOLVED_ON: _day_problem(form, renewal, rules)}
    if ending is not OutcomeKind.LOST:
        found[ClosingField.STARTS_ON] = _start_problem(form, renewal, rules)
        found[ClosingField.ENDS_ON] = _end_problem(form, rules.today)
    if ending is OutcomeKind.RENEWED_WITH_CHANGE:
        found[ClosingField.ARR] = _amount_problem(form, renewal, rules)
    if ending is not OutcomeKind.RENEWED:
        found |= _reason_problems(form, renewal, rules)
    found[ClosingField.NOTE] = ClosingProblem.NOTE_TOO_LONG if len(written(form.note)) > LONGEST_NOTE else None
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
        competitor=_competitor(form) if is_less else "",
        avoidable=_AVOIDABLE.get(form.avoidable) if is_less else None,
        note=written(form.note),
    )


def ending_of(form: ClosingForm) -> OutcomeKind | None:
    return next((kind for kind in ENDINGS if kind == form.ended), None)


def day_from(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
    if before is None or after is None or before.currency != after.currency:
        return False
    return after.minor < before.minor


def _competitor(form: ClosingForm) -> str:
    return " ".join(written(form.competitor).split())


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
    if amount is None:
        return ClosingProblem.AMOUNT_UNREADABLE
    if amount.minor <= 0:
        return ClosingProblem.AMOUNT_BELOW_ZERO if amount.minor else ClosingProblem.NOTHING_LEFT
    is_other = renewal.arr and amount.currency != renewal.arr.currency
    return ClosingProblem.OTHER_CURRENCY if is_other else None


def _start_problem(form: ClosingForm, renewal: Renewal, rules: ClosingRules) -> ClosingProblem | None:
    """What begins later than grace allows is a return: the old term was lost."""
    day = day_from(form.starts_on)
    if day is None:
        return ClosingProblem.START_MISSING
    if renewal.starts_on and day <= renewal.starts_on:
        return ClosingProblem.START_BEFORE_TERM
    last = shifted(renewal.due_on, rules.grace_days)
    return ClosingProblem.START_AFTER_GRACE if day > last else None


def _end_problem(form: ClosingForm, today: date) -> ClosingProblem | None:
    """A term may be without an end."""
    if not form.ends_on:
        return None
    start, end = day_from(form.starts_on), day_from(form.ends_on)
    if end is None:
        return ClosingProblem.END_UNREADABLE
    if end > shifted(today, LONGEST_TERM_DAYS):
        return ClosingProblem.END_TOO_FAR
    return ClosingProblem.END_NOT_AFTER_START if start and end <= start else None


def _reason_problems(
    form: ClosingForm, renewal: Renewal, rules: ClosingRules
) -> dict[ClosingField, ClosingProblem | None]:
    """An amount that has to be written again says nothing of a loss."""
    is_less = _is_less(renewal.arr, _typed_amount(form, renewal, rules)) and not _amount_problem(form, renewal, rules)
    is_lost = form.ended == OutcomeKind.LOST or is_less
    has_main = form.reason in set(ChurnReason)
    is_long = len(_competitor(form)) > LONGEST_COMPETITOR
    too_many = len({*form.more_reasons} - {form.reason}) > MORE_REASONS
    return {
        ClosingField.REASON: ClosingProblem.REASON_MISSING if is_lost and not has_main else None,
        ClosingField.COMPETITOR: ClosingProblem.COMPETITOR_TOO_LONG if is_long else None,
        ClosingField.MORE_REASONS: ClosingProblem.TOO_MANY_REASONS if too_many else None,
    }


_AVOIDABLE: dict[str, bool] = {Avoidable.YES: True, Avoidable.NO: False}
