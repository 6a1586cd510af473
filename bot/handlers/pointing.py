"""A message that somebody pointed at: where it stands and what it says; no other one is ever read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import unescaped
from bot.handlers.permalinks import permalink
from bot.refusals import refusal_in
from domain.feedback.form import LONGEST_TEXT, FeedbackForm
from domain.feedback.request import Source
from domain.feedback.titles import title_from

LONGEST_VALUE = 2000
"""What a button may carry; a longer message is read again when it is pressed."""
_UNREADABLE = frozenset(
    {
        "access_denied",
        "channel_not_found",
        "is_archived",
        "message_not_found",
        "missing_scope",
        "no_permission",
        "not_in_channel",
        "thread_not_found",
    }
)
_MARKUP = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Pointed:
    """`text` is as Slack wrote it; None where it was not read, or may not be. `thread` is the one it stands in."""

    channel: str
    ts: str
    thread: str = ""
    text: str | None = None
    link: str = ""

    def value(self) -> str:
        """For a button; without the text where it is too long for one."""
        whole = json.dumps([self.channel, self.ts, self.thread, self.link, self.text], ensure_ascii=False)
        if len(whole) <= LONGEST_VALUE:
            return whole
        return replace(self, text=None).value()

    def form(self) -> FeedbackForm:
        said = plainly(self.text or "")
        source = Source(self.channel, self.ts, self.link) if self.channel and self.ts else None
        return FeedbackForm(title_from(said), quote=said[:LONGEST_TEXT], source=source, thread=self.thread)


def pointed_in(value: str) -> Pointed:
    """What `value` wrote; a value of another shape points nowhere."""
    try:
        channel, ts, thread, link, text = json.loads(value)
    except (TypeError, ValueError):
        return Pointed("", "")
    return Pointed(str(channel), str(ts), str(thread), None if text is None else str(text), str(link))


def pointed_at(payload: Mapping[str, Any]) -> Pointed:
    """The message in whose menu the shortcut was chosen; its address as Slack makes it."""
    said, channel, team = (payload.get(name) for name in ("message", "channel", "team"))
    if not (isinstance(said, Mapping) and isinstance(channel, Mapping)):
        return Pointed("", "")
    domain = str(team.get("domain") or "") if isinstance(team, Mapping) else ""
    ts, place, thread = str(said.get("ts") or ""), str(channel.get("id") or ""), str(said.get("thread_ts") or "")
    link = permalink(domain, place, ts, thread)
    return Pointed(place, ts, thread, str(said.get("text") or ""), link)


async def read(pointed: Pointed, reading: AsyncWebClient) -> Pointed:
    """With its text and its thread; as it was where we may not read there."""
    exactly: dict[str, Any] = {
        "channel": pointed.channel,
        "oldest": pointed.ts,
        "latest": pointed.ts,
        "inclusive": True,
        "limit": 1,
    }
    try:
        found = _message((await reading.conversations_history(**exactly))["messages"], pointed.ts)
        if found is None:
            found = _message((await reading.conversations_replies(ts=pointed.ts, **exactly))["messages"], pointed.ts)
    except SlackApiError as refusal:
        if refusal_in(refusal) not in _UNREADABLE:
            raise
        return pointed
    if found is None:
        return pointed
    return replace(pointed, text=str(found.get("text") or ""), thread=str(found.get("thread_ts") or pointed.thread))


async def linked(pointed: Pointed, reading: AsyncWebClient) -> Pointed:
    """With its address."""
    try:
        found = await reading.chat_getPermalink(channel=pointed.channel, message_ts=pointed.ts)
    except SlackApiError:
        return pointed
    return replace(pointed, link=str(found["permalink"]))


def plainly(mrkdwn: str) -> str:
    """A message in plain words: nothing in them is live any more, and nothing is lost."""
    return unescaped(_MARKUP.sub(_said, mrkdwn)).strip()


def _said(markup: re.Match[str]) -> str:
    kind, what, label = markup.groups()
    if kind in {"@", "#"}:
        return f"{kind}{(label or what).lstrip('@#')}"
    if kind == "!":
        return label or f"@{what.partition('^')[0]}"
    return f"{label} ({what})" if label and label not in what else what


def _message(found: Any, ts: str) -> Mapping[str, Any] | None:
    return next((each for each in found or () if isinstance(each, Mapping) and each.get("ts") == ts), None)
