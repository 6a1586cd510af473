"""`/cs playbook`, its forms and buttons, from the click to the book."""

from __future__ import annotations

from typing import Any

import pytest
from front_desk import FrontDesk
from playbook_book import DAY, GUIDE, LIVE, RED, TODAY, PlaybookBook, playbook_book

from bot.handlers import cs, menus, playbooks
from domain.accounts import Account
from domain.permissions import Member, Role
from domain.playbooks.run import Ending
from storage.library import SqlLibrary


@pytest.fixture
def book(house: FrontDesk, sqlite_library: SqlLibrary) -> PlaybookBook:
    made = playbook_book(sqlite_library, LIVE, RED, GUIDE)
    playbooks.register(house.routes, made.playbooks, made.lists)
    menus.register(house.routes)
    cs.register(house.routes)
    return made


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(callback: str, metadata: str, state: dict[str, Any]) -> dict[str, Any]:
    form = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"trigger_id": callback, "view": {**form, "state": {"values": state}}}


def chosen(name: str) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": name}, "value": name}
    return {"playbooks.start.which": {"type": "static_select", "selected_option": option}}


async def told(house: FrontDesk, words: str) -> list[str]:
    return (await house.told(await house.command(words, command="/cs"))).splitlines()


async def hooked(house: FrontDesk) -> list[str]:
    return str((await house.slack.until("hook"))[-1]["text"]).splitlines()


def texts(view: dict[str, Any]) -> str:
    return "\n".join(str(block["text"]["text"]) for block in view["blocks"] if "text" in block)


@pytest.mark.parametrize("words", ["playbook", "剧本"])
async def test_all_playbooks_are_listed_with_what_became_of_them(
    house: FrontDesk, book: PlaybookBook, words: str
) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()
    book.done(book.tasks()[0])

    said = await told(house, words)

    assert said[0] == "*Playbooks*"
    assert said[3] == "1 account in it · 1 entered, 0 finished, 0 stopped · 1 of 1 tasks done (100%)"


