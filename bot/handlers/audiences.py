"""Who reads a channel, as Slack says now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.affiliations import People
from bot.handlers.home import Workspace
from domain.permissions import Affiliation, Person
from domain.sharing import Audience, SharingRefusal, sharing_refusal

MOST_READERS = 300
"""In a larger channel nobody is looked up: it is too large to vouch for."""
AT_ONCE = 8
_HIDDEN = frozenset({"channel_not_found", "not_in_channel", "missing_scope"})
_DIRECT = "D"
"""The first letter of conversations of two, which Slack hides from a bot that may not read them."""
_NOT_READERS = frozenset({Affiliation.BOT, Affiliation.DEACTIVATED})


class Audiences:
    def __init__(self, people: People, workspace: Workspace) -> None:
        self._people = people
        self._workspace = workspace

    async def bot(self) -> str:
        """What the bot is called here, to be invited by."""
        home = await self._workspace.home()
        return (await self._people.person(home.bot_user)).name

    async def of(self, channel: str, reading: AsyncWebClient) -> Audience:
        """A private channel that the bot cannot see is one that it is not in."""
        try:
            found = await reading.conversations_info(channel=channel, include_num_members=True)
            said: Mapping[str, Any] = found["channel"]
            ids = await _members(channel, reading) if _is_small(said) else []
        except SlackApiError as refusal:
            if refusal.response["error"] not in _HIDDEN:
                raise
            return Audience(channel, channel, is_bot_inside=False, is_direct=channel.startswith(_DIRECT))
        return _audience(said, await self._readers(ids), is_complete=0 < len(ids) <= MOST_READERS)

    async def _readers(self, ids: list[str]) -> list[Person]:
        limit = asyncio.Semaphore(AT_ONCE)

        async def looked_up(slack_id: str) -> Person:
            async with limit:
                return await self._people.person(slack_id)

        return await asyncio.gather(*(looked_up(slack_id) for slack_id in ids[:MOST_READERS]))


async def refusal_in(channel: str, audiences: Audiences, reading: AsyncWebClient) -> SharingRefusal | None:
    """Why nothing of the book may be said there now; None where it may."""
    return sharing_refusal(await audiences.of(channel, reading))


def _is_small(channel: Mapping[str, Any]) -> bool:
    return int(channel.get("num_members") or 0) <= MOST_READERS


async def _members(channel: str, reading: AsyncWebClient) -> list[str]:
    """Up to one more than we would look up."""
    found: list[str] = []
    cursor = ""
    while len(found) <= MOST_READERS:
        page = await reading.conversations_members(channel=channel, limit=200, cursor=cursor)
        found.extend(page["members"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found


def _audience(channel: Mapping[str, Any], people: list[Person], *, is_complete: bool) -> Audience:
    readers = [person for person in people if person.affiliation not in _NOT_READERS]
    return Audience(
        channel=channel["id"],
        name=str(channel.get("name") or channel["id"]),
        members=len(readers) if is_complete else int(channel.get("num_members") or len(readers)),
        guests=_named(readers, Affiliation.GUEST),
        outsiders=_named(readers, Affiliation.OUTSIDER),
        reaches_outside=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        is_bot_inside=bool(channel.get("is_member") or channel.get("is_mpim")),
        is_complete=is_complete,
        is_direct=bool(channel.get("is_im")),
    )


def _named(readers: list[Person], affiliation: Affiliation) -> tuple[str, ...]:
    return tuple(person.name for person in readers if person.affiliation is affiliation)
