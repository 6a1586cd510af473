"""Home tabs follow what their people did, whoever publishes at the same time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from front_desk import FrontDesk
from home_room import NOON, HomeRoom, home_room
from loopback_slack import eventually

from bot.blocks.kit import Message
from bot.handlers.answering import answer
from bot.handlers.asked import Asked
from bot.handlers.payloads import Payload
from bot.ids import Action, Command, View
from bot.services.home_tabs import HomeTabs
from bot.services.task_records import outdate_homes
from domain.errors import BookUnavailableError, NotAllowedError
from domain.home_ports import HomeTab
from domain.permissions import Member, Role
from domain.reader_runs import ReaderRun, RunOutcome


@pytest.fixture
def room(house: FrontDesk) -> HomeRoom:
    """Whatever is done makes a third task for today."""
    room = home_room(house, pause=0.05)

    async def act(asked: Asked) -> None:
        with room.library.writing() as book:
            book.tasks.add(room.library.tables.tasks[1])
        await answer(asked, lambda: Message("done"))

    house.routes.command(Command.CS, act)
    house.routes.command(Command.HEALTH, act)
    house.routes.action(Action.TASK_DONE, act)
    house.routes.view(View.FORECAST, act)
    house.routes.closed(View.JUDGE, act)
    return room


def known(room: HomeRoom, **said: str) -> None:
    room.library.tables.home_tabs["U0DANA"] = HomeTab("U0DANA", NOON, **said)


async def press(room: HomeRoom) -> None:
    pressed = {"action_id": "tasks.done:1", "block_id": "b", "type": "button", "value": "1"}
    await room.house.interact("block_actions_message", actions=[pressed])


async def settled(room: HomeRoom) -> None:
    """Nothing waits and nothing goes on any more."""
    await eventually(lambda: not room.publisher._waiting and not room.house.desk.going)


async def test_a_button_a_command_and_a_form_bring_it_up_to_date(room: HomeRoom) -> None:
    known(room)

    await press(room)
    first = await room.lines(1)
    await room.house.command("task", command="/cs")
    second = await room.lines(2)
    sent = {"id": "V1", "type": "modal", "callback_id": "renewals.forecast.view"}
    await room.house.interact("view_submission", view=sent)
    third = await room.lines(3)

    assert [lines[1] for lines in (first, second, third)] == [f"*{count} tasks for today*" for count in (3, 4, 5)]


async def test_who_is_given_a_task_by_somebody_else_sees_it_a_moment_later(room: HomeRoom) -> None:
    room.library.tables.home_tabs["U0LIN"] = HomeTab("U0LIN", NOON)
    room.library.tables.members["U0LIN"] = Member("U0LIN", "Lin", Role.CSM)

    async def give(asked: Asked) -> None:
        with room.library.writing() as book:
            outdate_homes(book, replace(room.library.tables.tasks[1], assignee="U0LIN"), by="U0DANA")
        await answer(asked, lambda: Message("given"))

    room.house.routes.action(Action.TASK_REASSIGN, give)
    pressed = {"action_id": "tasks.reassign", "block_id": "b", "type": "button", "value": "1"}
    await room.house.interact("block_actions_message", actions=[pressed])

    assert (await room.published())["user_id"] == "U0LIN"
    await settled(room)
    assert len(room.house.slack.said_to("views.publish")) == 1


async def test_what_a_job_gave_somebody_is_on_their_home_within_the_minute(room: HomeRoom) -> None:
    known(room)
    with room.library.writing() as book:
        book.home_tabs.outdate({"U0DANA"})

    await room.publisher.mornings()

    assert (await room.published())["user_id"] == "U0DANA"


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (BookUnavailableError("tests"), "Home tabs of others not brought up to date, tried again in a minute: tests"),
        (RuntimeError("the workers have gone"), "Home tabs of others were not brought up to date"),
    ],
)
async def test_what_goes_wrong_leaves_the_homes_of_others_for_the_next_minute(
    room: HomeRoom,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    said: str,
) -> None:
    def failing(_: HomeTabs) -> None:
        raise failure

    monkeypatch.setattr(HomeTabs, "outdated", failing)

    await room.publisher.mornings()

    assert caplog.messages == [said]


async def test_several_actions_at_once_are_one_publish(room: HomeRoom) -> None:
    known(room)

    await asyncio.gather(*(press(room) for _ in range(5)))
    await room.published()
    await settled(room)

    assert len(room.house.slack.said_to("views.publish")) == 1
    assert "*7 tasks for today*" in await room.lines()


async def test_who_never_opened_theirs_has_none_published(room: HomeRoom) -> None:
    await press(room)
    await settled(room)

    assert room.house.slack.said_to("views.publish") == []


async def test_what_changed_nothing_is_not_published(room: HomeRoom) -> None:
    await room.opened()
    await room.published()
    await settled(room)

    await room.publisher.refresh("U0DANA")

    assert len(room.house.slack.said_to("views.publish")) == 1


async def test_looking_something_up_or_putting_a_form_away_publishes_nothing(room: HomeRoom) -> None:
    known(room)

    await room.house.command("acme")
    await room.house.interact("view_closed")
    await settled(room)

    assert room.house.slack.said_to("views.publish") == []


async def test_what_was_refused_publishes_nothing(room: HomeRoom) -> None:
    known(room)

    async def refuse(asked: Asked) -> None:
        raise NotAllowedError(asked.member.slack_id, "tests")

    room.house.routes.action(Action.TASK_REOPEN, refuse)
    pressed = {"action_id": "tasks.reopen", "block_id": "b", "type": "button", "value": "1"}
    await room.house.interact("block_actions_message", actions=[pressed])
    await room.house.slack.until("hook")
    await settled(room)

    assert room.house.slack.said_to("views.publish") == []


async def test_whoever_follows_an_answer_cannot_spoil_it(room: HomeRoom) -> None:
    def fail(_: Payload) -> None:
        raise OSError

    room.house.routes.afterwards(fail)

    await press(room)

    assert [body["text"] for body in await room.house.slack.until("hook")] == ["done"]


async def test_a_publish_that_fails_fails_no_action(room: HomeRoom, caplog: pytest.LogCaptureFixture) -> None:
    known(room)
    room.slack_says({"error": "internal_error"})

    await press(room)
    await room.published()
    await settled(room)

    assert "not brought up to date: SlackApiError" in caplog.text
    assert [body["text"] for _, body in room.house.slack.posts] == ["done"]


async def test_a_fault_of_ours_is_written_down(room: HomeRoom, caplog: pytest.LogCaptureFixture) -> None:
    known(room)
    room.library.tables.accounts[1] = None  # type: ignore[assignment]

    await press(room)
    await eventually(lambda: "not brought up to date" in caplog.text)

    assert room.house.slack.said_to("views.publish") == []


async def test_it_is_published_over_what_slack_showed_last(room: HomeRoom) -> None:
    room.slack_says({"view": {"hash": "2.b"}})
    await room.opened(view={"hash": "1.a"})
    first = await room.published()
    await eventually(lambda: room.library.tables.home_tabs["U0DANA"].hash == "2.b")

    await press(room)
    second = await room.published(2)

    assert (first["hash"], second["hash"]) == ("1.a", "2.b")


async def test_of_two_replicas_the_later_one_makes_its_page_anew(room: HomeRoom) -> None:
    """The other published while this one made its page, and wrote down what Slack called that."""
    known(room, hash="1.a")
    room.slack_says({"error": "hash_conflict"})
    made = room.publisher._sent

    async def meanwhile(tab: HomeTab, page: object) -> str | None:
        sent = await made(tab, page)  # type: ignore[arg-type]
        if tab.hash == "1.a":
            known(room, hash="2.b", view='{"whose":"mine","band":"yellow"}')
        return sent

    room.publisher._sent = meanwhile  # type: ignore[method-assign]
    await room.publisher.refresh("U0DANA")

    hashes = [said.get("hash") for said in room.house.slack.said_to("views.publish")]
    last = (await room.published(2))["view"]
    assert hashes == ["1.a", "2.b"]
    assert last["private_metadata"] == '{"whose":"mine","band":"yellow"}'


async def test_where_slacks_answer_was_lost_the_new_page_goes_over_whatever_is_there(room: HomeRoom) -> None:
    known(room, hash="1.a")
    room.slack_says({"error": "hash_conflict"}, {"view": {"hash": "3.c"}})

    await room.publisher.refresh("U0DANA")

    assert [said.get("hash") for said in room.house.slack.said_to("views.publish")] == ["1.a", None]
    assert room.library.tables.home_tabs["U0DANA"].hash == "3.c"


async def test_who_is_always_too_late_gives_up(room: HomeRoom, caplog: pytest.LogCaptureFixture) -> None:
    known(room, hash="1.a")
    room.slack_says(*[{"error": "hash_conflict"}] * 3)

    await room.publisher.refresh("U0DANA")

    assert len(room.house.slack.said_to("views.publish")) == 3
    assert "published by others 3 times" in caplog.text


async def test_a_morning_publishes_once_after_the_digest(room: HomeRoom) -> None:
    """NOON is a Sunday; its Monday morning has come where Dana is."""
    known(room)
    monday = NOON.date() + timedelta(days=1)
    room.publisher._tabs = type(room.publisher._tabs)(room.library, lambda: NOON + timedelta(hours=20), "UTC")
    with room.library.writing() as book:
        book.reader_runs.record(ReaderRun("digest", "U0DANA", monday, NOON, RunOutcome.NOTHING))

    for _ in range(2):
        await room.publisher.mornings()

    assert len(room.house.slack.said_to("views.publish")) == 1


async def test_a_book_that_is_away_is_asked_again(room: HomeRoom, caplog: pytest.LogCaptureFixture) -> None:
    class Away:
        def due(self) -> tuple[str, ...]:
            raise BookUnavailableError("away")

    room.publisher._tabs = Away()  # type: ignore[assignment]

    await room.publisher.mornings()

    assert "tried again in a minute: away" in caplog.text
