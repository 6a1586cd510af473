"""Looks what became true of accounts that were scored anew, and has it told."""

from __future__ import annotations

import logging

from bot.services.alert_watch import AlertWatch
from domain.errors import BookUnavailableError, PolicyError

log = logging.getLogger(__name__)


def alert(watch: AlertWatch) -> None:
    try:
        raised = watch.tick()
    except BookUnavailableError as error:
        log.warning("nobody alerted now, tried again in a minute: %s", error.what)
        return
    except PolicyError as error:
        log.warning("nobody alerted: the policy cannot be used: %s", error)
        return
    if raised:
        log.info("%s alerts raised", raised)
