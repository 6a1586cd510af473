"""`/cs plan` and `/cs plans`, the forms behind their buttons and the receipts, from the click to the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from front_desk import FrontDesk
from plan_desk import SAVE, Planning
from touch_clicks import NOW, TODAY, click

from bot.handlers import cs, menus, plan_forms, plans
from domain.success import OutcomeStatus


@pytest.fixture
def desk(house: FrontDesk) -> Planning:
    desk = Planning(now=NOW)
    plans.register(house.routes, desk.looks, desk.milestones)
    services = plan_forms.PlanServices(desk.outcomes, desk.steps, desk.milestones, desk.undo)
    plan_forms.register(house.routes, services)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


@pytest.fixture
def agreed(desk: Planning) -> Planning:
    days = {"agreed_on": (TODAY - timedelta(days=100)).isoformat(), "due_on": (TODAY + timedelta(days=100)).isoformat()}
    desk.agree(replace(SAVE, **days))
    return desk


def sent(view: str, metadata: str, *, key: str = "V0FORM", **said: Any) -> dict[str, Any]:
    """A form as Slack sends it; what is a mapping is an element, texts are typed."""
    elements = {name: each if isinstance(each, dict) else {"value": each} for name, each in said.items()}
    actions = {"verdict": "plans.verdict"}
    state = {name: {actions.get(name, name): each} for name, each in elements.items()}
    made = {"id": key, "type": "modal", "callback_id": view, "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": key}


def chosen(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


async def opened(house: FrontDesk) -> dict[str, Any]:
    [call] = await house.slack.until("views.open")
    view: dict[str, Any] = call["view"]
    return view


def fields(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


async def test_the_plan_of_an_account_is_answered_at_once(house: FrontDesk, agreed: Planning) -> None:
    response = await house.command("成功计划 acme", command="/cs")

    body = response.json()
    assert body["response_type"] == "ephemeral"
    assert "“Save 80 hours a month”" in body["text"]
    assert (
        (await house.command("plan blue harbour", command="/cs"))
        .json()["text"]
        .startswith("*Success plan of Blue Harbour*\nNothing is agreed yet.")
    )


async def test_a_list_has_pages_and_words_in_both_languages(house: FrontDesk, agreed: Planning) -> None:
    body = (await house.command("计划列表", command="/cs")).json()

    assert "*Acme*\n0 of 1 outcome on track or reached" in body["text"]
    assert "no success plan yet" in body["text"]
    await house.interact("block_actions_message", **click("plans.page:next", "8 me"))
    [answered] = await house.slack.until("hook")
    assert answered["replace_original"] is True
    assert "behind first" in (await house.command("plans help", command="/cs")).json()["text"]


async def test_an_outcome_goes_from_the_form_to_the_book_and_back(house: FrontDesk, desk: Planning) -> None:
    await house.interact("block_actions_message", **click("plans.outcome:1", "1"))
    assert fields(await opened(house))[:3] == ["title", "agreed_on", "measure"]

    form = sent("plans.outcome.view", "account:1", title="<!channel> *faster*", owner={"selected_user": "U0DANA"})
    response = await house.interact("view_submission", **form)

    page = response.json()["view"]
    assert response.json()["response_action"] == "update"
    assert "“&lt;!channel&gt; ∗faster∗”" in page["blocks"][0]["text"]["text"]
    undo = page["blocks"][1]["elements"][0]
    assert (undo["action_id"], desk.outcome().title) == ("plans.undo", "<!channel> *faster*")
    await house.interact("block_actions_modal", **click("plans.undo", undo["value"]))
    [update] = await house.slack.until("views.update")
    assert update["view"]["blocks"][0]["text"]["text"] == "✓ Undone in the plan of *Acme*."
    assert desk.library.tables.outcomes == {}


async def test_what_is_wrong_stands_at_its_field(house: FrontDesk, agreed: Planning) -> None:
    form = sent("plans.outcome.view", "account:1", title="", baseline="x", target="1", owner={"selected_user": "U9"})

    assert (await house.interact("view_submission", **form)).json() == {
        "response_action": "errors",
        "errors": {
            "title": "Write down what they want, so that it can be read.",
            "baseline": "Write a number, like 62, 3.5 or 1,200.",
            "owner": "That person has no role in Moorline yet. An admin can add them.",
        },
    }
    long = sent("plans.outcome.view", "account:1", key="V0LONG", title="x" * 301)
    errors = (await house.interact("view_submission", **long)).json()["errors"]
    assert errors == {"title": "That is too long: write 300 characters at most."}
    step = sent("plans.milestone.view", "1", key="V0STEP", title="x" * 301, due_on={"selected_date": TODAY.isoformat()})
    assert (await house.interact("view_submission", **step)).json()["errors"] == errors


async def test_a_value_is_typed_and_the_receipt_shows_the_arithmetic(house: FrontDesk, agreed: Planning) -> None:
    await house.interact("block_actions_message", **click("plans.measure:1", "1"))
    view = await opened(house)
    assert fields(view) == ["value", "on"]
    assert view["blocks"][1]["label"]["text"] == "Hours saved, in h"

    response = await house.interact("view_submission", **sent("plans.measure.view", "1", value="30"))

    blocks = response.json()["view"]["blocks"]
    assert "■□□□□│□□□□□ 30 of 80 h; due 50 by now: *behind*" in blocks[0]["text"]["text"]
    assert "It fell behind, so <@U0DANA> has the task to check in" in blocks[0]["text"]["text"]
    assert blocks[1]["elements"][0]["text"] == (
        "(30 − 20) ÷ (80 − 20) = 17% of the way done · 100 of 200 days gone = 50% due, of which 10% may be missing"
    )


async def test_when_it_is_behind_the_form_asks_why(house: FrontDesk, agreed: Planning) -> None:
    await house.interact("block_actions_message", **click("plans.checkin:1", "1"))
    first = await opened(house)
    assert (fields(first), first["private_metadata"]) == (["verdict", "words", "next_step"], "1 0")
    said: dict[str, Any] = {"verdict": chosen("behind"), "next_step": "so far"}
    form = sent("plans.checkin.view", "1 0", **said)
    radio = {"action_id": "plans.verdict", "type": "radio_buttons", **chosen("behind")}

    await house.interact("block_actions_modal", actions=[radio], **form)

    [update] = await house.slack.until("views.update")
    assert fields(update["view"]) == ["verdict", "cause", "words", "next_step"]
    assert update["view"]["private_metadata"] == "1 0"
    refused = await house.interact("view_submission", **sent("plans.checkin.view", "1 0", key="V0NEXT", **said))
    assert refused.json()["errors"] == {"cause": "Choose why it is behind."}
    why = {"cause": chosen("not_used"), "words": "the night shift"}
    form = sent("plans.checkin.view", "1 0", key="V0LAST", **said, **why)
    page = (await house.interact("view_submission", **form)).json()["view"]
    assert "Not used by those who should · “the night shift”" in page["blocks"][0]["text"]["text"]
    assert agreed.outcome().status is OutcomeStatus.BEHIND


async def test_the_menu_of_an_outcome_leads_to_its_forms(house: FrontDesk, agreed: Planning) -> None:
    for entry, first in (("plans.edit:1", "title"), ("plans.checkin:1 reached", "verdict")):
        chosen_entry = {"action_id": "row.menu:plan:1", "type": "overflow", **chosen(entry)}
        await house.interact("block_actions_message", actions=[chosen_entry])
        assert fields((await house.slack.until("views.open"))[-1]["view"])[0] == first
        house.slack.calls.clear()
    await house.interact("block_actions_message", **click("plans.history:1", "1"))
    assert (await opened(house))["blocks"][0]["text"]["text"] == "Acme"


async def test_a_milestone_is_set_and_done_where_it_stands(house: FrontDesk, agreed: Planning) -> None:
    await house.interact("block_actions_message", **click("plans.milestone:1", "1"))
    assert fields(await opened(house)) == ["title", "due_on", "outcome", "owner"]
    form = sent("plans.milestone.view", "1", title="Train them", due_on={"selected_date": TODAY.isoformat()})
    page = (await house.interact("view_submission", **form)).json()["view"]
    assert "☐ *Train them* · due today" in page["blocks"][0]["text"]["text"]
    [number] = agreed.library.tables.milestones

    await house.interact("block_actions_message", **click(f"plans.step:{number}", f"{number} done"))
    [answered] = await house.slack.until("hook")
    assert "☑ Train them" in answered["text"]
    await house.interact("block_actions_modal", **click(f"plans.step:{number}", f"{number} open"))
    [update] = await house.slack.until("views.update")
    assert "☐ Train them" in str(update["view"])


async def test_a_closed_receipt_can_still_be_undone(house: FrontDesk, agreed: Planning) -> None:
    seen = agreed.measure("45").undo

    await house.interact("block_actions_message", **click("plans.undo", seen))

    [undone] = await house.slack.until("hook")
    assert undone["replace_original"] is True
    await house.interact("block_actions_message", **click("plans.undo", seen))
    [_, gone] = await house.slack.until("hook", 2)
    assert gone["text"] == "There is nothing to undo: it is gone already."
    await house.interact("block_actions_message", **click("plans.show:1", "1"))
    [*_, shown] = await house.slack.until("hook", 3)
    assert shown["text"].startswith("*Success plan of Acme*")
