"""`/cs stages`, `/cs onboarding` and `First value…`, from the words and clicks to the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from first_value_desk import Valuing
from front_desk import FrontDesk
from touch_clicks import click

from bot.handlers import cs, first_value, lifecycle, menus


@pytest.fixture
def desk(house: FrontDesk) -> Valuing:
    desk = Valuing()
    first_value.register(house.routes, desk.values)
    lifecycle.register(house.routes, desk.lists)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


async def told(house: FrontDesk, words: str) -> list[str]:
    return (await house.told(await house.command(words, command="/cs"))).splitlines()


def filled(metadata: str, **said: str) -> dict[str, Any]:
    state = {name: {name: {"selected_date" if name == "on" else "value": value}} for name, value in said.items()}
    made = {"id": "V0FORM", "type": "modal", "callback_id": "value.record.view", "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": "V0FORM"}


async def test_stages_are_summed_up_and_the_stuck_are_listed(house: FrontDesk, desk: Valuing) -> None:
    said = await told(house, "stages all")

    assert said[:3] == [
        "*Stages of accounts*",
        "*All accounts*",
        "*In onboarding* · 1 account · $1 · ⚠️ 1 stuck · $1",
    ]
    assert "Stuck, the most ARR first" in said
    assert "⚠️ onboarding has begun, and it is not live" in said


async def test_a_stage_is_turned_page_by_page(house: FrontDesk, desk: Valuing) -> None:
    tables = desk.library.tables
    for number in range(10, 20):
        tables.accounts[number] = replace(tables.accounts[2], id=number, name=f"Account {number}")
        tables.standings[number] = replace(tables.standings[2], account=number)

    first = await told(house, "阶段 me stable")
    await house.interact("block_actions_message", **click("stages.page:next", "8 me stable"))
    second = str((await house.slack.until("hook"))[-1]["text"]).splitlines()

    assert (first[-1], second[-1]) == ("1–8 of 12", "9–12 of 12")
    assert second[-2] == "stable · mid touch"


async def test_who_waits_for_first_value_stands_with_due_day_and_what_counts(house: FrontDesk, desk: Valuing) -> None:
    said = await told(house, "首次价值 all")

    assert said[:5] == [
        "*On the way to first value*",
        "*All accounts* · 3 accounts wait · 🔴 3 late",
        "*Acme* · $1",
        "🔴 due on Aug 12, 2026, *102 days late*",
        (
            "not live yet, counted from Jul 13, 2026 · target: 25% of the seats active in a week, within 30 days "
            "· <@U0DANA>"
        ),
    ]
    await house.interact("block_actions_message", **click("onboarding.page:median", "0 median all"))
    median = str((await house.slack.until("hook"))[-1]["text"]).splitlines()
    assert median[0] == "*Time to first value*"
    assert "1 of 4 reached it; 2 waiting, 1 left without it" in median


@pytest.mark.parametrize("words", ["stages stuk", "onboarding medain"])
async def test_a_slip_is_mended_by_a_button(house: FrontDesk, desk: Valuing, words: str) -> None:
    answer = (await house.command(words, command="/cs")).json()

    assert answer["blocks"][-1]["elements"][0]["action_id"] == "cs.run"
    assert answer["blocks"][-1]["elements"][0]["value"] in {"stages stuck", "onboarding median"}


@pytest.mark.parametrize("words", ["stages help", "onboarding help", "stages zzzzz", "onboarding zzzzz"])
async def test_what_may_be_asked_is_said(house: FrontDesk, desk: Valuing, words: str) -> None:
    said = "\n".join(await told(house, words))

    assert "`/cs" in said or "I know `" in said


async def test_first_value_is_recorded_from_the_menu_of_the_card_and_taken_back(
    house: FrontDesk, desk: Valuing
) -> None:
    chosen = {"type": "overflow", "selected_option": {"value": "value.record:1"}}
    await house.interact("block_actions_message", actions=[{"action_id": "row.menu:card:1", "block_id": "b"} | chosen])
    [opened] = await house.slack.until("views.open")
    form = opened["view"]
    answer = (
        await house.interact(
            "view_submission",
            **filled(form["private_metadata"], on="2026-09-02", what="*Report* <!here>", words="“好”\u202e"),
        )
    ).json()["view"]
    undo = answer["blocks"][-2]["elements"][0]
    await house.interact("block_actions_modal", **click(undo["action_id"], undo["value"]))
    [undone] = await house.slack.until("views.update")

    assert form["private_metadata"] == "1"
    assert form["blocks"][0]["text"]["text"].splitlines()[0] == "*Acme* · was due on Aug 12, 2026, 102 days late"
    assert answer["blocks"][0]["text"]["text"].splitlines() == [
        "✓ Recorded for *Acme*: first value reached on Sep 2, 2026, 21 days late.",
        "∗Report∗ &lt;!here&gt;",
    ]
    assert undone["view"]["blocks"][0]["text"]["text"].startswith("✓ Undone for *Acme*. First value now: was due on")
    assert desk.library.tables.accounts[1].first_value_on is None


async def test_what_was_found_is_cleared_from_its_form_with_a_reason(house: FrontDesk, desk: Valuing) -> None:
    await house.interact("block_actions_message", **click("value.record:3", "3"))
    [opened] = await house.slack.until("views.open")
    clear = opened["view"]["blocks"][1]["elements"][0]
    await house.interact("block_actions_modal", **click(clear["action_id"], clear["value"]))
    [asked] = await house.slack.until("views.update")
    forms = [filled(asked["view"]["private_metadata"], what=what) for what in (" ", "Only *our* testers")]
    for number, form in enumerate(forms):
        form["view"] |= {"callback_id": asked["view"]["callback_id"], "id": f"V0CLEAR{number}"}
        form["trigger_id"] = f"T0CLEAR{number}"

    refused, answered = [(await house.interact("view_submission", **form)).json() for form in forms]
    answer = answered["view"]
    again = await house.interact("block_actions_message", **click("value.record:3", "3"))
    shown = (await house.slack.until("views.open", 2))[-1]["view"]["blocks"]

    assert again.status_code == 200
    assert refused["errors"] == {"what": "Write why it was not reached: others will read it."}
    assert answer["blocks"][0]["text"]["text"].splitlines() == [
        "✓ Cleared for *Cove*: first value was due on Sep 1, 2026, 82 days late.",
        "Only ∗our∗ testers",
    ]
    assert shown[0]["text"]["text"].splitlines()[1] == (
        "First value was cleared by <@U0DANA> on Sep 1, 2026: Only ∗our∗ testers."
    )
    assert shown[1]["type"] == "input"


async def test_what_is_cleared_already_is_not_asked_for_again(house: FrontDesk, desk: Valuing) -> None:
    await house.interact("block_actions_modal", **click("value.clear", "1"))

    [said] = await house.slack.until("views.update")
    assert said["view"]["blocks"][0]["text"]["text"].startswith("Somebody was first: *Acme* changed while you wrote")


async def test_a_receipt_that_became_a_message_is_taken_back_there(house: FrontDesk, desk: Valuing) -> None:
    kept = desk.kept()

    await house.interact("block_actions_message", **click("value.undo", str(kept.note.id)))
    await house.slack.until("hook")
    desk.now += timedelta(hours=1)
    await house.interact("block_actions_message", **click("value.undo", str(kept.note.id)))

    first, second = (str(call["text"]) for call in await house.slack.until("hook", 2))
    assert first.startswith("✓ Undone for *Acme*")
    assert second == "That is taken back already."


async def test_what_is_wrong_is_said_at_its_field(house: FrontDesk, desk: Valuing) -> None:
    answer = await house.interact("view_submission", **filled("1", on="2027-01-01", words="x" * 1001))

    assert answer.json()["errors"] == {
        "on": "That day is still to come. Choose today or an earlier one.",
        "what": "Write what was reached: others will read it.",
        "words": "That is too long: write 1,000 characters at most.",
    }


async def test_the_second_of_two_reads_who_was_first(house: FrontDesk, desk: Valuing) -> None:
    desk.kept()

    answer = (await house.interact("view_submission", **filled("1", on="2026-09-02", what="Later"))).json()["view"]

    assert answer["blocks"][0]["text"]["text"].splitlines() == [
        "<@U0DANA> was first: *Acme* changed while you wrote, so yours was not kept.",
        "First value now: reached on Sep 1, 2026, 20 days late; First ∗report∗ read &lt;!channel&gt; (<@U0DANA>).",
        "Open the form again to put it right.",
    ]
