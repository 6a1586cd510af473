"""`/cs team` through the front door: the answer, its choice of a person, its pages, its picture and its table."""

from __future__ import annotations

from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from team_book import team_figures, team_library
from uploaded_files import uploads

from bot.handlers import cs, team
from domain.permissions import Member, Role


@pytest.fixture
def library(house: FrontDesk) -> FakeLibrary:
    """Dana at the door is a manager, with the people of Mo below."""
    library = team_library()
    at_the_door = Member("U0DANA", "Dana", Role.MANAGER, manager="U0DI")
    library.tables.members["U0DANA"] = at_the_door
    for person in ("U0WEI", "U0LIN"):
        known = library.tables.members[person]
        library.tables.members[person] = Member(person, known.name, Role.CSM, manager="U0DANA")
    team.register(house.routes, team_figures(library))
    cs.register(house.routes)
    house.library.book.members.save(at_the_door)
    return library


async def asked(house: FrontDesk, text: str) -> dict[str, Any]:
    body: dict[str, Any] = (await house.command(text, command="/cs")).json()
    return body


async def pressed(house: FrontDesk, action: str, value: str) -> dict[str, Any]:
    await house.interact("block_actions_message", **click(action, value))
    body: dict[str, Any] = (await house.slack.until("hook"))[-1]
    house.slack.posts.clear()
    return body


def click(action: str, value: str) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def buttons(blocks: list[dict[str, Any]]) -> dict[str, str]:
    return {
        each["text"]["text"]: each["value"]
        for block in blocks
        if block["type"] == "actions"
        for each in block["elements"]
    }


async def test_a_team_is_read_person_by_person_and_side_by_side(house: FrontDesk, library: FakeLibrary) -> None:
    body = await asked(house, "team")

    assert body["response_type"] == "ephemeral"
    choice = next(block["accessory"] for block in body["blocks"] if "accessory" in block)
    assert [each["text"]["text"] for each in choice["options"]] == ["Whole team", "Dana", "Lin <b>", "Wei Zhang"]
    assert choice["initial_option"] == choice["options"][0]
    labels = buttons(body["blocks"])
    assert list(labels) == ["Side by side", "All figures", "Picture", "Export"]

    chosen = {
        "action_id": "team.person",
        "block_id": "b",
        "type": "static_select",
        "selected_option": choice["options"][3],
    }
    await house.interact("block_actions_message", actions=[chosen | {"block_id": "b"}])
    wei = (await house.slack.until("hook"))[-1]
    house.slack.posts.clear()
    assert wei["replace_original"] is True
    assert "*Wei Zhang* · 4 accounts" in wei["text"]

    beside = await pressed(house, "team.show:view", labels["Side by side"])
    assert "• *Whole team* (9 accounts)" in beside["text"]
    assert "*Side by side*, by name" in (await pressed(house, "team.page:next", f"10 {labels['Side by side']}"))["text"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("team help", "`/cs team last quarter by csm` – everybody side by side, by name"),
        ("team tier:high", "`/cs team` is about whole books"),
        ("team 2027", "The year 2027 has not begun"),
        ("team all", "Your role does not allow this."),
        ("team tem", "Did you mean `team`?"),
    ],
)
async def test_what_cannot_be_answered_is_said(house: FrontDesk, library: FakeLibrary, text: str, said: str) -> None:
    assert said.casefold() in (await asked(house, text))["text"].casefold()


async def test_a_page_that_is_none_is_said_back(house: FrontDesk, library: FakeLibrary) -> None:
    assert "I do not understand" in (await pressed(house, "team.page:next", "x team"))["text"]


async def test_the_picture_goes_to_direct_messages_with_its_content_in_words(
    house: FrontDesk, library: FakeLibrary
) -> None:
    async with uploads(house) as uploaded:
        await house.interact("block_actions_message", **click("team.picture", "2026-Q4 team"))
        [said] = await house.slack.until("hook")

    assert uploaded[0].startswith(b"\x89PNG")
    assert said["text"] == "I sent you the picture in our direct messages."


async def test_the_table_goes_to_direct_messages(house: FrontDesk, library: FakeLibrary) -> None:
    async with uploads(house) as uploaded:
        await house.interact("block_actions_message", **click("team.export", "2026-Q4 team"))
        [said] = await house.slack.until("hook")

    assert said["text"].endswith("with the figures of 3 people in our direct messages.")
    assert b"Person,Accounts" in uploaded[0]


@pytest.mark.parametrize("action", ["team.picture", "team.export"])
async def test_nothing_is_sent_of_what_is_not_understood(house: FrontDesk, library: FakeLibrary, action: str) -> None:
    async with uploads(house) as uploaded:
        assert "I do not understand" in (await pressed(house, action, "tem"))["text"]

    assert uploaded == []


async def test_who_may_no_longer_is_refused_when_the_button_is_pressed(house: FrontDesk, library: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.VIEWER))

    said = await pressed(house, "team.show:view", "2026-Q4 team by csm")

    assert said["text"].startswith("Your role does not allow this.")
