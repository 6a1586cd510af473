"""Looks which snoozed requests are worth another look."""

from __future__ import annotations

import logging

from bot.services.request_wakes import RequestWakes
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def wake_requests(wakes: RequestWakes) -> None:
    try:
        woken = wakes.tick()
    except BookUnavailableError as error:
        log.warning("no request woken now, tried again in a minute: %s", error.what)
        return
    if woken:
        log.info("%s snoozed requests woke", woken)
