"""`/cs requests`, from the click to the book and back: the list, its pages, one request, and `Export`."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from uploaded_files import uploads

from bot.handlers import cs, requests, telling_customers
from bot.services.request_lists import RequestLists
from bot.services.untold import Untold
from domain.accounts import Account
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    library = FakeLibrary()
    tables = library.tables
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    untold = telling_customers.untold_desk(house.routes, Untold(library, lambda: NOW))
    requests.register(house.routes, RequestLists(library, "USD"), untold)
    cs.register(house.routes)
    return library


def put(library: FakeLibrary, number: int = 1, title: str = "Export", **said: Any) -> None:
    made = Request(number, title, "", 1, "U0LEE", NOW - timedelta(days=number), **said)
    library.tables.requests[number] = made
    voice = Voice(number, number, Asker.ACCOUNT, "U0LEE", NOW, Importance.MUST, 1, blocks_renewal=True)
    library.tables.voices.append(voice)


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


async def asked(house: FrontDesk, text: str = "requests") -> str:
    return await house.told(await house.command(text, command="/cs"))


async def hooked(house: FrontDesk) -> dict[str, Any]:
    [*_, body] = await house.slack.until("hook")
    return dict(body)


@pytest.mark.parametrize("words", ["requests", "需求 全部", "requests reports must"])
async def test_a_list_has_its_sums_its_rows_and_their_weight(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    put(book)

    lines = (await asked(house, words)).splitlines()

    assert lines[:2] == [
        "*What customers ask for*",
        "*1 request* · 1 account · must have for 1 account · ⛔ blocks 1 renewal",
    ]
    assert lines[3:7] == [
        "*#1* Export",
        "💡 new · Reports · asked Nov 21, 2026",
        "1 account · blocks 1 renewal",
        "Weight: *6* = accounts 1 + must have 2 + blocks a renewal 3",
    ]


async def test_a_page_keeps_its_filters_and_is_turned_in_its_place(house: FrontDesk, book: FakeLibrary) -> None:
    for number in range(1, 11):
        put(book, number, f"Wish {number}")

    response = await house.command("requests must sort:newest", command="/cs")
    await house.interact("block_actions_message", **click("requests.page:next", "8 open sort:newest must"))

    assert '"value": "8 open sort:newest must"' in response.text.replace('":"', '": "')
    body = await hooked(house)
    assert body["replace_original"]
    assert [line for line in body["text"].splitlines() if line.startswith("*#")] == ["*#2* Wish 2", "*#1* Wish 1"]
    assert "9–10 of 10" in body["text"]
    assert '"0 open sort:newest must"' in str(body).replace("'", '"')


async def test_show_opens_a_request_with_its_life(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)
    book.tables.request_steps.append(RequestStep(1, NOW, RequestAction.TAKE, "U0PRIYA"))

    await house.interact("block_actions_message", **click("requests.show:1", "1"))

    [opened] = await house.slack.until("views.open")
    view = opened["view"]
    assert view["title"]["text"] == "Request #1"
    assert "<@U0PRIYA> took it" in str(view["blocks"])
    assert "actions" not in {block["type"] for block in view["blocks"]}


@pytest.mark.parametrize("number", ["requests #1", "requests 1"])
@pytest.mark.parametrize(("role", "has_buttons"), [(Role.CSM, False), (Role.PRODUCT, True)])
async def test_a_number_shows_that_one(
    house: FrontDesk, book: FakeLibrary, number: str, role: Role, *, has_buttons: bool
) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", role))
    put(book)
    book.tables.request_steps.append(RequestStep(1, NOW, RequestAction.ASK, "U0PRIYA", "which *sheets*?"))

    response = await house.command(number, command="/cs")

    said = await house.told(response)
    assert said.startswith("*#1* Export")
    assert "<@U0PRIYA> asked for detail: _which ∗sheets∗?_" in said.replace("*sheets*", "∗sheets∗")
    assert ("triage:take" in response.text) is has_buttons


async def test_a_number_there_is_not_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    assert await asked(house, "requests 7") == "There is no such request. `/cs requests` lists them."


async def test_help_has_examples_and_the_areas(house: FrontDesk, book: FakeLibrary) -> None:
    said = await asked(house, "requests help")

    assert "`/cs requests must sort:due` – filters and an order" in said
    assert said.endswith("Product areas here: Reports")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "requests sort:wieght",
            "I do not understand “sort:wieght”. Did you mean `sort:weight`?",
            id="with the nearest",
        ),
        pytest.param(
            "requests area:zzz",
            "I do not understand “area:zzz”. For example: `/cs requests must planned sort:due`. "
            "`/cs requests help` says what else I know.\nProduct areas here: Reports",
            id="with an example",
        ),
    ],
)
async def test_what_is_not_understood_is_said(house: FrontDesk, book: FakeLibrary, text: str, said: str) -> None:
    assert await asked(house, text) == said


async def test_without_areas_none_is_named(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.areas.clear()

    assert "Product areas" not in await asked(house, "requests area:zzz")


@pytest.mark.parametrize(
    ("text", "said", "ways"),
    [
        pytest.param("", "Nothing is open. `/feedback` brings something in", ["0 all"], id="none is open"),
        pytest.param("all", "There is none of them yet.", [], id="none at all"),
        pytest.param("mine", "You brought nothing in yet. `/feedback` does", [], id="none of mine"),
        pytest.param("must planned", "No request fits: planned · must have", ["0 planned", "0 all must"], id="filters"),
        pytest.param("hovercraft", "No request says anything like “hovercraft”.", ["0 open", "0 all"], id="words"),
        pytest.param("reports", "No request fits: open · Reports.", ["0 open"], id="an area"),
        pytest.param("<@U0PRIYA>", "No request fits: open · <@U0PRIYA> decides", ["0 open"], id="a person"),
        pytest.param("account:acme", "No request fits: open · asked for by *Acme*", ["0 open"], id="an account"),
    ],
)
async def test_an_empty_list_says_why_and_what_next(
    house: FrontDesk, book: FakeLibrary, text: str, said: str, ways: list[str]
) -> None:
    response = await house.command(f"requests {text}", command="/cs")

    assert (await house.told(response)).splitlines()[1].startswith(said)
    for way in ways:
        assert f'"value":"{way}' in response.text.replace('": "', '":"')


async def test_an_export_is_sent_with_its_parts_and_runs_nothing(house: FrontDesk, book: FakeLibrary) -> None:
    put(book, 1, "=cmd|calc")
    put(book, 2, "导出报表", state=RequestState.PLANNED)

    async with uploads(house) as uploaded:
        await house.interact("block_actions_message", **click("requests.export", "open area:Reports sort:age"))
        body = await hooked(house)

    [sent] = house.slack.said_to("files.getUploadURLExternal")
    rows = list(csv.DictReader(io.StringIO(uploaded[0].decode("utf-8-sig"), newline="")))
    assert sent["filename"].startswith("requests-open-reports-2026-11-22-")
    assert [(row["Number"], row["Title"], row["State"], row["Weight"]) for row in rows] == [
        ("2", "导出报表", "planned", "6.00"),
        ("1", "'=cmd|calc", "new", "6.00"),
    ]
    assert "with 2 requests in our direct messages" in body["text"]


async def test_an_export_of_what_nobody_understands_says_so(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("requests.export", "sort:zzz"))

    assert (await hooked(house))["text"].startswith("I do not understand “sort:zzz”.")
