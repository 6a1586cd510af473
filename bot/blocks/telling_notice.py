"""What the message about the task of telling a customer offers: the draft, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, Element, actions, button, context, draft, option, overflow
from bot.blocks.telling_forms import how_told, raise_button
from bot.blocks.telling_words import draft_words
from bot.ids import Action
from bot.locale import Words
from domain.feedback.request import RequestState
from domain.feedback.telling import TellingLook
from domain.tasks.task import Task

NOTICE = "notice"
"""Where a button stands, as its value says it: in the message about one task, not in a list."""


def telling_ways(look: TellingLook, task: Task, words: Words) -> Iterable[Block]:
    """The draft stands there only while somebody is to be told."""
    if look.telling.is_over:
        yield context(words.text("The request is open again: nobody has to be told of it now."))
        return
    if not task.is_open:
        if how := how_told(look, words):
            yield context(words.text("How they heard: %(way)s", way=how))
        yield actions(undo_notice(task, words), *_raised(look, words))
        return
    yield context(words.text("A draft in their language. `Told…` opens it, to be changed and kept:"))
    yield draft(draft_words(look))
    yield actions(*_buttons(look, task, words))


def undo_notice(task: Task, words: Words) -> Element:
    return button(words.text("Undo"), f"{Action.TASK_REOPEN}:{task.id}", value=f"{task.id} {NOTICE}")


def told_buttons(look_id: int, words: Words) -> tuple[Element, Element]:
    told = button(words.text("Told…"), f"{Action.TOLD}:{look_id}", value=str(look_id), style="primary")
    return told, button(words.text("Not now…"), f"{Action.NOT_NOW}:{look_id}", value=str(look_id))


def _buttons(look: TellingLook, task: Task, words: Words) -> Iterable[Element]:
    yield from told_buttons(look.telling.id, words)
    yield button(words.text("✓ Done"), f"{Action.TASK_DONE}:{task.id}", value=f"{task.id} {NOTICE}")
    entries = [
        option(words.text("Comments…"), f"{Action.TASK_COMMENT}:{task.id}"),
        option(words.text("Reassign…"), f"{Action.TASK_REASSIGN}:{task.id}"),
    ]
    if task.account is not None:
        entries.append(option(words.text("Health"), f"{Action.SHOW_HEALTH}:{task.account}"))
    if look.request.state is RequestState.SHIPPED:
        entries.append(option(words.text("Not solved…"), f"{Action.NOT_SOLVED}:{look.request.id}"))
    yield overflow(f"{Action.ROW_MENU}:{task.id}", entries)


def _raised(look: TellingLook, words: Words) -> Iterable[Element]:
    if look.request.state is RequestState.SHIPPED:
        yield raise_button(look.request, words)
