"""What appears in the form while it is filled in, from each letter to the form that is drawn anew."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from front_desk import FrontDesk
from loopback_slack import eventually
from slow_library import SlowLibrary

from bot.handlers import feedback, live_feedback
from bot.handlers.open_forms import OpenForms
from bot.services.health import Health
from bot.services.requests import Requests
from domain.accounts import Account
from domain.feedback.request import ProductArea, Request, RequestState, Source
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def book(house: FrontDesk) -> SlowLibrary:
    library = SlowLibrary()
    tables = library.tables
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PRIYA")
    tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    planned = RequestState.PLANNED
    tables.requests[1] = Request(1, "Export the audit log <!channel>", "", 1, "U0LEE", NOW, planned)
    tables.requests[2] = Request(2, "Sign in with SSO", "", 2, "U0LEE", NOW, planned)
    tables.requests[3] = Request(3, "一次导出全部操作日志", "", 1, "U0LEE", NOW)
    kept, forms = Requests(library, lambda: NOW, "USD"), OpenForms(pause=0.05)
    feedback.register(house.routes, kept, Health(library), forms)
    live_feedback.register(house.routes, kept, forms)
    return library


async def opened(house: FrontDesk, words: str = "") -> dict[str, Any]:
    await house.command(words, command="/feedback")
    view: dict[str, Any] = (await house.slack.until("views.open"))[-1]["view"]
    return view


def changed(view: dict[str, Any], action: dict[str, Any], *, state: dict[str, Any] | None = None) -> dict[str, Any]:
    """Something done in the form; `state` is what else stands in it."""
    shown = {**view, "id": "V0NEW", "hash": "new.hash", "state": {"values": state or {}}}
    return {"view": shown, "actions": [{"block_id": "b", "type": "plain_text_input", **action}]}


def title(text: str) -> dict[str, Any]:
    return {"title": {"feedback.title": {"type": "plain_text_input", "value": text}}}


def similar(value: str) -> dict[str, Any]:
    return {"similar": {"feedback.similar": {"type": "radio_buttons", "selected_option": {"value": value}}}}


async def typed(house: FrontDesk, view: dict[str, Any], text: str, **state: Any) -> None:
    action = {"action_id": "feedback.title", "value": text}
    await house.interact("block_actions_modal", **changed(view, action, state=title(text) | state))


def block(view: dict[str, Any], block_id: str) -> dict[str, Any]:
    return next((each for each in view["blocks"] if each.get("block_id") == block_id), {})


async def drawn(house: FrontDesk, count: int = 1) -> dict[str, Any]:
    view: dict[str, Any] = (await house.slack.until("views.update", count))[count - 1]["view"]
    return view


def offered(view: dict[str, Any]) -> list[str]:
    return [each["value"] for each in block(view, "similar").get("element", {}).get("options", ())]


async def test_the_title_tells_us_each_letter(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)

    said = block(view, "title")
    assert said["dispatch_action"] is True
    assert said["element"]["dispatch_action_config"] == {"trigger_actions_on": ["on_character_entered"]}
    assert block(view, "similar") == {}


async def test_similar_requests_appear_and_what_was_typed_is_left_alone(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    await typed(house, view, "Export the audit log")

    now = await drawn(house)

    choice = block(now, "similar")["element"]
    assert offered(now) == ["new", "3", "1"]
    assert choice["initial_option"]["value"] == "new"
    assert choice["options"][2]["text"]["text"] == "#1 Export the audit log <!channel>"
    assert choice["options"][2]["description"]["text"].startswith("📅 planned · 0 accounts · ")
    assert choice["options"][2]["description"]["text"].endswith("% alike")
    assert [block(now, each) for each in ("title", "quote", "asker")] == [
        block(view, each) for each in ("title", "quote", "asker")
    ]


async def test_a_chinese_title_shows_what_is_asked_in_chinese(house: FrontDesk, book: SlowLibrary) -> None:
    await typed(house, await opened(house), "希望导出操作日志")

    assert offered(await drawn(house)) == ["new", "3", "1"]


async def test_of_many_letters_only_the_last_is_looked_up(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    before = book.readings
    for length in range(3, 21):
        await typed(house, view, "Export the audit log"[:length])

    await drawn(house)
    await eventually(lambda: house.desk.going == 0)

    assert (book.readings - before, len(house.slack.said_to("views.update"))) == (1, 1)


async def test_what_came_too_late_overwrites_nothing(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    book.free.clear()
    await typed(house, view, "Export the audit log")
    await asyncio.sleep(0.1)  # it rests, and waits for the book
    await typed(house, view, "Sign in with SSO")
    book.free.set()

    now = await drawn(house)
    await eventually(lambda: house.desk.going == 0)

    assert offered(now) == ["new", "2"]
    assert len(house.slack.said_to("views.update")) == 1


async def test_what_is_chosen_stays_while_the_title_changes(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    choose = {"action_id": "feedback.similar", "selected_option": {"value": "1"}}
    state = title("Export the audit log") | similar("1")
    await house.interact("block_actions_modal", **changed(view, choose, state=state))
    await drawn(house)
    await typed(house, view, "Sign in with SSO", **similar("1"))

    now = await drawn(house, 2)

    assert offered(now) == ["new", "2", "1"]
    assert block(now, "similar")["element"]["initial_option"]["value"] == "1"
    assert "alike" not in block(now, "similar")["element"]["options"][2]["description"]["text"]


async def test_an_area_is_suggested_and_chosen_by_one_press(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    await typed(house, view, "All of us sign in with SSO")
    hinted = await drawn(house)
    press = {"action_id": "feedback.area", "type": "button", "value": "2"}
    await house.interact("block_actions_modal", **changed(hinted, press, state=title("sign in with SSO")))
    taken = await drawn(house, 2)
    chosen = {"area:2": {"area": {"type": "static_select", "selected_option": {"value": "2"}}}}
    await typed(house, taken, "sign in with SSO now", **chosen)
    later = await drawn(house, 3)

    assert block(hinted, "area.hint")["text"]["text"] == "Suggested: *Access*, because of: sign in, SSO"
    assert block(hinted, "area")["element"]["initial_option"]["value"] == "1"
    assert block(taken, "area") == {}
    assert block(taken, "area:2")["element"]["initial_option"]["value"] == "2"
    assert (block(taken, "area.hint"), block(later, "area.hint")) == ({}, {})
    assert block(later, "area:2") == block(taken, "area:2")


async def test_a_request_goes_to_the_area_that_a_press_chose(house: FrontDesk, book: SlowLibrary) -> None:
    state = title("SSO") | {
        "asker": {"asker": {"selected_option": {"value": "internal"}}},
        "area:2": {"area": {"selected_option": {"value": "2"}}},
    }
    view = {"id": "V0NEW", "type": "modal", "callback_id": "feedback.view", "private_metadata": ""}
    await house.interact("view_submission", view={**view, "state": {"values": state}})

    await eventually(lambda: 4 in book.tables.requests)
    assert book.tables.requests[4].area == 2


async def test_the_account_the_form_was_opened_with_stays(house: FrontDesk, book: SlowLibrary) -> None:
    press = {"actions": [{"action_id": "feedback.open", "block_id": "b", "type": "button", "value": "1"}]}
    await house.interact("block_actions_message", **press)
    view = (await house.slack.until("views.open"))[-1]["view"]
    await typed(house, view, "Export the audit log")

    now = await drawn(house)

    assert block(view, "account")["element"]["initial_option"]["text"]["text"] == "Acme"
    assert block(now, "account") == block(view, "account")


async def test_while_the_book_is_away_the_form_is_left_alone(house: FrontDesk, book: SlowLibrary) -> None:
    view = await opened(house)
    book.is_away = True
    await typed(house, view, "Export the audit log")

    await asyncio.sleep(0.1)
    await eventually(lambda: house.desk.going == 0)

    assert [call.method for call in house.slack.calls if call.method != "views.open"] == []
    assert house.slack.said_to("hook") == []


async def test_what_was_being_looked_up_comes_too_late_once_the_form_is_sent(
    house: FrontDesk, book: SlowLibrary
) -> None:
    view = await opened(house)
    await typed(house, view, "Export the audit log")
    state = title("Dark mode") | {"asker": {"asker": {"selected_option": {"value": "internal"}}}}
    sent = {"id": "V0NEW", "type": "modal", "callback_id": "feedback.view", "private_metadata": ""}
    await house.interact("view_submission", view={**sent, "state": {"values": state}})

    await eventually(lambda: 4 in book.tables.requests and house.desk.going == 0)
    assert house.slack.said_to("views.update") == []


async def test_a_message_that_is_known_asks_for_another_account(house: FrontDesk, book: SlowLibrary) -> None:
    said = {
        "callback_id": "feedback.message",
        "message": {"type": "message", "ts": "17.5", "text": "Hi! We need <https://x.test|all> of it", "user": "U0LEE"},
        "channel": {"id": "C0TEAM", "name": "team"},
        "team": {"id": "T0HOME", "domain": "acme"},
    }
    for times in (1, 2):
        await house.interact("message_action", **said)
        view = (await house.slack.until("views.open", times))[-1]["view"]
        account = {"account": {"feedback.account": {"selected_option": {"value": str(times)}}}}
        asker = {"asker": {"asker": {"selected_option": {"value": "account"}}}}
        sent = {"id": f"V{times}", "type": "modal", "callback_id": "feedback.view"} | {
            "private_metadata": view["private_metadata"],
            "state": {"values": title("Everything") | account | asker},
        }
        book.tables.accounts[2] = Account(2, "Globex")
        response = await house.interact("view_submission", view=sent, trigger_id=f"1.2.{times}")

    assert block(view, "title") == {}
    assert "This message is a request already: *#4* Everything" in json.dumps(view, ensure_ascii=False)
    assert "Added to *#4* Everything" in response.text
    link = "https://acme.slack.com/archives/C0TEAM/p175"
    assert [(voice.account, voice.source) for voice in book.tables.voices] == [
        (1, Source("C0TEAM", "17.5", link)),
        (2, Source("", "", link)),
    ]


async def test_who_was_slower_with_a_message_is_asked_to_add_theirs(house: FrontDesk, book: SlowLibrary) -> None:
    whence = json.dumps({"channel": "C0TEAM", "ts": "17.5"})
    answers = []
    for account in (1, 2):
        state = title("Everything") | {
            "asker": {"asker": {"selected_option": {"value": "account"}}},
            "account": {"feedback.account": {"selected_option": {"value": str(account)}}},
        }
        view = {"id": "V0NEW", "type": "modal", "callback_id": "feedback.view", "private_metadata": whence}
        book.tables.accounts[2] = Account(2, "Globex")
        said = {**view, "state": {"values": state}}
        answers.append(await house.interact("view_submission", view=said, trigger_id=f"1.2.{account}"))

    again = answers[1].json()["view"]
    assert json.loads(again["private_metadata"])["joins"] == "4"
    assert block(again, "account")["element"]["initial_option"]["text"]["text"] == "Globex"
    assert len(book.tables.voices) == 1


@pytest.mark.parametrize("metadata", ["C0TEAM 17.5", "[1, 2]", "null"])
async def test_a_form_that_was_opened_by_another_version_is_taken(
    house: FrontDesk, book: SlowLibrary, metadata: str
) -> None:
    said = title("Everything") | {"asker": {"asker": {"selected_option": {"value": "internal"}}}}
    view = {"id": "V0NEW", "type": "modal", "callback_id": "feedback.view", "private_metadata": metadata}

    response = await house.interact("view_submission", view={**view, "state": {"values": said}})

    assert "*#4* Everything" in response.text


async def test_a_request_that_takes_no_more_is_said_where_one_was_chosen(house: FrontDesk, book: SlowLibrary) -> None:
    book.tables.requests[1] = replace(book.tables.requests[1], state=RequestState.WITHDRAWN)
    asker = {"asker": {"asker": {"selected_option": {"value": "internal"}}}}
    chosen = title("Export") | asker | similar("1")
    view = {"id": "V0NEW", "type": "modal", "callback_id": "feedback.view", "private_metadata": ""}
    by_choice = await house.interact("view_submission", view={**view, "state": {"values": chosen}})
    known = {**view, "private_metadata": json.dumps({"joins": "1"}), "state": {"values": asker}}
    by_message = await house.interact("view_submission", view=known, trigger_id="other")

    words = "That request was merged or withdrawn meanwhile. Choose another, or a new one."
    assert by_choice.json()["errors"] == {"similar": words}
    assert by_message.json()["errors"] == {"account": words}
