import json
from collections.abc import AsyncIterator

import pytest
from browser_visitor import Visitor, opened, posted, visiting
from html_eyes import having, words
from playground_stage import MAYA, OMAR, actions, asking, button, modal, section, staged, text_input
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from playground import acts
from playground.browser.routes import browser_routes
from playground.server import running
from playground.views import OpenView


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting() as one:
        yield one


async def test_no_modal_is_nothing(visitor: Visitor) -> None:
    assert words(await visitor.part(MAYA, "modal")) == []


async def test_a_modal_shows_its_title_fields_and_complaints(visitor: Visitor) -> None:
    opened(visitor, asking(text_input()), errors={"ask": "Please."}, trouble="Try again?")

    html = await visitor.part(MAYA, "modal")

    assert words(html) == ["P", "Form", "✕", "Try again?", "Ask", "Please.", "Close", "Save"]
    assert having(html, "role", "dialog")[0]["aria-modal"] == "true"


async def test_only_the_upper_view_of_a_stack_is_shown_with_a_way_back(visitor: Visitor) -> None:
    below = opened(visitor, {**section("below"), "block_id": "b"})
    above = OpenView("V2", below.app_id, MAYA, modal({**section("above"), "block_id": "b"}, submit=None), "1", "V1")
    visitor.stage.workspace.views.push(above)

    html = await visitor.part(MAYA, "modal")

    assert having(html, "data-testid", "modal")[0]["data-depth"] == "2"
    assert words(html) == ["‹", "P", "Form", "✕", "above", "Close"]


async def test_pressing_a_button_tells_the_app(visitor: Visitor) -> None:
    stage = visitor.stage
    message = posted(visitor, "t", by=stage.app.bot_user_id, app_id=stage.app.id, blocks=[actions(button())])

    outcome = await visitor.act(
        MAYA, "press", channel_id=message.channel_id, ts=message.ts, block_id="row", action_id="go", chosen=[], typed={}
    )

    assert outcome == {"ok": True, "trouble": ""}
    assert stage.scripted.last["actions"][0]["value"] == "17"


async def test_a_form_is_submitted_and_closed(visitor: Visitor) -> None:
    view = opened(visitor, asking(text_input()))

    empty = await visitor.act(MAYA, "submit", view_id=view.id, typed={})
    filled = await visitor.act(MAYA, "submit", view_id=view.id, typed={"ask": {"words": ["hello"]}})

    assert (empty, filled) == ({"ok": False, "trouble": ""}, {"ok": True, "trouble": ""})
    assert visitor.stage.workspace.views.top(MAYA) is None


async def test_a_form_is_closed_unsent(visitor: Visitor) -> None:
    view = opened(visitor, asking(text_input()))

    assert await visitor.act(MAYA, "close", view_id=view.id, whole_stack=True) == {"ok": True}
    assert visitor.stage.workspace.views.top(MAYA) is None


async def test_shortcuts_reactions_and_the_home_tab_reach_the_app(visitor: Visitor) -> None:
    stage, app_id = visitor.stage, visitor.stage.app.id
    message = posted(visitor, "look")
    place = {"channel_id": message.channel_id, "ts": message.ts}

    outcomes = [
        await visitor.act(MAYA, "global-shortcut", app_id=app_id, callback_id="begin"),
        await visitor.act(MAYA, "message-shortcut", **place, app_id=app_id, callback_id="file_it"),
        await visitor.act(MAYA, "react", **place, name="eyes"),
        await visitor.act(MAYA, "open-home", app_id=app_id, tab="home"),
    ]

    assert [each["ok"] for each in outcomes] == [True, True, True, True]
    assert message.reactions == {"eyes": [MAYA]}
    assert [told["type"] for told in stage.scripted.told[:2]] == ["shortcut", "message_action"]


async def test_an_external_select_shows_what_the_app_offers(visitor: Visitor) -> None:
    stage = visitor.stage
    stage.scripted.answers({"options": [{"text": {"type": "plain_text", "text": "A&B <Co>"}, "value": "7"}]})
    view = opened(visitor, asking({"type": "external_select", "action_id": "find"}))

    answer = await visitor.client.post(
        f"/as/{MAYA}/act/suggest", json={"view_id": view.id, "block_id": "ask", "action_id": "find", "query": "a&"}
    )

    assert words(answer.text) == ["A&B <Co>", "No matches"]
    assert stage.scripted.last["value"] == "a&"


async def test_an_unknown_act_is_not_there(visitor: Visitor) -> None:
    answer = await visitor.client.post(f"/as/{MAYA}/act/explode", json={})

    assert answer.status_code == 404


async def test_another_sites_page_may_not_act(visitor: Visitor) -> None:
    answer = await visitor.client.post(f"/as/{MAYA}/act/react", json={}, headers={"origin": "http://elsewhere.example"})

    assert answer.status_code == 403


async def test_a_page_hears_what_concerns_its_reader_and_nothing_else() -> None:
    async with staged() as stage, running(stage.workspace, browser_routes=browser_routes(stage.workspace)):
        general, private = stage.channel("general"), stage.channel("leadership")
        async with connect(f"{stage.workspace.base_url.replace('http', 'ws')}/as/{MAYA}/live", proxy=None) as socket:
            greeting = json.loads(await socket.recv())
            await acts.type_message(stage.workspace, OMAR, private.id, "not for Maya")
            stage.workspace.whisper(OMAR, general.id, "nor this")
            await acts.type_message(stage.workspace, OMAR, general.id, "hello")
            heard = json.loads(await socket.recv())

    message = stage.seen_by(MAYA)[-1]
    assert greeting == {"kind": "listening"}
    assert heard == {
        "kind": "message_posted", "channel_id": general.id, "ts": message.ts, "thread_ts": None, "app_id": None,
    }  # fmt: skip


async def test_another_sites_page_hears_nothing() -> None:
    async with staged() as stage, running(stage.workspace, browser_routes=browser_routes(stage.workspace)):
        address = f"{stage.workspace.base_url.replace('http', 'ws')}/as/{MAYA}/live"
        with pytest.raises(InvalidStatus, match="403"):
            await connect(address, proxy=None, origin=Origin("http://elsewhere.example"))
