"""What a person says of how a term ended, and what has to hold before it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import Money
from domain.renewals.forecasting import ReadAmount
from domain.renewals.next_term import same_length_after
from domain.renewals.renewal import Churn, ChurnReason, Outcome, OutcomeKind, Renewal

LONGEST_COMPETITOR = 100
LONGEST_NOTE = 1000
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
    AMOUNT_BELOW_ZERO = "amount_below_zero"
    OTHER_CURRENCY = "other_currency"
    NOTHING_LEFT = "nothing_left"
    START_MISSING = "start_missing"
    START_BEFORE_TERM = "start_before_term"
    START_AFTER_GRACE = "start_after_grace"
    END_UNREADABLE = "end_unreadable"
    END_NOT_AFTER_START = "end_not_after_start"
    END_TOO_FAR = "end_too_far"
    REASON_MISSING = "reason_missing"
    COMPETITOR_TOO_LONG = "competitor_too_long"
    NOTE_TOO_LONG = "note_too_long"
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
    """Under what a form is read; `grace_days` after its end a term may still be renewed."""

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
    seen: str = ""
    """Which forecast the form was opened over, where that was before."""


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


def suggested_arr(renewal: Renewal) -> Money | None:
    """What was proposed for the next term, in the currency of this one; else what is contracted."""
    proposed = renewal.forecast.proposed if renewal.forecast else None
    is_comparable = proposed and (renewal.arr is None or proposed.currency == renewal.arr.currency)
    return proposed if is_comparable else renewal.arr


def prefilled(renewal: Renewal, *, today: date, beside: Iterable[Renewal] = ()) -> ClosingForm:
    """The form as it opens; the amount is filled in by whoever writes amounts.

    `beside` are the renewals of the same term in other currencies: one that was closed before says the new days.
    """
    said = [(day, out.next_ends_on) for each in beside if (out := each.outcome) and (day := out.next_starts_on)]
    as_before: tuple[date, date | None] = (renewal.due_on, same_length_after(renewal.starts_on, renewal.due_on))
    starts_on, ends_on = next(iter(said), as_before)
    return ClosingForm(
        resolved_on=today.isoformat(),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else "",
    )


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
