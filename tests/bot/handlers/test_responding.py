from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from loopback_slack import LoopbackSlack

from bot.handlers.responding import Responder, _pause_said
from bot.http.clients import posting_client, session


@pytest.fixture
async def responder(slack: LoopbackSlack) -> AsyncIterator[Responder]:
    async with session() as http:
        yield Responder(http, posting_client(http, token="xoxb-loopback", base_url=slack.api), pause=0.01)


@pytest.mark.parametrize(
    ("statuses", "posts"),
    [
        pytest.param([200], 1, id="taken at once"),
        pytest.param([503, 200], 2, id="taken at the second try"),
        pytest.param([500, 500, 200], 2, id="two tries and no more"),
        pytest.param([404, 200], 1, id="a refusal is no reason to try again"),
    ],
)
async def test_a_late_answer_is_tried_again_only_when_slack_is_ill(
    slack: LoopbackSlack, responder: Responder, statuses: list[int], posts: int
) -> None:
    slack.hook_statuses.extend(statuses)

    await responder.to_url(slack.hook(), {"text": "late"})

    assert len(slack.posts) == posts


async def test_a_refused_late_answer_is_logged(
    slack: LoopbackSlack, responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    slack.hook_statuses.append(404)

    await responder.to_url(slack.hook(), {"text": "what Acme wrote"})

    assert "a late answer was refused with status 404" in caplog.text
    assert "Acme" not in caplog.text


async def test_a_late_answer_that_reached_nobody_is_tried_again(
    responder: Responder, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    await responder.to_url(f"http://127.0.0.1:{port}/hook", {"text": "late"})

    assert "a late answer was refused with status 0" in caplog.text


async def test_a_late_answer_cut_off_after_it_was_sent_is_not_said_twice(responder: Responder) -> None:
    taken: list[object] = []

    async def cut(request: web.Request) -> web.Response:
        taken.append(await request.json())
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", cut)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()

    await responder.to_url(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", {"text": "late"})
    await runner.cleanup()

    assert taken == [{"text": "late"}]


async def test_a_direct_message_shows_no_previews(slack: LoopbackSlack, responder: Responder) -> None:
    await responder.to_person("U0DANA", {"text": "done", "response_type": "ephemeral"})

    assert [call.method for call in slack.calls] == ["conversations.open", "chat.postMessage"]
    said = slack.said_to("chat.postMessage")[0]
    assert said == {"channel": "D0DANA", "text": "done", "unfurl_links": False, "unfurl_media": False}


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        pytest.param({"Retry-After": "3"}, 3.0, id="as Slack says"),
        pytest.param({"retry-after": "600"}, 10.0, id="but not for ever"),
        pytest.param({}, None, id="nothing said"),
        pytest.param({"Retry-After": "soon"}, None, id="nothing that is a number"),
    ],
)
def test_a_pause_is_slacks_or_our_own(headers: dict[str, str], pause: float | None) -> None:
    assert _pause_said(headers) == pause
