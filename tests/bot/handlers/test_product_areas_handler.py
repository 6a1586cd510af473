"""`/cs areas`, from the click to the book."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from loopback_slack import Answer, profile

from bot.handlers import cs, product_areas
from bot.handlers.audiences import Audiences
from bot.services.product_areas import ProductAreas
from domain.feedback.request import ProductArea
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANNEL = {"id": "C0NEW", "name": "access", "is_member": True, "num_members": 3}
REPORTS = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    """Dana is an admin, Priya decides, Lee does not."""
    library = FakeLibrary()
    library.tables.areas[1] = REPORTS
    library.tables.members["U0PRIYA"] = Member("U0PRIYA", "Priya", Role.PRODUCT)
    library.tables.members["U0LEE"] = Member("U0LEE", "Lee", Role.CSM)
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN))
    house.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)
    house.slack.users["U0EVE"] = profile("U0EVE", team_id="T0OTHER")
    audiences = Audiences(house.people, house.workspace)
    product_areas.register(house.routes, ProductAreas(library, lambda: NOW), audiences)
    cs.register(house.routes)
    return library


def described(house: FrontDesk, *members: str, **said: Any) -> None:
    """How Slack describes the channel, once."""
    house.slack.instead["conversations.info"].append(Answer({"ok": True, "channel": CHANNEL | said}))
    house.slack.instead["conversations.members"].append(Answer({"ok": True, "members": list(members)}))


async def saved(
    house: FrontDesk, name: str = "Access", channel: str = "C0NEW", manager: str = "U0PRIYA", *, area: str = "0"
) -> dict[str, Any]:
    """The answer to the form."""
    values = {
        "name": {"value": name},
        "channel": {"selected_conversations": [channel] if channel else []},
        "manager": {"selected_user": manager},
    }
    state = {"values": {field: {field: element} for field, element in values.items()}}
    view = {"id": "V0FORM", "type": "modal", "callback_id": "areas.view", "private_metadata": area, "state": state}
    answered: dict[str, Any] = (await house.interact("view_submission", view=view)).json()
    return answered


async def test_areas_are_listed_and_changed_by_admins(house: FrontDesk, book: FakeLibrary) -> None:
    listed = await house.told(await house.command("areas", command="/cs"))
    pressed = {"action_id": "areas.change:1", "block_id": "b", "type": "button", "value": "1"}
    await house.interact("block_actions_message", actions=[pressed])

    [opened] = await house.slack.until("views.open")
    assert "*Reports* · <#C0REPORTS> · <@U0PRIYA> · takes what nobody assigned" in listed
    assert "'initial_conversations': ['C0REPORTS']" in str(opened["view"])


async def test_without_areas_the_list_says_how_to_begin(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.areas.clear()

    assert "No area yet." in await house.told(await house.command("areas", command="/cs"))


async def test_an_area_is_kept(house: FrontDesk, book: FakeLibrary) -> None:
    described(house, "U0DANA")

    done = await saved(house)

    assert "✓ Requests about *Access* go to <#C0NEW>." in str(done)
    assert book.tables.areas[2] == ProductArea(2, "Access", "C0NEW", "U0PRIYA")


async def test_a_channel_that_stays_is_not_looked_at_again(house: FrontDesk, book: FakeLibrary) -> None:
    done = await saved(house, "Reporting", "C0REPORTS", area="1")

    assert "✓ Requests about *Reporting* go to <#C0REPORTS>." in str(done)
    assert house.slack.said_to("conversations.info") == []


@pytest.mark.parametrize("name", [pytest.param(" \n", id="blanks"), pytest.param("\u200b\u2060", id="nothing seen")])
async def test_a_name_that_nobody_can_see_is_refused(house: FrontDesk, book: FakeLibrary, name: str) -> None:
    described(house, "U0DANA")

    done = await saved(house, name)

    assert done["errors"] == {"name": "Write a name that can be seen."}


@pytest.mark.parametrize("name", ["Reports", " reports ", "Ｒeports", "re\u200bports"])
async def test_a_name_that_reads_like_another_is_refused(house: FrontDesk, book: FakeLibrary, name: str) -> None:
    described(house, "U0DANA")

    done = await saved(house, name)

    assert done["errors"] == {"name": "There is an area of that name already: choose another name, or change that one."}
    assert list(book.tables.areas) == [1]


@pytest.mark.parametrize("manager", [pytest.param("U0LEE", id="a CSM"), pytest.param("U0NEW", id="no member")])
async def test_who_may_not_decide_is_refused_with_the_way_to_the_role(
    house: FrontDesk, book: FakeLibrary, manager: str
) -> None:
    described(house, "U0DANA")

    done = await saved(house, manager=manager)

    assert done["errors"] == {
        "manager": ("They may not decide on requests. `moorline member add U… --role product` gives them the role.")
    }


async def test_what_was_not_chosen_is_asked_for(house: FrontDesk, book: FakeLibrary) -> None:
    done = await saved(house, channel="", manager="")

    assert done["errors"] == {"channel": "Choose a channel.", "manager": "Choose who decides on them."}


@pytest.mark.parametrize(
    ("members", "said", "words"),
    [
        pytest.param(
            ("U0DANA", "U0GUS"), {}, "Guests read #access: requests name accounts and their ARR.", id="a guest"
        ),
        pytest.param(
            ("U0DANA", "U0EVE"),
            {},
            "People from outside the company read #access, or are invited to.",
            id="an outsider",
        ),
        pytest.param(
            ("U0DANA",),
            {"num_members": 4000},
            "I could not find out who reads #access. Choose a smaller one.",
            id="too many",
        ),
    ],
)
async def test_a_channel_that_others_read_is_refused(
    house: FrontDesk, book: FakeLibrary, members: tuple[str, ...], said: dict[str, Any], words: str
) -> None:
    described(house, *members, **said)

    done = await saved(house)

    assert done["errors"] == {"channel": words}
    assert list(book.tables.areas) == [1]


async def test_a_channel_without_the_bot_says_how_to_invite_it(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.info"].append(Answer({"ok": False, "error": "channel_not_found"}))
    house.slack.instead["conversations.join"].append(Answer({"ok": False, "error": "missing_scope"}))

    done = await saved(house)

    assert done["errors"] == {"channel": "I am not in that channel. Type /invite there first."}
