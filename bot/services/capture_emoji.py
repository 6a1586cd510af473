"""Which emoji in which channel offers to send a message to product; admins choose, and it is off until they do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import NotAllowedError
from domain.feedback.emoji import MOST_CHANNELS, EmojiProblem, emoji_name
from domain.permissions import Member, Role
from domain.ports import AuditEntry, Library

CHOSEN = "requests.emoji"


@dataclass(frozen=True, slots=True)
class CaptureEmoji:
    library: Library
    clock: Callable[[], datetime]

    def listed(self, asker: Member) -> Mapping[str, str]:
        """By channel."""
        _require_admin(asker)
        with self.library.reading() as book:
            return book.wishes.rules().capture_emoji

    def of(self, channel: str) -> str | None:
        with self.library.reading() as book:
            return book.wishes.rules().capture_emoji.get(channel)

    def choose(self, asker: Member, channel: str, typed: str) -> EmojiProblem | None:
        """Nothing typed turns it off there."""
        _require_admin(asker)
        name = emoji_name(typed) if typed.strip() else ""
        if name is None:
            return EmojiProblem.NO_NAME
        with self.library.writing() as book:
            rules = book.wishes.rules()
            before = dict(rules.capture_emoji)
            after = {place: emoji for place, emoji in (before | {channel: name}).items() if emoji}
            if len(after) > MOST_CHANNELS:
                return EmojiProblem.TOO_MANY
            book.wishes.save_rules(replace(rules, capture_emoji=after))
            texts = json.dumps(before), json.dumps(after)
            book.audit.record(AuditEntry(self.clock(), asker.slack_id, CHOSEN, f"channel:{channel}", *texts))
        return None


def _require_admin(asker: Member) -> None:
    if asker.role is not Role.ADMIN:
        raise NotAllowedError(asker.slack_id, CHOSEN)
