"""What is said to and fro about a request: questions and answers, and how whoever brought it in takes part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    input_block,
    message,
    one_line,
    quotation,
    section,
    text_input,
)
from bot.blocks.request_words import called, demand_words, stands
from bot.blocks.triage_forms import LONGEST_NOTE
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook, RequestTalk
from domain.feedback.form import LONGEST_TEXT, DecisionField
from domain.feedback.request import Request, RequestState
from domain.feedback.states import RequestAction, RequestStep, may_follow


def talk_blocks(look: RequestLook, words: Words) -> Iterable[Block]:
    """The newest question and what was answered."""
    for step, said in ((look.question, _ASKS), (look.answer, _ANSWERS)):
        if step:
            yield from _said(step, words.text(said, person=mentioned(step.by)))


def request_page(talk: RequestTalk, words: Words, *, done: str = "") -> Message:
    """As everybody of the company may see it: who asks is counted, not named. `done` says what was done just now."""
    look = talk.look
    blocks: list[Block] = [section(words.text(done, request=called(look.request)))] if done else []
    if talk.named:
        merged = {"request": called(talk.named), "into": called(look.request)}
        blocks.append(section(words.text("📁 %(request)s was merged into %(into)s.", **merged)))
    blocks += [section(called(look.request)), context(_stands(look, words))]
    if look.request.problem:
        blocks.append(section(one_line(look.request.problem, LONGEST_TEXT)))
    blocks.append(context(" · ".join(demand_words(look, words))))
    blocks += talk_blocks(look, words)
    ways = talk_buttons(look.request, words, follows=talk.follows, may_withdraw=talk.may_withdraw)
    return message([*blocks, actions(*ways)])


def talk_buttons(request: Request, words: Words, *, follows: bool, may_withdraw: bool) -> Sequence[Element]:
    """For whoever brought it in, or wants to hear of it."""
    number, found = str(request.id), list[Element]()
    if may_follow(request.state, RequestAction.ANSWER):
        is_asked = request.state is RequestState.NEEDS_DETAIL
        label = words.text("Answer…") if is_asked else words.text("Add detail…")
        found.append(button(label, Action.REQUEST_DETAIL, value=number))
    label, action = _UNFOLLOW if follows else _FOLLOW
    found.append(button(words.text(label), action, value=number))
    if may_withdraw and may_follow(request.state, RequestAction.WITHDRAW):
        found.append(button(words.text("Withdraw…"), Action.WITHDRAW, value=number))
    return found


def detail_form(talk: RequestTalk, words: Words) -> Modal:
    """Below the question, where one was put."""
    request, asked = talk.look.request, talk.look.question
    is_asked = asked is not None and request.state is RequestState.NEEDS_DETAIL
    title = words.text("Answer") if is_asked else words.text("Add detail")
    label = words.text("What do you know of it?") if is_asked else words.text("What else is there to know?")
    typed = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE)
    blocks: list[Block] = [section(called(request))]
    if asked and is_asked:
        blocks += _said(asked, words.text(_ASKS, person=mentioned(asked.by)))
    blocks.append(input_block(DecisionField.NOTE, label, typed))
    return _form(View.REQUEST_DETAIL, title, words.text("Send"), blocks, request, words)


def withdraw_form(talk: RequestTalk, words: Words) -> Modal:
    request = talk.look.request
    note = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE)
    blocks = [
        section(called(request)),
        input_block(DecisionField.NOTE, words.text("Why is it not asked for any more?"), note, optional=True),
    ]
    return _form(View.WITHDRAW, words.text("Withdraw"), words.text("Withdraw"), blocks, request, words)


def detail_missing(words: Words) -> FieldErrors:
    return FieldErrors({DecisionField.NOTE: words.text("Write it in words: blanks say nothing.")})


def answer_button(request: Request, words: Words) -> Block:
    """Below the news that something is asked."""
    return actions(button(words.text("Answer…"), Action.REQUEST_DETAIL, value=str(request.id), style="primary"))


def unfollow_button(request: Request, words: Words) -> Block:
    """Below the news for who chose to hear them."""
    return actions(button(words.text("Unfollow"), Action.UNFOLLOW, value=str(request.id)))


def _form(view: View, title: str, submit: str, blocks: Iterable[Block], request: Request, words: Words) -> Modal:
    return Modal(view, title, tuple(blocks), submit=submit, close=words.text("Cancel"), metadata=str(request.id))


def _said(step: RequestStep, who: str) -> Sequence[Block]:
    return [context(who), quotation(step.note)]


def _stands(look: RequestLook, words: Words) -> str:
    brought = words.text("brought by %(person)s", person=mentioned(look.request.by))
    place = one_line(look.area.name)
    return f"{stands(look.request, words)} · {place} · {brought}, {words.day(look.request.at.date())}"


_ASKS = marked("💬 %(person)s asks:")
_ANSWERS = marked("📝 %(person)s says:")
DETAIL_ADDED = marked("✓ Thank you: what you wrote stands at %(request)s, and whoever decides on it hears of it.")
FOLLOWED = marked("✓ You follow %(request)s: you hear what becomes of it.")
UNFOLLOWED = marked("✓ You hear nothing more of %(request)s.")
WITHDRAWN = marked("✓ %(request)s is withdrawn.")
_FOLLOW = (marked("Follow"), Action.FOLLOW)
_UNFOLLOW = (marked("Unfollow"), Action.UNFOLLOW)
