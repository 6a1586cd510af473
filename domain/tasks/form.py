"""The form of a task: what was filled in, and what has to hold before it is a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.days import shifted
from domain.permissions import Role
from domain.tasks.task import Priority, Task, TaskSource
from domain.texts import written

LONGEST_TITLE = 200
LONGEST_COMMENT = 3000
FURTHEST_DUE = 3653
"""Days ahead that a task may be due: ten years, so that a typing error in the year is seen."""


class TaskField(StrEnum):
    TITLE = "title"
    DUE_ON = "due_on"
    ASSIGNEE = "assignee"
    ACCOUNT = "tasks.account"
    PRIORITY = "priority"
    COMMENT = "comment"


class TaskProblem(StrEnum):
    TITLE_MISSING = "title_missing"
    TITLE_TOO_LONG = "title_too_long"
    COMMENT_MISSING = "comment_missing"
    COMMENT_TOO_LONG = "comment_too_long"
    DAY_MISSING = "day_missing"
    DAY_GONE = "day_gone"
    DAY_TOO_FAR = "day_too_far"
    ASSIGNEE_MISSING = "assignee_missing"
    ASSIGNEE_NO_MEMBER = "assignee_no_member"
    ASSIGNEE_ONLY_LOOKS = "assignee_only_looks"


@dataclass(frozen=True, slots=True)
class TaskForm:
    """What was filled in, as it came: text, or nothing. `account` is a number of the book."""

    title: str = ""
    due_on: str = ""
    assignee: str = ""
    account: str = ""
    priority: str = ""


def task_problems(form: TaskForm, *, today: date, roles: Mapping[str, Role]) -> dict[TaskField, TaskProblem]:
    """What is wrong, at most one thing a field; empty when the form may be recorded."""
    found = {
        TaskField.TITLE: _title_problem(form.title),
        TaskField.DUE_ON: _day_problem(form.due_on, today),
        TaskField.ASSIGNEE: assignee_problem(form.assignee, roles),
    }
    return {field: problem for field, problem in found.items() if problem}


def task_from(form: TaskForm, *, by: str, now: datetime, account: int | None, renewal: int | None) -> Task:
    """The task of a form that has no problems."""
    return Task(
        id=0,
        title=title_of(form.title),
        due_on=date.fromisoformat(form.due_on),
        assignee=form.assignee,
        by=by,
        at=now,
        account=account,
        renewal=renewal,
        priority=Priority(form.priority) if form.priority in set(Priority) else Priority.NORMAL,
        source=TaskSource.RENEWAL if renewal else TaskSource.PERSON,
    )


def title_of(typed: str) -> str:
    """On one line, without what is not seen at its ends."""
    return " ".join(written(typed).split())


def comment_problem(text: str) -> TaskProblem | None:
    if not written(text):
        return TaskProblem.COMMENT_MISSING
    return TaskProblem.COMMENT_TOO_LONG if len(written(text)) > LONGEST_COMMENT else None


def assignee_problem(assignee: str, roles: Mapping[str, Role]) -> TaskProblem | None:
    """`roles` are those of all members: who only looks could not say that a task is done."""
    if not assignee:
        return TaskProblem.ASSIGNEE_MISSING
    if assignee not in roles:
        return TaskProblem.ASSIGNEE_NO_MEMBER
    return TaskProblem.ASSIGNEE_ONLY_LOOKS if roles[assignee] is Role.VIEWER else None


def day_in(text: str) -> date | None:
    """The day that a form holds, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _title_problem(typed: str) -> TaskProblem | None:
    title = title_of(typed)
    if not title:
        return TaskProblem.TITLE_MISSING
    return TaskProblem.TITLE_TOO_LONG if len(title) > LONGEST_TITLE else None


def _day_problem(text: str, today: date) -> TaskProblem | None:
    day = day_in(text)
    if day is None:
        return TaskProblem.DAY_MISSING
    if day > shifted(today, FURTHEST_DUE):
        return TaskProblem.DAY_TOO_FAR
    return TaskProblem.DAY_GONE if day < today else None
