"""Slack says that a message was deleted: if somebody brought it in, its words go from here too.

Slack brings what is said in every channel that the bot is in. Nothing of it is looked at, kept or logged but where a
deleted message stood; the event holds its former text, and that is not read either.
"""

from __future__ import annotations

from functools import partial

from bot.handlers.desk import Desk
from bot.handlers.payloads import MESSAGE_DELETED, Payload
from bot.handlers.routing import Routes
from bot.services.forgetting import Forgetting
from domain.feedback.request import Source


def register(routes: Routes, forgetting: Forgetting, desk: Desk) -> None:
    async def forget(payload: Payload) -> None:
        if source := place_of_deleted(payload):
            await desk.work(partial(forgetting.message_deleted, source))

    routes.event(MESSAGE_DELETED, forget)


def place_of_deleted(payload: Payload) -> Source | None:
    """A tombstone has the time of the message it stands for."""
    event = payload["event"]
    stone = event.get("message") or {}
    channel, ts = str(event.get("channel") or ""), str(event.get("deleted_ts") or stone.get("ts") or "")
    return Source(channel, ts) if channel and ts else None
