"""The message about a task to the person whose it is, with what they can do about it at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    message,
    one_line,
    option,
    overflow,
    section,
)
from bot.blocks.playbook_words import guide_words, worded
from bot.blocks.task_words import PRIORITY_WORDS, due_words
from bot.blocks.telling_notice import NOTICE, telling_ways, undo_notice
from bot.ids import Action
from bot.locale import Words, marked
from domain.tasks.answer import TaskLook
from domain.tasks.form import LONGEST_TITLE
from domain.tasks.notices import TaskNotice
from domain.tasks.postponing import Postponement
from domain.tasks.task import Priority, Task


def task_notice(
    look: TaskLook, what: TaskNotice, words: Words, today: date, *, reader: str, by: str | None = None
) -> Message:
    """`by` gave it to the reader. Whose it is not any more sees whose it is, and no buttons."""
    guides = guide_words(look.playbook.guides, words) if look.playbook else ()
    said = [*_heading(look, what, words, reader, by), _body(look, words, today), *guides]
    head = section("\n".join(said))
    if look.task.assignee != reader:
        return message([head, context(words.text("It is %(person)s's now.", person=mentioned(look.task.assignee)))])
    if look.telling:
        return message([head, *telling_ways(look.telling, look.task, words)])
    return message([head, *_ways(look.task, words)])


def _heading(look: TaskLook, what: TaskNotice, words: Words, reader: str, by: str | None) -> Iterable[str]:
    task, playbook = look.task, look.playbook
    if task.is_called_off:
        why = [one_line(comment.text, LONGEST_REASON) for comment in look.comments[-1:]]
        yield " ".join(["✓", *why]) if why else words.text("✓ closed with its playbook")
    elif not task.is_open:
        yield words.text("✓ done by %(person)s", person=mentioned(task.done_by or task.assignee))
    elif playbook and what is TaskNotice.ASSIGNED:
        yield words.text("From the playbook *%(playbook)s*:", playbook=worded(playbook.title, words))
    elif what is TaskNotice.ASSIGNED and task.assignee == reader:
        yield words.text("%(person)s gave you a task:", person=mentioned(by or task.by))
    elif what in _HEADINGS:
        yield words.text(_HEADINGS[what])


def _body(look: TaskLook, words: Words, today: date) -> str:
    task = look.task
    facts = [due_words(task.due_on, words, today)] if task.is_open else []
    if look.account_name:
        facts.append(one_line(look.account_name))
    if task.priority is not Priority.NORMAL:
        facts.append(words.text("priority %(priority)s", priority=words.text(PRIORITY_WORDS[task.priority])))
    title = f"*{one_line(task.title, LONGEST_TITLE)}*"
    return f"{title}\n{' · '.join(facts)}" if facts else title


def _ways(task: Task, words: Words) -> Iterable[Block]:
    if not task.is_open:
        yield actions(undo_notice(task, words))
        return
    yield actions(*_buttons(task, words))


def _buttons(task: Task, words: Words) -> Iterable[Element]:
    yield button(words.text("✓ Done"), f"{Action.TASK_DONE}:{task.id}", value=f"{task.id} {NOTICE}")
    for by, label in _POSTPONING.items():
        value = f"{task.id} {by} {task.version} {NOTICE}"
        yield button(words.text(label), f"{Action.TASK_POSTPONE}:{task.id}:{by}", value=value)
    entries = [
        option(words.text("Comments…"), f"{Action.TASK_COMMENT}:{task.id}"),
        option(words.text("Reassign…"), f"{Action.TASK_REASSIGN}:{task.id}"),
    ]
    if task.account is not None:
        entries.append(option(words.text("Health"), f"{Action.SHOW_HEALTH}:{task.account}"))
    yield overflow(f"{Action.ROW_MENU}:{task.id}", entries)


__all__ = ["NOTICE", "task_notice"]
LONGEST_REASON = 400
_HEADINGS = {
    TaskNotice.DUE: marked("This is due today:"),
    TaskNotice.OVERDUE: marked("This is late:"),
}
_POSTPONING = {Postponement.DAY: marked("+1 d"), Postponement.WEEK: marked("+1 w")}
