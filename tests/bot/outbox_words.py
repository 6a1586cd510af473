"""Announcements as their readers read them."""

from __future__ import annotations

from datetime import UTC, datetime

from fakes import FakeLibrary

from bot.blocks.kit import Message
from bot.locale import Language
from bot.outbox import alerts, digests, own, product_weeks, requests, tasks, weeklies
from bot.outbox.wording import Illustrated, Said, Wordings
from bot.services.alerts import Alerts
from bot.services.attention import Attentions
from bot.services.channel_digests import ChannelReaders
from bot.services.requests import Requests
from bot.services.tasks import Tasks
from bot.services.triage_queue import TriageQueues
from domain.outbox.announcement import Announcement

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)


def worded(library: FakeLibrary, announcement: Announcement, *, language: Language = Language.EN) -> Message | None:
    """Without a picture."""
    said = said_of(library, announcement, language=language)
    return said.around(None) if isinstance(said, Illustrated) else said


def said_of(library: FakeLibrary, announcement: Announcement, *, language: Language = Language.EN) -> Said | None:
    wordings = Wordings(library, clock=lambda: NOW, zone="UTC", language=language)
    own.register(wordings)
    weeklies.register(wordings)
    product_weeks.register(wordings)
    digests.register(wordings, Attentions(library, clock=lambda: NOW), ChannelReaders(library))
    alerts.register(wordings, Alerts(library, lambda: NOW))
    requests.register(wordings, Requests(library, lambda: NOW, "USD"))
    requests.register_reminders(wordings, TriageQueues(library, lambda: NOW, "UTC", "USD"))
    tasks.register(wordings, Tasks(library, clock=lambda: NOW))
    return wordings.said(announcement)
