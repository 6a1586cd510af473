"""What nobody foresaw gets a reference: people are told it, and the log says where it happened."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.refusals import refusal_in

log = logging.getLogger(__name__)


def reference_for(error: BaseException) -> str:
    """Eight letters that stand in the log beside the place where it happened."""
    reference = secrets.token_hex(4)
    log.error("reference %s: %s", reference, places_of(error))
    return reference


def note_forgotten(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For a failure that nobody waits for: the loop's own line would hold its words."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        reference_for(error)
    else:
        log.error("in the loop: %s", context.get("message"))


def places_of(error: BaseException) -> str:
    """What kind of failure it is and where it happened, without its own words: those may hold what somebody wrote."""
    said = f"{_kind(error)}\n" + "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return said + (f"after {places_of(cause)}" if cause else "")


def _kind(error: BaseException) -> str:
    """With what the system or Slack calls it, which nobody wrote."""
    kind = type(error).__name__
    if isinstance(error, SlackApiError):
        return f"{kind} ({refusal_in(error) or 'no answer of Slack'})"
    return f"{kind} ({error.strerror})" if isinstance(error, OSError) and error.strerror else kind
