"""What is said of a task to the person whose it is: when it was given to them, on its day, and once it is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.tasks.task import Task

LATELY = timedelta(days=7)
"""What has been overdue for longer is in the digest, not in a message of its own."""
MOST_A_MORNING = 5


class TaskNotice(StrEnum):
    ASSIGNED = "assigned"
    DUE = "due"
    OVERDUE = "overdue"
    CHANGED = "changed"
    """What was said before is drawn again, as the task stands now."""


def about_task(task: int) -> str:
    return f"task:{task}"


def assigned_notice(task: Task, *, by: str) -> Announcement | None:
    """None for who gave it to themselves."""
    if task.assignee == by:
        return None
    once = f"{about_task(task.id)}:assigned:{task.assignee}:{task.version}"
    return _notice(task, TaskNotice.ASSIGNED, by=by, once=once)


def changed_notice(task: Task, *, to: str) -> Announcement:
    """For the message that `to` got about the task before."""
    facts: dict[str, Fact] = {"task": task.id, "notice": TaskNotice.CHANGED.value}
    return Announcement(AnnouncementKind.TASK, to, about_task(task.id), facts, Manner.EDIT)


def morning_notices(tasks: Iterable[Task], *, today: date) -> list[Announcement]:
    """One for each task that is due today or became overdue lately; each is said once for each day it is due on.

    What somebody made for themselves for today needs no message today.
    """
    said = [notice for task in tasks if (notice := _morning_notice(task, today))]
    return said[:MOST_A_MORNING]


def _morning_notice(task: Task, today: date) -> Announcement | None:
    if not task.is_open or task.due_on > today or task.due_on < today - LATELY:
        return None
    if task.due_on == today and task.by == task.assignee and task.at.date() == today:
        return None
    what = TaskNotice.DUE if task.due_on == today else TaskNotice.OVERDUE
    once = f"{about_task(task.id)}:{what}:{task.due_on}:{task.assignee}"
    return _notice(task, what, by=task.by, once=once)


def _notice(task: Task, what: TaskNotice, *, by: str, once: str) -> Announcement:
    facts: dict[str, Fact] = {"task": task.id, "notice": what.value, "by": by}
    return Announcement(AnnouncementKind.TASK, task.assignee, about_task(task.id), facts, once=once)
