"""What became of a touchpoint: refused, logged, put right, overtaken by somebody else, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, FieldErrors, Modal, actions, button, context, one_line, section
from bot.blocks.lengths import too_long
from bot.blocks.task_form import task_problem_words
from bot.blocks.task_words import due_words
from bot.blocks.touch_words import KIND_WORDS, author_words, instant_words, way_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.tasks.form import LONGEST_TITLE, TaskProblem
from domain.tasks.task import Task
from domain.touchpoints.answer import TouchChange, TouchKept, TouchRefused, TouchUndone
from domain.touchpoints.form import LIMITS, TouchField, TouchProblem
from domain.touchpoints.touchpoint import Touchpoint
from domain.touchpoints.undoing import UNDO_FOR

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)
_PROBLEMS = {
    TouchProblem.NO_ACCOUNT: marked("Choose the account that it was with."),
    TouchProblem.NO_KIND: marked("Choose what kind of contact it was."),
    TouchProblem.NO_DAY: marked("Choose a day."),
    TouchProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    TouchProblem.NOT_YET_TODAY: marked("That time is still to come. Choose an earlier one, or leave it empty for now."),
    TouchProblem.TOO_OLD: marked("That is more than a year ago: bring it in with an import."),
    TouchProblem.NOTHING_TO_READ: marked(
        "There is nothing in it that can be read. Write something, or leave it empty."
    ),
}
_NEWS = {
    TouchChange.LOGGED: marked("✓ Logged for *%(account)s*: %(what)s"),
    TouchChange.LOGGED_BEFORE: marked("That message is logged for *%(account)s* already, by %(author)s: %(what)s"),
    TouchChange.EDITED: marked("✓ Changed for *%(account)s*: %(what)s"),
    TouchChange.OVERTAKEN: marked(
        "%(by)s changed this touchpoint with *%(account)s* meanwhile, so yours was not kept. It stands so: %(what)s"
    ),
}


def touch_errors(refused: TouchRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(field, problem, words) for field, problem in refused.problems.items()})


def touch_kept(kept: TouchKept, words: Words, today: date) -> Modal:
    said = "\n".join(_told(kept, words, today))
    buttons = list(_buttons(kept, words))
    within = words.plural(
        "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
    )
    more: list[Block] = [actions(*buttons)] if buttons else []
    return _page(words, [section(said), *more, *([context(within)] if kept.may_undo else [])])


def touch_undone(undone: TouchUndone, words: Words, today: date) -> Modal:
    said = [words.text("✓ Undone: the touchpoint with *%(account)s* is gone.", account=one_line(undone.account_name))]
    if undone.task:
        task = _task(undone.task, words, today)
        said.append(words.text("Its task stays, because somebody has gone on from it: %(task)s", task=task))
    return _page(words, [section("\n".join(said))])


def edit_button(touchpoint: Touchpoint, words: Words) -> Element:
    return button(words.text("Edit"), f"{Action.TOUCH_EDIT}:{touchpoint.id}", value=str(touchpoint.id))


def _told(kept: TouchKept, words: Words, today: date) -> Iterable[str]:
    touchpoint = kept.touchpoint
    what = " · ".join(
        [words.text(KIND_WORDS[touchpoint.kind]), way_words(touchpoint, words), instant_words(touchpoint.at, words)]
    )
    yield words.text(
        _NEWS[kept.change],
        account=one_line(kept.account_name),
        what=what,
        author=author_words(touchpoint, words),
        by=mentioned(touchpoint.changed_by) if touchpoint.changed_by else words.text("Somebody"),
    )
    if kept.change in {TouchChange.LOGGED, TouchChange.EDITED}:
        yield _counts(touchpoint, words)
    if kept.task:
        yield words.text("Task: %(task)s", task=_task(kept.task, words, today))


def _counts(touchpoint: Touchpoint, words: Words) -> str:
    if touchpoint.is_two_way:
        return words.text("Both spoke, so it counts against the cadence, and the score says it now.")
    return words.text("It does not end a silence: only a contact in which both spoke does.")


def _buttons(kept: TouchKept, words: Words) -> Iterable[Element]:
    touchpoint = kept.touchpoint
    if kept.may_undo:
        seen = f"{touchpoint.id} {touchpoint.version} {touchpoint.key}"
        yield button(words.text("Undo"), Action.TOUCH_UNDO, value=seen)
    if kept.may_edit:
        yield edit_button(touchpoint, words)


def _task(task: Task, words: Words, today: date) -> str:
    return f"*{one_line(task.title, LONGEST_TITLE)}* · {due_words(task.due_on, words, today)}"


def _said(field: TouchField, problem: TouchProblem | TaskProblem, words: Words) -> str:
    if isinstance(problem, TaskProblem):
        return task_problem_words(problem, words)
    return too_long(LIMITS[field], words) if problem is TouchProblem.TOO_LONG else words.text(_PROBLEMS[problem])


def _page(words: Words, blocks: Iterable[Block]) -> Modal:
    return Modal(View.TOUCH, words.text("Touchpoint"), tuple(blocks), close=words.text("Close"))
