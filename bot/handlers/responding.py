"""Ways back to a person when the acknowledgement is over: the `response_url`, else a direct message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before the one more try that a late answer gets."""
_LONGEST_PAUSE = 10.0
_WORTH_ANOTHER_TRY = frozenset({429, 500, 502, 503, 504})
_UNREACHED = 0


class Responder:
    """Says things late, once: tried again only where Slack said, or cannot but have meant, that it took nothing."""

    def __init__(self, session: ClientSession, client: AsyncWebClient, *, pause: float = PAUSE) -> None:
        self._session = session
        self._client = client
        self._pause = pause

    async def to_url(self, url: str, body: dict[str, Any]) -> None:
        await self.is_heard(url, body)

    async def is_heard(self, url: str, body: dict[str, Any]) -> bool:
        """False where it is worth saying it once more, later."""
        status, headers = await self._sent(url, body)
        if status == _UNREACHED or status in _WORTH_ANOTHER_TRY:
            await asyncio.sleep(_pause_said(headers) or self._pause)
            status, _ = await self._sent(url, body)
        if status != 200:  # noqa: PLR2004 - the one status that means it was shown
            log.warning("a late answer was refused with status %s", status)
        return status != _UNREACHED and status not in _WORTH_ANOTHER_TRY

    async def to_person(self, person: str, body: dict[str, Any]) -> None:
        """A direct message, for forms and shortcuts, which have no `response_url`."""
        opened = await self._client.conversations_open(users=person)
        said = {name: body[name] for name in ("text", "blocks") if name in body}
        channel = opened["channel"]["id"]
        await self._client.chat_postMessage(channel=channel, unfurl_links=False, unfurl_media=False, **said)

    async def _sent(self, url: str, body: dict[str, Any]) -> tuple[int, Mapping[str, str]]:
        webhook = AsyncWebhookClient(url, session=self._session, retry_handlers=[])
        try:
            answer = await webhook.send_dict(body)
        except ClientConnectorError:
            return _UNREACHED, {}
        except (ClientError, TimeoutError) as error:
            log.warning("a late answer was cut off: %s", type(error).__name__)
            return 200, {}
        return answer.status_code, answer.headers


def _pause_said(headers: Mapping[str, str]) -> float | None:
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return min(float(said), _LONGEST_PAUSE) if said.isdigit() else None
