"""What a failed call to Slack means for the message: it is not there, it may be there, or it never will be."""

from __future__ import annotations

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError

from bot.refusals import refusal_in
from domain.outbox.outgoing import Dropped, Limited, NotTaken, Outcome, Refused, ShutOut, Unclear

TOO_MANY = 429
_USUAL_WAIT = 30.0
SHUT_OUT = frozenset(
    {
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""The token is of no use now: nothing can be said to anybody."""
_FOR_GOOD = frozenset(
    {
        "as_user_not_supported",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "duplicate_channel_not_found",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "is_archived",
        "messages_tab_disabled",
        "metadata_too_large",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_permission",
        "no_text",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "team_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
_GONE = frozenset({"message_not_found", "thread_not_found"})
"""The message that was to be changed or answered was deleted."""
_HALF_DONE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", ""})
"""Slack says that part of it may have happened; an answer that is no JSON says nothing at all."""
NO_ANSWER = "no answer of Slack's"
_UNREADABLE = (AttributeError, UnicodeError)
"""What the client stumbles over when something else than Slack answers in plain text, or in no text at all."""


def outcome_of(error: Exception, *, method: str) -> Outcome | None:
    """None for what is no failure of Slack's or of the way to it."""
    if isinstance(error, SlackApiError):
        return _refusal(error, method)
    if isinstance(error, ClientConnectorError):
        return NotTaken("unreached", passes=True)
    if isinstance(error, (ClientError, TimeoutError)):
        return Unclear(type(error).__name__)
    return Unclear(NO_ANSWER) if isinstance(error, _UNREADABLE) else None


def _refusal(error: SlackApiError, method: str) -> Outcome:
    code = refusal_in(error)
    if getattr(error.response, "status_code", None) == TOO_MANY or code in {"ratelimited", "rate_limited"}:
        return Limited(method, _wait_said(error))
    if code in SHUT_OUT:
        return ShutOut(code)
    if code in _GONE:
        return Dropped(code)
    if code in _FOR_GOOD:
        return Refused(code)
    return Unclear(code or NO_ANSWER) if code in _HALF_DONE else NotTaken(code)


def _wait_said(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    text = said[0] if isinstance(said, list) and said else said
    return float(text) if isinstance(text, str) and text.isdigit() else _USUAL_WAIT
