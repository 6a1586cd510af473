"""A task: title, day, who, for which account, how urgent, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

ITSELF = "moorline"
"""Who made a task, or closed it, where nobody did."""


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class TaskSource(StrEnum):
    PERSON = "person"
    PLAYBOOK = "playbook"
    ALERT = "alert"
    RENEWAL = "renewal"
    REQUEST = "request"
    TOUCHPOINT = "touchpoint"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Task:
    """`assignee` and `by` are Slack user ids. `version` goes up with every change."""

    id: int
    title: str
    due_on: date
    assignee: str
    by: str
    at: datetime
    account: int | None = None
    renewal: int | None = None
    priority: Priority = Priority.NORMAL
    source: TaskSource = TaskSource.PERSON
    done_at: datetime | None = None
    done_by: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    @property
    def is_called_off(self) -> bool:
        """Closed with what it came from; what was said last below it says why."""
        return self.done_by == ITSELF

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


@dataclass(frozen=True, slots=True)
class TaskComment:
    task: int
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class TaskInBrief:
    title: str
    due_on: date
    assignee: str


@dataclass(frozen=True, slots=True)
class TaskGlance:
    """What cards say of the open tasks of an account: the next few by due day, and the due day of each of them."""

    first: tuple[TaskInBrief, ...]
    due_days: tuple[date, ...]
