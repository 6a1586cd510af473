"""The form of a request opens at once, whatever the load; what the book has to say follows."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from front_desk import DANA, FrontDesk, front_desk
from loopback_slack import Answer, LoopbackSlack, eventually, profile
from slow_library import SlowLibrary
from small_library import SmallLibrary

from bot.handlers import feedback
from bot.services.health import Health
from bot.services.requests import Requests
from domain.accounts import Account
from domain.errors import BookUnavailableError
from domain.feedback.request import ProductArea
from domain.ports import Book

AT_ONCE = 1.0
"""Seconds of the three that a trigger lives."""


@pytest.fixture
async def desk(slack: LoopbackSlack) -> AsyncIterator[FrontDesk]:
    async with front_desk(slack, glance=0.05) as desk:
        yield desk


@pytest.fixture
def book(desk: FrontDesk) -> SlowLibrary:
    library = SlowLibrary()
    library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    library.tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    feedback.register(desk.routes, Requests(library, desk_now, "USD"), Health(library))
    return library


def desk_now() -> Any:
    raise AssertionError("nothing is brought in here")


def hold_the_members(desk: FrontDesk, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> Event:
    """Who somebody is cannot be read until the event is set."""
    free, reading = Event(), SmallLibrary.reading

    @contextmanager
    def held(library: SmallLibrary) -> Iterator[Book]:
        free.wait(20)
        if fails:
            raise BookUnavailableError("away")
        with reading(library) as book:
            yield book

    monkeypatch.setattr(SmallLibrary, "reading", held)
    desk.admission.forget(DANA.slack_id)
    return free


def fields(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if "block_id" in block]


async def opened(desk: FrontDesk) -> dict[str, Any]:
    view: dict[str, Any] = (await desk.slack.until("views.open"))[0]["view"]
    return view


async def updated(desk: FrontDesk) -> dict[str, Any]:
    view: dict[str, Any] = (await desk.slack.until("views.update"))[0]["view"]
    return view


async def test_while_the_book_is_slow_the_form_is_open_and_fills_in_later(desk: FrontDesk, book: SlowLibrary) -> None:
    book.free.clear()
    begun = time.monotonic()
    await desk.command("Export", command="/feedback")
    light = await opened(desk)
    waited = time.monotonic() - begun
    book.free.set()
    full = await updated(desk)

    assert waited < AT_ONCE
    assert "area" not in fields(light)
    assert fields(full) == [*fields(light), "area"]
    assert full["blocks"][0] == light["blocks"][0]


async def test_nobody_waits_for_the_book_to_know_who_asks(
    desk: FrontDesk, book: SlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.people.person(DANA.slack_id)
    free = hold_the_members(desk, monkeypatch)
    await desk.people.person(DANA.slack_id)
    begun = time.monotonic()
    await desk.interact(
        "message_action",
        callback_id="feedback.message",
        message={"type": "message", "ts": "17.5", "text": "we need <!channel> it", "user": "U0LEE"},
        channel={"id": "C0TEAM", "name": "team"},
    )
    light = await opened(desk)
    waited = time.monotonic() - begun
    free.set()
    full = await updated(desk)

    assert waited < AT_ONCE
    assert "'initial_value': 'we need @channel it'" in str(light)
    assert "area" in fields(full)
    assert len(desk.slack.said_to("views.open")) == 1


async def test_a_press_on_a_card_opens_the_form_and_its_account_follows(desk: FrontDesk, book: SlowLibrary) -> None:
    book.free.clear()
    press = {"actions": [{"action_id": "feedback.open", "block_id": "b", "type": "button", "value": "1"}]}
    await desk.interact("block_actions_message", **press)
    light = await opened(desk)
    book.free.set()
    full = await updated(desk)

    [account] = [block for block in full["blocks"] if block.get("block_id") == "account"]
    assert "account" not in fields(light)
    assert account["element"]["initial_option"]["text"]["text"] == "Acme"


async def test_a_book_that_stays_away_leaves_the_form_with_a_word_on_top(desk: FrontDesk, book: SlowLibrary) -> None:
    book.free.clear()
    book.is_away = True
    await desk.command("Export", command="/feedback")
    light = await opened(desk)
    book.free.set()
    full = await updated(desk)

    assert full["blocks"][1:] == light["blocks"]
    assert full["blocks"][0]["text"]["text"].startswith("⚠️ ")


async def test_where_nobody_can_say_who_asks_the_form_says_why(
    desk: FrontDesk, book: SlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = hold_the_members(desk, monkeypatch, fails=True)
    await desk.people.person(DANA.slack_id)
    await desk.command("Export", command="/feedback")
    light = await opened(desk)
    free.set()
    full = await updated(desk)

    assert full["blocks"][1:] == light["blocks"]
    assert desk.slack.said_to("hook") == []


async def test_whom_nobody_knows_yet_sees_nothing_of_the_form(desk: FrontDesk, book: SlowLibrary) -> None:
    desk.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)
    desk.slack.seconds["users.info"] = 0.4
    await desk.command("Export", command="/feedback", user_id="U0GUS")
    light = await opened(desk)
    full = await updated(desk)

    assert light["blocks"][0]["text"]["text"] == "Working on it…"
    assert "guests and visitors cannot use it" in str(full)


async def test_a_page_that_slack_does_not_open_is_tried_once_more(
    desk: FrontDesk, book: SlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = hold_the_members(desk, monkeypatch)
    await desk.people.person(DANA.slack_id)
    desk.slack.instead["views.open"].append(Answer({"ok": False, "error": "internal_error"}))
    await desk.command("Export", command="/feedback")
    await opened(desk)
    free.set()

    await desk.slack.until("views.open", 2)
    await eventually(lambda: desk.desk.going == 0)


async def test_a_page_on_top_of_another_is_pushed(
    desk: FrontDesk, book: SlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = hold_the_members(desk, monkeypatch)
    await desk.people.person(DANA.slack_id)
    press = {"actions": [{"action_id": "feedback.open", "block_id": "b", "type": "button", "value": "1"}]}
    await desk.interact("block_actions_modal", **press)
    await desk.slack.until("views.push")
    free.set()
    await updated(desk)
