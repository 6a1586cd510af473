"""`Told…`, `Not now…`, `Not solved…` and `/cs requests untold`, from the click to the book."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk, payload
from loopback_slack import eventually
from telling_book import NOW, SOURCE, TODAY, declined, forgetting, reopening, shipped, tellings, untold

from bot.handlers import cs, deletions, menus, requests, tasks, telling_customers
from bot.services.health import Health
from bot.services.request_lists import RequestLists
from bot.services.tasks import Tasks
from domain.feedback.request import RequestState
from domain.feedback.telling import Way
from domain.permissions import Member, Role

QUOTE = "We copy by hand"
NOON = NOW.replace(year=2026, month=11, day=22, hour=12, minute=0)


def opened(house: FrontDesk, library: FakeLibrary) -> FakeLibrary:
    requests.register(
        house.routes,
        RequestLists(library, "USD"),
        telling_customers.untold_desk(house.routes, untold(library, at=NOON)),
    )
    telling_customers.register(house.routes, tellings(library), reopening(library))
    tasks.register(house.routes, Tasks(library, clock=lambda: NOW), Health(library))
    deletions.register(house.routes, forgetting(library), house.desk)
    menus.register(house.routes)
    cs.register(house.routes)
    return library


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    return opened(house, shipped())


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def text(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def chosen(value: str) -> dict[str, Any]:
    return {"type": "radio_buttons", "selected_option": {"value": value}}


def day(value: str | None) -> dict[str, Any]:
    return {"type": "datepicker", "selected_date": value}


def submitted(callback: str, metadata: str, **values: dict[str, Any]) -> dict[str, Any]:
    state = {field: {field: element} for field, element in values.items()}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


async def form(house: FrontDesk, action: str, value: str) -> dict[str, Any]:
    await house.interact("block_actions_message", **click(action, value))
    [shown] = await house.slack.until("views.open")
    view: dict[str, Any] = shown["view"]
    return view


async def hooked(house: FrontDesk, count: int = 1) -> str:
    said = await house.slack.until("hook", count)
    return str(said[-1]["text"])


def field(view: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(block for block in view["blocks"] if block.get("block_id") == name)
    return found


async def test_told_opens_the_draft_and_keeps_what_was_said(house: FrontDesk, book: FakeLibrary) -> None:
    view = await form(house, "tellings.told:1", "1")
    draft = field(view, "words")["element"]["initial_value"]
    said = submitted("tellings.told.view", view["private_metadata"], words=text("It is there!"), how=chosen("call"))
    response = await house.interact("view_submission", **said)

    assert draft == (
        "Hello Kim,\n\nYou told us:\n\n“We copy by hand”\n\nIt is there now.\n\nBehind Export\n\n"
        "Please tell us whether it solves what you had in mind."
    )
    assert "✓ Kept: *Acme* knows about *#1* Export to Excel." in response.text
    told = book.tables.tellings[1]
    assert (told.words, told.how, told.by, told.at) == ("It is there!", Way.CALL, "U0DANA", NOW)
    assert book.tables.touchpoints[1, "slack:V0FORM"].summary == "Told that #1 is there"
    assert book.tables.tasks[1].done_at == NOW


async def test_a_form_that_was_open_while_the_message_went_keeps_nothing_of_it(
    house: FrontDesk, book: FakeLibrary
) -> None:
    view = await form(house, "tellings.told:1", "1")
    typed = field(view, "words")["element"]["initial_value"]
    assert forgetting(book).message_deleted(SOURCE)

    said = submitted("tellings.told.view", view["private_metadata"], words=text(typed), how=chosen("call"))
    again = (await house.interact("view_submission", **said)).json()["view"]
    new = next(block for block in again["blocks"] if block.get("block_id", "").startswith("words "))
    assert not book.tables.tellings[1].is_told

    second = submitted("tellings.told.view", again["private_metadata"], how=chosen("call"))
    second["view"]["state"]["values"][new["block_id"]] = {"words": text("It is there.")}
    kept = await house.interact("view_submission", **second | {"trigger_id": "T0AGAIN"})

    assert again["blocks"][1]["text"]["text"].startswith("⚠️ What the customer said was changed or taken away")
    assert QUOTE not in str(again)
    assert field(again, "how")["element"]["initial_option"]["value"] == "call"
    assert "✓ Kept: *Acme* knows" in kept.text
    assert book.tables.tellings[1].words == "It is there."


async def test_a_form_without_how_says_so(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("view_submission", **submitted("tellings.told.view", "1", words=text("x")))

    assert response.json()["errors"] == {"how": "Choose how they heard."}
    assert not book.tables.tellings[1].is_told


async def test_who_comes_second_hears_who_was_first(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("view_submission", **submitted("tellings.told.view", "1", how=chosen("email")))
    await eventually(lambda: book.tables.tellings[1].is_told)

    view = await form(house, "tellings.told:1", "1")
    again = submitted("tellings.told.view", "1", how=chosen("chat"))
    response = await house.interact("view_submission", **again | {"trigger_id": "another"})

    assert "<@U0DANA> told *Acme* before." in str(view)
    assert "submit" not in view
    assert "<@U0DANA> told *Acme* before." in response.text


async def test_not_now_moves_the_task(house: FrontDesk, book: FakeLibrary) -> None:
    view = await form(house, "tellings.later:1", "1")
    later = "2026-12-05"
    said = submitted("tellings.later.view", view["private_metadata"], day=day(later))
    response = await house.interact("view_submission", **said)

    assert "✓ You are reminded on Dec 5, 2026." in response.text
    assert book.tables.tasks[1].due_on.isoformat() == later


@pytest.mark.parametrize("typed", [None, "2020-01-01", "soon"])
async def test_a_day_that_is_none_is_said_at_its_field(house: FrontDesk, book: FakeLibrary, typed: str | None) -> None:
    response = await house.interact("view_submission", **submitted("tellings.later.view", "1 1", day=day(typed)))

    assert response.json()["errors"] == {"day": "Choose today or a day within a year."}


async def test_what_was_changed_meanwhile_is_not_moved(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("view_submission", **submitted("tellings.later.view", "1 7", day=day("2026-12-05")))

    assert "Somebody changed this task meanwhile." in response.text


async def test_not_solved_opens_it_again(house: FrontDesk, book: FakeLibrary) -> None:
    view = await form(house, "requests.unsolved:1", "1")
    said = submitted("requests.unsolved.view", view["private_metadata"], words=text("Only 500 rows"))
    response = await house.interact("view_submission", **said)

    assert (view["title"]["text"], field(view, "words")["label"]["text"]) == ("Not solved", "What is still missing?")
    assert "is open again." in response.text
    assert book.tables.requests[1].state is RequestState.UNDER_REVIEW


async def test_from_the_menu_of_the_task_too(house: FrontDesk, book: FakeLibrary) -> None:
    entry = {"selected_option": {"value": "requests.unsolved:1"}, "type": "overflow"}
    action = {"actions": [{"action_id": "row.menu:1", "block_id": "b", **entry}]}

    await house.interact("block_actions_message", **action)

    [shown] = await house.slack.until("views.open")
    assert shown["view"]["callback_id"] == "requests.unsolved.view"


async def test_what_was_declined_is_asked_for_again(house: FrontDesk) -> None:
    library = opened(house, declined())

    view = await form(house, "requests.unsolved:1", "1")
    said = submitted("requests.unsolved.view", view["private_metadata"], words=text("Two more ask"))
    response = await house.interact("view_submission", **said)

    assert view["title"]["text"] == "Ask again"
    assert "It stays declined until they decide anew." in response.text
    assert library.tables.requests[1].state is RequestState.DECLINED


async def test_blanks_open_nothing(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact(
        "view_submission", **submitted("requests.unsolved.view", "1", words=text(" \u200b"))
    )

    assert response.json()["errors"] == {"words": "Write it in words: whoever decides has to know."}


async def test_who_has_nothing_to_do_with_it_is_told_so(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("tellings.told:2", "2"))

    assert "Your role does not allow this." in await hooked(house)


@pytest.mark.parametrize("words", ["requests untold", "requests untold mine", "需求 未告知 我的"])
async def test_what_is_untold_is_listed(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    said = (await house.told(await house.command(words, command="/cs"))).splitlines()

    assert said[:2] == ["*Whom you have not told yet*", "told 0, untold 2, the oldest 82 days"]
    assert said[2:4] == [
        "*Acme* · *#1* Export to Excel",
        "🎉 shipped for 82 days · <@U0DANA> · task for Sep 4, 2026",
    ]


async def test_a_word_that_is_none_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    assert await house.told(await house.command("requests untold yesterday", command="/cs")) == (
        "I know `mine`, `team` and `all` behind `untold`."
    )


async def test_what_is_not_theirs_is_refused(house: FrontDesk, book: FakeLibrary) -> None:
    assert "Your role does not allow this." in await house.told(
        await house.command("requests untold all", command="/cs")
    )


async def test_pages_are_turned_in_their_place(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN))

    await house.interact("block_actions_message", **click("tellings.page:next", "all 2"))
    all_of_it = await hooked(house)
    await house.interact("block_actions_message", **click("tellings.page:next", "nothing x"))

    assert "prospect Lead &amp; Co" in all_of_it
    assert "Whom you have not told yet" in await hooked(house, 2)


async def test_mine_says_how_many_know(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("view_submission", **submitted("tellings.told.view", "1", how=chosen("email")))
    await eventually(lambda: book.tables.tellings[1].is_told)

    mine = await house.told(await house.command("requests mine", command="/cs"))

    assert "*#1* Export to Excel\n🎉 shipped · " in mine
    assert " · 🔔 told 1 of 3" in mine


async def test_done_in_the_message_is_told_and_undo_brings_the_draft_back(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("tasks.done:1", "1 notice"))
    done = await hooked(house)
    assert book.tables.tellings[1].is_told

    await house.interact("block_actions_message", **click("tasks.reopen:1", "1 notice"))

    assert QUOTE not in done
    assert QUOTE in await hooked(house, 2)
    assert book.tables.tellings[1].is_untold


async def test_a_deleted_message_takes_its_words_along(
    house: FrontDesk, book: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    response = await house.event("message_deleted")

    await eventually(lambda: book.tables.voices[0].quote == "")
    assert (response.status_code, book.tables.voices[0].source) == (200, None)
    assert "hate it" not in caplog.text + str(book.tables.audit)


async def test_a_first_message_with_answers_leaves_a_tombstone(house: FrontDesk, book: FakeLibrary) -> None:
    deleted = payload("message_deleted")["event"]
    stone = {"type": "message", "subtype": "tombstone", "ts": SOURCE.ts, "thread_ts": SOURCE.ts, "hidden": True}
    event = {**deleted, "subtype": "message_changed", "message": stone}
    del event["deleted_ts"]

    await house.event("message_deleted", event=event)

    await eventually(lambda: book.tables.voices[0].quote == "")


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"type": "message", "text": "hello", "ts": "17.5", "channel": "C0TEAM"}, id="something said"),
        pytest.param({"type": "message", "subtype": "channel_join", "ts": "17.5", "channel": "C0TEAM"}, id="joined"),
        pytest.param(
            {
                "type": "message",
                "subtype": "message_changed",
                "channel": "C0TEAM",
                "message": {"type": "message", "text": "We type by hand", "ts": "17.5"},
            },
            id="an edit: the words stay as they were brought in",
        ),
    ],
)
async def test_whatever_else_is_said_is_neither_kept_nor_looked_at(
    house: FrontDesk, book: FakeLibrary, event: dict[str, Any]
) -> None:
    before = (str(book.tables), len(house.library.book.seen_events.begun))

    response = await house.event("message_deleted", event=event)

    assert response.status_code == 200
    assert (str(book.tables), len(house.library.book.seen_events.begun)) == before


async def test_a_deletion_without_a_place_is_nothing(house: FrontDesk, book: FakeLibrary) -> None:
    await house.event("message_deleted", event={"type": "message", "subtype": "message_deleted", "channel": "C0TEAM"})
    await house.event("message_deleted", event_id="Ev2")

    await eventually(lambda: book.tables.voices[0].quote == "")
    assert TODAY + timedelta(days=3) == book.tables.tasks[1].due_on
