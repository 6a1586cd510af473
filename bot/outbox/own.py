"""Moorline's own news: trouble for admins, and trials."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.own_trouble import held_up, trial, trouble
from bot.outbox.wording import Reader, Wordings
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings) -> None:
    wordings.register(AnnouncementKind.TROUBLE, _trouble)
    wordings.register(AnnouncementKind.TEST, _trial)


def _trouble(announcement: Announcement, reader: Reader) -> Message:
    if announcement.facts["what"] == "accounts":
        return held_up(announcement.facts, reader.words)
    said = {name: str(announcement.facts.get(name) or "") for name in ("to", "reason", "job", "place")}
    return trouble(str(announcement.facts["what"]), reader.words, **said)


def _trial(_: Announcement, reader: Reader) -> Message:
    return trial(reader.words)
