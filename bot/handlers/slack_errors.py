"""What is wrong with Slack, in one sentence a person can do something with."""

from __future__ import annotations

import logging

from slack_sdk.errors import SlackApiError

from bot.locale import Words
from bot.refusals import refusal_in

log = logging.getLogger(__name__)

_ILL = frozenset({"", "fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""What Slack says of its own troubles; a gateway in front of it says nothing that Slack would."""
_SPENT_TRIGGERS = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})


def slack_away(what: str, words: Words) -> str:
    log.warning("Slack could not be reached: %s", what)
    return words.text("Slack cannot be reached right now. Nothing was lost; please try again in a moment.")


def slack_refusal(error: SlackApiError, words: Words) -> str | None:
    said = refusal_in(error)
    if said in _ILL:
        return slack_away(said or "a gateway's answer", words)
    if said in _SPENT_TRIGGERS:
        return words.text("That took too long for Slack to open it. Please click again.")
    if said in {"ratelimited", "rate_limited"}:
        return words.text("Slack is busy right now. Please try again in a moment.")
    return None
