from __future__ import annotations

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from loopback_slack import Answer, LoopbackSlack
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.http.clients import posting_client, reading_client, session

OK = {"ok": True}


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with session() as opened:
        yield opened


@pytest.fixture
def reading(slack: LoopbackSlack, http: aiohttp.ClientSession) -> AsyncWebClient:
    return reading_client(http, token="xoxb-loopback", base_url=slack.api)


@pytest.fixture
def posting(slack: LoopbackSlack, http: aiohttp.ClientSession) -> AsyncWebClient:
    return posting_client(http, token="xoxb-loopback", base_url=slack.api)


async def test_twenty_calls_share_one_connection(
    slack: LoopbackSlack, reading: AsyncWebClient, posting: AsyncWebClient
) -> None:
    for _ in range(10):
        await reading.users_info(user="U0DANA")
        await posting.chat_postMessage(channel="C1", text="hello")

    assert len(slack.connections) == 1


async def test_reading_waits_as_long_as_slack_says(slack: LoopbackSlack, reading: AsyncWebClient) -> None:
    slack.instead["users.info"].append(Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "1"}))
    began = time.monotonic()

    await reading.users_info(user="U0DANA")

    assert time.monotonic() - began >= 1.0
    assert len(slack.said_to("users.info")) == 2


@pytest.mark.parametrize(
    "wait",
    [pytest.param("60", id="longer than a person waits"), pytest.param("soon", id="nobody knows how long")],
)
async def test_reading_does_not_wait_too_long(slack: LoopbackSlack, reading: AsyncWebClient, wait: str) -> None:
    slack.instead["users.info"].append(Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": wait}))

    with pytest.raises(SlackApiError):
        await reading.users_info(user="U0DANA")

    assert len(slack.said_to("users.info")) == 1


async def test_reading_asks_again_when_slack_is_ill(slack: LoopbackSlack, reading: AsyncWebClient) -> None:
    slack.instead["users.info"].append(Answer({"ok": False, "error": "internal"}, 503))

    assert (await reading.users_info(user="U0DANA"))["ok"]


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_posting_never_says_anything_twice(slack: LoopbackSlack, posting: AsyncWebClient, status: int) -> None:
    slack.instead["chat.postMessage"].append(Answer({"ok": False, "error": "no"}, status, {"Retry-After": "0"}))

    with pytest.raises(SlackApiError):
        await posting.chat_postMessage(channel="C1", text="hello")

    assert len(slack.said_to("chat.postMessage")) == 1
