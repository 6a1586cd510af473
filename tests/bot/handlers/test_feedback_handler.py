"""`/feedback`, *Send to product*, `/cs areas` and triage, from the click to the book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from loopback_slack import eventually

from bot.blocks.request_words import telling_title
from bot.handlers import cs, feedback, menus, product_areas, triage
from bot.handlers.audiences import Audiences
from bot.services.health import Health
from bot.services.product_areas import ProductAreas
from bot.services.requests import Requests
from bot.services.triage import Triage
from domain.accounts import Account
from domain.feedback.request import (
    Asker,
    DeclineReason,
    Importance,
    ProductArea,
    Request,
    RequestState,
    Source,
    Voice,
)
from domain.outbox.announcement import AnnouncementKind
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    library.tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    kept = Requests(library, lambda: NOW, "USD")
    feedback.register(house.routes, kept, Health(library))
    triage.register(house.routes, Triage(library, lambda: NOW, "UTC", "USD", telling_title))
    audiences = Audiences(house.people, house.workspace)
    product_areas.register(house.routes, ProductAreas(library, lambda: NOW), audiences)
    menus.register(house.routes)
    cs.register(house.routes)
    return library


def product(house: FrontDesk, role: Role = Role.PRODUCT) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", role))


def put(library: FakeLibrary, **said: Any) -> None:
    library.tables.requests[1] = Request(1, "Export", "", 1, "U0LEE", NOW, **said)
    library.tables.voices.append(Voice(1, 1, Asker.INTERNAL, "U0LEE", NOW, Importance.MUST))


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def text(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def chosen(value: str) -> dict[str, Any]:
    return {"type": "radio_buttons", "selected_option": {"value": value}}


def submitted(callback: str, metadata: str = "", **values: dict[str, Any]) -> dict[str, Any]:
    state = {field: {field: element} for field, element in values.items() if field != "account"}
    if "account" in values:
        state["account"] = {"feedback.account": values["account"]}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


def filled(**more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    account = {"type": "external_select", "selected_option": {"value": "1"}}
    return {"title": text("Export to Excel"), "asker": chosen("account"), "account": account, **more}


async def hooked(house: FrontDesk) -> str:
    said = await house.slack.until("hook")
    return str(said[-1]["text"])


async def test_the_form_opens_with_what_was_typed(house: FrontDesk, book: FakeLibrary) -> None:
    await house.command("Export &amp; import", command="/feedback")

    [opened] = await house.slack.until("views.open")
    assert "'initial_value': 'Export & import'" in str(opened["view"])


async def test_a_message_is_brought_in_with_its_words_and_its_place(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact(
        "message_action",
        callback_id="feedback.message",
        message={"type": "message", "ts": "17.5", "text": "we &lt;need&gt; it", "user": "U0LEE"},
        channel={"id": "C0TEAM", "name": "team"},
        team={"id": "T0HOME", "domain": "acme"},
    )
    [opened] = await house.slack.until("views.open")
    form = submitted("feedback.view", opened["view"]["private_metadata"], **filled())
    form["view"]["blocks"] = opened["view"]["blocks"]
    [quote] = [block for block in opened["view"]["blocks"] if block.get("block_id") == "quote"]
    quote["elements"][0]["elements"].append({"type": "emoji", "name": "family", "unicode": "1f468-200d-1f467"})
    await house.interact("view_submission", **form)

    await eventually(lambda: bool(book.tables.voices))
    assert (quote["type"], quote["elements"][0]["type"]) == ("rich_text", "rich_text_quote")
    assert book.tables.voices[0].quote == "we <need> it\U0001f468\u200d\U0001f467"
    assert book.tables.voices[0].source == Source("C0TEAM", "17.5", "https://acme.slack.com/archives/C0TEAM/p175")


async def test_an_answer_in_a_thread_is_brought_in_with_its_thread(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact(
        "message_action",
        callback_id="feedback.message",
        message={"type": "message", "ts": "17.5", "thread_ts": "16.25", "text": "so do we", "user": "U0LEE"},
        channel={"id": "C0TEAM", "name": "team"},
        team={"id": "T0HOME", "domain": "acme"},
    )
    [opened] = await house.slack.until("views.open")
    await house.interact(
        "view_submission", **submitted("feedback.view", opened["view"]["private_metadata"], **filled())
    )

    await eventually(lambda: bool(book.tables.voices))
    source = book.tables.voices[0].source
    assert source is not None
    assert (source.permalink, source.thread) == (
        "https://acme.slack.com/archives/C0TEAM/p175?thread_ts=16.25&cid=C0TEAM",
        "16.25",
    )


async def test_what_came_in_is_kept_and_goes_to_its_channel(house: FrontDesk, book: FakeLibrary) -> None:
    yes = {"type": "multi_static_select", "selected_options": [{"value": "yes"}]}
    form = filled(importance=chosen("must"), blocks=yes)

    response = await house.interact("view_submission", **submitted("feedback.view", "", **form))

    assert "*#1* Export to Excel went to *Reports*" in response.text
    [voice] = book.tables.voices
    assert (voice.account, voice.importance, voice.blocks_renewal) == (1, Importance.MUST, True)
    assert [row.line.announcement.kind for row in book.tables.outbox] == [
        AnnouncementKind.TRIAGE,
        AnnouncementKind.RECEIPT,
    ]


async def test_what_is_missing_is_said_at_its_field(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("view_submission", **submitted("feedback.view", asker=chosen("account")))

    assert response.json()["errors"] == {
        "title": "Write what is asked for.",
        "account": "Choose the account that asks, or say that it is a prospect or one of us.",
    }


async def test_without_an_area_the_form_says_who_can_make_one(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.areas.clear()

    assert await house.told(await house.command("", command="/feedback")) == (
        "Nobody has said yet where requests go. An admin does with `/cs areas`."
    )


async def test_accounts_are_suggested(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("block_suggestion", action_id="feedback.account", value="acm")

    assert [each["value"] for each in response.json()["options"]] == ["1"]


async def test_taking_one_is_shown_by_its_card(house: FrontDesk, book: FakeLibrary) -> None:
    product(house)
    put(book)

    await house.interact("block_actions_message", **click("triage:take", "1 1 take"))

    await eventually(lambda: book.tables.requests[1].state is RequestState.UNDER_REVIEW)
    assert house.slack.said_to("hook") == []


async def test_the_second_of_two_hears_who_was_first(house: FrontDesk, book: FakeLibrary) -> None:
    product(house)
    put(book)
    await house.interact("block_actions_message", **click("triage:take", "1 1 take"))
    await eventually(lambda: book.tables.requests[1].version == 2)

    await house.interact("block_actions_message", **click("triage:take", "1 1 take"))

    assert await hooked(house) == "<@U0DANA> was faster with *#1* Export: it is under review now."


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        pytest.param("accept", "For when is it planned?", id="accept"),
        pytest.param("decline", "In words that the CSM can use", id="decline"),
        pytest.param("ask", "What do you need to know?", id="ask"),
        pytest.param("ship", "What is there now, and where?", id="ship"),
    ],
)
async def test_a_decision_asks_for_its_words(house: FrontDesk, book: FakeLibrary, what: str, asked: str) -> None:
    product(house)
    put(book)

    await house.interact("block_actions_message", **click(f"triage:{what}", f"1 1 {what}"))

    [opened] = await house.slack.until("views.open")
    assert asked in str(opened["view"])


async def test_declining_is_kept_with_its_reason(house: FrontDesk, book: FakeLibrary) -> None:
    product(house)
    put(book)

    form = submitted("triage.view", "1 1 decline", reason=chosen("too_few"), note=text("Only you"))
    response = await house.interact("view_submission", **form)

    assert "✓ *#1* Export is declined now." in response.text
    request = book.tables.requests[1]
    assert (request.reason, request.words) == (DeclineReason.TOO_FEW, "Only you")


@pytest.mark.parametrize(
    ("what", "said", "errors"),
    [
        pytest.param(
            "decline",
            {"note": text(" \u200b ")},
            {"reason": "Choose why not.", "note": "Write it in words: whoever asked gets to read them."},
            id="decline",
        ),
        pytest.param(
            "ask", {"note": text("\n")}, {"note": "Write it in words: whoever asked gets to read them."}, id="ask"
        ),
    ],
)
async def test_blanks_are_no_answer_to_whoever_asked(
    house: FrontDesk, book: FakeLibrary, what: str, said: dict[str, Any], errors: dict[str, str]
) -> None:
    product(house)
    put(book)

    response = await house.interact("view_submission", **submitted("triage.view", f"1 1 {what}", **said))

    assert response.json() == {"response_action": "errors", "errors": errors}
    assert book.tables.requests[1].state is RequestState.NEW


async def test_what_has_no_place_any_more_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    product(house)
    put(book, state=RequestState.SHIPPED)

    await house.interact("block_actions_message", **click("triage:take", "1 1 take"))

    assert await hooked(house) == "Request *#1* has moved on, so that has no place any more."


async def test_a_request_that_is_not_there_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    product(house)

    await house.interact("block_actions_message", **click("triage:take", "7 1 take"))

    assert await hooked(house) == "There is no such request. `/cs requests` lists them."


async def test_who_does_not_decide_is_told_so(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)

    await house.interact("block_actions_message", **click("triage:take", "1 1 take"))

    assert "Your role does not allow this." in await hooked(house)
