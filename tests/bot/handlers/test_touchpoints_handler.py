"""`/cs touch`, *Log touchpoint*, the receipt and `/cs touches`, from the click to the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from front_desk import FrontDesk
from loopback_slack import eventually
from touch_clicks import NOW, TODAY, click, filled, place, touch_desk_in
from touch_desk import Touching

from bot.blocks.touch_form import place_from
from bot.handlers.quoted_message import pointed_at
from domain.permissions import Member, Role
from domain.touchpoints.answer import PointedAt, TouchPlace
from domain.touchpoints.touchpoint import Quoted


@pytest.fixture
def desk(house: FrontDesk) -> Touching:
    return touch_desk_in(house)


async def opened(house: FrontDesk) -> dict[str, Any]:
    [call] = await house.slack.until("views.open")
    view: dict[str, Any] = call["view"]
    return view


def fields(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


async def test_a_line_opens_the_form_with_its_account_and_words(house: FrontDesk, desk: Touching) -> None:
    await house.command("跟进 blue harbuor &lt;agreed&gt; to renew", command="/cs")

    form = fields(await opened(house))
    assert form["account"]["initial_option"]["text"]["text"] == "Blue Harbour"
    assert form["summary"]["initial_value"] == "<agreed> to renew"
    assert form["account"]["action_id"] == "touchpoints.account"


async def test_a_line_without_an_account_says_so(house: FrontDesk, desk: Touching) -> None:
    await house.command("touch spoke with &lt;their&gt; lawyer", command="/cs")

    view = await opened(house)
    assert view["blocks"][0]["elements"][0]["text"].startswith(
        "I found no account in “spoke with &lt;their&gt; lawyer”"
    )
    assert fields(view)["summary"]["initial_value"] == "spoke with <their> lawyer"


async def test_choosing_the_account_brings_its_people_and_keeps_what_was_typed(
    house: FrontDesk, desk: Touching
) -> None:
    form = filled(place(about=""), summary="so far")
    chosen = {"type": "external_select", "selected_option": {"value": "1", "text": {"type": "plain_text", "text": "A"}}}
    form["view"]["state"]["values"]["account"] = {"touchpoints.account": chosen}
    action = {"action_id": "touchpoints.account", "block_id": "account", **chosen}

    await house.interact("block_actions_modal", actions=[action], **form)

    [updated] = await house.slack.until("views.update")
    drawn = fields(updated["view"])
    assert [each["text"]["text"] for each in drawn["contacts.1"]["options"]] == ["Anna", "Bo (has left)"]
    assert drawn["summary"]["initial_value"] == "so far"


async def test_names_are_suggested_with_their_owners(house: FrontDesk, desk: Touching) -> None:
    response = await house.interact("block_suggestion", action_id="touchpoints.account", value="acm")

    assert response.json()["options"][0]["text"]["text"] == "Acme"


async def test_what_was_filled_in_is_kept_with_a_receipt(house: FrontDesk, desk: Touching) -> None:
    await house.interact("block_actions_message", **click("touchpoints.log", "account:1"))
    metadata = (await opened(house))["private_metadata"]
    form = filled(
        metadata,
        on={"selected_date": "2026-11-20"},
        at={"selected_time": "09:05"},
        sentiment={"selected_option": {"value": "positive"}},
        reasons=("value", "renewal"),
        follow_up="Send it",
        follow_up_on={"selected_date": "2026-11-25"},
    )
    people = {"selected_options": [{"value": "1"}, {"value": "2"}]}
    form["view"]["state"]["values"]["contacts.1"] = {"contacts": people}

    answered = await house.interact("view_submission", **form)

    [touchpoint] = desk.library.tables.touchpoints.values()
    assert (touchpoint.at, touchpoint.contacts) == (datetime(2026, 11, 20, 8, 5, tzinfo=UTC), (1, 2))
    assert (touchpoint.sentiment, touchpoint.reasons, touchpoint.task) == ("positive", ("value", "renewal"), 1)
    page = answered.json()["view"]
    assert page["blocks"][0]["text"]["text"].splitlines()[0].startswith("✓ Logged for *Acme*: Call · ⇄ two-way · ")
    assert [each["value"] for each in page["blocks"][1]["elements"]] == ["1 1 slack:V0FORM", "1"]


async def test_what_is_wrong_stands_at_its_field(house: FrontDesk, desk: Touching) -> None:
    form = filled(place(about=""), summary="\u200b", quote="x" * 3001, follow_up="Send it")

    answered = await house.interact("view_submission", **form)

    assert answered.json()["errors"] == {
        "account": "Choose the account that it was with.",
        "summary": "There is nothing in it that can be read. Write something, or leave it empty.",
        "quote": "That is too long: write 3,000 characters at most.",
        "follow_up_on": "Choose the day by which it is done.",
    }


async def test_a_message_is_logged_with_its_words_its_place_and_its_author(house: FrontDesk, desk: Touching) -> None:
    desk.library.tables.links = {"C0TEAM": [1]}
    said = {
        "type": "message",
        "ts": "1795000000.5",
        "text": "we &lt;need&gt; it",
        "user": "U0THEM",
        "thread_ts": "17.1",
    }
    await house.interact(
        "message_action",
        callback_id="touchpoints.message",
        message=said,
        channel={"id": "C0TEAM", "name": "team"},
        team={"id": "T0HOME", "domain": "acme"},
    )
    view = await opened(house)
    form = fields(view)
    assert (form["kind"]["initial_option"]["value"], form["direction"]["initial_option"]["value"]) == (
        "slack",
        "two_way",
    )
    assert (form["quote"]["initial_value"], form["on"]["initial_date"]) == ("we <need> it", "2026-11-18")
    account = {"account": {"touchpoints.account": {"selected_option": {"value": "1"}}}}
    sent = filled(view["private_metadata"], quote="we <need> it")
    sent["view"]["state"]["values"] |= account

    await house.interact("view_submission", **sent)

    [touchpoint] = desk.library.tables.touchpoints.values()
    link = "https://acme.slack.com/archives/C0TEAM/p17950000005?thread_ts=17.1&cid=C0TEAM"
    assert (touchpoint.key, touchpoint.quoted) == (
        "slack:C0TEAM/1795000000.5",
        Quoted(link, "U0THEM", "we <need> it"),
    )
    listed = await house.told(await house.command("touches acme", command="/cs"))
    assert f"<{link.replace('&', '&amp;')}|the message>" in listed


@pytest.mark.parametrize("said", [{}, {"message": None}, {"message": {"ts": "soon", "text": "hm"}}])
async def test_a_message_of_another_shape_opens_an_empty_form(
    house: FrontDesk, desk: Touching, said: dict[str, Any]
) -> None:
    await house.interact("message_action", callback_id="touchpoints.message", **{"channel": None, "message": {}} | said)

    assert fields(await opened(house))["on"]["initial_date"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("said", "link"),
    [({}, ""), ({"team": {"domain": "acme"}}, "https://acme.slack.com/archives/C1/p175")],
)
def test_the_address_of_a_message_is_as_slack_makes_it(said: dict[str, Any], link: str) -> None:
    message = {"message": {"ts": "17.5", "thread_ts": "17.5", "text": "hm"}, "channel": {"id": "C1"}}

    pointed = pointed_at(message | said)

    assert (pointed.quoted, pointed.is_answered) == (Quoted(link, "", "hm"), True)


def test_a_message_without_a_moment_has_no_place() -> None:
    said = {"message": {"ts": "soon", "text": "hm"}, "channel": {"id": "C1"}}

    assert pointed_at(said) == PointedAt("", Quoted(words="hm"))


async def test_undo_in_the_receipt_takes_it_back_and_says_so(house: FrontDesk, desk: Touching) -> None:
    await house.interact("view_submission", **filled(place()))

    await house.interact("block_actions_modal", **click("touchpoints.undo", "1 1 slack:V0FORM"))

    [updated] = await house.slack.until("views.update")
    assert updated["view"]["blocks"][0]["text"]["text"] == "✓ Undone: the touchpoint with *Acme* is gone."
    assert desk.library.tables.touchpoints == {}


async def test_undo_in_a_message_says_what_stays(house: FrontDesk, desk: Touching) -> None:
    due = {"selected_date": "2026-11-25"}
    await house.interact("view_submission", **filled(place(), follow_up="Send it", follow_up_on=due))
    with desk.library.writing() as book:
        book.tasks.save(replace(desk.library.tables.tasks[1], assignee="U0LIN"))

    await house.interact("block_actions_message", **click("touchpoints.undo", "1 1 slack:V0FORM"))

    said = (await house.slack.until("hook"))[-1]["text"]
    assert "Its task stays, because somebody has gone on from it: *Send it*" in said


@pytest.mark.parametrize(
    ("value", "passed", "said"),
    [
        ("9 1 slack:V0FORM", timedelta(), "There is nothing to undo: that touchpoint is gone already."),
        ("1 1 slack:V0FORM", timedelta(minutes=11), "It is too late to undo it"),
        ("1 7 slack:V0FORM", timedelta(), "Somebody changed the touchpoint since it was logged"),
    ],
)
async def test_what_stands_is_said_to_stand(
    house: FrontDesk, desk: Touching, value: str, passed: timedelta, said: str
) -> None:
    await house.interact("view_submission", **filled(place()))
    desk.now += passed

    await house.interact("block_actions_message", **click("touchpoints.undo", value))

    assert said in (await house.slack.until("hook"))[-1]["text"]


async def test_edit_in_the_receipt_makes_place_for_the_form_and_saves_it(house: FrontDesk, desk: Touching) -> None:
    await house.interact("view_submission", **filled(place(), summary="They agreed"))
    await house.interact("block_actions_modal", **click("touchpoints.edit:1", "1"))
    [updated] = await house.slack.until("views.update")
    view = updated["view"]

    sent = filled(view["private_metadata"], view="V0EDIT", summary="They agreed to renew")
    answered = await house.interact("view_submission", **sent)

    assert (view["title"]["text"], fields(view)["summary"]["initial_value"]) == ("Edit touchpoint", "They agreed")
    assert "follow_up" not in fields(view)
    assert "✓ Changed for *Acme*" in answered.text
    [touchpoint] = desk.library.tables.touchpoints.values()
    assert (touchpoint.summary, touchpoint.version) == ("They agreed to renew", 2)


async def test_the_second_of_two_hears_who_was_first(house: FrontDesk, desk: Touching) -> None:
    await house.interact("view_submission", **filled(place()))
    await house.interact("block_actions_message", **click("touchpoints.edit:1", "1"))
    metadata = (await opened(house))["private_metadata"]
    with desk.library.writing() as book:
        book.touchpoints.save(replace(desk.library.tables.touchpoints[1, "slack:V0FORM"], changed_by="U0OMAR"), now=NOW)

    answered = await house.interact("view_submission", **filled(metadata, view="V0EDIT"))

    assert "<@U0OMAR> changed this touchpoint with *Acme* meanwhile, so yours was not kept." in answered.text


async def test_a_colleague_hears_that_the_message_is_logged(house: FrontDesk, desk: Touching) -> None:
    metadata = place(key="slack:C1/1", permalink="https://x", said_by="", words="")
    await house.interact("view_submission", **filled(metadata, direction={"selected_option": {"value": "inbound"}}))
    known = desk.library.tables.touchpoints[1, "slack:C1/1"]
    desk.library.tables.touchpoints[1, "slack:C1/1"] = replace(known, author="U0PRIYA")

    answered = await house.interact("view_submission", **filled(metadata, view="V0TWO"))

    assert "That message is logged for *Acme* already, by <@U0PRIYA>: Call · ← only them" in answered.text


@pytest.mark.parametrize("metadata", ["", "no json", "[]", '{"about": 1}', place(other="x")])
def test_metadata_of_another_shape_is_no_place(metadata: str) -> None:
    assert place_from(metadata) == TouchPlace()


async def test_a_viewer_logs_and_is_offered_no_task(house: FrontDesk, desk: Touching) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.VIEWER))

    await house.interact("block_actions_message", **click("touchpoints.log", "account:2"))

    view = await opened(house)
    assert "follow_up" not in fields(view)
    assert "The book has no contacts of this account yet." in str(view["blocks"])
    await house.interact("view_submission", **filled(view["private_metadata"]))
    await eventually(lambda: bool(desk.library.tables.touchpoints))
