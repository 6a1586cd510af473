"""Whether a message whose answer was lost is there: our private id in the metadata of the conversation says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.refusals import refusal_in
from domain.outbox.announcement import Posted
from domain.outbox.outgoing import Outgoing

CLOCKS_APART = timedelta(minutes=5)
"""How far Slack's clock may be from ours."""
_MOST_PAGES = 20
TOO_LONG = "history_too_long"
"""More was said there since than is looked through."""
_NOT_SEEN = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission", "access_denied"})


async def found_again(reading: AsyncWebClient, outgoing: Outgoing, channel: str) -> Posted | str | None:
    """Where it stands; None when it is not there; a word (a str) for why that cannot be seen."""
    asked = _question(outgoing, channel)
    cursor = ""
    try:
        for _ in range(_MOST_PAGES):
            page = await _page(reading, outgoing, asked | ({"cursor": cursor} if cursor else {}))
            if ts := next((each["ts"] for each in page["messages"] if _is_ours(each, outgoing.key)), None):
                return Posted(channel, str(ts))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
    except SlackApiError as refusal:
        if refusal_in(refusal) in _NOT_SEEN:
            return refusal_in(refusal)
        raise
    return TOO_LONG


async def _page(reading: AsyncWebClient, outgoing: Outgoing, asked: Mapping[str, Any]) -> Any:
    if outgoing.thread:
        return await reading.conversations_replies(ts=outgoing.thread, **asked)
    return await reading.conversations_history(**asked)


def _question(outgoing: Outgoing, channel: str) -> dict[str, Any]:
    oldest = (outgoing.recorded_at - CLOCKS_APART).timestamp()
    return {"channel": channel, "oldest": f"{oldest:.6f}", "include_all_metadata": True, "limit": 200}


def _is_ours(message: Mapping[str, Any], key: str) -> bool:
    return ((message.get("metadata") or {}).get("event_payload") or {}).get("id") == key
