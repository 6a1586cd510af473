"""Does what is due in trackers, and looks what became of the issues there."""

from __future__ import annotations

import logging

from bot.services.tracker_work import TrackerWork
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def track(work: TrackerWork) -> None:
    try:
        done = work.tick()
    except BookUnavailableError as error:
        log.warning("trackers not looked after now, tried again in a moment: %s", error.what)
        return
    if done:
        log.info("%s things done in trackers", done)
