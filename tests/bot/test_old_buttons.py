"""What messages and forms of another version send back: whatever it is, it is answered, and nothing breaks over it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from front_desk import payload, signed
from loopback_slack import LoopbackSlack, profile

from bot.bootstrap import prepared
from bot.bootstrap.house import House, opened_house
from bot.ids import Action, View
from bot.settings import Mode, Settings

MakeSettings = Callable[..., Settings]
FORM = "application/x-www-form-urlencoded"
SHAPES = [
    pytest.param("", id="nothing"),
    pytest.param("of long ago: 1|2", id="another shape"),
    pytest.param("²", id="a digit that is no number"),
    pytest.param("9" * 30, id="a number that no database holds"),
    pytest.param("[null]", id="JSON"),
]
STRANGERS = {"U0EVE": {"is_restricted": True}, "U0SAM": {"is_stranger": True}}


@pytest.fixture
async def house(settings: MakeSettings) -> AsyncIterator[House]:
    ours = settings(mode=Mode.HTTP)
    prepared(ours)
    async with opened_house(ours) as house:
        yield house


@asynccontextmanager
async def _door(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(house.application)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        yield http


async def _sent(house: House, http: httpx.AsyncClient, said: dict[str, Any]) -> httpx.Response:
    body = urlencode({"payload": json.dumps(said)}).encode()
    response = await http.post("/slack/events", content=body, headers=signed(body, kind=FORM))
    await house.around.desk.finish(within=10)
    return response


def _pressed(action: str, value: str, user: str = "U0DANA") -> dict[str, Any]:
    recorded = payload("block_actions_modal", user={"id": user, "team_id": "T0MOORLINE"})
    pressed = {"action_id": action, "block_id": "b", "type": "button", "value": value}
    return recorded | {"actions": [pressed], "view": recorded["view"] | {"private_metadata": value}}


def _submitted(view: str, metadata: str, turn: int, user: str = "U0DANA") -> dict[str, Any]:
    recorded = payload("view_submission", user={"id": user, "team_id": "T0MOORLINE"}, trigger_id=f"1.{turn}")
    return recorded | {"view": recorded["view"] | {"callback_id": view, "private_metadata": metadata}}


def _broken(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The Slack of the tests has no files and no channels: what asks it for those fails in vain."""
    asked = ("handlers/files.py", "handlers/audiences.py")
    said = [message for message in caplog.messages if message.startswith("reference") or "could not be" in message]
    return [message for message in said if not any(place in message for place in asked)]


@pytest.mark.parametrize("value", SHAPES)
async def test_a_button_of_another_version_breaks_nothing(
    house: House, slack: LoopbackSlack, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with _door(house) as http:
        statuses = {(await _sent(house, http, _pressed(action, value))).status_code for action in Action}

    assert statuses == {200}
    assert _broken(caplog) == []


@pytest.mark.parametrize("metadata", SHAPES)
async def test_a_form_of_another_version_breaks_nothing(
    house: House, slack: LoopbackSlack, metadata: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with _door(house) as http:
        for turn, view in enumerate(View):
            response = await _sent(house, http, _submitted(view, metadata, turn))
            assert response.status_code == 200

    assert _broken(caplog) == []


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_button_and_no_form_lets_a_stranger_in(house: House, slack: LoopbackSlack, stranger: str) -> None:
    slack.users[stranger] = profile(stranger, **STRANGERS[stranger])
    async with _door(house) as http:
        for turn, view in enumerate(View):
            response = await _sent(house, http, _submitted(view, "1", turn, stranger))
            assert "Moorline is for this company" in response.text
        for action in Action:
            await _sent(house, http, _pressed(action, "1", stranger))

    shown = [call.said["view"]["callback_id"] for call in slack.calls if call.method.startswith("views.")]
    assert set(shown) == {"notice"}
    assert len(shown) > len(Action) * 0.9
