"""What is written into a tracker: the request as it stands, with or without the names of those who ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.services.request_looks import card_of
from domain.feedback.answer import RequestLook, ToldVoice
from domain.feedback.naming import Asking, Naming, by_letters, by_name
from domain.feedback.request import Request
from domain.feedback.tracker_links import TrackerLink, about_voice
from domain.feedback.trackers import IssueDraft, TextPart
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class TrackerWords:
    """How it is worded; a request's address comes last, empty where nobody knows it."""

    title: Callable[[Request, Naming], str]
    issue: Callable[[RequestLook, Naming, str], tuple[TextPart, ...]]
    voice: Callable[[RequestLook, ToldVoice, Naming, str], tuple[TextPart, ...]]
    merged: Callable[[RequestLook, Request, Sequence[ToldVoice], Naming, str], tuple[TextPart, ...]]


@dataclass(frozen=True, slots=True)
class TrackerTexts:
    words: TrackerWords
    currency: str

    def draft(self, book: Book, link: TrackerLink, *, today: date) -> IssueDraft:
        look = self._look(book, link, today)
        naming = naming_of(book, look, with_names=link.with_names)
        title, parts = self.words.title(look.request, naming), self.words.issue(look, naming, link.permalink)
        return IssueDraft(link.key, link.request, title, parts)

    def comment(self, book: Book, link: TrackerLink, about: str, *, today: date) -> tuple[TextPart, ...]:
        """Nothing where nobody says it any more: its account was erased, or asks elsewhere now."""
        look = self._look(book, link, today)
        naming = naming_of(book, look, with_names=link.with_names)
        if about == LINKED:
            return self.words.issue(look, naming, link.permalink)
        told = [each for each in told_voices(look) if about_voice(each.voice.id, each.voice.came_from) == about]
        if not told:
            return ()
        merged = told[0].voice.came_from
        came_from = None if merged is None else book.feedback.of(merged)
        if came_from is None:
            return self.words.voice(look, told[0], naming, link.permalink)
        return self.words.merged(look, came_from, told, naming, link.permalink)

    def _look(self, book: Book, link: TrackerLink, today: date) -> RequestLook:
        request = book.feedback.of(link.request)
        assert request is not None, "a link goes with its request"
        return card_of(book, request, currency=self.currency, today=today)


LINKED = "link"
"""The matter of an issue that was there before: it hears of the whole request."""


def told_voices(look: RequestLook) -> list[ToldVoice]:
    return [ToldVoice(voice, now) for voice, now in zip(look.voices, look.asking, strict=True)]


def naming_of(book: Book, look: RequestLook, *, with_names: bool) -> Naming:
    """Those that came with a merged request stand last: whoever had a letter before keeps it."""
    if with_names:
        return by_name()
    told = sorted(told_voices(look), key=lambda each: each.voice.came_from or 0)
    return by_letters([_asking(book, each) for each in told if each.now.name])


def _asking(book: Book, told: ToldVoice) -> Asking:
    account = None if told.now.account is None else book.accounts.by_id(told.now.account)
    known = (*account.aliases, *account.domains) if account else ()
    return Asking(told.now.name, (*known, told.voice.contact))
