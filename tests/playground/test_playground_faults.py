import json
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from playground_stage import MAYA, SECRETS, Stage, served, staged
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.call_log import LoggedCall
from playground.faults import Fault, FaultKind, Faults


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one, served(one):
        yield one


@pytest.fixture
async def http(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    bearer = {"authorization": f"Bearer {SECRETS.bot_token}"}
    async with httpx.AsyncClient(base_url=stage.workspace.base_url, headers=bearer, trust_env=False) as client:
        yield client


async def say(http: httpx.AsyncClient, text: str = "Hello", channel: str = "general") -> httpx.Response:
    return await http.post("/api/chat.postMessage", json={"channel": channel, "text": text})


async def test_a_gateway_answers_with_a_page(stage: Stage, http: httpx.AsyncClient) -> None:
    stage.workspace.faults.add(Fault(FaultKind.HTML, status=502))

    answer = await say(http)

    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (502, "text/html")
    assert stage.texts(MAYA) == []


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        pytest.param(FaultKind.BROKEN_BEFORE, [], id="before anything was done"),
        pytest.param(FaultKind.BROKEN_AFTER, ["Hello"], id="after all was done"),
    ],
)
async def test_an_answer_can_break_off_in_mid_sentence(
    stage: Stage, http: httpx.AsyncClient, kind: FaultKind, texts: list[str]
) -> None:
    stage.workspace.faults.add(Fault(kind))

    answer = await say(http)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert stage.texts(MAYA) == texts


async def test_any_word_of_slacks_can_be_the_answer(stage: Stage, http: httpx.AsyncClient) -> None:
    stage.workspace.faults.add(Fault(FaultKind.ERROR, "chat.postMessage", error="is_archived"))

    assert (await say(http)).json() == {"ok": False, "error": "is_archived"}
    assert stage.texts(MAYA) == []


def hits(*faults: Fault, calls: int = 1000, method: str = "chat.postMessage", seed: int = 7) -> list[bool]:
    rules = Faults(seed)
    rules.add(*faults)
    return [rules.next_for(method) is not None for _ in range(calls)]


def test_a_share_of_the_calls_is_hit_and_the_same_ones_in_every_run() -> None:
    def third() -> list[bool]:
        return hits(Fault(FaultKind.STATUS, share=0.3, times=None))

    assert third() == third()
    assert 250 < sum(third()) < 350
    assert third() != hits(Fault(FaultKind.STATUS, share=0.3, times=None), seed=8)


def test_a_fault_can_begin_later_and_end() -> None:
    found = hits(Fault(FaultKind.STATUS, "chat.postMessage", from_call=3, times=2), calls=6)

    assert found == [False, False, True, True, False, False]


def test_calls_of_other_methods_do_not_count() -> None:
    rules = Faults()
    rules.add(Fault(FaultKind.STATUS, "chat.postMessage", from_call=2))

    assert rules.next_for("auth.test") is None
    assert rules.next_for("chat.postMessage") is None
    assert rules.next_for("chat.postMessage") is not None


async def test_every_call_is_in_the_log_with_what_became_of_it(stage: Stage, http: httpx.AsyncClient) -> None:
    stage.workspace.faults.add(
        Fault(FaultKind.ERROR, "chat.postMessage", error="fatal_error"), Fault(FaultKind.STATUS, "auth.test")
    )

    await say(http)
    stage.clock.advance(seconds=1)
    await say(http)
    await say(http, channel="nowhere")
    await http.post("/api/chat.postMessage", content=b"{", headers={"content-type": "application/json"})
    await http.post("/api/auth.test")

    start = stage.clock.now - timedelta(seconds=1)
    assert stage.workspace.calls.of("chat.postMessage") == [
        LoggedCall("chat.postMessage", "general", start, "fatal_error"),
        LoggedCall("chat.postMessage", "general", stage.clock.now, "ok"),
        LoggedCall("chat.postMessage", "nowhere", stage.clock.now, "channel_not_found"),
        LoggedCall("chat.postMessage", "", stage.clock.now, "invalid_json"),
    ]
    assert [call.outcome for call in stage.workspace.calls][-1] == "status"
    stage.workspace.calls.clear()
    assert list(stage.workspace.calls) == []


async def statuses(http: httpx.AsyncClient, *channels: str) -> list[int]:
    return [(await say(http, channel=channel)).status_code for channel in channels]


async def test_nothing_is_limited_until_it_is_asked_for(stage: Stage, http: httpx.AsyncClient) -> None:
    assert await statuses(http, *["general"] * 9) == [200] * 9


async def test_a_channel_takes_a_message_a_second_with_a_short_burst(stage: Stage, http: httpx.AsyncClient) -> None:
    stage.workspace.posting_limits.switch_on(per_channel=1, channel_burst=2)

    assert await statuses(http, "general", "general", "general", "customer-success") == [200, 200, 429, 200]
    refused = await say(http)
    assert (refused.headers["retry-after"], refused.json()["error"]) == ("1", "ratelimited")

    stage.clock.advance(seconds=0.9)
    assert await statuses(http, "general") == [429]
    stage.clock.advance(seconds=0.1)
    assert await statuses(http, "general", "general") == [200, 429]

    stage.workspace.posting_limits.switch_off()
    assert await statuses(http, "general") == [200]


async def test_a_workspace_has_a_budget_for_all_its_channels(stage: Stage, http: httpx.AsyncClient) -> None:
    stage.workspace.posting_limits.switch_on(channel_burst=9, per_workspace=0.25, workspace_burst=2)

    assert await statuses(http, "general", "customer-success", "general") == [200, 200, 429]
    assert (await say(http)).headers["retry-after"] == "4"
    assert (await http.post("/api/auth.test")).status_code == 200

    stage.clock.advance(seconds=4)
    assert await statuses(http, "general", "general") == [200, 429]


async def test_slacks_own_client_reads_the_limit(stage: Stage) -> None:
    stage.workspace.posting_limits.switch_on(channel_burst=1)
    client = AsyncWebClient(token=SECRETS.bot_token, base_url=f"{stage.workspace.base_url}/api/", retry_handlers=[])

    await client.chat_postMessage(channel="general", text="1")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="general", text="2")

    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    assert stage.texts(MAYA) == ["1"]
