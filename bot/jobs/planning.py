"""Looks whose success plans are to be checked in on, and reads what usage says of them each night."""

from __future__ import annotations

import logging

from bot.services.plan_watch import PlanWatch
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def watch_plans(watch: PlanWatch) -> None:
    try:
        moved = watch.tick()
    except BookUnavailableError as error:
        log.warning("success plans not looked at now, tried again in a few minutes: %s", error.what)
        return
    if moved:
        log.info("%s outcomes of success plans looked at anew or asked about", moved)
