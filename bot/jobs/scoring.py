"""Looks whether the night's scoring is due or something changed; the log says what came of it, when something did."""

from __future__ import annotations

import logging

from bot.services.nightly import NightlyScoring
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def score(scoring: NightlyScoring) -> None:
    try:
        report = scoring.tick()
    except BookUnavailableError as error:
        log.warning("not scored now, tried again in a few minutes: %s", error.what)
        return
    if report.scored or report.not_scored:
        log.info("scored %s accounts of %s in %.1f s", report.scored, report.day, report.seconds)
