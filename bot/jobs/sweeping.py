"""Forgets the deliveries of Slack that can come no second time."""

from __future__ import annotations

import logging

from bot.services.deliveries import Deliveries
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def sweep(deliveries: Deliveries) -> None:
    try:
        swept = deliveries.sweep()
    except BookUnavailableError as error:
        log.warning("old deliveries not forgotten now, tried again later: %s", error.what)
        return
    if swept:
        log.info("forgot %s old deliveries", swept)
