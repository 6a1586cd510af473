"""What became of a success plan: agreed, changed, measured, checked in on, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, Message, actions, button, context, message, one_line, section
from bot.blocks.plan_card import check_in_words, outcome_words, plan_button, progress_line
from bot.blocks.plan_words import arithmetic_words, value_words
from bot.blocks.task_words import due_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.plans.answer import PlanChange, PlanKept
from domain.plans.form import LONGEST_OUTCOME
from domain.plans.progress import progress
from domain.plans.steps import UNDO_FOR
from domain.tasks.form import LONGEST_TITLE

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)


def plan_kept(kept: PlanKept, words: Words, today: date) -> Message:
    """In place of the form, or as a message where the form was closed early."""
    within = words.plural(
        "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
    )
    blocks: list[Block] = [section("\n".join(_told(kept, words, today)))]
    if kept.planned and kept.planned.outcome.is_open:
        seen = progress(kept.planned, kept.rules, today=today)
        if seen.done is not None:
            blocks.append(context(arithmetic_words(kept.planned.outcome, seen, kept.rules, words)))
    return message(
        [*blocks, actions(*_buttons(kept, words)), *([context(within)] if kept.undo else [])],
    )


def _told(kept: PlanKept, words: Words, today: date) -> Iterable[str]:
    yield _news(kept, words)
    if kept.planned:
        yield outcome_words(kept.planned.outcome, words)
        seen = progress(kept.planned, kept.rules, today=today)
        if kept.change is not PlanChange.CHECKED_IN and kept.planned.outcome.is_measured:
            yield progress_line(kept.planned, seen, words)
    if kept.milestone and kept.change is PlanChange.MILESTONE:
        title = one_line(kept.milestone.title, LONGEST_OUTCOME)
        yield f"☐ *{title}* · {due_words(kept.milestone.due_on, words, today)}"
    if kept.check_in:
        yield check_in_words(kept.check_in, words)
    if kept.instead_of and kept.planned:
        yield words.text(
            "It stands in the place of %(value)s, which %(person)s typed for that day.",
            value=value_words(kept.instead_of.value, kept.planned.outcome.unit, words),
            person=mentioned(kept.instead_of.by) if kept.instead_of.by else words.text("Somebody"),
        )
    if kept.planned and kept.change is PlanChange.CHECKED_IN and kept.planned.outcome.check_in_on:
        yield words.text("The next check-in is due on %(day)s.", day=words.day(kept.planned.outcome.check_in_on))
    yield from _task(kept, words)


def _news(kept: PlanKept, words: Words) -> str:
    account = one_line(kept.name)
    if kept.change is PlanChange.OVERTAKEN:
        by = _who_was_first(kept)
        first = mentioned(by) if by else words.text("Somebody")
        return words.text(
            "%(by)s was first with the plan of *%(account)s*, so yours was not kept. It stands so:",
            by=first,
            account=account,
        )
    return words.text(_NEWS[kept.change], account=account)


def _who_was_first(kept: PlanKept) -> str | None:
    if kept.check_in:
        return kept.check_in.by
    return kept.planned.outcome.changed_by if kept.planned else None


def _task(kept: PlanKept, words: Words) -> Iterable[str]:
    if kept.task is None:
        return
    title = one_line(kept.task.title, LONGEST_TITLE)
    yield words.text(_TASKS.get(kept.change, _TASK_MADE), task=f"*{title}*", person=mentioned(kept.task.assignee))


def _buttons(kept: PlanKept, words: Words) -> Iterable[Element]:
    if kept.undo:
        yield button(words.text("Undo"), Action.PLAN_UNDO, value=kept.undo)
    yield plan_button(kept.account, kept.name, words)


_NEWS = {
    PlanChange.AGREED: marked("✓ Agreed with *%(account)s*:"),
    PlanChange.EDITED: marked("✓ Changed in the plan of *%(account)s*:"),
    PlanChange.MEASURED: marked("✓ Measured for *%(account)s*:"),
    PlanChange.CHECKED_IN: marked("✓ Checked in on the plan of *%(account)s*:"),
    PlanChange.MILESTONE: marked("✓ In the plan of *%(account)s*:"),
    PlanChange.UNDONE: marked("✓ Undone in the plan of *%(account)s*."),
}
_TASK_MADE = marked("It fell behind, so %(person)s has the task to check in: %(task)s")
_TASKS = {
    PlanChange.CHECKED_IN: marked("That does the task of %(person)s: %(task)s"),
    PlanChange.UNDONE: marked("The task of %(person)s stays open: %(task)s"),
}
