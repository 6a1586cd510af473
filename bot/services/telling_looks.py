"""What somebody who tells a customer needs to see: the customer's own words, and product's."""

from __future__ import annotations

from collections.abc import Iterable

from bot.services.health import name_of
from domain.feedback.quoting import language_said, plainly
from domain.feedback.request import Asker, Voice
from domain.feedback.states import RequestAction
from domain.feedback.telling import Telling, TellingLook
from domain.ports import Book

_CLOSINGS = frozenset({RequestAction.SHIP, RequestAction.DECLINE})


def telling_look(book: Book, telling: Telling) -> TellingLook:
    """Their language is that of their words; where there are none, that of whoever has the task."""
    request = book.feedback.of(telling.request)
    assert request is not None, "a telling goes with its request"
    voices = _voices(book.feedback.voices(request.id), telling)
    quotes = tuple(dict.fromkeys(quote for voice in voices if (quote := plainly(voice.quote))))
    closings = [step.note for step in book.feedback.steps(request.id) if step.what in _CLOSINGS]
    return TellingLook(
        telling,
        request,
        voices[0].asker if voices else Asker.ACCOUNT,
        _name(book, telling, voices),
        quotes,
        next((contact for voice in voices if (contact := plainly(voice.contact))), ""),
        plainly(closings[-1]) if closings else "",
        language_said(quotes) or _language_of_teller(book, telling),
    )


def telling_of_task(book: Book, task: int) -> TellingLook | None:
    telling = book.tellings.of_task(task)
    return telling_look(book, telling) if telling else None


def _voices(voices: Iterable[Voice], telling: Telling) -> list[Voice]:
    if telling.account is not None:
        return [voice for voice in voices if voice.account == telling.account]
    return [voice for voice in voices if voice.id == telling.voice]


def _name(book: Book, telling: Telling, voices: list[Voice]) -> str:
    if telling.account is not None:
        return name_of(book, telling.account)
    return next((voice.name for voice in voices), "")


def _language_of_teller(book: Book, telling: Telling) -> str | None:
    task = book.tasks.of(telling.task)
    member = book.members.by_slack_id(task.assignee) if task else None
    return (member.language or member.locale) if member else None
