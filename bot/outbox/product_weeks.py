"""Weeks of requests, told as they were when they were made."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.product_week import product_week_message
from bot.outbox.wording import Reader, Wordings
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.product_weeks.written import product_week_from


def register(wordings: Wordings) -> None:
    wordings.register(AnnouncementKind.PRODUCT_WEEK, _said)


def _said(announcement: Announcement, reader: Reader) -> Message:
    return product_week_message(product_week_from(announcement.facts), reader.words)