async def test_one_playbook_says_who_is_in_it_and_what_comes_next(house: FrontDesk, book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()

    said = await told(house, "playbook gone live")
    await house.interact("block_actions_message", **click("playbooks.page:red", "red 0"))
    empty = await hooked(house)

    assert said[:3] == ["*Gone live*", "1 of 1", "*Acme*"]
    assert said[3].startswith(
        "step 1 of 3 · 🔴 1 task late · next on Sep 15, 2026: wait for first value, until then at the latest"
    )
    assert empty == ["*Red*", "No account is in this playbook."]


async def test_a_playbook_is_started_from_its_form_stopped_with_a_reason_and_undone(
    house: FrontDesk, book: PlaybookBook
) -> None:
    await house.interact("block_actions_message", **click("playbooks.start", "1"))
    form = (await house.slack.until("views.open"))[0]["view"]
    assert "1. *Sep 1, 2026* – Ask them – <@U0DANA> (owner)" in texts(form)

    state = {"playbook": chosen("live")}
    begun = (await house.interact("view_submission", **submitted("playbooks.start.view", "1", state))).json()
    assert "✓ *Gone live* has begun for *Acme*." in texts(begun["view"])
    [run] = book.runs()

    await house.interact("block_actions_message", **click("playbooks.stop:1", str(run.id)))
    reason = {"reason": {"reason": {"type": "plain_text_input", "value": "They <!channel> *know*"}}}
    over = (await house.interact("view_submission", **submitted("playbooks.stop.view", str(run.id), reason))).json()
    assert "its open tasks are closed" in texts(over["view"])
    assert book.runs()[0].ending is Ending.STOPPED
    assert "They &lt;!channel&gt; ∗know∗" in "\n".join(await told(house, "playbook acme"))

    await house.interact("block_actions_message", **click("playbooks.undo", f"stop {run.id}"))
    assert "✓ Undone: *Gone live* goes on for *Acme*." in await hooked(house)
    assert book.runs()[0].is_open


async def test_the_form_shows_the_steps_of_what_is_chosen(house: FrontDesk, book: PlaybookBook) -> None:
    view = {"id": "V0FORM", "type": "modal", "callback_id": "playbooks.start.view", "private_metadata": "1"}
    option = {"text": {"type": "plain_text", "text": "Red"}, "value": "red"}
    action = {"action_id": "playbooks.start.which", "block_id": "playbook", "type": "static_select"}
    pressed = {"actions": [action | {"selected_option": option}], "view": view | {"state": {"values": {}}}}

    await house.interact("block_actions_modal", **pressed)

    drawn = (await house.slack.until("views.update"))[-1]["view"]
    assert "2. *Sep 8, 2026* – Call again" in texts(drawn)


async def test_an_account_is_opened_from_its_card_with_its_guides(house: FrontDesk, book: PlaybookBook) -> None:
    option = {"text": {"type": "plain_text", "text": "Playbooks"}, "value": "playbooks.of:1"}
    menu = {"action_id": "row.menu:card:1", "block_id": "b", "type": "overflow", "selected_option": option}

    await house.interact("block_actions_message", actions=[menu])

    said = await hooked(house)
    assert said[:2] == ["*Playbooks of Acme*", "No playbook runs for *Acme*."]
    assert said[-1] == "• <https://wiki.example.com/all|For all>"


@pytest.mark.parametrize(
    ("action", "value", "title"),
    [
        ("playbooks.undo", "start 1", "✓ Undone: *Gone live* was not started for *Acme*."),
        ("playbooks.of:1", "1", "*Playbooks of Acme*"),
        ("playbooks.page", "all", "*Playbooks*"),
    ],
)
async def test_buttons_on_the_page_of_a_form_draw_that_page(
    house: FrontDesk, book: PlaybookBook, action: str, value: str, title: str
) -> None:
    state = {"playbook": chosen("live")}
    await house.interact("view_submission", **submitted("playbooks.start.view", "1", state))
    view = {"id": "V0PAGE", "type": "modal", "callback_id": "playbooks.view", "private_metadata": ""}

    await house.interact("block_actions_modal", **click(action, value), view=view | {"state": {"values": {}}})

    drawn = (await house.slack.until("views.update"))[-1]["view"]
    assert title.replace("*Playbooks", "Playbooks").removesuffix("*") in texts(drawn)


async def test_what_is_over_is_said_and_not_stopped_again(house: FrontDesk, book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()
    with book.library.writing() as over:
        over.playbooks.end(1, Ending.FINISHED, at=book.now, by=None)

    await house.interact("block_actions_message", **click("playbooks.stop:1", "1"))

    form = (await house.slack.until("views.open"))[0]["view"]
    assert texts(form) == "*Gone live* is over for *Acme* already."
    assert "submit" not in form


async def test_help_and_the_way_back_to_all(house: FrontDesk, book: PlaybookBook) -> None:
    helped = await told(house, "playbook help")
    await house.interact("block_actions_message", **click("playbooks.page", "all"))

    assert helped[0] == "*Playbooks: what is done for an account, by whom and when*"
    assert (await hooked(house))[0] == "*Playbooks*"


async def test_another_playbook_is_refused_in_a_sentence(house: FrontDesk, book: PlaybookBook) -> None:
    await house.interact("block_actions_message", **click("playbooks.page:x", "x 0"))

    assert await hooked(house) == ["There is no such playbook for this account any more. Ask for the list again."]


async def test_where_there_is_nothing_to_start_or_no_playbook_at_all_that_is_said(
    house: FrontDesk, book: PlaybookBook
) -> None:
    book.publish("[playbooks]\n")

    await house.interact("block_actions_message", **click("playbooks.start", "1"))
    form = (await house.slack.until("views.open"))[0]["view"]

    assert texts(form) == "There is no playbook to start for *Acme*."
    assert await told(house, "playbook") == [
        "*Playbooks*",
        "The policy has no playbooks. An admin can publish one that has: `moorline policy publish`.",
    ]


async def test_a_long_playbook_is_turned_page_by_page(house: FrontDesk, book: PlaybookBook) -> None:
    for number in range(3, 14):
        book.shelf.put(Account(number, f"Account {number}", owner="U0DANA", went_live_on=TODAY - 15 * DAY))
    book.tick()

    first = await told(house, "playbook live")
    await house.interact("block_actions_message", **click("playbooks.page:next", "live 8"))

    assert first[1] == "1–8 of 11"
    assert (await hooked(house))[1] == "9–11 of 11"


async def test_a_product_manager_hears_what_their_role_is_for_and_whom_to_ask(
    house: FrontDesk, book: PlaybookBook
) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))

    [said] = await told(house, "playbook")

    assert said == (
        "Your role does not allow this. Accounts are read by those who look after them. Yours has `/cs requests` and "
        "`/cs triage`; for another one ask <@U0FIRST>."
    )
