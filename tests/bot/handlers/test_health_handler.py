from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_samples import TODAY, put_harbour, snapshot_on, standing
from loopback_slack import Answer

from bot.handlers import health
from bot.services.explanations import Explanations
from bot.services.health import Health
from domain.accounts import Account


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    """The features of `/health`, with Harbour in their book."""
    book = FakeLibrary()
    put_harbour(book)
    health.register(house.routes, Health(book), Explanations(book))
    return book


def click(action: str, value: str, **said: Any) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}], **said}


def headline(body: dict[str, Any]) -> str:
    return str(body["text"].split("\n")[0])


async def test_an_account_by_name_rides_in_the_acknowledgement(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.command("harbour")

    assert headline(response.json()) == "*Harbour*"
    assert response.json()["response_type"] == "ephemeral"


async def test_help_names_the_command_as_it_was_typed(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.command("help")

    assert "`/health` alone shows your worst five." in response.json()["text"]


@pytest.mark.parametrize("action", ["health.show:17", "health.lookup"])
async def test_what_is_looked_up_from_a_list_answers_below_it(house: FrontDesk, book: FakeLibrary, action: str) -> None:
    await house.interact("block_actions_message", **click(action, "17"))

    [body] = await house.slack.until("hook")
    assert (headline(body), body["replace_original"]) == ("*Harbour*", False)


@pytest.mark.parametrize("action", ["health.choose:17", "health.select"])
async def test_a_choice_takes_the_place_of_the_question(house: FrontDesk, book: FakeLibrary, action: str) -> None:
    await house.interact("block_actions_message", **click(action, "17"))

    [body] = await house.slack.until("hook")
    assert (headline(body), body["replace_original"]) == ("*Harbour*", True)


async def test_next_takes_the_place_of_the_page(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("health.page:next", "0 all red"))

    [body] = await house.slack.until("hook")
    assert (headline(body), body["replace_original"]) == ("*All accounts · Red*", True)


async def test_the_type_ahead_offers_accounts_and_their_owners(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("block_suggestion", action_id="health.lookup", value="harb")

    assert [(made["text"]["text"], made["value"]) for made in response.json()["options"]] == [("Harbour", "17")]
    assert response.json()["options"][0]["description"]["text"] == "Wei"


async def test_why_opens_a_page_and_compares_with_another_day(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("health.why", "17"))
    [opened] = await house.slack.until("views.open")
    chosen = {"selected_option": {"value": "30"}, "action_id": "health.why.since", "type": "static_select"}
    await house.interact("block_actions_modal", actions=[chosen])
    [updated] = await house.slack.until("views.update")

    assert '"private_metadata": "17"' in str(opened["view"]).replace("'", '"')
    assert "30 days" in str(updated["view"])


async def test_a_history_of_one_day_is_told_without_a_picture(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("health.history", "17"))

    [body] = await house.slack.until("hook")
    assert headline(body) == (
        "*Harbour* was scored for the first time on Nov 22, 2026. From the second day on there is a picture."
    )


async def test_a_history_goes_to_the_direct_messages_with_its_content_in_words(
    house: FrontDesk, book: FakeLibrary
) -> None:
    book.tables.snapshots.insert(0, snapshot_on(TODAY.replace(day=1)))
    book.tables.standings[17] = standing(name="<!here>")
    book.tables.accounts[17] = Account(17, "<!here>")

    async with uploads() as (address, uploaded):
        house.slack.instead["files.getUploadURLExternal"].append(
            Answer({"ok": True, "upload_url": address, "file_id": "F0PIC"})
        )
        house.slack.instead["files.completeUploadExternal"].append(Answer({"ok": True, "files": [{"id": "F0PIC"}]}))
        await house.interact("block_actions_message", **click("health.history", "17"))
        [body] = await house.slack.until("hook")

    [asked] = house.slack.said_to("files.getUploadURLExternal")
    [completed] = house.slack.said_to("files.completeUploadExternal")
    assert body["text"] == "I sent you the picture of *&lt;!here&gt;* in our direct messages."
    assert b"\x89PNG" in uploaded[0]
    assert asked["alt_txt"].startswith("Health score of <!here> from Nov 1, 2026 to Nov 22, 2026: now ")
    assert completed["channel_id"] == "D0DANA"
    assert completed["initial_comment"].startswith("Health score of &lt;!here&gt; from")


@asynccontextmanager
async def uploads() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Where Slack takes files."""
    taken: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        taken.append(await request.read())
        return web.Response(text="OK")

    application = web.Application()
    application.router.add_post("/upload", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/upload", taken
    finally:
        await runner.cleanup()
