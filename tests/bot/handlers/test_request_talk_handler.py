"""`Follow`, `Answer…`, `Add detail…`, `Withdraw…` and `/cs requests #12`, from the click to the book."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from front_desk import FrontDesk
from triage_room import NOW, PRIYA, REQUEST, TODAY, TriageRoom

from bot.handlers import cs, request_talk, requests, telling_customers
from bot.services.request_lists import RequestLists
from bot.services.triage import Decision
from bot.services.untold import Untold
from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction

_TRIGGERS = count()
"""Each submission is one of its own; the same one again is taken once."""


@pytest.fixture
def room(house: FrontDesk) -> TriageRoom:
    """Dana brought it in."""
    room = TriageRoom()
    room.put(REQUEST)
    request_talk.register(house.routes, room.talks)
    untold = telling_customers.untold_desk(house.routes, Untold(room.library, lambda: NOW))
    requests.register(house.routes, RequestLists(room.library, "USD"), untold)
    cs.register(house.routes)
    return room


def click(action: str, value: str = "1") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(callback: str, note: str) -> dict[str, Any]:
    state = {"values": {"note": {"note": {"value": note}}}}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": "1", "state": state}
    return {"view": view, "trigger_id": f"1.{next(_TRIGGERS)}"}


def ask(room: TriageRoom) -> None:
    room.triage.decide(PRIYA, "1", Decision(RequestAction.ASK, "Which *sheets*?"), seen="1", today=TODAY)


async def opened(house: FrontDesk) -> str:
    return str((await house.slack.until("views.open"))[-1]["view"])


async def test_a_question_is_answered_where_it_is_read(house: FrontDesk, room: TriageRoom) -> None:
    ask(room)
    await house.interact("block_actions_message", **click("requests.detail"))
    form = await opened(house)
    done = await house.interact("view_submission", **submitted("requests.detail.view", "All of them"))

    assert "Which *sheets*?" in form
    assert "What do you know of it?" in form
    assert "✓ Thank you: what you wrote stands at *#1* Export to Excel" in done.text
    assert room.state() is RequestState.UNDER_REVIEW
    assert room.news()[-1] == ("U0PRIYA", "answer", 1)


async def test_a_detail_is_added_unasked(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("requests.detail"))
    form = await opened(house)
    blank = await house.interact("view_submission", **submitted("requests.detail.view", " \u200b"))
    await house.interact("view_submission", **submitted("requests.detail.view", "They print it"))

    assert "What else is there to know?" in form
    assert blank.json()["errors"] == {"note": "Write it in words: blanks say nothing."}
    assert room.steps(1) == [(RequestAction.ANSWER, "U0DANA", "They print it")]


async def test_somebody_stops_hearing_of_it_and_begins_again(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("requests.unfollow"))
    [first] = await house.slack.until("hook")
    follows = [each.follows for each in room.tables.followings.values()]
    view = {"id": "V0PAGE", "type": "modal", "callback_id": "notice", "hash": "1.a", "private_metadata": ""}
    await house.interact("block_actions_modal", view=view, **click("requests.follow"))
    [updated] = await house.slack.until("views.update")

    assert first["text"].startswith("✓ You hear nothing more of *#1* Export to Excel.")
    assert follows == [False]
    assert "✓ You follow *#1* Export to Excel: you hear what becomes of it." in str(updated["view"])
    assert [each.follows for each in room.tables.followings.values()] == [True]


async def test_who_brought_it_in_withdraws_it_with_a_reason(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("requests.withdraw"))
    form = await opened(house)
    done = await house.interact("view_submission", **submitted("requests.withdraw.view", "They left"))

    assert "Why is it not asked for any more?" in form
    assert "✓ *#1* Export to Excel is withdrawn." in done.text
    assert room.steps(1) == [(RequestAction.WITHDRAW, "U0DANA", "They left")]


async def test_what_others_ask_for_too_is_not_withdrawn(house: FrontDesk, room: TriageRoom) -> None:
    room.ask(1, 2)

    done = await house.interact("view_submission", **submitted("requests.withdraw.view", ""))

    assert done.json()["errors"] == {
        "note": "Others ask for *#1* too, so it stays. Whoever decides on it can withdraw it."
    }


@pytest.mark.parametrize("typed", ["requests 1", "requests #1", "需求 #1"])
async def test_one_is_looked_up_by_its_number(house: FrontDesk, room: TriageRoom, typed: str) -> None:
    said = (await house.told(await house.command(typed, command="/cs"))).splitlines()

    assert said[0] == "*#1* Export to Excel"
    assert said[2:5] == ["They copy by hand", "• 🟡 *Account 1* · $120K · nice to have", "1 account · $120K ARR"]
    assert said[-2:] == ["Weight: *13* = accounts 1 + ARR 12", "*What became of it*"]


async def test_a_merged_one_says_where_it_is_and_shows_that(house: FrontDesk, room: TriageRoom) -> None:
    room.put(replace(REQUEST, id=2, title="Excel export"))
    room.merges.merge(PRIYA, "2", "1", seen="1", today=TODAY)

    said = (await house.told(await house.command("requests #2", command="/cs"))).splitlines()

    assert said[:2] == ["📁 *#2* Excel export was merged into *#1* Export to Excel.", "*#1* Export to Excel"]


async def test_a_number_that_is_none_is_said(house: FrontDesk, room: TriageRoom) -> None:
    said = await house.told(await house.command("requests #77", command="/cs"))

    assert said == "There is no such request. `/cs requests` lists them."
