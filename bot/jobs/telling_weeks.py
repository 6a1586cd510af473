"""Looks whose week has come, and has the weeks of teams and of requests made."""

from __future__ import annotations

import logging

from bot.services.product_weeks import ProductWeeks
from bot.services.weeklies import Weeklies
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def tell_weeks(*weeks: Weeklies | ProductWeeks) -> None:
    """One kind after the other; where the book is away, all of them wait for the next minute."""
    try:
        told = sum(each.tick() for each in weeks)
    except BookUnavailableError as error:
        log.warning("no weeks made now, tried again in a minute: %s", error.what)
        return
    if told:
        log.info("%s weeks recorded", told)
