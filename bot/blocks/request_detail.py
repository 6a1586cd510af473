"""One request with everything that became of it, for the one who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Message, Modal, actions, context, date_token, divider, message, one_line, section
from bot.blocks.request_card import triage_card
from bot.blocks.request_snooze import awake_words
from bot.blocks.request_talk import talk_buttons
from bot.blocks.request_words import called
from bot.ids import View
from bot.locale import Words, marked
from domain.feedback.list_answer import RequestDetail
from domain.feedback.states import RequestAction, RequestStep
from domain.permissions import Member, may_triage

MOST_STEPS = 20
LONGEST_NOTE = 300
STEP_WORDS = {
    RequestAction.SUBMIT: marked("%(person)s brought it in"),
    RequestAction.ADD_VOICE: marked("%(person)s added somebody who asks for it"),
    RequestAction.TAKE: marked("%(person)s took it"),
    RequestAction.ASK: marked("%(person)s asked for detail"),
    RequestAction.ANSWER: marked("%(person)s answered"),
    RequestAction.ACCEPT: marked("%(person)s accepted it"),
    RequestAction.START: marked("%(person)s: in progress"),
    RequestAction.SHIP: marked("%(person)s: shipped"),
    RequestAction.DECLINE: marked("%(person)s declined it"),
    RequestAction.MERGE: marked("%(person)s merged it"),
    RequestAction.UNMERGE: marked("%(person)s took a merge back"),
    RequestAction.MOVE: marked("%(person)s moved it to another area"),
    RequestAction.SNOOZE: marked("%(person)s put it off"),
    RequestAction.WITHDRAW: marked("%(person)s withdrew it"),
    RequestAction.REOPEN: marked("%(person)s opened it again"),
    RequestAction.ASK_AGAIN: marked("%(person)s asked for it again"),
    RequestAction.COMMENT: marked("%(person)s noted"),
}


def request_message(detail: RequestDetail, words: Words, today: date, *, reader: Member) -> Message:
    """With the buttons of its card for who decides, else with those that everybody has."""
    blocks = _blocks(detail, words, today)
    if may_triage(reader):
        return message(blocks)
    ways = talk_buttons(detail.look.request, words, follows=detail.follows, may_withdraw=detail.may_withdraw)
    return message([*_without_buttons(blocks), actions(*ways)])


def request_page(detail: RequestDetail, words: Words, today: date) -> Modal:
    """Over the list; what is decided is decided on the card, or after `/cs requests` with the number."""
    title = words.text("Request #%(number)s", number=detail.look.request.id)
    blocks = tuple(_without_buttons(_blocks(detail, words, today)))
    return Modal(View.REQUEST, title, blocks, close=words.text("Close"))


def _blocks(detail: RequestDetail, words: Words, today: date) -> list[Block]:
    card = list(triage_card(detail.look, words, today).blocks)
    if detail.named:
        merged = {"request": called(detail.named), "into": called(detail.look.request)}
        card.insert(0, section(words.text("📁 %(request)s was merged into %(into)s.", **merged)))
    if detail.unseen:
        card.append(context(_unseen(detail.unseen, words)))
    return [*card, divider(), section("\n".join(_life(detail, words)))]


def _without_buttons(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block["type"] != "actions"]


def _unseen(count: int, words: Words) -> str:
    return words.plural(
        "%(count)s more account asks for it that is not yours to see; it counts all the same.",
        "%(count)s more accounts ask for it that are not yours to see; they count all the same.",
        count,
    )


def _life(detail: RequestDetail, words: Words) -> Iterable[str]:
    """The newest first."""
    yield words.text("*What became of it*")
    for step in reversed(detail.steps[-MOST_STEPS:]):
        yield _step(step, words)
    if (more := len(detail.steps) - MOST_STEPS) > 0:
        yield words.plural("and %(count)s earlier step", "and %(count)s earlier steps", more)


def _step(step: RequestStep, words: Words) -> str:
    if step.what is RequestAction.WAKE:
        return f"• {_when(step.at, words)} · {words.text(awake_words(step.note))}"
    did = words.text(STEP_WORDS[step.what], person=mentioned(step.by))
    return f"• {_when(step.at, words)} · {did}{_note(step)}"


def _note(step: RequestStep) -> str:
    """Of a merge it is the number of the other one."""
    if step.what in {RequestAction.MERGE, RequestAction.UNMERGE}:
        return f": #{step.note}"
    return f": _{one_line(step.note, LONGEST_NOTE)}_" if step.note else ""


def _when(at: datetime, words: Words) -> str:
    return date_token(at, "{date_short_pretty} {time}", words.instant(at, "UTC"))
