from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from front_desk import FrontDesk
from loopback_slack import Answer
from renewal_book import TODAY, RenewalLibrary, lists_of, renewal, row

from bot.handlers import menus, renewals
from domain.permissions import Role


@pytest.fixture
def book(house: FrontDesk) -> RenewalLibrary:
    """`/renewals`, with ten open renewals of Dana's in its book."""
    book = RenewalLibrary()
    book.put(*(row(number) for number in range(1, 11)))
    renewals.register(house.routes, lists_of(book))
    menus.register(house.routes)
    return book


def click(action: str, value: str, **said: Any) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}], **said}


def headline(body: dict[str, Any]) -> str:
    return str(body["text"].split("\n")[0])


def values(body: dict[str, Any]) -> dict[str, str]:
    """What the buttons of a message carry, by their label."""
    rows = [block["elements"] for block in body["blocks"] if block["type"] == "actions"]
    return {button["text"]["text"]: button["value"] for elements in rows for button in elements}


async def test_the_list_rides_in_the_acknowledgement_for_the_asker_alone(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    response = await house.command("quarter", command="/renewals")
    wider = await house.command("", command="/renewals")

    assert headline(response.json()) == "No renewal is due this quarter in your book. Look further:"
    assert headline(wider.json()) == "*Renewals due in the next 90 days*"
    assert wider.json()["response_type"] == "ephemeral"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("last quarter", "No renewal is due last quarter in your book.", id="last quarter"),
        pytest.param("上季度", "No renewal is due last quarter in your book.", id="in Chinese"),
        pytest.param("march 2031", "No renewal is due in March 2031 in your book.", id="a month with its year"),
        pytest.param("二月 red", "No renewal due in February in your book fits: 🔴 Red.", id="the next one of a name"),
    ],
)
async def test_months_have_names_and_quarters_go_back(
    house: FrontDesk, book: RenewalLibrary, typed: str, said: str
) -> None:
    response = await house.command(typed, command="/renewals")

    assert headline(response.json()) == f"{said} Look further:"


async def test_next_and_previous_carry_the_question_and_take_the_place_of_the_page(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    first = (await house.command("red all", command="/renewals")).json()
    await house.interact("block_actions_message", **click("renewals.page:next", values(first)["Next"]))

    [second] = await house.slack.until("hook")
    assert (values(first)["Next"], values(second)["Previous"]) == ("8 90 all red", "0 90 all red")
    assert "9–10 of 10" in second["text"]
    assert second["replace_original"] is True


async def test_a_slip_is_said_back_with_a_button_that_runs_the_mended_question(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    said = (await house.command("quater red", command="/cs-renewals")).json()
    mended = (await house.command("gren 30", command="/renewals")).json()
    await house.interact(
        "block_actions_message", **click("renewals.page:mended", values(mended)["Run /renewals green 30"])
    )

    [answer] = await house.slack.until("hook")
    assert "quater" in said["text"] or said["response_type"] == "ephemeral"
    assert headline(answer) == "No renewal due in the next 30 days in your book fits: 🟢 Green. Look further:"


async def test_help_names_the_command_as_it_was_typed(house: FrontDesk, book: RenewalLibrary) -> None:
    response = await house.command("help", command="/renewals")

    assert "`/renewals` alone shows the next 90 days." in response.json()["text"]


async def test_accounts_without_a_date_are_one_click_away(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put_undated(1, name="Lost & Found")
    listed = (await house.command("", command="/renewals")).json()
    button = values(listed)["1 live account has no renewal date"]
    await house.interact("block_actions_message", **click("renewals.page:undated", button))

    [answer] = await house.slack.until("hook")
    assert button == "0 90 me undated"
    assert "*Lost &amp; Found* · <@U0DANA>" in answer["text"]


async def test_who_may_not_read_is_refused_in_words(house: FrontDesk, book: RenewalLibrary) -> None:
    member = house.library.book.members.by_slack_id("U0DANA")
    assert member
    house.admission.forget("U0DANA")
    house.admission.access.give_role("U0DANA", Role.PRODUCT, name=None, by="U0FIRST")

    response = await house.command("", command="/renewals")

    assert "Your role does not allow this." in await house.told(response)


@pytest.mark.parametrize("rows", [10, 5000])
async def test_the_whole_list_goes_to_the_direct_messages_as_a_table(
    house: FrontDesk, book: RenewalLibrary, rows: int
) -> None:
    book.put(*(row(number, name="=cmd|calc") for number in range(11, rows + 1)))
    async with uploads() as (address, uploaded):
        house.slack.instead["files.getUploadURLExternal"].append(
            Answer({"ok": True, "upload_url": address, "file_id": "F0CSV"})
        )
        house.slack.instead["files.completeUploadExternal"].append(Answer({"ok": True, "files": [{"id": "F0CSV"}]}))
        await house.interact("block_actions_message", **click("renewals.export", "90 me tier:high"))
        [body] = await house.slack.until("hook")

    [asked] = house.slack.said_to("files.getUploadURLExternal")
    [completed] = house.slack.said_to("files.completeUploadExternal")
    lines = list(csv.reader(io.StringIO(uploaded[0].decode("utf-8-sig"), newline="")))
    assert asked["filename"] == "renewals-me-90d-high-2026-11-22-1300.csv"
    assert uploaded[0].startswith(b"\xef\xbb\xbfAccount,Owner,")
    assert (len(lines), lines[1][:2]) == (rows + 1, ["Account 1", "Dana"])
    assert {line[0] for line in lines[11:]} <= {"'=cmd|calc"}
    assert completed["channel_id"] == "D0DANA"
    assert f"with {rows:,} renewals in our direct messages" in body["text"]


async def test_an_export_of_what_nobody_understands_says_so(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("block_actions_message", **click("renewals.export", "xyzzy"))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("I do not understand “xyzzy”.")


async def test_an_entry_of_a_menu_is_answered_by_whoever_answers_its_button(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    book.put(row(11, renewal_=renewal(11, due_on=TODAY - timedelta(days=3))))
    chosen = {
        "type": "overflow",
        "action_id": "row.menu:1",
        "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": "renewals.page:0 overdue"},
    }
    await house.interact("block_actions_message", actions=[chosen])

    [body] = await house.slack.until("hook")
    assert headline(body) == "*Overdue renewals*"


@pytest.mark.parametrize("value", ["", "row.menu:row.menu:1", "no.such.action:1"])
async def test_a_menu_that_somebody_made_up_is_out_of_date(house: FrontDesk, book: RenewalLibrary, value: str) -> None:
    await house.interact("block_actions_message", **click("row.menu:1", value))

    [body] = await house.slack.until("hook")
    assert body["text"] == "This message is out of date. Ask again for the current one."


@asynccontextmanager
async def uploads() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Where Slack takes files."""
    taken: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        taken.append(await request.read())
        return web.Response(text="OK")

    application = web.Application(client_max_size=10_000_000)
    application.router.add_post("/upload", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/upload", taken
    finally:
        await runner.cleanup()
