"""Looks whose morning has come, and has their digests made."""

from __future__ import annotations

import logging

from bot.services.digests import Digests
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def digest(digests: Digests) -> None:
    try:
        told = digests.tick()
    except BookUnavailableError as error:
        log.warning("no digests made now, tried again in a minute: %s", error.what)
        return
    if told:
        log.info("%s digests recorded", told)
