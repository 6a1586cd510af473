"""Digests, told: what was found stays, who looks after it is of now; those of channels as long as they are wanted."""

from __future__ import annotations

from bot.blocks.channel_digest import channel_digest
from bot.blocks.digest import digest_message
from bot.blocks.kit import Message
from bot.outbox.wording import Reader, Wordings
from bot.services.attention import Attentions
from bot.services.channel_digests import ChannelReaders
from domain.digests.written import digest_from
from domain.outbox.announcement import Announcement, AnnouncementKind


def register(wordings: Wordings, attentions: Attentions, readers: ChannelReaders) -> None:
    def said(announcement: Announcement, reader: Reader) -> Message:
        digest = digest_from(announcement.facts)
        known = attentions.of([item.account for item in digest.items])
        return digest_message(digest, known, reader.words, reader.now, reader=reader.to)

    def said_in_channel(announcement: Announcement, reader: Reader) -> Message | None:
        names = readers.names(reader.to)
        if names is None:
            return None
        return channel_digest(digest_from(announcement.facts), reader.words, reader.now, names=names)

    wordings.register(AnnouncementKind.DIGEST, said)
    wordings.register(AnnouncementKind.CHANNEL_DIGEST, said_in_channel)
