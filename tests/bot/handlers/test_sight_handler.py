"""Who sees what, from the form of settings to what a CSM reads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import DANA, FrontDesk
from health_samples import put_harbour, snapshot_on, standing

from bot.handlers import health, settings
from bot.handlers.audiences import Audiences
from bot.services.explanations import Explanations
from bot.services.health import Health
from bot.services.preferences import PreferenceBook
from domain.accounts import Account
from domain.permissions import BookScope, Member, Role
from domain.preferences import WorkspaceRules

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = (
    "Here CSMs see the accounts of their own book, and those they cover today. For any other account ask <@U0FIRST>."
)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    """Harbour is Wei's, Zinc is Dana's; CSMs see their own."""
    library = FakeLibrary()
    put_harbour(library)
    library.tables.accounts[1] = Account(1, "Zinc", owner="U0DANA")
    library.tables.standings[1] = standing(account=1, name="Zinc", owner="U0DANA")
    library.tables.snapshots.append(snapshot_on(NOON.date(), account=1))
    library.tables.members["U0FIRST"] = Member("U0FIRST", "First", Role.ADMIN)
    house.library.book.wishes.said = WorkspaceRules(csms_see=BookScope.OWN)
    audiences = Audiences(house.people, house.workspace)
    settings.register(house.routes, PreferenceBook(library, clock=lambda: NOON), house.admission, audiences)
    health.register(house.routes, Health(library), Explanations(library))
    return library


def click(action: str, value: str) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


async def sent(house: FrontDesk, choice: str) -> dict[str, Any]:
    values = {
        "digest": {"selected_option": {"value": "on"}},
        "sections": {"selected_options": [{"value": "changed"}]},
        "csms_see": {"selected_option": {"value": choice}},
    }
    state = {"values": {field: {field: element} for field, element in values.items()}}
    view = {"id": "V0FORM", "type": "modal", "callback_id": "settings.view", "private_metadata": "", "state": state}
    answered: dict[str, Any] = (await house.interact("view_submission", view=view)).json()
    return answered


async def test_an_admin_sets_what_csms_see_and_it_is_recorded(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN, zone="Europe/Berlin"))

    assert "✓ Kept." in str(await sent(house, "own"))
    assert book.tables.rules.csms_see is BookScope.OWN
    [entry] = [entry for entry in book.tables.audit if entry.action == "settings.workspace"]
    assert ('"csms_see": "all"' in str(entry.before), '"csms_see": "own"' in str(entry.after)) == (True, True)


async def test_a_csm_sets_nothing_of_it(house: FrontDesk, book: FakeLibrary) -> None:
    assert "✓ Kept." in str(await sent(house, "own"))
    assert book.tables.rules == WorkspaceRules()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("harbour", "None of your accounts is called “harbour”. ", id="there is one"),
        pytest.param("oooo", "None of your accounts is called “oooo”. ", id="there is none"),
        pytest.param("<@U0WEI>", "", id="of a colleague"),
    ],
)
async def test_others_are_refused_with_the_reason_and_whom_to_ask(
    house: FrontDesk, book: FakeLibrary, text: str, said: str
) -> None:
    told = await house.told(await house.command(text, command="/health"))

    assert told == said + SENTENCE


async def test_a_name_that_is_nearly_ones_own_is_named(house: FrontDesk, book: FakeLibrary) -> None:
    told = await house.told(await house.command("zinkk", command="/health"))

    assert told == (
        "None of your accounts is called “zinkk”. Here CSMs see the accounts of their own book, and those they "
        "cover today. The nearest of them: *Zinc*. For any other account ask <@U0FIRST>."
    )


async def test_it_is_said_in_chinese(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(replace(DANA, language="zh_Hans"))
    del book.tables.members["U0FIRST"]

    told = await house.told(await house.command("harbour", command="/health"))

    assert told == (
        "你的客户中没有名为“harbour”的。这里的 CSM 只能看到自己负责的客户，以及今天代管的客户。"
        "如需查看其他客户，请联系 Moorline 管理员。"
    )


async def test_ones_own_card_is_shown(house: FrontDesk, book: FakeLibrary) -> None:
    assert "Zinc" in await house.told(await house.command("zinc", command="/health"))


@pytest.mark.parametrize("account", ["17", "4711"])
async def test_a_button_on_another_account_is_refused(house: FrontDesk, book: FakeLibrary, account: str) -> None:
    await house.interact("block_actions_message", **click("health.show", account))

    [body] = await house.slack.until("hook")
    assert body["text"] == SENTENCE


async def test_suggestions_are_of_ones_own(house: FrontDesk, book: FakeLibrary) -> None:
    offered = await house.interact("block_suggestion", action_id="health.lookup", value="harbour")

    assert {option["value"] for option in offered.json()["options"]} <= {"1"}


async def test_the_form_shows_the_rule_to_admins_alone(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.rules = WorkspaceRules(csms_see=BookScope.OWN)
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN, zone="Europe/Berlin"))

    await house.interact("block_actions_message", **click("settings.open", ""))

    [opened] = await house.slack.until("views.open")
    [field] = [block for block in opened_view(opened)["blocks"] if block.get("block_id") == "csms_see"]
    assert field["element"]["initial_option"]["value"] == "own"


def opened_view(opened: dict[str, Any]) -> dict[str, Any]:
    view: dict[str, Any] = json.loads(opened["view"]) if isinstance(opened["view"], str) else opened["view"]
    return view
