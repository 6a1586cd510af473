"""What tasks are answered with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from domain.accounts import AccountMatch
from domain.feedback.telling import TellingLook
from domain.filter_words import HelpWanted, NotUnderstood
from domain.tasks.form import TaskField, TaskForm, TaskProblem
from domain.tasks.ports import TaskPage
from domain.tasks.question import TasksWanted
from domain.tasks.task import Task, TaskComment

if TYPE_CHECKING:
    from domain.playbooks.answer import TaskPlaybook


@dataclass(frozen=True, slots=True)
class TaskOffer:
    """The form to be filled in. `about` is what it was opened on, as it came from Slack.

    `account_name` goes with `form.account`; `typed_account` is a name that no account has, or several.
    """

    form: TaskForm
    about: str = ""
    account_name: str | None = None
    typed_account: str | None = None
    may_name_account: bool = True
    """Who may not read the book is not shown what accounts it holds."""


@dataclass(frozen=True, slots=True)
class TaskRefused:
    problems: Mapping[TaskField, TaskProblem]


class TaskChange(StrEnum):
    MADE = "made"
    DONE = "done"
    DONE_BEFORE = "done_before"
    REOPENED = "reopened"
    OPEN_ALREADY = "open_already"
    REOPEN_TOO_LATE = "reopen_too_late"
    POSTPONED = "postponed"
    REASSIGNED = "reassigned"
    COMMENTED = "commented"
    CALLED_OFF = "called_off"
    """Closed, as nobody has to do it any more."""
    CHANGED_MEANWHILE = "changed_meanwhile"
    """Nothing was done: somebody changed it since it was drawn."""


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """What became of a task; it stands as it is now."""

    change: TaskChange
    task: Task
    account_name: str | None = None


@dataclass(frozen=True, slots=True)
class TaskLook:
    """One task with what was said below it; `telling` where it is to tell a customer what became of a request."""

    task: Task
    account_name: str | None
    comments: tuple[TaskComment, ...]
    telling: TellingLook | None = None
    playbook: TaskPlaybook | None = None
    """Where it came from one."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """`may_change`: the numbers of the tasks on this page that the reader may change; `may_comment`: any of them.

    `account` is the one whose tasks these are, where one was asked for.
    """

    wanted: TasksWanted
    page: TaskPage
    offset: int
    may_change: frozenset[int]
    news: TaskChanged | None = None
    may_comment: bool = False
    account: AccountMatch | None = None


TasksAnswer: TypeAlias = HelpWanted | NotUnderstood | TaskList
