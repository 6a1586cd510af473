"""Telling those who asked that a request is there, or why it will not come: who has to, since when, and how it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from statistics import median

from domain.accounts import Cover, TouchpointDirection, TouchpointKind
from domain.feedback.request import Asker, Request, RequestState
from domain.tasks.task import Task

UNTOLD = frozenset({"untold", "未告知"})
"""What follows `/cs requests` for the list of who has not been told."""
LONGEST_WORDS = 3000
"""As many as a field of a form takes."""


class Way(StrEnum):
    """How a customer was told."""

    CALL = "call"
    EMAIL = "email"
    CHAT = "chat"

    @property
    def touch(self) -> tuple[TouchpointKind, TouchpointDirection]:
        """The contact that it is: who was written to has not answered yet."""
        return _TOUCHES[self]


_TOUCHES = {
    Way.CALL: (TouchpointKind.CALL, TouchpointDirection.TWO_WAY),
    Way.EMAIL: (TouchpointKind.EMAIL, TouchpointDirection.OUTBOUND),
    Way.CHAT: (TouchpointKind.OTHER, TouchpointDirection.OUTBOUND),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One account (else one voice) that is to hear what became of a request, with the task of whoever tells it.

    `owner` answered for it when the task was given. `at`, `by` and `how` are of the telling itself; without `how` the
    task was simply done. `is_over`: the request was opened again, so that what was not told need not be any more.
    """

    id: int
    request: int
    task: int
    since: datetime
    owner: str | None = None
    account: int | None = None
    voice: int | None = None
    at: datetime | None = None
    by: str | None = None
    how: Way | None = None
    words: str = ""
    is_over: bool = False

    @property
    def is_told(self) -> bool:
        return self.at is not None

    @property
    def is_untold(self) -> bool:
        return not self.is_told and not self.is_over


@dataclass(frozen=True, slots=True)
class TellingNow:
    """With how it stands today: `name` is the account's or the prospect's, `owner` who answers for it now."""

    telling: Telling
    task: Task
    title: str
    state: RequestState
    asker: Asker
    name: str
    owner: str | None = None
    cover: Cover | None = None


@dataclass(frozen=True, slots=True)
class TellingCount:
    """Of a request as it was closed last."""

    told: int
    all: int


@dataclass(frozen=True, slots=True)
class TellingLook:
    """What a draft is made of, and nothing that is ours alone. `note` is what product said for those who asked.

    `language`: the one to write in, None where nothing says which.
    """

    telling: Telling
    request: Request
    asker: Asker
    name: str
    quotes: tuple[str, ...] = ()
    contact: str = ""
    note: str = ""
    language: str | None = None

    @property
    def mark(self) -> str:
        """Another one as soon as something that the customer said is there no more, or is there now."""
        said = json.dumps([self.quotes, self.contact, self.telling.words])
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class UntoldLine:
    """A line of the report: who has to tell it now, and whether the reader may say that it is told."""

    now: TellingNow
    to: str
    days: int
    may_tell: bool


@dataclass(frozen=True, slots=True)
class UntoldReport:
    """A page of what is not told, the oldest first; `median_days`: from the day it was there to the day it was told."""

    lines: tuple[UntoldLine, ...]
    scope: str
    offset: int
    told: int
    untold: int
    oldest_days: int | None = None
    median_days: float | None = None


def days_since(then: datetime, today: date) -> int:
    return max(0, (today - then.date()).days)


def median_days(told: Iterable[Telling]) -> float | None:
    """None where nothing was told."""
    waits = [(each.at - each.since).total_seconds() / 86400 for each in told if each.at]
    return median(waits) if waits else None
