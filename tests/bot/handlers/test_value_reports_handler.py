from __future__ import annotations

import json
from typing import Any

import pytest
from front_desk import FrontDesk
from health_samples import standing
from loopback_slack import Answer
from pdf_text import pages_of, text_of_pdf
from uploaded_files import uploads
from value_desk import DANA, ValueBook

from bot.blocks.card_menu import card_menu
from bot.handlers import cs, menus, value_reports
from bot.handlers.value_reports import file_name
from bot.locale import Language, words_for
from bot.pictures import value_report
from domain.permissions import Member, Role
from domain.value_report.form import ValueForm

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
ACME = standing(account=1)


@pytest.fixture
def desk(house: FrontDesk) -> ValueBook:
    """Value reports over a book; Dana is at the door."""
    desk = ValueBook()
    value_reports.register(house.routes, desk.reports)
    menus.register(house.routes)
    cs.register(house.routes)
    return desk


def click(action: str, value: str) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def form(account: str = "1", *, trigger: str = "T1", **fields: Any) -> dict[str, Any]:
    """As Slack sends it; a tuple is what was chosen of several."""
    state: dict[str, Any] = {}
    for name, said in {"span": "quarter", "language": "en", "outcomes": ("1",), **fields}.items():
        block, element = {"span": ("span", "value.span"), "delivered": ("delivered.quarter", "delivered")}.get(
            name, (name, name)
        )
        if isinstance(said, tuple):
            state[block] = {element: {"selected_options": [{"value": each} for each in said]}}
        elif name == "next_steps":
            state[block] = {element: {"value": said}}
        else:
            state[block] = {element: {"selected_option": {"value": said}}}
    view = {"id": "V0FORM", "type": "modal", "callback_id": "value.report.view", "private_metadata": account}
    return {"view": view | {"hash": "old", "state": {"values": state}}, "trigger_id": trigger}


