"""Tasks to vary from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.tasks.task import Priority, Task

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = date(2026, 9, 1)


def task(**said: Any) -> Task:
    """For U1, about account 1, due in three days."""
    usual: dict[str, Any] = {
        "id": 1,
        "title": "Send the offer",
        "due_on": date(2026, 9, 4),
        "assignee": "U1",
        "by": "U1",
        "at": NOW,
        "account": 1,
        "priority": Priority.NORMAL,
    }
    return Task(**(usual | said))
