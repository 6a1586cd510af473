"""The message that somebody pointed at: its words, place, author and moment, and nothing around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.blocks.kit import unescaped
from bot.handlers.payloads import Payload
from bot.handlers.permalinks import permalink
from domain.touchpoints.answer import PointedAt
from domain.touchpoints.form import LONGEST_QUOTE
from domain.touchpoints.touchpoint import BY_HAND, Quoted


def pointed_at(payload: Payload) -> PointedAt:
    """As Slack says it; what is missing is not known."""
    said, channel, team = (_mapping(payload, name) for name in ("message", "channel", "team"))
    ts, place, thread = (str(value or "") for value in (said.get("ts"), channel.get("id"), said.get("thread_ts")))
    words = unescaped(str(said.get("text") or ""))[:LONGEST_QUOTE]
    at = _instant(ts)
    if not place or at is None:
        return PointedAt("", Quoted(words=words))
    link = permalink(str(team.get("domain") or ""), place, ts, thread)
    quoted = Quoted(link, str(said.get("user") or ""), words)
    return PointedAt(f"{BY_HAND}{place}/{ts}", quoted, at, place, is_answered=bool(thread))


def _instant(ts: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _mapping(payload: Payload, name: str) -> Payload:
    found = payload.get(name)
    return found if isinstance(found, Mapping) else {}
