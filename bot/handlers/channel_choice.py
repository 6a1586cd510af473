"""Who reads the channels that an admin chose for a digest; public ones are joined where Slack lets us."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.asked import Asked
from bot.handlers.audiences import Audiences
from domain.channel_digests import digest_refusal
from domain.sharing import Audience, SharingRefusal


async def readers_of(audiences: Audiences, channel: str, asked: Asked) -> Audience:
    audience = await audiences.of(channel, asked.reading)
    if digest_refusal(audience) is SharingRefusal.NOT_IN_CHANNEL and await _was_joined(channel, asked.client):
        return await audiences.of(channel, asked.reading)
    return audience


async def is_inside(audiences: Audiences, channel: str, asked: Asked) -> bool:
    """Whether we are there, now that a public one was joined; who reads it does not matter."""
    return (await audiences.of(channel, asked.reading)).is_bot_inside or await _was_joined(channel, asked.client)


async def _was_joined(channel: str, client: AsyncWebClient) -> bool:
    """Private ones open to an invitation only, as do all of them where that permission was declined."""
    try:
        await client.conversations_join(channel=channel)
    except SlackApiError:
        return False
    return True
