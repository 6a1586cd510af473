"""Looks whether the night's work on renewals is due; the log says what came of it, when something did."""

from __future__ import annotations

import logging

from bot.services.renewal_nights import NightlyRenewals
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def renew(renewals: NightlyRenewals) -> None:
    try:
        report = renewals.tick()
    except BookUnavailableError as error:
        log.warning("renewals not looked after now, tried again in a few minutes: %s", error.what)
        return
    if report:
        log.info(
            "renewals of %s: %s opened, %s closed, %s reminders, %s accounts left",
            report.day,
            report.opened,
            report.closed,
            report.reminders,
            report.left,
        )
