"""The milestones of a success plan, those that wait first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, button, context, one_line, section
from bot.blocks.task_words import due_words
from bot.ids import Action
from bot.locale import Words
from domain.plans.answer import PlanLook
from domain.plans.form import LONGEST_OUTCOME
from domain.plans.plan import PlanMilestone

MOST_MILESTONES = 10


def milestone_blocks(look: PlanLook, words: Words, today: date) -> Iterable[Block]:
    if not look.plan.milestones:
        return
    done = sum(each.done_on is not None for each in look.plan.milestones)
    yield section(
        words.text(
            "*Milestones* · %(done)s of %(all)s done",
            done=words.number(done),
            all=words.number(len(look.plan.milestones)),
        )
    )
    waiting_first = sorted(look.plan.milestones, key=lambda each: each.done_on is not None)
    for each in waiting_first[:MOST_MILESTONES]:
        yield section(_milestone(each, words, today), accessory=_turn(each, words) if look.may_write else None)
    if (more := len(waiting_first) - MOST_MILESTONES) > 0:
        yield context(words.plural("and %(count)s more", "and %(count)s more", more))


def _milestone(milestone: PlanMilestone, words: Words, today: date) -> str:
    title = one_line(milestone.title, LONGEST_OUTCOME)
    if milestone.done_on:
        return f"☑ {title} · " + words.text("done on %(day)s", day=words.day(milestone.done_on))
    said = f"☐ {title} · {due_words(milestone.due_on, words, today)}"
    return f"{said} · {mentioned(milestone.owner)}" if milestone.owner else said


def _turn(milestone: PlanMilestone, words: Words) -> Element:
    wanted = "open" if milestone.done_on else "done"
    label = words.text("Not done") if milestone.done_on else words.text("Done")
    says = f"{label}: {milestone.title}"
    return button(label, f"{Action.PLAN_STEP}:{milestone.id}", value=f"{milestone.id} {wanted}", says=says)
