"""`/cs play`, `/cs plays` and their buttons, from the click to the book."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from front_desk import FrontDesk
from play_desk import REFERRAL, Playing, play, seats
from touch_clicks import NOW, TODAY, click

from bot.handlers import cs, menus, plays
from domain.accounts import Money
from domain.expansion.play import PlayKind, Stage
from domain.health.model import Band


@pytest.fixture
def desk(house: FrontDesk) -> Playing:
    desk = Playing(now=NOW)
    plays.register(house.routes, desk.services)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


def form(metadata: str = "account:1", *, view: str = "V0FORM", name: str = "plays.view", **more: Any) -> dict[str, Any]:
    """A filled-in form as Slack sends it."""
    usual = {"about": "50 more seats", "amount": "24k", "why": "", "note": ""} | more
    state: dict[str, Any] = {field: {field: {"value": said}} for field, said in usual.items()}
    state["kind"] = {"plays.kind": {"selected_option": {"value": more.get("kind", "more_seats")}}}
    state["stage.play"] = {"stage": {"selected_option": {"value": more.get("stage", "offered")}}}
    state["owner"] = {"owner": {"selected_user": "U0DANA"}}
    state["day"] = {"day": {"selected_date": more.get("day", "2026-12-15")}}
    made = {"id": view, "type": "modal", "callback_id": name, "private_metadata": metadata}
    return {"view": {**made, "state": {"values": state}}, "trigger_id": view}


async def opened(house: FrontDesk) -> dict[str, Any]:
    [call] = await house.slack.until("views.open")
    view: dict[str, Any] = call["view"]
    return view


def fields(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def texts(view: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


async def told(house: FrontDesk, words: str) -> list[str]:
    return (await house.told(await house.command(words, command="/cs"))).splitlines()


def put(desk: Playing, **said: Any) -> None:
    with desk.library.writing() as book:
        book.plays.add(play(key=f"V{len(desk.library.tables.plays)}", **said))


async def test_a_line_opens_the_form_with_its_account_and_what_for(house: FrontDesk, desk: Playing) -> None:
    await house.command("增购 blue harbuor &lt;50&gt; more seats", command="/cs")

    shown = fields(await opened(house))
    assert shown["account"]["initial_option"]["text"]["text"] == "Blue Harbour"
    assert shown["about"]["initial_value"] == "<50> more seats"
    assert shown["stage.play"]["initial_option"]["value"] == "idea"


async def test_a_referral_has_a_form_of_its_own(house: FrontDesk, desk: Playing) -> None:
    await house.command("推荐 acme Bluewater Ferries", command="/cs")

    view = await opened(house)
    assert view["title"]["text"] == "Referral"
    assert list(fields(view)) == [
        *("account", "kind", "about", "stage.referral", "day", "owner", "became"),
        *("contact.1", "note", "why"),
    ]


async def test_another_kind_draws_the_form_anew(house: FrontDesk, desk: Playing) -> None:
    action = {"action_id": "plays.kind", "block_id": "kind", "type": "static_select"}
    chosen = {**action, "selected_option": {"value": "referral"}}

    await house.interact("block_actions_modal", actions=[chosen], **form(kind="referral"))

    [call] = await house.slack.until("views.update")
    assert call["view"]["title"]["text"] == "Referral"


async def test_a_form_is_kept_with_a_receipt_that_takes_it_back(house: FrontDesk, desk: Playing) -> None:
    answer = await house.interact("view_submission", **form())
    again = await house.interact("view_submission", **form() | {"trigger_id": "again"})

    view = answer.json()["view"]
    assert texts(view) == [
        "✓ Recorded for *Acme*: 50 more seats · More seats · *Offered* · $24,000 · Dec 15, 2026 · <@U0DANA>"
    ]
    assert (len(desk.library.tables.plays), texts(again.json()["view"])) == (1, texts(view))
    undo, edit = view["blocks"][1]["elements"]
    assert edit["text"]["text"] == "Edit"
    await house.interact("block_actions_message", **click("plays.undo", undo["value"]))
    said = str((await house.slack.until("hook"))[-1]["text"])
    assert (said, desk.library.tables.plays) == ("✓ Undone: it is gone from *Acme*.", {})


async def test_what_is_wrong_is_said_under_its_field(house: FrontDesk, desk: Playing) -> None:
    answer = await house.interact("view_submission", **form(amount="many", stage="lost", about="x" * 121))

    assert answer.json()["errors"] == {
        "about": "That is too long: write 120 characters at most.",
        "amount": "I cannot read that as an amount. Write it like 24,000, $24k or 2.4万.",
        "why": "Say why it came to nothing.",
    }


async def test_a_stage_moves_from_the_list_with_everything_so_far(house: FrontDesk, desk: Playing) -> None:
    desk.open(why="They asked <!channel>")
    await house.interact("block_actions_message", **click("row.menu:play:1", "plays.stage:1"))
    view = await opened(house)
    steps = [block["elements"][0]["text"] for block in view["blocks"] if block["type"] == "context"]

    moved = form("play:1 1", name="plays.stage.view", stage="won", amount="24000 USD", day="2026-10-15")
    answer = await house.interact("view_submission", **moved)

    assert steps[0].startswith("*Offered* · $24,000 · <@U0DANA> · ")
    assert steps[0].endswith("“They asked &lt;!channel&gt;”")
    assert texts(answer.json()["view"])[0].startswith("✓ Moved on for *Acme*: 50 more seats · More seats · *Play won*")
    assert desk.library.tables.plays[1].stage is Stage.WON


async def test_edit_opens_the_form_as_it_stands(house: FrontDesk, desk: Playing) -> None:
    desk.open()
    await house.interact("block_actions_message", **click("plays.edit:1", "1"))

    shown = fields(await opened(house))
    assert (shown["amount"]["initial_value"], shown["contact.1"]["initial_option"]["value"]) == ("24000 USD", "1")
    answer = await house.interact("view_submission", **form("play:1 1", about="60 more seats"))
    assert texts(answer.json()["view"])[0].startswith("✓ Changed for *Acme*: 60 more seats")


async def test_the_list_says_how_far_each_is_overdue_ones_first(house: FrontDesk, desk: Playing) -> None:
    put(desk, note="*bold* <!channel>", contact=1)
    put(desk, day=TODAY - timedelta(days=2), about="Analytics", amount=None, stage=Stage.IDEA)

    said = await told(house, "plays all")

    assert said == [
        "*Open plays*",
        "Everybody's",
        "*Idea* 1 · 1 without an amount",
        "*Offered* 1 · $24,000",
        "🔴 2 are past the day on which they were expected.",
        "*Acme* · 50 more seats · $24,000",
        "*Offered* for 82 days · 🔴 was expected on Oct 15, 2026, *38 days late* · 🟢 Green · 82",
        "<@U0DANA> · More seats · with Anna · ∗bold∗ &lt;!channel&gt;",
        "*Acme* · Analytics · amount not known",
        "*Idea* for 82 days · 🔴 was expected on Nov 20, 2026, *2 days late* · 🟢 Green · 82",
        "<@U0DANA> · More seats",
    ]


async def test_won_plays_say_what_no_contract_shows(house: FrontDesk, desk: Playing) -> None:
    put(desk, stage=Stage.WON, ended_on=TODAY - timedelta(days=61), amount=Money(100, "EUR"))
    put(desk, stage=Stage.WON, ended_on=TODAY)

    said = "\n".join(await told(house, "plays all won quarter"))
    every = "\n".join(await told(house, "plays all won"))

    assert "its contract line is awaited" in said
    assert "⚠️ 1 won play is not in a contract yet: €1." in every
    assert "⚠️ won, not in a contract yet" in every
    assert "No rate is stated for EUR, so it is not added up." in every


async def test_a_long_list_is_turned_page_by_page(house: FrontDesk, desk: Playing) -> None:
    for number in range(9):
        put(desk, about=f"no {number}", day=TODAY)

    first = await told(house, "plays all")
    await house.interact("block_actions_message", **click("plays.page:next", "plays 8 open all"))
    second = str((await house.slack.until("hook"))[-1]["text"]).splitlines()

    assert (first[-1], second[-1]) == ("1–8 of 9", "9 of 9")


async def test_referrals_say_what_became_of_them(house: FrontDesk, desk: Playing) -> None:
    desk.open(form=REFERRAL, stage="became_customer", became="2", day="2026-11-01")

    said = await told(house, "referrals every all")
    await house.interact("block_actions_message", **click("plays.page:x", "referrals 0 lost all"))
    none = str((await house.slack.until("hook"))[-1]["text"]).splitlines()

    assert said[:3] == ["*All referrals*", "Everybody's", "*Became a customer* 1"]
    assert said[3] == "*Acme* · Bluewater Ferries"
    assert said[4].startswith("*Became a customer* on Nov 22, 2026 · referred on Nov 1, 2026 · now *Blue Harbour* · ")
    assert none[-1] == "No referral fits. Record one when a customer names another company to you."


async def test_who_is_ready_is_shown_and_passed_on(house: FrontDesk, desk: Playing) -> None:
    facts = seats(since=TODAY - timedelta(days=31))
    desk.library.tables.seat_facts = [facts]

    said = await told(house, "plays suggested all")
    await house.interact("block_actions_message", **click("plays.later:1", "1"))
    view = await opened(house)
    state = {"until": {"until": {}}, "why": {"why": {"value": "budget freeze"}}}
    made = {"id": "V1", "type": "modal", "callback_id": "plays.later.view", "private_metadata": "1"}
    empty = await house.interact("view_submission", view=made | {"state": {"values": {}}}, trigger_id="1")
    done = await house.interact("view_submission", view=made | {"state": {"values": state}}, trigger_id="2")
    after = await told(house, "plays suggested all")

    assert said[2:4] == ["*Acme* · *94%*", "47 of 50 seats active for 31 days"]
    assert texts(view) == ["*Acme* · 47 of 50 seats active for 31 days"]
    assert empty.json()["errors"] == {"why": "Choose a day, or say why not."}
    assert texts(done.json()["view"]) == ["✓ *Acme* is not suggested for now."]
    assert after[-1] == "No account is ready by that rule today, or somebody looks after each that is."


async def test_what_cannot_be_is_said_in_words(house: FrontDesk, desk: Playing) -> None:
    await house.interact("block_actions_message", **click("plays.undo", "9 1"))
    gone = str((await house.slack.until("hook"))[-1]["text"])

    assert gone == "It is gone already: somebody took it back before you."
    assert (await told(house, "plays wonn"))[0] == "I do not understand “wonn”. Did you mean `won`?"
    assert (await told(house, "plays zebra"))[0].startswith("I do not understand “zebra”. I know `mine`")
    assert "`/cs plays suggested`" in "\n".join(await told(house, "plays help"))
    assert (await told(house, "plays me"))[-1].startswith("No play fits.")


async def test_the_form_looks_accounts_up(house: FrontDesk, desk: Playing) -> None:
    answer = await house.interact("block_suggestion", action_id="plays.account", value="acm")

    assert answer.json()["options"][0]["text"]["text"] == "Acme"


def test_every_kind_and_stage_has_a_word() -> None:
    from bot.blocks.play_words import PLAY_KIND_WORDS, STAGE_WORDS  # noqa: PLC0415 (for this test alone)

    assert (set(PLAY_KIND_WORDS), set(STAGE_WORDS), Band.GREEN) == (set(PlayKind), set(Stage), Band.GREEN)
