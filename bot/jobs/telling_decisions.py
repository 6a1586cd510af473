"""Looks whose morning has come, and has product managers told which requests wait for too long."""

from __future__ import annotations

import logging

from bot.services.triage_mornings import TriageMornings
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def tell_decisions(mornings: TriageMornings) -> None:
    try:
        told = mornings.tick()
    except BookUnavailableError as error:
        log.warning("nobody told of late decisions now, tried again in a minute: %s", error.what)
        return
    if told:
        log.info("%s told of requests that wait for too long", told)
