"""One contact with an account, as somebody logs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.texts import written

LONGEST_SUMMARY = 1000
OLDEST = timedelta(days=365)
"""What is longer ago comes by an import, not by hand."""


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """`key` is the source's name of it, so that the same one is never written twice; `at` is when it was."""

    account: int
    key: str
    kind: TouchpointKind
    direction: TouchpointDirection
    at: datetime
    author: str
    summary: str = ""


class TouchField(StrEnum):
    KIND = "kind"
    DIRECTION = "direction"
    ON = "on"
    SUMMARY = "summary"


class TouchProblem(StrEnum):
    NO_KIND = "no_kind"
    NOT_YET = "not_yet"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class TouchForm:
    """Texts as they came."""

    kind: str = ""
    direction: str = TouchpointDirection.TWO_WAY
    on: str = ""
    summary: str = ""


class Touchpoints(Protocol):
    def log(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        """False, and nothing written, where it was logged before; the account is scored anew."""
        ...


def touch_problems(form: TouchForm, *, today: date) -> Mapping[TouchField, TouchProblem]:
    found: dict[TouchField, TouchProblem] = {}
    if form.kind not in set(TouchpointKind):
        found[TouchField.KIND] = TouchProblem.NO_KIND
    on = day_of(form, today)
    if on > today:
        found[TouchField.ON] = TouchProblem.NOT_YET
    elif on < today - OLDEST:
        found[TouchField.ON] = TouchProblem.TOO_OLD
    return found


def touchpoint_from(
    form: TouchForm, *, account: int, key: str, by: str, now: datetime, today: date, zone: ZoneInfo
) -> Touchpoint:
    """Of a form without problems: today's was just now, an earlier day's at noon where its author is."""
    on = day_of(form, today)
    at = now if on == today else datetime.combine(on, time(12), tzinfo=zone)
    known = form.direction in set(TouchpointDirection)
    direction = TouchpointDirection(form.direction) if known else TouchpointDirection.OUTBOUND
    return Touchpoint(account, key, TouchpointKind(form.kind), direction, at, by, written(form.summary))


def day_of(form: TouchForm, today: date) -> date:
    return date.fromisoformat(form.on) if form.on else today
