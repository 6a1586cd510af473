"""Sharing a card in a channel: a deliberate, recorded act, and never where outsiders or guests read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.health import account_id, standing_of
from bot.services.readings import Readings
from bot.services.sight import day_of, seen_by
from domain.errors import NotAllowedError, SharingRefusedError
from domain.health.standing import AccountStanding
from domain.health_answer import UNREAD, Reading
from domain.permissions import Member, may_share
from domain.ports import AuditEntry, Book, Library
from domain.sharing import Audience, sharing_refusal

SHARED = "health.shared"
SHARE_FAILED = "health.share_failed"


@dataclass(frozen=True, slots=True)
class Shareable:
    """A card and the names of the people on it, by Slack id: where many read, nobody is called."""

    standing: AccountStanding
    names: dict[str, str]
    reading: Reading = UNREAD


class Sharing:
    def __init__(self, library: Library, *, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock
        self._readings = Readings()

    def offer(self, asker: Member, account: str) -> AccountStanding:
        """What would be shared, for the question before it."""
        _require_sharer(asker)
        with self._library.reading() as book:
            return standing_of(self._seen(book, asker), account_id(account))

    def share(self, asker: Member, account: str, audience: Audience) -> Shareable:
        """What may be posted now; recorded with its readers before it is posted."""
        _require_sharer(asker)
        if refusal := sharing_refusal(audience):
            raise SharingRefusedError(audience.channel, refusal.value)
        with self._library.writing() as book:
            standing = standing_of(self._seen(book, asker), account_id(account))
            book.audit.record(self._entry(SHARED, asker, standing.account, audience))
            names = {member.slack_id: member.name for member in book.members.all()}
            return Shareable(standing, names, self._readings.of(book, standing))

    def record_failure(self, asker: Member, account: int, audience: Audience) -> None:
        """Slack did not take the post: nobody has read it."""
        with self._library.writing() as book:
            book.audit.record(self._entry(SHARE_FAILED, asker, account, audience))

    def _seen(self, book: Book, asker: Member) -> Book:
        return seen_by(book, asker, today=day_of(asker, self._clock()))

    def _entry(self, action: str, asker: Member, account: int, audience: Audience) -> AuditEntry:
        readers = {
            "channel": audience.channel,
            "members": audience.members,
            "guests": len(audience.guests),
            "outsiders": len(audience.outsiders),
        }
        return AuditEntry(
            self._clock(),
            asker.slack_id,
            action,
            f"account:{account}",
            after=json.dumps(readers),
            origin=audience.channel,
        )


def _require_sharer(asker: Member) -> None:
    if not may_share(asker):
        raise NotAllowedError(asker.slack_id, "health.share")
