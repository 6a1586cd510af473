"""What touchpoints are answered with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted
from domain.health.standing import AccountStanding
from domain.tasks.form import TaskProblem
from domain.tasks.task import Task
from domain.touchpoints.form import TouchField, TouchForm, TouchProblem
from domain.touchpoints.ports import CadencePage, TouchPage
from domain.touchpoints.question import TouchesWanted
from domain.touchpoints.touchpoint import UNQUOTED, AccountContact, Quoted, Touchpoint


@dataclass(frozen=True, slots=True)
class TouchPlace:
    """What a form was opened on, as it travels with it.

    `about` is `account:5`, `alert:7` or, for a change, `touch:9 2` (with its version); empty: the account is chosen
    in the form. `key` is of the message that it was opened on, so that nobody logs that twice.
    """

    about: str = ""
    key: str = ""
    quoted: Quoted = UNQUOTED


@dataclass(frozen=True, slots=True)
class PointedAt:
    """The message that somebody logs: nothing around it is read. `is_answered`: it stands in a thread."""

    key: str
    quoted: Quoted
    at: datetime | None = None
    channel: str = ""
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class TouchOffer:
    """The form to be filled in; `account_name` goes with its account. `typed`: words in which no account was found."""

    form: TouchForm
    place: TouchPlace
    account_name: str | None = None
    contacts: tuple[AccountContact, ...] = ()
    may_follow_up: bool = False
    typed: str = ""

    @property
    def is_change(self) -> bool:
        return self.place.about.startswith("touch:")


@dataclass(frozen=True, slots=True)
class TouchRefused:
    problems: Mapping[TouchField, TouchProblem | TaskProblem]


class TouchChange(StrEnum):
    LOGGED = "logged"
    LOGGED_BEFORE = "logged_before"
    """Nothing was written: a colleague logged that message."""
    EDITED = "edited"
    OVERTAKEN = "overtaken"
    """Nothing was written: somebody changed it since the form was opened."""


@dataclass(frozen=True, slots=True)
class TouchKept:
    """What became of a touchpoint; it stands as it is now."""

    change: TouchChange
    touchpoint: Touchpoint
    account_name: str
    task: Task | None = None
    may_undo: bool = False
    may_edit: bool = False


@dataclass(frozen=True, slots=True)
class TouchUndone:
    """`task`: what followed from it and stays, because somebody has gone on from it."""

    account_name: str
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class CadenceList:
    """Accounts by how silent they are."""

    wanted: TouchesWanted
    page: CadencePage
    offset: int


@dataclass(frozen=True, slots=True)
class TouchHistory:
    """The touchpoints of one account; `may_edit`: the numbers of those on this page that the reader may change."""

    account: AccountMatch
    page: TouchPage
    offset: int
    may_edit: frozenset[int]
    standing: AccountStanding | None = None


TouchesAnswer: TypeAlias = HelpWanted | CadenceList | TouchHistory
