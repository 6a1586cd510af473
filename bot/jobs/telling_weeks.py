"""Looks whose week has come, and has the weeks of their teams made."""

from __future__ import annotations

import logging

from bot.services.weeklies import Weeklies
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def tell_weeks(weeklies: Weeklies) -> None:
    try:
        told = weeklies.tick()
    except BookUnavailableError as error:
        log.warning("no weeks of teams made now, tried again in a minute: %s", error.what)
        return
    if told:
        log.info("%s weeks of teams recorded", told)
