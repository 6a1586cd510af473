from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.tasks.glances import glance_of
from domain.tasks.ports import ListedTask, TaskFilter, TaskPage
from domain.tasks.task import Priority, Task, TaskComment, TaskInBrief
from fakes.tables import FakeTables

_URGENCY = [Priority.HIGH, Priority.NORMAL, Priority.LOW]


@dataclass(frozen=True, slots=True)
class FakeTasks:
    tables: FakeTables

    def of(self, task: int) -> Task | None:
        return self.tables.tasks.get(task)

    def page(self, wanted: TaskFilter, *, today: date, offset: int, limit: int) -> TaskPage:
        found = sorted((task for task in self.tables.tasks.values() if _is_wanted(task, wanted)), key=_order)
        overdue = sum(task.is_overdue(today) for task in found)
        return TaskPage(tuple(map(self._listed, found[offset : offset + limit])), len(found), overdue)

    def add(self, task: Task) -> Task:
        added = replace(task, id=max(self.tables.tasks, default=0) + 1, version=1)
        self.tables.tasks[added.id] = added
        self._refresh(added.account)
        return added

    def save(self, task: Task) -> bool:
        known = self.tables.tasks.get(task.id)
        if known is None or known.version != task.version:
            return False
        self.tables.tasks[task.id] = replace(task, version=task.version + 1)
        self._refresh(task.account)
        return True

    def remove(self, task: Task) -> bool:
        known = self.tables.tasks.get(task.id)
        if known is None or known.version != task.version:
            return False
        del self.tables.tasks[task.id]
        self._refresh(task.account)
        return True

    def comment(self, comment: TaskComment) -> None:
        self.tables.task_comments.append(comment)

    def comments(self, task: int) -> Sequence[TaskComment]:
        return sorted((each for each in self.tables.task_comments if each.task == task), key=lambda each: each.at)

    def _listed(self, task: Task) -> ListedTask:
        account = self.tables.accounts.get(task.account) if task.account else None
        return ListedTask(task, account.name if account else None, len(self.comments(task.id)))

    def _refresh(self, account: int | None) -> None:
        if account is None:
            return
        mine = [task for task in self.tables.tasks.values() if task.account == account and task.is_open]
        brief = [TaskInBrief(task.title, task.due_on, task.assignee) for task in sorted(mine, key=_order)]
        self.tables.glances.pop(account, None)
        if glance := glance_of(brief):
            self.tables.glances[account] = glance


def _is_wanted(task: Task, wanted: TaskFilter) -> bool:
    return (
        (task.is_open or wanted.done_too)
        and (wanted.assignees is None or task.assignee in wanted.assignees)
        and wanted.account in {None, task.account}
        and (wanted.due_before is None or task.due_on < wanted.due_before)
        and (wanted.due_since is None or task.due_on >= wanted.due_since)
    )


def _order(task: Task) -> tuple[date, int, int]:
    return (task.due_on, _URGENCY.index(task.priority), task.id)
