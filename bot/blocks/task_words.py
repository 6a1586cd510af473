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
    head = words.plural("%(count)s open", "%(count)s open", len(glance.due_days))
    if overdue:
        late = words.plural("%(count)s overdue", "%(count)s overdue", overdue)
        head = words.text("%(open)s, %(overdue)s", open=head, overdue=late)
    return "\n".join([head, *_next(glance, words, people, today)])


def _next(glance: TaskGlance, words: Words, people: People, today: date) -> Iterable[str]:
    for task in glance.first[:2]:
        due = due_words(task.due_on, words, today)
        yield f"• {one_line(task.title, LONGEST_SHOWN)} · {due} · {people(task.assignee)}"
