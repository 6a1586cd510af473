"""Weeks of teams, told around their picture: all of it is as it was when it was made."""

from __future__ import annotations

from functools import partial

from bot.blocks.kit import Message
from bot.blocks.weekly import weekly_message
from bot.outbox.wording import Illustrated, Reader, Wordings
from bot.pictures.weekly import weekly_picture
from domain.filter_words import Scope
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.weekly.reading import reads_all
from domain.weekly.written import weekly_from

PICTURE = "week.png"


def register(wordings: Wordings) -> None:
    wordings.register(AnnouncementKind.WEEKLY, _said)


def _said(announcement: Announcement, reader: Reader) -> Illustrated:
    weekly, words = weekly_from(announcement.facts), reader.words
    scope = Scope.ALL if reader.member and reads_all(reader.member) else Scope.TEAM

    def around(picture: str | None) -> Message:
        return weekly_message(weekly, words, scope=scope, picture=picture)

    return Illustrated(PICTURE, partial(weekly_picture, weekly, words), around)
