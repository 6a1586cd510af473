"""Tasks in words: when one is due, how urgent it is, and what a card says of all of an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import People
from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.tasks.task import Priority, TaskGlance, TaskSource

LONGEST_SHOWN = 80

PRIORITY_WORDS = {Priority.HIGH: marked("high"), Priority.NORMAL: marked("normal"), Priority.LOW: marked("low")}
SOURCE_WORDS = {
    TaskSource.PLAYBOOK: marked("from a playbook"),
    TaskSource.ALERT: marked("from an alert"),
    TaskSource.RENEWAL: marked("for the renewal"),
    TaskSource.REQUEST: marked("from a request"),
    TaskSource.TOUCHPOINT: marked("from a touchpoint"),
    TaskSource.PLAN: marked("from a success plan"),
}


def due_words(due_on: date, words: Words, today: date) -> str:
    """With its icon where it is late, never by colour alone."""
    days = (due_on - today).days
    if days < 0:
        return "🔴 " + words.plural("%(count)s day overdue", "%(count)s days overdue", -days)
    if days == 0:
        return words.text("due today")
    if days == 1:
        return words.text("due tomorrow")
    when = words.plural("in %(count)s day", "in %(count)s days", days)
    return words.text("due on %(day)s (%(when)s)", day=words.day(due_on), when=when)


def open_tasks(glance: TaskGlance, words: Words, people: People, today: date) -> str:
    """How many, how many of them late, and the next ones."""
    overdue = sum(day < today for day in glance.due_days)
    head = words.number(len(glance.due_days))
    if overdue:
        late = words.plural("%(count)s overdue", "%(count)s overdue", overdue)
        head = words.text("%(open)s, %(overdue)s", open=head, overdue=late)
    return "\n".join([head, *_next(glance, words, people, today)])


def next_task_words(glance: TaskGlance | None, words: Words, today: date) -> str:
    """The one that is due first, and how many more there are, for a row that has no place for more."""
    if not glance or not glance.first:
        return words.text("no open task")
    first, more = glance.first[0], len(glance.due_days) - 1
    due = words.text(
        "task: %(title)s, %(day)s", title=one_line(first.title, LONGEST_SHOWN), day=words.day(first.due_on)
    )
    if first.due_on < today:
        due = words.text("%(task)s (overdue)", task=due)
    return due if more < 1 else words.text("%(task)s (+%(more)s more)", task=due, more=more)


def _next(glance: TaskGlance, words: Words, people: People, today: date) -> Iterable[str]:
    for task in glance.first[:2]:
        due = due_words(task.due_on, words, today)
        yield f"• {one_line(task.title, LONGEST_SHOWN)} · {due} · {people(task.assignee)}"
