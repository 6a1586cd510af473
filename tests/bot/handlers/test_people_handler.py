"""`/cs people`, its forms and its receipts, from the click to the book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from front_desk import FrontDesk
from people_desk import BO, KIM, Peopling
from touch_clicks import NOW, TODAY, click

from bot.handlers import cs, menus, people
from domain.accounts import ContactRole
from domain.people.contact import Contact
from domain.people.form import PersonField


@pytest.fixture
def desk(house: FrontDesk) -> Peopling:
    desk = Peopling(now=NOW)
    people.register(house.routes, desk.services)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


def form(view: str, metadata: str, *, number: str = "V0FORM", **said: str) -> dict[str, Any]:
    kinds = {"role": "selected_option", "stance": "selected_option", "follower": "selected_option"}
    state: dict[str, Any] = {}
    for field, value in said.items():
        kind = "selected_date" if field == PersonField.LEFT_ON else kinds.get(field, "value")
        state[field] = {field: {kind: {"value": value} if kind == "selected_option" else value}}
    made = {"id": number, "type": "modal", "callback_id": view, "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": number}


async def texts(house: FrontDesk, typed: str) -> list[str]:
    answered = await house.command(typed, command="/cs")
    blocks = answered.json()["blocks"]
    return [block["text"]["text"] for block in blocks if block["type"] in {"section", "header"}]


async def opened(house: FrontDesk) -> dict[str, Any]:
    [call] = await house.slack.until("views.open")
    view: dict[str, Any] = call["view"]
    return view


async def test_an_account_is_shown_with_who_is_missing(house: FrontDesk, desk: Peopling) -> None:
    desk.library.tables.people[2] = replace(BO, left_on=TODAY, went_to="<!channel> *Umbrella*")

    said = await texts(house, "联系人 acme")

    assert said[:2] == [
        "People at Acme",
        (
            "*2 contacts* · 0 of them spoken with in 90 days\n"
            "⚠️ *Bo* (Economic buyer) left today, and nobody took the place\n"
            "⚠️ Missing: no buyer or decision maker known"
        ),
    ]
    assert said[2:] == [
        "*Kim* · Head of IT · 👍 supporter · high influence\nnever spoken with",
        "*Cy*\nnever spoken with",
        "*Bo* · Economic buyer\nleft on Nov 22, 2026 · went to &lt;!channel&gt; ∗Umbrella∗ · nobody named who follows",
    ]


async def test_it_says_when_no_decision_maker_is_known(house: FrontDesk, desk: Peopling) -> None:
    before = await texts(house, "people acme")
    desk.library.tables.people[2] = replace(BO, role=ContactRole.DECISION_MAKER)
    after = await texts(house, "people acme")

    assert before[1].split("\n")[1:] == [
        "⚪ No decision maker is known.",
        "✓ Nobody is missing that an account of its tier should have.",
    ]
    assert after[1].split("\n")[1:] == ["✓ Nobody is missing that an account of its tier should have."]


async def test_gaps_lead_to_the_account(house: FrontDesk, desk: Peopling) -> None:
    answered = await house.command("people gaps all", command="/cs")
    show = answered.json()["blocks"][2]["accessory"]
    assert answered.json()["blocks"][2]["text"]["text"] == "*Blue Harbour* · $120,000\n⚠️ nobody is known there"

    await house.interact("block_actions_message", **click(show["action_id"], show["value"]))

    assert "The book knows nobody there yet." in str(await house.slack.until("hook"))


async def test_somebody_is_added_by_the_form_and_taken_back(house: FrontDesk, desk: Peopling) -> None:
    await house.interact("block_actions_message", **click("people.add", "1"))
    view = await opened(house)
    hostile = "\u202eNoor <!channel>"

    kept = await house.interact(
        "view_submission", **form("people.person.view", view["private_metadata"], name=hostile, role="champion")
    )
    page = kept.json()["view"]
    [undo, _] = page["blocks"][1]["elements"]
    await house.interact(
        "block_actions_modal", view=page | {"id": "V1", "hash": "h"}, **click("people.undo", undo["value"])
    )

    assert page["blocks"][0]["text"]["text"] == "✓ Added at *Acme*: *Noor &lt;!channel&gt;* · Champion"
    [updated] = await house.slack.until("views.update")
    assert updated["view"]["blocks"][0]["text"]["text"].startswith("✓ Undone. At *Acme*: ")
    assert sorted(desk.library.tables.people) == [1, 2, 3]


async def test_what_is_wrong_stands_at_its_field(house: FrontDesk, desk: Peopling) -> None:
    added = await house.interact("view_submission", **form("people.person.view", "account:1", title="x" * 151))
    left = await house.interact("view_submission", **form("people.left.view", "1 1", number="V0LEFT"))

    assert added.json()["errors"] == {
        "name": "Write a name.",
        "title": "That is too long: write 150 characters at most.",
    }
    assert left.json()["errors"] == {"left_on": "Choose a day."}


async def test_the_menu_of_a_contact_opens_its_forms(house: FrontDesk, desk: Peopling) -> None:
    menu = {"action_id": "row.menu:person:1", "block_id": "b", "type": "overflow"}
    chosen = {"value": "people.edit:1", "text": {"type": "plain_text", "text": "Edit…"}}
    await house.interact("block_actions_message", actions=[{**menu, "selected_option": chosen}])

    view = await opened(house)
    assert (view["callback_id"], view["private_metadata"]) == ("people.person.view", "1 1")

    answered = await house.interact(
        "view_submission", **form("people.person.view", "1 1", name="Kim", title="CIO", role="champion")
    )
    assert desk.contact(1).title == "CIO"
    assert answered.json()["view"]["blocks"][0]["text"]["text"].startswith("✓ Changed at *Acme*: *Kim* · CIO")


async def test_who_left_is_written_down_with_who_follows(house: FrontDesk, desk: Peopling) -> None:
    await house.interact("block_actions_message", **click("people.left", "1"))
    view = await opened(house)
    said = {"left_on": TODAY.isoformat(), "follower": "3", "went_to": "Umbrella"}

    kept = await house.interact("view_submission", **form("people.left.view", view["private_metadata"], **said))

    assert kept.json()["view"]["blocks"][0]["text"]["text"].splitlines() == [
        "✓ Has left *Acme*: *Kim* · Head of IT · Champion · 👍 supporter · high influence · left on Nov 22, 2026",
        "*Cy* takes the place: Champion.",
        "The owner of the account is told at once.",
    ]
    assert (desk.contact(1).went_to, desk.contact(1).followed_by) == ("Umbrella", 3)


@pytest.mark.parametrize(
    ("person", "what_follows"),
    [
        pytest.param("1", "Nobody took the place yet, so the score is held down until somebody does.", id="a champion"),
        pytest.param("2", "Nobody took the place yet.", id="a buyer, whose leaving holds no score down"),
    ],
)
async def test_what_follows_from_a_place_that_nobody_takes_is_said(
    house: FrontDesk, desk: Peopling, person: str, what_follows: str
) -> None:
    await house.interact("block_actions_message", **click("people.left", person))
    view = await opened(house)

    kept = await house.interact(
        "view_submission", **form("people.left.view", view["private_metadata"], left_on=TODAY.isoformat())
    )

    said = kept.json()["view"]["blocks"][0]["text"]["text"].splitlines()
    assert said[1:] == [what_follows, "The owner of the account is told at once."]


async def test_who_comes_back_is_there_again_by_one_click(house: FrontDesk, desk: Peopling) -> None:
    desk.library.tables.people[1] = replace(KIM, left_on=TODAY)

    await house.interact("block_actions_message", **click("people.back", "1"))

    assert (await opened(house))["blocks"][0]["text"]["text"].startswith("✓ Back at *Acme*: *Kim*")
    assert desk.contact(1).left_on is None


async def test_a_receipt_whose_page_was_closed_is_a_message_with_its_buttons(house: FrontDesk, desk: Peopling) -> None:
    desk.add()

    await house.interact("block_actions_message", **click("people.undo", "4 1"))
    await house.slack.until("hook")
    await house.interact("block_actions_message", **click("people.undo", "4 1"))

    assert sorted(desk.library.tables.people) == [1, 2, 3]
    assert "There is nothing to undo" in str((await house.slack.until("hook", 2))[1])


async def test_a_receipt_shows_all_people_in_its_place_and_forms_open_over_it(house: FrontDesk, desk: Peopling) -> None:
    page = {"id": "V1", "hash": "h", "type": "modal", "callback_id": "people.person.view", "blocks": []}
    await house.interact("block_actions_modal", view=page, **click("people.show", "1"))
    [shown] = await house.slack.until("views.update")

    await house.interact("block_actions_modal", view=page, **click("people.edit", "1"))

    assert shown["view"]["blocks"][0]["text"]["text"] == "People at Acme"
    assert (await house.slack.until("views.update", 2))[1]["view"]["callback_id"] == "people.person.view"


async def test_pages_are_turned_in_place(house: FrontDesk, desk: Peopling) -> None:
    many = (Contact(1, str(number), f"P{number:02}", id=number) for number in range(4, 16))
    desk.library.tables.people |= {each.id: each for each in many}

    for action, value in (("people.page", "1 10"), ("people.page", "1 x"), ("people.gaps", "0 gaps all")):
        await house.interact("block_actions_message", **click(action, value))

    turned = await house.slack.until("hook", 3)
    assert ["*P14*" in str(said) for said in turned] == [True, False, False]
    assert all(said["replace_original"] for said in turned)
