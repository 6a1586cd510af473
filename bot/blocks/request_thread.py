"""What happened to a request, said below its card and to those who follow it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, message, one_line, quotation, section
from bot.blocks.request_snooze import asleep_words, awake_words
from bot.blocks.request_words import DECLINE_WORDS, called
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.request import Request
from domain.feedback.states import RequestAction

A = RequestAction


@dataclass(frozen=True, slots=True)
class Told:
    """Who did what: `who` is a name in a channel, where nobody is called, and a mention in a direct message.

    `other` goes with a merge: `goes` says that it was merged into that, not that into it.
    """

    what: RequestAction
    who: str
    note: str = ""
    other: Request | None = None
    goes: bool = False


def thread_reply(look: RequestLook, told: Told, words: Words) -> Message:
    """Below the card."""
    is_quoted = told.note and told.what is not A.WAKE
    return message([section(_headline(look, told, words)), quotation(told.note) if is_quoted else None])


def talk_news(look: RequestLook, told: Told, words: Words) -> Message:
    """By direct message, to those who follow it or wait for its answer."""
    other = called(told.other) if told.other else ""
    said = words.text(_NEWS[told.what], person=told.who, request=called(look.request), other=other)
    return message([section(said), quotation(told.note) if told.note else None])


def _headline(look: RequestLook, told: Told, words: Words) -> str:
    request, person = look.request, one_line(told.who)
    if told.what is A.SNOOZE:
        return words.text("🔔 *%(person)s* snoozed it. %(until)s", person=person, until=asleep_words(look, words))
    if told.what is A.WAKE:
        return f"{words.text(awake_words(told.note))} {mentioned(request.owner or look.area.manager)}"
    if told.what is A.DECLINE and request.reason:
        reason = words.text(DECLINE_WORDS[request.reason])
        return words.text("❌ *%(person)s* declined it: %(reason)s", person=person, reason=reason)
    if told.what is A.ACCEPT and request.in_backlog:
        return words.text("📅 *%(person)s* put it into the backlog.", person=person)
    if told.other:
        said = _GOES if told.goes else _COUNTERPART[told.what]
        return words.text(said, person=person, other=called(told.other))
    return words.text(_DONE[told.what], person=person)


_DONE = {
    A.ASK: marked("💬 *%(person)s* asks:"),
    A.ANSWER: marked("📝 *%(person)s* says:"),
    A.COMMENT: marked("📝 *%(person)s* notes:"),
    A.ACCEPT: marked("📅 *%(person)s* accepted it."),
    A.DECLINE: marked("❌ *%(person)s* declined it."),
    A.START: marked("⏳ *%(person)s*: it is in progress."),
    A.SHIP: marked("🎉 *%(person)s*: it is there."),
    A.REOPEN: marked("👀 *%(person)s* opened it again."),
    A.ASK_AGAIN: marked("💬 *%(person)s* asks again:"),
    A.MOVE: marked("➡️ *%(person)s* moved it here."),
    A.WITHDRAW: marked("⚪ *%(person)s* withdrew it."),
}
_GOES = marked("📁 *%(person)s* merged it into %(other)s.")
_COUNTERPART = {
    A.MERGE: marked("📁 *%(person)s* merged %(other)s into it."),
    A.UNMERGE: marked("📁 *%(person)s* took it and %(other)s apart again."),
}
_NEWS = {
    A.ANSWER: marked("📝 %(person)s says about %(request)s:"),
    A.WITHDRAW: marked("⚪ %(person)s withdrew %(request)s."),
    A.MERGE: marked("📁 %(person)s merged %(request)s into %(other)s: you hear what becomes of that now."),
    A.UNMERGE: marked("📁 %(person)s took %(request)s and %(other)s apart again."),
}
TALKED = frozenset(_NEWS)
"""What is told in these words; the others are decisions."""
