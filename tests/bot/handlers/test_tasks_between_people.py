from __future__ import annotations

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from test_tasks_handler import LATE, NOON, book, click, put, told

from domain.permissions import Role

__all__ = ["book"]


async def test_the_second_of_two_people_is_told_who_was_first_and_when(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book, done_at=NOON, done_by="U0WEI")

    await house.interact("block_actions_message", **click("tasks.done", f"{made.id} 0 me"))

    [body] = await house.slack.until("hook")
    assert body["text"].split("\n")[1].partition("|")[0] == (
        "*Send the offer (Harbour)* was done before, by <@U0WEI>, "
        f"<!date^{NOON.timestamp():.0f}^{{date_short_pretty}} at {{time}}"
    )


async def test_undoing_twice_says_that_it_is_open(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    await house.interact("block_actions_message", **click("tasks.reopen", str(made.id)))

    [body] = await house.slack.until("hook")
    assert body["text"] == ("*Send the offer (Harbour)* is open already · due on Nov 25, 2026 (in 3 days) · <@U0DANA>")


async def test_nothing_overdue_is_not_said_to_be_nothing_open(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)

    body = (await house.command("tasks overdue", command="/cs")).json()
    show, new = body["blocks"][-1]["elements"]
    await house.interact("block_actions_message", **click(show["action_id"], show["value"]))

    [listed] = await house.slack.until("hook")
    assert body["text"] == "*Your tasks: overdue*\nNothing is overdue here."
    assert (show["text"]["text"], new["action_id"]) == ("Show all open tasks", "tasks.new")
    assert listed["text"].startswith("*Your tasks*\n1 task\n*Send the offer*")


async def test_only_what_is_late_is_listed_under_its_name(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)
    put(book, title="Call them", due_on=LATE)

    assert (await told(house, "tasks team 逾期")).split("\n")[:3] == [
        "*Your team's tasks: overdue*",
        "1 task · 🔴 1 overdue",
        "*Call them*",
    ]


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\u3000"])
async def test_whatever_space_follows_the_word_is_no_part_of_it(house: FrontDesk, book: FakeLibrary, gap: str) -> None:
    await house.command(f"任务{gap}发报价", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "'initial_value': '发报价'" in str(opened["view"])


async def test_a_mended_line_opens_the_form_with_all_that_was_typed(house: FrontDesk, book: FakeLibrary) -> None:
    body = (await house.command("tassk Send the offer friday", command="/cs")).json()
    run = body["blocks"][1]["elements"][0]
    await house.interact("block_actions_message", **click(run["action_id"], run["value"]))

    [opened] = await house.slack.until("views.open")
    assert run["text"]["text"].startswith("Run /cs task Send the offer")
    assert "'initial_value': 'Send the offer'" in str(opened["view"])
    assert "'initial_date': '2026-11-27'" in str(opened["view"])


async def test_a_colleagues_task_may_be_talked_about_but_not_changed(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book, assignee="U0WEI", by="U0WEI")

    body = (await house.command("tasks account:harbour", command="/cs")).json()

    [row] = [block for block in body["blocks"] if "accessory" in block]
    assert body["text"] == (
        "*All tasks for Harbour*\n1 task\n*Send the offer*\ndue on Nov 25, 2026 (in 3 days) · <@U0WEI>"
    )
    assert [entry["value"] for entry in row["accessory"]["options"]] == [
        f"tasks.comment:{made.id}",
        "health.show:17",
    ]
    assert body["blocks"][-1]["elements"][0]["value"] == "account:17"


async def test_who_only_looks_at_a_task_of_no_account_has_nothing_to_press(house: FrontDesk, book: FakeLibrary) -> None:
    put(book, account=None)
    become(house, Role.VIEWER)

    body = (await house.command("tasks all", command="/cs")).json()

    assert body["blocks"][2] == {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": "*Send the offer*\ndue on Nov 25, 2026 (in 3 days) · <@U0DANA>",
            "verbatim": True,
        },
    }


async def test_an_account_without_tasks_offers_the_first(house: FrontDesk, book: FakeLibrary) -> None:
    body = (await house.command("tasks 客户:harbour", command="/cs")).json()

    assert body["text"] == "*All tasks for Harbour*\nNothing is open for *Harbour*. Make the first one:"
    assert body["blocks"][-1]["elements"][0]["value"] == "account:17"


async def test_an_account_nobody_knows_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    assert await told(house, "tasks account:qqqq") == "No account is called “qqqq”. Check the spelling."


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.VIEWER, "*All tasks*\n1 task\n*Send the offer*\ndue on Nov 25, 2026 (in 3 days) · Harbour · <@U0WEI>"),
        (Role.PRODUCT, "Your role does not allow this."),
    ],
)
async def test_what_each_role_sees_of_the_tasks_of_others(
    house: FrontDesk, book: FakeLibrary, role: Role, answer: str
) -> None:
    put(book, assignee="U0WEI", by="U0WEI")
    become(house, role)

    assert (await told(house, "tasks all")).startswith(answer)


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("tasks.new", ""),
        ("tasks.done", "1 0 all"),
        ("tasks.reopen", "1 0 all"),
        ("tasks.postpone", "1 1d 1 0 all"),
        ("tasks.reassign", "1"),
        ("tasks.comment", "1"),
    ],
)
async def test_who_only_looks_is_refused_at_every_click(
    house: FrontDesk, book: FakeLibrary, action: str, value: str
) -> None:
    made = put(book)
    become(house, Role.VIEWER)

    await house.interact("block_actions_message", **click(action, value))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("Your role does not allow this.")
    assert book.tables.tasks == {made.id: made}


async def test_a_guest_is_refused_before_anything_is_read(house: FrontDesk, book: FakeLibrary) -> None:
    house.admission.forget("U0GUEST")

    assert "guests and visitors cannot use it" in await house.told(
        await house.command("tasks all", command="/cs", user_id="U0GUEST")
    )


def become(house: FrontDesk, role: Role) -> None:
    house.admission.forget("U0DANA")
    house.admission.access.give_role("U0DANA", role, name=None, by="U0FIRST")
