"""Forgets the deliveries of Slack that can come no second time, and what was said long ago."""

from __future__ import annotations

import logging

from bot.services.deliveries import Deliveries
from bot.services.outbox import Outgoings
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def sweep(deliveries: Deliveries, outgoings: Outgoings) -> None:
    try:
        swept, said = deliveries.sweep(), outgoings.sweep()
    except BookUnavailableError as error:
        log.warning("old deliveries not forgotten now, tried again later: %s", error.what)
        return
    if swept:
        log.info("forgot %s old deliveries", swept)
    if said:
        log.info("forgot %s messages that were sent long ago", said)
