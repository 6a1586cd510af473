"""Tasks as every feature writes them: kept, written down in the audit, told to whoever is to do them."""

from __future__ import annotations

from datetime import datetime

from bot.services.announcing import announce
from domain.permissions import Role
from domain.ports import AuditEntry, Book
from domain.tasks.notices import assigned_notice
from domain.tasks.task import Task

MADE, WITHDRAWN = "tasks.made", "tasks.withdrawn"


def made_task(book: Book, task: Task, *, by: str, now: datetime, zone: str) -> Task:
    made = book.tasks.add(task)
    record_task(book, MADE, made, before=None, by=by, now=now)
    if notice := assigned_notice(made, by=by):
        announce(book, notice, now=now, zone=zone)
    return made


def withdrawn_task(book: Book, task: Task, *, by: str, now: datetime) -> bool:
    """As though it had never been made; False where somebody changed it meanwhile."""
    if not book.tasks.remove(task):
        return False
    entry = AuditEntry(now, by, WITHDRAWN, f"task:{task.id}", before=task_facts(task))
    book.audit.record(entry)
    outdate_homes(book, task, by=by)
    return True


def record_task(book: Book, action: str, task: Task, *, before: Task | None, by: str, now: datetime) -> None:
    """Facts only: a title is what somebody wrote."""
    said = task_facts(before) if before else None
    book.audit.record(AuditEntry(now, by, action, f"task:{task.id}", before=said, after=task_facts(task)))
    outdate_homes(book, task, before, by=by)


def outdate_homes(book: Book, *tasks: Task | None, by: str) -> None:
    """Of whoever has or had the task: what they do themselves their Home follows anyway."""
    book.home_tabs.outdate({task.assignee for task in tasks if task} - {by})


def task_facts(task: Task) -> str:
    state = "open" if task.is_open else "done"
    return f"{state}, due {task.due_on}, {task.assignee}"


def roles_of(book: Book) -> dict[str, Role]:
    return {member.slack_id: member.role for member in book.members.all()}