async def shown(house: FrontDesk, method: str = "views.open") -> dict[str, Any]:
    view: Any = (await house.slack.until(method))[-1]["view"]
    found: dict[str, Any] = json.loads(view) if isinstance(view, str) else view
    return found


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def said_on(view: dict[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False)


async def test_the_card_opens_the_form_with_what_may_stand_on_the_page(house: FrontDesk, desk: ValueBook) -> None:
    [menu] = card_menu(ACME, EN, DANA)
    [entry] = [each for each in menu["options"] if each["text"]["text"] == "Value report"]
    action, _, account = entry["value"].partition(":")

    await house.interact("block_actions_message", **click(action, account))

    view = await shown(house)
    fields = inputs(view)
    assert (view["private_metadata"], view["submit"]["text"]) == ("1", "Make it")
    assert list(fields) == ["span", "language", "outcomes", "delivered.quarter", "next_steps"]
    assert [each["value"] for each in fields["outcomes"]["initial_options"]] == ["1"]
    assert [each["value"] for each in fields["delivered.quarter"]["initial_options"]] == ["7"]
    assert fields["next_steps"]["initial_value"] == "- Third plant (by Jan 9, 2027)\n- Talk to the plant"
    assert "1 shipped request has neither their words nor product's" in said_on(view)


def test_who_only_looks_has_no_such_entry() -> None:
    entries = [each for menu in card_menu(ACME, EN, Member("U0VIEW", "Vi", Role.VIEWER)) for each in menu["options"]]

    assert "Value report" not in [each["text"]["text"] for each in entries]


async def test_the_picture_and_the_pdf_go_to_whoever_asked_and_to_nobody_else(
    house: FrontDesk, desk: ValueBook
) -> None:
    async with uploads(house) as uploaded:
        for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
            house.slack.instead[method].append(house.slack.instead[method][0])
        taken = await house.interact("view_submission", **form(delivered=("7",), next_steps="Talk about the *plant*"))
        posted = (await house.slack.until("chat.postMessage"))[0]
        done = await shown(house, "views.update")

    assert "I am drawing it." in said_on(taken.json()["view"])
    [completed] = house.slack.said_to("files.completeUploadExternal")
    assert completed["channel_id"] == posted["channel"] == "D0DANA"
    assert completed["initial_comment"] == (
        "The value report for *Acme Industrial*. Look at it before you send it: nobody but you has it."
    )
    names = [call["filename"] for call in house.slack.said_to("files.getUploadURLExternal")]
    assert names == [f"value-report-acme-industrial-2026-11-22.{kind}" for kind in ("png", "pdf")]
    [pdf] = [content for content in uploaded if b"%PDF" in content]
    pdf = pdf[pdf.index(b"%PDF") :]
    assert pages_of(pdf) == 1
    assert "Talk about the plant" in text_of_pdf(pdf)
    assert "The picture and the PDF for *Acme Industrial* are in our direct messages." in said_on(done)
    assert "touchpoints.log" in said_on(done)
    assert "touchpoints.log" in str(posted["blocks"])
    assert [each[0] for each in desk.audited()] == ["value_report.made"]


async def test_a_form_that_is_sent_twice_is_told_that_it_is_under_way(house: FrontDesk, desk: ValueBook) -> None:
    async with uploads(house):
        for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
            house.slack.instead[method].append(house.slack.instead[method][0])
        await house.interact("view_submission", **form())
        again = await house.interact("view_submission", **form(trigger="T2"))
        await house.slack.until("chat.postMessage")

    assert again.json()["errors"] == {"next_steps": "It is being made already: look into our direct messages."}


async def test_a_page_without_anything_is_refused_at_its_field(house: FrontDesk, desk: ValueBook) -> None:
    empty = await house.interact("view_submission", **form("4", outcomes=()))
    nobody = await house.interact("view_submission", **form("", trigger="T2", outcomes=()))

    assert list(empty.json()["errors"]) == ["next_steps"]
    assert nobody.json()["errors"] == {"account": "Choose an account first."}


async def test_without_a_font_nothing_is_sent_and_it_is_said_why(
    house: FrontDesk, desk: ValueBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(value_report, "letters_missing", lambda _: True)

    await house.interact("view_submission", **form())

    assert "has no font for this script, so nothing was made" in said_on(await shown(house, "views.update"))
    assert house.slack.said_to("files.getUploadURLExternal") == []


async def test_a_slack_that_takes_no_files_is_said_to_whoever_asked(house: FrontDesk, desk: ValueBook) -> None:
    house.slack.instead["files.getUploadURLExternal"].append(Answer({"ok": False, "error": "ratelimited"}))

    await house.interact("view_submission", **form())

    [told] = await house.slack.until("chat.postMessage")
    assert told["text"] == "Slack is busy right now. Please try again in a moment."


async def test_a_line_names_the_account_or_leads_to_a_field_that_looks_it_up(house: FrontDesk, desk: ValueBook) -> None:
    await house.command("价值报告 acme industrial", command="/cs")
    named = await shown(house)
    await house.command("report zzz &lt;!channel&gt;", command="/cs")
    await house.slack.until("views.open", 2)
    unknown = await shown(house)

    assert named["private_metadata"] == "1"
    assert list(inputs(unknown)) == ["account"]
    assert "I found no account in “zzz &lt;!channel&gt;”" in said_on(unknown)


async def test_the_field_suggests_accounts_and_the_chosen_one_draws_the_form(house: FrontDesk, desk: ValueBook) -> None:
    offered = await house.interact("block_suggestion", action_id="value.account", value="acme")
    chosen = form("")
    chosen["view"]["state"]["values"] = {"account": {"value.account": {"selected_option": {"value": "1"}}}}
    await house.interact("block_actions_modal", **(click("value.account", "1") | {"view": chosen["view"]}))

    assert [each["value"] for each in offered.json()["options"]][:1] == ["1"]
    assert (await shown(house, "views.update"))["private_metadata"] == "1"


async def test_another_period_draws_the_form_anew(house: FrontDesk, desk: ValueBook) -> None:
    changed = form(span="year", next_steps="Mine")["view"]

    await house.interact("block_actions_modal", **(click("value.span", "year") | {"view": changed}))

    fields = inputs(await shown(house, "views.update"))
    assert [each["value"] for each in fields["delivered.year"]["initial_options"]] == ["7", "9"]
    assert fields["next_steps"]["initial_value"] == "Mine"


async def test_an_account_that_left_says_so_and_has_nothing_to_choose(house: FrontDesk, desk: ValueBook) -> None:
    await house.interact("block_actions_message", **click("value.report", "3"))

    said = said_on(await shown(house))
    assert "They left on Jun 30, 2026: the page looks back from that day." in said
    assert "No outcome is agreed with them yet" in said
    assert "Nothing that they asked for was shipped within a year." in said


async def test_a_file_is_named_after_its_account_in_any_script(desk: ValueBook) -> None:
    made = desk.reports.report(DANA, ValueForm("1", next_steps="x"), key="V", today=desk.today)
    assert not isinstance(made, str)

    assert file_name(made) == "value-report-acme-industrial-2026-11-30"
