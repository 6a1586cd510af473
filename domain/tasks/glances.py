"""What a card says of many tasks: the next few, and when each of them is due."""

from __future__ import annotations

from collections.abc import Sequence

from domain.tasks.task import TaskGlance, TaskInBrief

FIRST = 3


def glance_of(tasks: Sequence[TaskInBrief]) -> TaskGlance | None:
    """`tasks` are the open ones in the order of lists; None where there are none."""
    if not tasks:
        return None
    return TaskGlance(tuple(tasks[:FIRST]), tuple(sorted(task.due_on for task in tasks)))
