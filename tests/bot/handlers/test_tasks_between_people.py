from __future__ import annotations

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from test_tasks_handler import LATE, NOON, book, click, put, told

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
