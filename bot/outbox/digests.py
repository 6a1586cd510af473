"""Digests, told: what was found stays, who looks after it is of now."""

from __future__ import annotations

from bot.blocks.digest import digest_message
from bot.blocks.kit import Message
from bot.outbox.wording import Reader, Wordings
from bot.services.attention import Attentions
from domain.digests.written import digest_from
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings, attentions: Attentions) -> None:
    def said(announcement: Announcement, reader: Reader) -> Message:
        digest = digest_from(announcement.facts)
        known = attentions.of([item.account for item in digest.items])
        return digest_message(digest, known, reader.words, reader.now, reader=reader.to)

    wordings.register(AnnouncementKind.DIGEST, said)
