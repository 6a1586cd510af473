"""`/cs survey`, its form and receipt, `/cs nps`, and what waits for its account."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from front_desk import FrontDesk
from people_desk import ADA
from survey_desk import NOBODYS, SENT, Surveying
from touch_clicks import NOW, TODAY, click

from bot.handlers import cs, menus, surveys
from domain.permissions import Role
from domain.surveys.answer import SurveyAnswer


@pytest.fixture
def desk(house: FrontDesk) -> Surveying:
    desk = Surveying(now=NOW)
    surveys.register(house.routes, desk.services)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


def form(metadata: str, *, number: str = "V0FORM", account: str = "", contact: str = "", **said: str) -> dict[str, Any]:
    usual = {"survey": "nps", "score": "3", "on": TODAY.isoformat(), "words": ""} | said
    state: dict[str, Any] = {
        "survey": {"survey": {"selected_option": {"value": usual["survey"]}}},
        "score": {"score": {"selected_option": {"value": usual["score"]}}},
        "on": {"on": {"selected_date": usual["on"]}},
        "words": {"words": {"value": usual["words"]}},
    }
    if account:
        state["account"] = {"surveys.account": {"selected_option": {"value": account}}}
    if contact:
        state["contact.1"] = {"contact": {"selected_option": {"value": contact}}}
    made = {"id": number, "type": "modal", "callback_id": "surveys.view", "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": number}


async def opened(house: FrontDesk, count: int = 1) -> dict[str, Any]:
    calls = await house.slack.until("views.open", count)
    view: dict[str, Any] = calls[-1]["view"]
    return view


def fields(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


async def be_admin(house: FrontDesk) -> None:
    with house.library.writing() as book:
        dana = book.members.by_slack_id("U0DANA")
        assert dana
        book.members.save(replace(dana, role=Role.ADMIN))


async def test_a_line_opens_the_form_and_it_is_kept_with_a_receipt(house: FrontDesk, desk: Surveying) -> None:
    await house.command("满意度 acme 3 &lt;!channel&gt; *slow*", command="/cs")
    view = await opened(house)
    assert fields(view)["score"]["initial_option"]["value"] == "3"
    assert fields(view)["words"]["initial_value"] == "<!channel> *slow*"

    kept = await house.interact(
        "view_submission", **form(view["private_metadata"], account="1", contact="1", words="<!channel> *slow*")
    )

    page = kept.json()["view"]
    assert page["blocks"][0]["text"]["text"].splitlines() == [
        "✓ Kept for *Acme*: 🔴 NPS 3 of 10 · Kim · Nov 22, 2026",
        "It counts in the NPS and in the score. The owner of the account is told at once.",
    ]
    assert page["blocks"][1]["type"] == "rich_text"
    assert [each["value"] for each in page["blocks"][2]["elements"]] == ["1 1", "1"]


async def test_satisfaction_is_no_part_of_the_nps(house: FrontDesk, desk: Surveying) -> None:
    kept = await house.interact("view_submission", **form("account:1", survey="csat", score="4"))

    assert kept.json()["view"]["blocks"][0]["text"]["text"].splitlines() == [
        "✓ Kept for *Acme*: satisfaction 4 of 5 · Nov 22, 2026",
        "It is kept with its scale, and is no part of the NPS.",
    ]
    refused = await house.interact("view_submission", **form("account:1", number="V2", survey="csat", score="9"))
    assert refused.json()["errors"] == {"score": "NPS goes from 0 to 10, satisfaction from 1 to 5."}


async def test_choosing_the_account_brings_its_people(house: FrontDesk, desk: Surveying) -> None:
    filled = form("", account="1", words="so far")
    action = {"action_id": "surveys.account", "block_id": "account", "type": "external_select"}
    chosen = {**action, "selected_option": {"value": "1", "text": {"type": "plain_text", "text": "A"}}}

    await house.interact("block_actions_modal", actions=[chosen], **filled)
    suggested = await house.interact("block_suggestion", action_id="surveys.account", value="acm")

    [updated] = await house.slack.until("views.update")
    assert [each["value"] for each in fields(updated["view"])["contact.1"]["options"]] == ["2", "1", "3"]
    assert suggested.json()["options"][0]["text"]["text"] == "Acme"


async def test_a_receipt_is_edited_and_taken_back_in_its_place(house: FrontDesk, desk: Surveying) -> None:
    desk.keep()
    page = {"id": "V1", "hash": "h", "type": "modal", "callback_id": "surveys.view", "blocks": []}

    await house.interact("block_actions_modal", view=page, **click("surveys.edit", "1"))
    [edit] = await house.slack.until("views.update")
    edited = await house.interact("view_submission", **form(edit["view"]["private_metadata"], score="9"))
    await house.interact("block_actions_modal", view=page, **click("surveys.undo", "1 2"))

    assert edited.json()["view"]["blocks"][0]["text"]["text"].startswith("✓ Changed for *Acme*: 🟢 NPS 9 of 10")
    undone = (await house.slack.until("views.update", 2))[1]["view"]
    assert undone["blocks"][0]["text"]["text"].startswith("✓ Undone: the answer of *Acme* is gone.")
    assert desk.answers == []


async def test_a_receipt_whose_page_was_closed_is_a_message(house: FrontDesk, desk: Surveying) -> None:
    desk.keep()

    await house.interact("block_actions_message", **click("surveys.undo", "1 1"))
    await house.slack.until("hook")
    await house.interact("block_actions_message", **click("surveys.undo", "1 1"))

    assert "There is nothing to undo" in str((await house.slack.until("hook", 2))[1])
    await house.interact("block_actions_message", **click("surveys.edit", "1"))
    assert "not in the book any more" in str((await house.slack.until("hook", 3))[2])


async def test_the_figure_stands_with_its_margin_and_the_words(house: FrontDesk, desk: Surveying) -> None:
    groups = ((9, 15), (7, 8), (3, 7))
    scores = [score for score, count in groups for _ in range(count)]
    for number, score in enumerate(scores, start=1):
        words = "<!channel> *too* dear" if number == len(scores) else ""
        desk.library.tables.answers[number] = SurveyAnswer(
            1, f"k{number}", "nps", Decimal(score), TODAY, words, None, 10, id=number
        )
    desk.inbox.taken(replace(SENT, key="a", score=None, on=TODAY))

    answered = await house.command("净推荐值 by tier all", command="/cs")

    blocks = answered.json()["blocks"]
    said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert said[0].splitlines() == [
        "*All accounts* · the last 365 days",
        "*+26.7* ± 29.1 · 🟢 promoters 15 · 🟡 passives 8 · 🔴 detractors 7",
        "the latest answer of each of 30 people, the oldest today",
        "0 of 1 who were asked answered (0%)",
    ]
    assert said[1].splitlines()[1] == "mid touch: *+26.7* ± 29.1 · 🟢 promoters 15 · 🟡 passives 8 · 🔴 detractors 7"
    assert said[2:4] == [
        "*What those say who would not recommend us*",
        "🔴 *3* · *Acme* · today",
    ]
    notes = [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]
    assert notes == ["and 2 answers more"]
    assert said[-1].splitlines() == ["*Who has not answered*", "Kim · Acme · asked today"]
    assert "<!channel> *too* dear" in str([block for block in blocks if block["type"] == "rich_text"])


async def test_few_answers_are_counted_and_none_are_said(house: FrontDesk, desk: Surveying) -> None:
    nobody = await house.told(await house.command("nps", command="/cs"))
    desk.keep()
    few = await house.told(await house.command("nps all", command="/cs"))

    assert "Nobody has answered yet." in nobody
    assert "Under 30 answers only counts are said" in few
    assert "NPS: whether customers" in await house.told(await house.command("nps help", command="/cs"))
    assert "nonsense" in await house.told(await house.command("nps nonsense", command="/cs"))


async def test_what_waits_for_its_account_is_given_one_or_dropped(house: FrontDesk, desk: Surveying) -> None:
    assert ADA.role is Role.ADMIN
    desk.library.tables.members["U0DANA"] = replace(ADA, slack_id="U0DANA")
    await be_admin(house)
    desk.inbox.taken(replace(NOBODYS, account="Umbrella <Inc>"))
    desk.inbox.taken(replace(NOBODYS, key="r2", score=None))

    listed = await house.command("survey waiting", command="/cs")
    assert "*Umbrella &lt;Inc&gt; · who@else.example* · 🔴 NPS 2 of 10\\nToo dear" in listed.text
    await house.interact("block_actions_message", **click("surveys.stray", "1"))
    view = await opened(house)
    assert view["blocks"][0]["text"]["text"] == "typeform says it is of: Umbrella &lt;Inc&gt; · who@else.example"
    kept = await house.interact("view_submission", **form(view["private_metadata"], account="1", score="2"))
    await house.interact("block_actions_message", **click("surveys.drop", "2"))

    assert kept.json()["view"]["blocks"][0]["text"]["text"].startswith("✓ Kept for *Acme*")
    assert "Nothing waits." in str((await house.slack.until("hook"))[-1])
