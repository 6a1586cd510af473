from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_samples import put_harbour
from task_samples import task

from bot.handlers import cs, menus, tasks
from bot.services.health import Health
from bot.services.tasks import Tasks
from domain.permissions import Member, Role
from domain.tasks.task import Priority, Task, TaskComment, TaskSource

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE = date(2026, 11, 20)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    book = FakeLibrary()
    put_harbour(book)
    book.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    tasks.register(house.routes, Tasks(book, clock=lambda: NOON), Health(book))
    menus.register(house.routes)
    cs.register(house.routes)
    return book


def put(book: FakeLibrary, **said: Any) -> Task:
    usual = {"assignee": "U0DANA", "by": "U0DANA", "account": 17, "due_on": date(2026, 11, 25)}
    with book.writing() as writing:
        return writing.tasks.add(task(**(usual | said)))


def click(action: str, value: str) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(callback: str, metadata: str, **values: dict[str, Any]) -> dict[str, Any]:
    state = {field.replace("__", "."): {field.replace("__", "."): element} for field, element in values.items()}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


async def told(house: FrontDesk, text: str) -> str:
    return await house.told(await house.command(text, command="/cs"))


async def test_cs_alone_says_what_there_is(house: FrontDesk, book: FakeLibrary) -> None:
    alone, asked = await told(house, ""), await told(house, "help")

    assert alone == asked
    assert alone.split("\n")[:4] == [
        "*What /cs can do*",
        "*Your day*",
        "`/cs task` – Make a task",
        "`/cs tasks` – Who has promised what, by when",
    ]


@pytest.mark.parametrize(
    ("about", "first"),
    [
        pytest.param("help tasks", "*Who has promised what, by when*", id="a word"),
        pytest.param("帮助 任务列表", "*Who has promised what, by when*", id="a word by another name"),
        pytest.param("help day", "*Make a task*", id="a topic"),
        pytest.param("help revenue", "*What /cs can do*", id="a topic of which nothing is there"),
        pytest.param("help xyzzy", "*What /cs can do*", id="a word like none"),
    ],
)
async def test_help_with_a_word_shows_what_to_type(house: FrontDesk, book: FakeLibrary, about: str, first: str) -> None:
    assert (await told(house, about)).split("\n")[0] == first


async def test_examples_of_a_topic_are_behind_its_button(house: FrontDesk, book: FakeLibrary) -> None:
    alone = (await house.command("", command="/cs")).json()
    examples = alone["blocks"][1]["accessory"]
    await house.interact("block_actions_message", **click(examples["action_id"], examples["value"]))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("*Make a task*\n`/cs task Send the offer friday` – a task for you, due on Friday\n")


