"""What survey tools say by themselves; loaded only where one may call."""

from __future__ import annotations

import time
from functools import partial

from bot.bootstrap.book import now
from bot.bootstrap.seen_at_once import seen_at_once
from bot.handlers.desk import Desk
from bot.http.survey_door import SurveyDoor
from bot.loading import loaded
from bot.services.survey_inbox import SurveyInbox
from bot.settings import Settings
from domain.ports import Library


def survey_door(settings: Settings, library: Library, desk: Desk) -> SurveyDoor:
    hooks = loaded("integrations.surveys.hooks")
    readers = {
        name: partial(hooks.sent_by, source=name, secret=secret, now=time.time)
        for name, secret in settings.survey_hook_secrets.items()
    }
    inbox = SurveyInbox(library, now, seen_at_once(settings, library), settings.zone)
    return SurveyDoor(readers, inbox.taken, desk)
