import asyncio
import json
import logging
import socket as sockets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from playground_stage import MANIFEST, MAYA, SECRETS, Json, Stage, actions, asking, button, modal, staged, text_input
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from playground import acts
from playground.acts import OnMessage
from playground.apps import App, DeliveryMode
from playground.clock import wall_clock
from playground.delivery.by_http import HttpPost
from playground.delivery.links import MOST_LINKS, Link, Links
from playground.delivery.parcels import Parcel, ParcelKind, Reply, Trouble
from playground.seed import default_plan, workspace_from
from playground.server import running, serve
from playground.workspace import Workspace

COMMAND = Parcel(ParcelKind.COMMAND, {"command": "/probe", "text": "a b&c"})
EVENT = Parcel(ParcelKind.EVENT, {"type": "event_callback", "event_id": "Ev1"})
CLICK = Parcel(ParcelKind.INTERACTION, {"type": "block_actions"})


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one:
        yield one


@asynccontextmanager
async def listening_app(asgi: Any) -> AsyncIterator[str]:
    """An app's own server; gives its request URL."""
    listener = sockets.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(asgi, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    server.should_exit = True
    await serving


@asynccontextmanager
async def answering(answer: Callable[[Request], Awaitable[Response]]) -> AsyncIterator[str]:
    async with listening_app(Starlette(routes=[Route("/slack/events", answer, methods=["POST", "GET"])])) as address:
        yield address


def http_app(address: str) -> App:
    return App.from_manifest(MANIFEST, credentials=SECRETS, delivery=DeliveryMode.HTTP, request_url=address)


async def delivered(address: str, parcel: Parcel, *, within: float = 3) -> Reply:
    http_post = HttpPost(wall_clock)
    http_post.answer_within = within
    reply = await http_post.deliver(http_app(address), parcel)
    await http_post.close()
    await http_post.close()
    return reply


@pytest.mark.parametrize(
    ("status", "body", "reply"),
    [
        pytest.param(200, "", Reply(), id="empty"),
        pytest.param(200, '{"text": "Hi"}', Reply(payload={"text": "Hi"}), id="JSON"),
        pytest.param(200, "Hi there", Reply(payload={"text": "Hi there"}), id="plain words"),
        pytest.param(200, '"Hi"', Reply(payload={"text": '"Hi"'}), id="JSON that is no object"),
        pytest.param(404, "", Reply(trouble=Trouble.FAILED, reason="http_error"), id="an error"),
    ],
)
async def test_what_an_app_answers_over_http(status: int, body: str, reply: Reply) -> None:
    async def answer(_: Request) -> Response:
        return Response(body, status_code=status)

    async with answering(answer) as address:
        assert await delivered(address, COMMAND) == reply


async def test_an_app_may_ask_not_to_be_told_again() -> None:
    async def answer(_: Request) -> Response:
        return Response(status_code=500, headers={"x-slack-no-retry": "1"})

    async with answering(answer) as address:
        assert (await delivered(address, EVENT)).is_final


async def test_an_app_that_is_slow_absent_or_running_in_circles_is_trouble() -> None:
    async def slow(_: Request) -> Response:
        await asyncio.sleep(0.3)
        return Response()

    async def circle(_: Request) -> Response:
        return RedirectResponse("/slack/events")

    async with answering(slow) as address:
        late = await delivered(address, COMMAND, within=0.05)
    async with answering(circle) as address:
        circling = await delivered(address, COMMAND)
    absent = await delivered("http://127.0.0.1:9/slack/events", COMMAND)

    assert late == Reply(trouble=Trouble.TIMEOUT, reason="http_timeout")
    assert circling == Reply(trouble=Trouble.FAILED, reason="too_many_redirects")
    assert absent == Reply(trouble=Trouble.FAILED, reason="connection_failed")


async def test_each_kind_of_parcel_has_its_own_body() -> None:
    seen: list[tuple[str, str]] = []

    async def answer(request: Request) -> Response:
        seen.append((request.headers["content-type"], (await request.body()).decode()))
        return Response()

    async with answering(answer) as address:
        for parcel in (COMMAND, CLICK, EVENT):
            await delivered(address, parcel)

    form = "application/x-www-form-urlencoded"
    assert seen == [
        (form, "command=%2Fprobe&text=a+b%26c"),
        (form, "payload=%7B%22type%22%3A+%22block_actions%22%7D"),
        ("application/json", json.dumps(EVENT.payload)),
    ]


async def test_an_event_is_repeated_over_http_with_its_number_and_reason(stage: Stage) -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def answer(request: Request) -> Response:
        seen.append((request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")))
        return Response(status_code=200 if len(seen) == 3 else 500)

    async with answering(answer) as address:
        stage.app.delivery, stage.app.request_url = DeliveryMode.HTTP, address
        await acts.type_message(stage.workspace, MAYA, stage.channel("general").id, "Hello")
        await stage.workspace.errands.settled()

    assert seen == [(None, None), ("1", "http_error"), ("2", "http_error")]


def probe(workspace: Workspace) -> AsyncApp:
    """A small app written with Slack's own framework."""
    client = AsyncWebClient(token=SECRETS.bot_token, base_url=f"{workspace.base_url}/api/")
    bolt = AsyncApp(client=client, signing_secret=SECRETS.signing_secret)

    @bolt.command("/probe")
    async def asked(ack: AsyncAck, command: Json, respond: AsyncRespond) -> None:
        await ack(text=f"About {command['text']}", blocks=[actions(button("open"))])
        await respond(text="And later", response_type="in_channel")

    @bolt.action("open")
    async def pressed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(asking(text_input()), callback_id="form"))

    @bolt.view("form")
    async def sent(ack: AsyncAck, view: Json) -> None:
        words = view["state"]["values"]["ask"]["words"]["value"]
        if words == "no":
            await ack(response_action="errors", errors={"ask": "Say more"})
        else:
            await ack()

    @bolt.event("app_home_opened")
    async def home_opened(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": []})

    @bolt.options("find")
    async def offered(ack: AsyncAck, payload: Json) -> None:
        option = {"text": {"type": "plain_text", "text": payload["value"]}, "value": "1"}
        await ack(options=[option])

    return bolt


@asynccontextmanager
async def bolt_connected(mode: DeliveryMode) -> AsyncIterator[Workspace]:
    """A workspace with the app really connected: by Socket Mode or by signed HTTP."""
    app = App.from_manifest(MANIFEST, credentials=SECRETS, delivery=mode)
    workspace = workspace_from(default_plan().with_apps(app))
    async with running(workspace):
        bolt = probe(workspace)
        if mode is DeliveryMode.HTTP:
            async with listening_app(AsyncSlackRequestHandler(bolt)) as app.request_url:
                yield workspace
        else:
            handler = AsyncSocketModeHandler(bolt, SECRETS.app_token)
            handler.client.web_client.base_url = f"{workspace.base_url}/api/"
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            await until(lambda: workspace.links.connected(app.id) == 1)
            yield workspace
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is waited for is the app's work, which sets no event
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("mode", list(DeliveryMode))
async def test_an_app_of_slacks_own_framework_works_either_way(mode: DeliveryMode) -> None:
    async with bolt_connected(mode) as workspace:
        channel = workspace.channels.called("general")
        assert channel is not None

        await acts.type_message(workspace, MAYA, channel.id, "/probe acme")
        await until(lambda: len(list(workspace.messages.of_channel(channel.id))) == 2)
        card = next(each for each in workspace.messages.of_channel(channel.id) if each.blocks)
        place = OnMessage(channel.id, card.ts)
        pressed = await acts.press(workspace, MAYA, place, block_id="row", action_id="open")
        await until(lambda: workspace.views.top(MAYA))
        view = workspace.views.top(MAYA)
        assert view is not None
        refused = await acts.submit_view(workspace, MAYA, view.id, {"ask": {"words": ["no"]}})
        errors = view.errors
        taken = await acts.submit_view(workspace, MAYA, view.id, {"ask": {"words": ["yes"]}})
        await acts.open_home(workspace, MAYA, "A0PLAYAPP01")
        await until(lambda: workspace.views.home("A0PLAYAPP01", MAYA))

        texts = sorted(message.text for message in workspace.messages.of_channel(channel.id))
        assert texts == ["About acme", "And later"]
        assert (pressed.is_ok, refused.is_ok, taken.is_ok) == (True, False, True)
        assert errors == {"ask": "Say more"}
        assert workspace.views.top(MAYA) is None


async def test_a_request_signed_with_another_secret_is_not_taken(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "slack_bolt")
    async with bolt_connected(DeliveryMode.HTTP) as workspace:
        app = workspace.apps.named("A0PLAYAPP01")
        wrong = App.from_manifest(MANIFEST, delivery=DeliveryMode.HTTP, request_url=app.request_url)

        reply = await workspace.http_post.deliver(wrong, COMMAND)

    assert reply.trouble is Trouble.FAILED


async def test_an_app_comes_back_when_asked_to_refresh() -> None:
    async with bolt_connected(DeliveryMode.SOCKET) as workspace:
        [first] = workspace.links._links["A0PLAYAPP01"]

        await workspace.links.disconnect("A0PLAYAPP01", "refresh_requested")
        await until(lambda: workspace.links._links["A0PLAYAPP01"] not in ([], [first]))

        assert workspace.links.connected("A0PLAYAPP01") == 1


async def socket_address(workspace: Workspace) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            f"{workspace.base_url}/api/apps.connections.open", headers={"authorization": "Bearer xapp-stage"}
        )
    return str(answer.json()["url"])


async def opened(workspace: Workspace, more: str = "") -> ClientConnection:
    return await connect(await socket_address(workspace) + more, proxy=None)


async def test_a_ticket_opens_one_connection(stage: Stage) -> None:
    async with running(stage.workspace):
        address = await socket_address(stage.workspace)
        socket = await connect(address, proxy=None)
        hello = json.loads(await socket.recv())
        with pytest.raises(InvalidStatus):
            await connect(address, proxy=None)
        await socket.close()

    assert hello["type"] == "hello"
    assert (hello["num_connections"], hello["connection_info"]) == (2, {"app_id": stage.app.id})


async def test_an_app_has_ten_connections_at_most(stage: Stage) -> None:
    async with running(stage.workspace):
        sockets = [await opened(stage.workspace) for _ in range(MOST_LINKS)]
        said = [json.loads(await socket.recv()) for socket in sockets]
        for socket in sockets:
            await socket.close()

    assert [each["type"] for each in said] == ["hello"] * 9 + ["disconnect"]
    assert said[-1]["reason"] == "too_many_websockets"


async def test_words_that_acknowledge_nothing_are_passed_over(stage: Stage) -> None:
    stage.workspace.links._links.clear()
    async with running(stage.workspace):
        socket = await opened(stage.workspace)
        await socket.recv()
        for words in ("hm", "[]", "{}", '{"envelope_id": "other"}'):
            await socket.send(words)
        delivering = asyncio.create_task(stage.workspace.links.deliver(stage.app.id, COMMAND))
        envelope = json.loads(await socket.recv())
        acknowledged = json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hi"}})
        await socket.send(acknowledged)
        await socket.send(acknowledged)
        reply = await delivering
        await socket.close()

    assert reply == Reply(payload={"text": "Hi"})
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)


async def test_an_event_in_an_envelope_counts_its_attempts(stage: Stage) -> None:
    link = Link(stage.app.id, stage.scripted.take, lambda: None)
    sent: list[Json] = []

    async def take(words: str) -> None:
        sent.append(json.loads(words))
        link.acknowledge({"envelope_id": sent[-1]["envelope_id"]})
        link.acknowledge({"envelope_id": sent[-1]["envelope_id"]})

    link.send = take
    await link.deliver(Parcel(ParcelKind.EVENT, {}, attempt=2, reason="timeout"), 1)

    assert (sent[0]["retry_attempt"], sent[0]["retry_reason"]) == (2, "timeout")
    assert sent[0]["accepts_response_payload"] is False


async def test_a_connection_can_break_without_a_word(stage: Stage) -> None:
    async with running(stage.workspace):
        socket = await opened(stage.workspace)
        await socket.recv()
        stage.workspace.links.drop(stage.app.id)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()

    assert closed.value.rcvd is None
    assert stage.workspace.links.connected(stage.app.id) == 0


async def test_a_debugging_connection_is_asked_to_refresh(stage: Stage) -> None:
    stage.workspace.links.life_when_debugging = 0.01
    async with running(stage.workspace):
        socket = await opened(stage.workspace, "&debug_reconnects=true")
        said = [json.loads(await socket.recv()) for _ in range(2)]
        await socket.close()

    assert [(each["type"], each.get("reason")) for each in said] == [
        ("hello", None),
        ("disconnect", "refresh_requested"),
    ]


async def test_a_connection_that_is_gone_takes_nothing() -> None:
    async def gone(_: str) -> None:
        raise RuntimeError

    links = Links()
    link = Link("A1", gone, lambda: None)
    await links.welcome(link)
    links.forget(link)
    links.forget(link)

    assert await link.deliver(COMMAND, 1) == Reply(trouble=Trouble.FAILED, reason="connection_failed")


async def test_connections_take_turns(stage: Stage) -> None:
    second = Link(stage.app.id, stage.scripted.take, lambda: None)
    await stage.workspace.links.welcome(second)
    stage.workspace.links.answer_within = 0.01

    replies = [await stage.workspace.links.deliver(stage.app.id, COMMAND) for _ in range(4)]

    assert [reply.trouble for reply in replies].count(Trouble.TIMEOUT) == 2


async def test_serving_ends_when_it_is_cancelled(stage: Stage) -> None:
    async def own(_: Request) -> Response:
        return JSONResponse({"mine": True})

    serving = asyncio.create_task(serve(stage.workspace, "127.0.0.1", 0, [Route("/", own)]))
    await until(lambda: not stage.workspace.base_url.endswith(":3940"))
    async with httpx.AsyncClient(trust_env=False) as client:
        shown = (await client.get(stage.workspace.base_url)).json()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving

    assert shown == {"mine": True}
