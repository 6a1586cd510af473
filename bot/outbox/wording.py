"""From an announcement to a message in its reader's words; each kind registers how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.blocks.kit import Message
from bot.locale import Language, Words, language_for, words_for
from bot.pictures.ink import Picture
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member
from domain.ports import Library
from domain.zones import zone_called


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read it; `member` is None for a channel, whose language and zone are those of everybody."""

    to: str
    member: Member | None
    words: Words
    now: datetime

    @property
    def today(self) -> date:
        """The day it is where they are."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A message around a picture called `name`: with its file in Slack, or, where it has to, without (None)."""

    name: str
    draw: Callable[[], Picture]
    around: Callable[[str | None], Message]


Said: TypeAlias = Message | Illustrated
Wording: TypeAlias = Callable[[Announcement, Reader], Said | None]
"""None: there is nothing to say any more (the task was done meanwhile)."""


class Wordings:
    def __init__(
        self, library: Library, *, clock: Callable[[], datetime], zone: str, language: Language, prefix: str = ""
    ) -> None:
        self._library = library
        self._clock = clock
        self._zone = zone
        self._language = language
        self._prefix = prefix
        self._wordings: dict[AnnouncementKind, Wording] = {}

    def register(self, kind: AnnouncementKind, wording: Wording) -> None:
        if kind in self._wordings:
            raise ValueError(f"{kind} has its words already")
        self._wordings[kind] = wording

    def said(self, announcement: Announcement) -> Said | None:
        return self._wordings[announcement.kind](announcement, self.reader(announcement.to))

    def reader(self, to: str) -> Reader:
        with self._library.reading() as book:
            member = book.members.by_slack_id(to)
            own = book.wishes.of(to).zone if member else None
            chosen = None if member else book.wishes.rules().channel_digests.language
        zone = zone_called(own or (member.zone if member else None), self._zone)
        locale, override = (member.locale, member.language) if member else (None, chosen)
        language = language_for(locale, override) if locale or override else self._language
        return Reader(to, member, words_for(language, self._prefix), self._clock().astimezone(zone))
