"""What people do about trackers, and what trackers say by themselves; no tracker is asked for it."""

from __future__ import annotations

import time
from functools import partial
from uuid import uuid4

from bot.blocks.request_words import telling_title
from bot.blocks.tracker_issue import TrackerIssueWords
from bot.bootstrap.book import now
from bot.handlers.desk import Desk
from bot.http.metrics import Metrics
from bot.http.tracker_door import TrackerDoor
from bot.loading import loaded
from bot.locale import words_for
from bot.services.tracker_desk import TrackerDesk
from bot.services.tracker_hooks import TrackerHooks
from bot.services.tracker_texts import TrackerTexts, TrackerWords
from bot.services.triage import Triage
from bot.settings import Settings
from domain.ports import Library


def triage(settings: Settings, library: Library) -> Triage:
    return Triage(library, now, settings.zone, settings.currency, telling_title)


def tracker_texts(settings: Settings) -> TrackerTexts:
    made = TrackerIssueWords(words_for(settings.language))
    return TrackerTexts(TrackerWords(made.title, made.issue, made.voice, made.merged), settings.currency)


def tracker_desk(settings: Settings, library: Library) -> TrackerDesk:
    return TrackerDesk(
        library,
        now,
        tracker_texts(settings),
        settings.tracker_places,
        settings.tracker_by_area,
        settings.tracker_names,
        lambda: str(uuid4()),
    )


def tracker_door(settings: Settings, library: Library, desk: Desk, metrics: Metrics) -> TrackerDoor:
    """Whose webhook has no secret is not let in."""
    hooks = loaded("integrations.trackers.hooks")
    heard = TrackerHooks(library, now, settings.tracker_places).heard
    readers = {
        kind: partial(hooks.READERS[kind], secret=secret, now=time.time)
        for kind, secret in settings.tracker_hook_secrets.items()
    }
    return TrackerDoor(readers, heard, desk, counted=metrics.hooked)
