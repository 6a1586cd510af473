"""What services need of the book about tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.tasks.task import Task, TaskComment


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """None means "any". Open ones only, unless `done_too`."""

    assignees: tuple[str, ...] | None = None
    account: int | None = None
    due_before: date | None = None
    due_since: date | None = None
    done_too: bool = False


@dataclass(frozen=True, slots=True)
class ListedTask:
    task: Task
    account_name: str | None
    comments: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    tasks: tuple[ListedTask, ...]
    total: int
    overdue: int


class Tasks(Protocol):
    def of(self, task: int) -> Task | None: ...
    def page(self, wanted: TaskFilter, *, today: date, offset: int, limit: int) -> TaskPage:
        """By due day, then the higher priority first; a constant number of statements."""
        ...

    def add(self, task: Task) -> Task:
        """The task with its number; the card of its account says it at once."""
        ...

    def save(self, task: Task) -> bool:
        """False, and nothing written, when `version` is not the stored one any more."""
        ...

    def remove(self, task: Task) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def comment(self, comment: TaskComment) -> None: ...
    def comments(self, task: int) -> Sequence[TaskComment]:
        """Oldest first."""
        ...