async def test_a_slip_is_mended_with_a_button(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.command("taks mine", command="/cs")

    body = response.json()
    assert body["text"] == "I do not understand “taks”. Did you mean `/cs tasks mine`?"
    assert body["blocks"][1]["elements"][0]["value"] == "tasks mine"


async def test_a_word_like_none_is_answered_with_those_there_are(house: FrontDesk, book: FakeLibrary) -> None:
    assert await told(house, "xyzzy") == "I do not understand “xyzzy”. After `/cs` I know: `task`, `tasks`."


async def test_the_mended_words_run(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)

    await house.interact("block_actions_message", **click("cs.run", "tasks mine"))

    [body] = await house.slack.until("hook")
    assert body["text"].startswith("*Your tasks*\n1 task\n")


async def test_a_line_opens_the_form_filled(house: FrontDesk, book: FakeLibrary) -> None:
    await house.command("task Send the offer friday", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "'initial_value': 'Send the offer'" in str(opened["view"])
    assert "'initial_date': '2026-11-27'" in str(opened["view"])


async def test_a_button_opens_the_form_on_its_account(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("tasks.new", "account:17"))

    [opened] = await house.slack.until("views.open")
    assert "'text': 'Harbour'" in str(opened["view"])
    assert "'private_metadata': 'account:17'" in str(opened["view"])


async def test_a_name_no_account_has_is_said_in_the_form(house: FrontDesk, book: FakeLibrary) -> None:
    await house.command("task call account:nobody", command="/cs")

    [opened] = await house.slack.until("views.open")
    assert "No account is called just “nobody”: look it up below." in str(opened["view"])


async def test_accounts_are_offered_while_a_name_is_typed(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("block_suggestion", action_id="tasks.account", value="harb")

    assert [option["text"]["text"] for option in response.json()["options"]] == ["Harbour"]


async def test_a_good_form_makes_a_task(house: FrontDesk, book: FakeLibrary) -> None:
    form = submitted(
        "tasks.new.view",
        "",
        title={"value": "Send the <!channel> offer"},
        due_on={"selected_date": "2026-11-25"},
        assignee={"selected_user": "U0DANA"},
        tasks__account={"selected_option": {"value": "17"}},
        priority={"selected_option": {"value": "high"}},
    )
    response = await house.interact("view_submission", **form)

    said = response.json()["view"]["blocks"][0]["text"]["text"]
    assert said == (
        "✓ Task made: *Send the &lt;!channel&gt; offer (Harbour)* · due on Nov 25, 2026 (in 3 days) · <@U0DANA>"
    )
    assert [(made.title, made.account) for made in book.tables.tasks.values()] == [("Send the <!channel> offer", 17)]


async def test_a_form_with_holes_stays_open_and_says_where(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("view_submission", **submitted("tasks.new.view", "", title={"value": None}))

    assert response.json() == {
        "response_action": "errors",
        "errors": {
            "title": "Say what is to be done.",
            "due_on": "Choose the day by which it is done.",
            "assignee": "Choose who does it.",
        },
    }


async def test_a_list_says_what_is_late_first(house: FrontDesk, book: FakeLibrary) -> None:
    put(book)
    put(book, title="Call them", due_on=LATE, account=None, by="U0WEI")

    assert (await told(house, "tasks")).split("\n") == [
        "*Your tasks*",
        "2 tasks · 🔴 1 overdue",
        "*Call them*",
        "🔴 2 days overdue · asked for by <@U0WEI>",
        "*Send the offer*",
        "due on Nov 25, 2026 (in 3 days) · Harbour",
    ]


async def test_no_task_is_said_with_a_way_to_make_one(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.command("tasks", command="/cs")

    body = response.json()
    assert body["text"] == "*Your tasks*\nNothing is waiting for you. Make a task from a card, or here:"
    assert body["blocks"][-1]["elements"][0]["action_id"] == "tasks.new"


async def test_who_only_looks_is_offered_no_form_but_the_tasks_of_everybody(
    house: FrontDesk, book: FakeLibrary
) -> None:
    put(book, title="Call them", assignee="U0WEI")
    house.library.book.members.save(Member("U0DANA", "Dana", Role.VIEWER))
    book.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.VIEWER)

    own = (await house.command("tasks", command="/cs")).json()
    late = (await house.command("tasks overdue account:harbour", command="/cs")).json()
    everybodys = (await house.command("tasks all", command="/cs")).json()

    (way_on,) = own["blocks"][-1]["elements"]
    assert (own["text"], way_on["value"]) == ("*Your tasks*\nNo open task.", "0 all")
    assert "Call them" in everybodys["text"]
    assert "New task" not in str([own, late, everybodys])


async def test_help_and_slips_of_the_list(house: FrontDesk, book: FakeLibrary) -> None:
    assert (await told(house, "tasks help")).startswith("*Tasks: who has promised what, by when*\n`/cs tasks` – ")
    assert await told(house, "tasks taem") == "I do not understand “taem”. Did you mean `team`?"
    assert (await told(house, "tasks xyzzy")).endswith(
        "I know `mine`, `team`, `all`, `overdue`, `done`, `account:` and @people."
    )


async def test_many_tasks_are_turned_page_by_page(house: FrontDesk, book: FakeLibrary) -> None:
    for number in range(10):
        put(book, title=f"Task {number}")

    first = (await house.command("tasks", command="/cs")).json()
    turn = first["blocks"][-1]["elements"][0]
    await house.interact("block_actions_message", **click(turn["action_id"], turn["value"]))

    [second] = await house.slack.until("hook")
    assert (second["replace_original"], "Task 9" in second["text"], "9–10 of 10" in second["text"]) == (True,) * 3


async def test_done_draws_the_list_anew_with_a_way_back(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    await house.interact("block_actions_message", **click(f"tasks.done:{made.id}", f"{made.id} 0 me"))

    [body] = await house.slack.until("hook")
    undo = body["blocks"][1]["accessory"]
    assert body["text"].split("\n")[:2] == ["*Your tasks*", "✓ Done: *Send the offer (Harbour)*"]
    assert (undo["action_id"], undo["value"]) == ("tasks.reopen", f"{made.id} 0 me")
    assert book.tables.tasks[made.id].done_by == "U0DANA"


async def test_undo_opens_it_again(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book, done_at=NOON, done_by="U0DANA")

    await house.interact("block_actions_message", **click("tasks.reopen", f"{made.id} 0 me"))

    [body] = await house.slack.until("hook")
    assert body["text"].split("\n")[1].startswith("Open again: *Send the offer (Harbour)*")
    assert book.tables.tasks[made.id].is_open


async def test_a_done_task_elsewhere_is_answered_in_a_line(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    await house.interact("block_actions_message", **click("tasks.done", str(made.id)))

    [body] = await house.slack.until("hook")
    assert body["text"] == "✓ Done: *Send the offer (Harbour)*"


@pytest.mark.parametrize(("by", "day"), [("1d", date(2026, 11, 26)), ("1w", date(2026, 12, 2))])
async def test_a_task_is_put_off(house: FrontDesk, book: FakeLibrary, by: str, day: date) -> None:
    made = put(book)

    value = f"{made.id} {by} 1 0 me"
    await house.interact("block_actions_message", **click(f"tasks.postpone:{made.id}:{by}", value))

    [body] = await house.slack.until("hook")
    assert body["text"].split("\n")[1].startswith("Put off: *Send the offer (Harbour)*")
    assert book.tables.tasks[made.id].due_on == day


async def test_a_task_that_changed_meanwhile_is_shown_as_it_is(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    await house.interact("block_actions_message", **click("tasks.postpone", f"{made.id} 1d 7 0 me"))

    [body] = await house.slack.until("hook")
    assert "was changed meanwhile, so nothing was done." in body["text"]


async def test_reassigning_asks_for_whom(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)
    book.tables.members["U0WEI"] = Member("U0WEI", "Wei", Role.CSM)

    await house.interact("block_actions_message", **click("row.menu:1", f"tasks.reassign:{made.id}"))
    [opened] = await house.slack.until("views.open")
    form = submitted("tasks.reassign.view", opened["view"]["private_metadata"], assignee={"selected_user": "U0WEI"})
    response = await house.interact("view_submission", **form)

    assert "is <@U0WEI>'s now" in str(response.json())
    assert book.tables.tasks[made.id].assignee == "U0WEI"


async def test_a_guest_gets_no_task(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    form = submitted("tasks.reassign.view", f"{made.id} 1", assignee={"selected_user": "U0GUEST"})
    response = await house.interact("view_submission", **form)

    said = {"assignee": "That person has no role in Moorline yet. An admin can add them."}
    assert response.json() == {"response_action": "errors", "errors": said}


async def test_comments_are_read_and_added(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)
    book.tables.task_comments.append(TaskComment(made.id, "U0WEI", NOON, "they <!here> called"))

    await house.interact("block_actions_message", **click("row.menu:1", f"tasks.comment:{made.id}"))
    [opened] = await house.slack.until("views.open")
    form = submitted("tasks.comment.view", str(made.id), comment={"value": "and again"})
    response = await house.interact("view_submission", **form)

    quoted = opened["view"]["blocks"][2]["elements"][0]["elements"][0]
    assert quoted == {"type": "text", "text": "they <!here> called"}
    assert "is kept" in str(response.json())
    assert [comment.text for comment in book.tables.task_comments] == ["they <!here> called", "and again"]


async def test_an_empty_comment_is_none(house: FrontDesk, book: FakeLibrary) -> None:
    made = put(book)

    form = submitted("tasks.comment.view", str(made.id), comment={"value": None})
    response = await house.interact("view_submission", **form)

    assert response.json()["errors"] == {"comment": "Write something first."}


async def test_a_task_that_is_gone_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("tasks.done", "99 0 me"))

    [body] = await house.slack.until("hook")
    assert body["text"] == "That task is not in the book any more. Ask for the list again."


async def test_every_fact_of_a_task_is_told(house: FrontDesk, book: FakeLibrary) -> None:
    hers = {"assignee": "U0WEI", "by": "U0WEI"}
    made = put(book, **hers, priority=Priority.LOW, source=TaskSource.ALERT, due_on=date(2026, 11, 22))
    put(book, title="Old", **hers, done_at=NOON, done_by="U0WEI", due_on=date(2026, 11, 23))
    book.tables.task_comments.append(TaskComment(made.id, "U0WEI", NOON, "x"))

    assert (await told(house, "tasks <@U0WEI> done")).split("\n") == [
        "*Tasks of a colleague*",
        "<@U0WEI> · 2 tasks",
        "*Send the offer*",
        "due today · Harbour · <@U0WEI> · priority low · from an alert · 1 comment",
        "*Old*",
        "✓ done by <@U0WEI> · Harbour · <@U0WEI>",
    ]
