"""Accounts by how their success plans go, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_list import nothing_here, whose_accounts
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.pages import place_words
from bot.blocks.plan_card import plan_button, plan_card
from bot.blocks.plan_line import plan_in_a_line
from bot.ids import Action
from bot.locale import Words, marked
from domain.filter_words import HelpWanted, Scope
from domain.plans.answer import PlanList, PlanLook, PlansAnswer
from domain.plans.ports import PlanRow, PlansOf
from domain.plans.question import plans_question_text

ACCOUNTS_ON_A_PAGE = 8


def plans_answer(answer: PlansAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs plans` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case PlanLook():
            return plan_card(answer, words, today)
        case _:
            return plan_list(answer, words, today)


def plan_list(answer: PlanList, words: Words, today: date) -> Message:
    title, head = header(words.text("Success plans")), section(_head(answer, words))
    if not answer.page.rows:
        return message([title, head, section(_nothing(answer, words)), *_all(answer, words)])
    is_own = answer.wanted.person is None and answer.wanted.scope is Scope.MINE
    rows = [_row(row, words, today, is_own=is_own) for row in answer.page.rows]
    return message([title, head, *rows, *_foot(answer, words)])


def _nothing(answer: PlanList, words: Words) -> str:
    said = words.text(_NOTHING[answer.wanted.which])
    is_empty = answer.wanted.which is PlansOf.EVERY
    return nothing_here(said, answer.wanted.scope, words) if is_empty else said


def _head(answer: PlanList, words: Words) -> str:
    page, wanted = answer.page, answer.wanted
    parts = [
        words.plural("%(count)s account", "%(count)s accounts", page.total),
        words.plural("%(count)s with a plan", "%(count)s with a plan", page.planned),
    ]
    if page.behind:
        parts.append("🔴 " + words.plural("%(count)s behind", "%(count)s behind", page.behind))
    if page.due:
        parts.append(words.plural("%(count)s check-in due", "%(count)s check-ins due", page.due))
    whose = whose_accounts(wanted.scope or Scope.MINE, wanted.person, words)
    return f"*{whose}* · {' · '.join(parts)}"


def _row(row: PlanRow, words: Words, today: date, *, is_own: bool) -> Block:
    said = plan_in_a_line(row.glance, words) if row.glance else words.text("no success plan yet")
    if row.glance and row.glance.check_in_on and row.glance.check_in_on <= today:
        said += " · 🔴 " + words.text("check-in due")
    if not is_own:
        said += f" · {mentioned(row.owner) if row.owner else words.text('nobody yet')}"
    return section(f"*{one_line(row.name)}*\n{said}", accessory=plan_button(row.account, row.name, words))


def _foot(answer: PlanList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.page.rows)
    turns = list(_turns(answer, last, words))
    if not turns:
        return
    yield divider()
    yield context(place_words(answer.offset, last, answer.page.shown, words))
    yield actions(*turns)


def _turns(answer: PlanList, last: int, words: Words) -> Iterable[Element]:
    asked = plans_question_text(answer.wanted)
    if answer.offset:
        before = max(0, answer.offset - ACCOUNTS_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.PLANS_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.page.shown:
        yield button(words.text("Next"), f"{Action.PLANS_PAGE}:next", value=f"{last} {asked}")


def _all(answer: PlanList, words: Words) -> Iterable[Block]:
    """From a list without anything in it to all of them, where there are any."""
    if answer.wanted.which is PlansOf.EVERY or not answer.page.total:
        return
    asked = plans_question_text(answer.wanted).removesuffix(answer.wanted.which.value).strip()
    yield actions(button(words.text("Show all accounts"), f"{Action.PLANS_PAGE}:all", value=f"0 {asked}".strip()))


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("your accounts, those whose plan is behind first")),
        ("team behind", words.text("those of your team that are behind; `due`, `none`, `all`, or a @person")),
        ("acme", words.text("the plan of one account")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message(
        [section(words.text("*Success plans: what accounts want to reach, and how far they are*")), section(lines)]
    )


_NOTHING = {
    PlansOf.EVERY: marked("There is no account here."),
    PlansOf.BEHIND: marked("Nobody is behind here. That is good news."),
    PlansOf.DUE: marked("No check-in is due here."),
    PlansOf.NONE: marked("Every account here has a success plan."),
}
