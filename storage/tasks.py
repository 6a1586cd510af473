from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, func, insert, select, update

from domain.tasks.glances import glance_of
from domain.tasks.ports import ListedTask, TaskFilter, TaskPage
from domain.tasks.task import Priority, Task, TaskComment, TaskInBrief, TaskSource
from storage.standing_values import task_glance_text
from storage.tables import AccountRow, TaskCommentRow, TaskRow, table_of

_TASK = table_of(TaskRow)
_COMMENT = table_of(TaskCommentRow)
_ACCOUNT = table_of(AccountRow)
_PLAIN = ("title", "due_on", "assignee", "by", "at", "account", "renewal", "priority", "source", "done_at", "done_by")
_URGENCY = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}
_ONE = select(_TASK).where(_TASK.c.id == bindparam("wanted"))
_COMMENTS = (
    select(*(_COMMENT.c[name] for name in ("task", "by", "at", "text")))
    .where(_COMMENT.c.task == bindparam("wanted"))
    .order_by(_COMMENT.c.at, _COMMENT.c.id)
)
_SAID = select(func.count()).where(_COMMENT.c.task == _TASK.c.id).scalar_subquery()
_LISTED = (
    select(_TASK, _ACCOUNT.c.name.label("account_name"), _SAID.label("comments"))
    .select_from(_TASK.outerjoin(_ACCOUNT, _ACCOUNT.c.id == _TASK.c.account))
    .order_by(_TASK.c.due_on, _TASK.c.urgency, _TASK.c.id)
)
_OPEN_OF_ACCOUNT = (
    select(_TASK.c.title, _TASK.c.due_on, _TASK.c.assignee)
    .where(_TASK.c.account == bindparam("wanted"), _TASK.c.done_at.is_(None))
    .order_by(_TASK.c.due_on, _TASK.c.urgency, _TASK.c.id)
)

_LOCK = select(_ACCOUNT.c.id).where(_ACCOUNT.c.id == bindparam("wanted")).with_for_update(key_share=True)
"""Weaker than a plain lock: the new row of a task already holds its account by the foreign key. SQLite has no need."""


class SqlTasks:
    """Whoever writes a task writes what the card of its account says of tasks, in the same transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, task: int) -> Task | None:
        row = self._connection.execute(_ONE, {"wanted": task}).mappings().first()
        return task_from(row) if row else None

    def page(self, wanted: TaskFilter, *, today: date, offset: int, limit: int) -> TaskPage:
        conditions = _conditions(wanted)
        rows = self._connection.execute(_LISTED.where(*conditions).offset(offset).limit(limit)).mappings()
        tasks = tuple(ListedTask(task_from(row), row["account_name"], row["comments"]) for row in rows)
        is_overdue = (_TASK.c.due_on < today) & _TASK.c.done_at.is_(None)
        counts = select(func.count(), func.count().filter(is_overdue)).select_from(_TASK).where(*conditions)
        total, overdue = self._connection.execute(counts).one()
        return TaskPage(tasks, total, overdue)

    def add(self, task: Task) -> Task:
        statement = insert(_TASK).values(**_values(task), version=1).returning(_TASK.c.id)
        added = replace(task, id=self._connection.execute(statement).scalar_one(), version=1)
        self._refresh(task.account)
        return added

    def save(self, task: Task) -> bool:
        unchanged = (_TASK.c.id == task.id) & (_TASK.c.version == task.version)
        values = _values(task) | {"version": task.version + 1}
        is_written = self._connection.execute(update(_TASK).where(unchanged).values(values)).rowcount == 1
        if is_written:
            self._refresh(task.account)
        return is_written

    def remove(self, task: Task) -> bool:
        unchanged = (_TASK.c.id == task.id) & (_TASK.c.version == task.version)
        is_removed = self._connection.execute(delete(_TASK).where(unchanged)).rowcount == 1
        if is_removed:
            self._refresh(task.account)
        return is_removed

    def comment(self, comment: TaskComment) -> None:
        said = {"task": comment.task, "by": comment.by, "at": comment.at, "text": comment.text}
        self._connection.execute(insert(_COMMENT), said)

    def comments(self, task: int) -> Sequence[TaskComment]:
        return [TaskComment(*row) for row in self._connection.execute(_COMMENTS, {"wanted": task})]

    def _refresh(self, account: int | None) -> None:
        """Two who write tasks of one account at once wait for each other, else its card would miss one of them."""
        if account is None:
            return
        self._connection.execute(_LOCK, {"wanted": account})
        rows = self._connection.execute(_OPEN_OF_ACCOUNT, {"wanted": account})
        said = task_glance_text(glance_of([TaskInBrief(*row) for row in rows]))
        self._connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account).values(open_tasks=said))


def _conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not wanted.done_too:
        conditions.append(_TASK.c.done_at.is_(None))
    if wanted.assignees is not None:
        conditions.append(_TASK.c.assignee.in_(wanted.assignees))
    if wanted.account is not None:
        conditions.append(_TASK.c.account == wanted.account)
    if wanted.due_before is not None:
        conditions.append(_TASK.c.due_on < wanted.due_before)
    if wanted.due_since is not None:
        conditions.append(_TASK.c.due_on >= wanted.due_since)
    return conditions


def _values(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in _PLAIN} | {"urgency": _URGENCY[task.priority]}


def task_from(row: RowMapping) -> Task:
    plain = {name: row[name] for name in _PLAIN}
    words = {"priority": Priority(row["priority"]), "source": TaskSource(row["source"])}
    return Task(id=row["id"], version=row["version"], **(plain | words))
