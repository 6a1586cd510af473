"""The form of a touchpoint: what was filled in, what has to hold, and the touchpoint that it makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.numbers import number_in
from domain.tasks.form import day_in
from domain.texts import written
from domain.touchpoints.touchpoint import MOST_REASONS, Quoted, Sentiment, Touchpoint, TouchReason

LONGEST_SUMMARY = 1000
LONGEST_QUOTE = 3000
OLDEST = timedelta(days=365)
"""What is longer ago comes by an import, not by hand."""


class TouchField(StrEnum):
    ACCOUNT = "account"
    KIND = "kind"
    DIRECTION = "direction"
    ON = "on"
    AT = "at"
    CONTACTS = "contacts"
    SUMMARY = "summary"
    QUOTE = "quote"
    SENTIMENT = "sentiment"
    REASONS = "reasons"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_ON = "follow_up_on"


class TouchProblem(StrEnum):
    NO_ACCOUNT = "no_account"
    NO_KIND = "no_kind"
    NO_DAY = "no_day"
    NOT_YET = "not_yet"
    NOT_YET_TODAY = "not_yet_today"
    TOO_OLD = "too_old"
    NOTHING_TO_READ = "nothing_to_read"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class TouchForm:
    """Texts as they came. `account` and `contacts` are numbers of the book; `at` is a time like 14:30."""

    kind: str = ""
    direction: str = TouchpointDirection.TWO_WAY
    on: str = ""
    at: str = ""
    account: str = ""
    contacts: tuple[str, ...] = ()
    summary: str = ""
    quote: str = ""
    sentiment: str = ""
    reasons: tuple[str, ...] = ()
    follow_up: str = ""
    follow_up_on: str = ""

    @property
    def wants_follow_up(self) -> bool:
        return bool(self.follow_up or self.follow_up_on)


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a form is read: its author's day, in the author's zone."""

    now: datetime
    today: date
    zone: ZoneInfo


def touch_problems(form: TouchForm, moment: Moment) -> dict[TouchField, TouchProblem]:
    """What is wrong, at most one thing a field."""
    found = {
        TouchField.KIND: None if form.kind in set(TouchpointKind) else TouchProblem.NO_KIND,
        TouchField.ON: _day_problem(form, moment),
        TouchField.AT: _time_problem(form, moment),
        TouchField.SUMMARY: _text_problem(form.summary, LONGEST_SUMMARY),
        TouchField.QUOTE: _text_problem(form.quote, LONGEST_QUOTE),
    }
    return {field: problem for field, problem in found.items() if problem}


def touchpoint_from(
    form: TouchForm, moment: Moment, *, account: int, key: str, by: str, contacts: Collection[int], quoted: Quoted
) -> Touchpoint:
    """Of a form without problems; `contacts` are those that the account has."""
    return _filled_in(
        Touchpoint(account, key, TouchpointKind.OTHER, TouchpointDirection.OUTBOUND, moment.now, by, quoted=quoted),
        form,
        moment,
        contacts,
    )


def edited(
    touchpoint: Touchpoint, form: TouchForm, moment: Moment, *, by: str, contacts: Collection[int]
) -> Touchpoint:
    """With what the form says; a time that was left alone keeps its seconds."""
    changed = _filled_in(touchpoint, form, moment, contacts)
    as_it_was = form_of(touchpoint, moment.zone)
    at = touchpoint.at if (form.on, form.at) == (as_it_was.on, as_it_was.at) else changed.at
    return replace(changed, at=at, changed_by=by, changed_at=moment.now)


def form_of(touchpoint: Touchpoint, zone: ZoneInfo) -> TouchForm:
    """As it is filled in when somebody changes it."""
    at = touchpoint.at.astimezone(zone)
    return TouchForm(
        kind=touchpoint.kind,
        direction=touchpoint.direction,
        on=at.date().isoformat(),
        at=f"{at:%H:%M}",
        account=str(touchpoint.account),
        contacts=tuple(map(str, touchpoint.contacts)),
        summary=touchpoint.summary,
        quote=touchpoint.quoted.words,
        sentiment=touchpoint.sentiment or "",
        reasons=touchpoint.reasons,
    )


def _filled_in(touchpoint: Touchpoint, form: TouchForm, moment: Moment, contacts: Collection[int]) -> Touchpoint:
    known_way = form.direction in set(TouchpointDirection)
    named = [number_in(contact) for contact in form.contacts]
    reasons = dict.fromkeys(TouchReason(reason) for reason in form.reasons if reason in set(TouchReason))
    return replace(
        touchpoint,
        kind=TouchpointKind(form.kind),
        direction=TouchpointDirection(form.direction) if known_way else TouchpointDirection.OUTBOUND,
        at=_when(form, moment),
        summary=written(form.summary),
        contacts=tuple(sorted({contact for contact in named if contact is not None and contact in contacts})),
        sentiment=Sentiment(form.sentiment) if form.sentiment in set(Sentiment) else None,
        reasons=tuple(reasons)[:MOST_REASONS],
        quoted=replace(touchpoint.quoted, words=written(form.quote)),
    )


def _when(form: TouchForm, moment: Moment) -> datetime:
    """Without a time: today's was just now, an earlier day's at noon where its author is."""
    on, at = _day_of(form, moment), _time_in(form.at)
    if at is None and on == moment.today:
        return moment.now
    return datetime.combine(on, at or time(12), tzinfo=moment.zone)


def _day_of(form: TouchForm, moment: Moment) -> date:
    return day_in(form.on) or moment.today


def _time_in(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _day_problem(form: TouchForm, moment: Moment) -> TouchProblem | None:
    on = _day_of(form, moment)
    if form.on and day_in(form.on) is None:
        return TouchProblem.NO_DAY
    if on > moment.today:
        return TouchProblem.NOT_YET
    return TouchProblem.TOO_OLD if on < moment.today - OLDEST else None


def _time_problem(form: TouchForm, moment: Moment) -> TouchProblem | None:
    is_today = _day_of(form, moment) == moment.today
    return TouchProblem.NOT_YET_TODAY if is_today and _when(form, moment) > moment.now else None


def _text_problem(text: str, longest: int) -> TouchProblem | None:
    if text and not written(text):
        return TouchProblem.NOTHING_TO_READ
    return TouchProblem.TOO_LONG if len(text) > longest else None


LIMITS: Mapping[TouchField, int] = {TouchField.SUMMARY: LONGEST_SUMMARY, TouchField.QUOTE: LONGEST_QUOTE}
