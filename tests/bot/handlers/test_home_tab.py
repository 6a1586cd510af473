"""What is pressed on the Home tab is answered on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from front_desk import FrontDesk
from home_room import DAY, NOON, TODAY, HomeRoom, home_room
from loopback_slack import profile

from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState
from domain.outbox.settling import Settled
from domain.permissions import Member, Role


@pytest.fixture
def room(house: FrontDesk) -> HomeRoom:
    return home_room(house)


async def test_a_csm_finds_what_needs_them(room: HomeRoom) -> None:
    await room.opened()

    lines = await room.lines()

    assert lines[:5] == ["Today, Nov 22, 2026", "*2 tasks for today*", "New task", "Call them", "due today · Acme 1"]
    assert any(line.startswith("*1 renewal within 30 days is not safe yet* · ") for line in lines)
    assert "🟡 Yellow: *7* · $840,000" in lines
    assert room.library.tables.home_tabs["U0DANA"].opened_at == NOON


async def test_the_messages_tab_is_left_alone(room: HomeRoom) -> None:
    await room.opened(tab="messages")
    await room.house.desk.finish(within=5)

    assert room.house.slack.said_to("views.publish") == []


async def test_who_has_no_role_is_told_so(room: HomeRoom) -> None:
    room.house.slack.users["U0GIL"] = profile("U0GIL", is_restricted=True, locale="zh-CN")

    await room.opened("U0GIL")

    assert await room.lines() == ["Moorline 面向拥有角色的同事。管理员可以为你分配角色。"]


async def test_a_task_that_is_done_goes_and_can_be_taken_back(room: HomeRoom) -> None:
    await room.press("home.done:1", "1")
    done = await room.lines()
    await room.press("home.reopen", "1")

    again = await room.lines(2)

    assert done[1:4] == ["✓ Done: *Call them (Acme 1)*", "Undo", "*1 task for today*"]
    assert again[1:3] == ["Open again: *Call them (Acme 1)* · due today", "*2 tasks for today*"]


async def test_a_task_is_put_off_by_a_day(room: HomeRoom) -> None:
    await room.press("home.postpone:1", "1 day 1")
    await room.published()
    await room.press("home.postpone:2", "2 never 1")
    await room.published(2)

    assert {task.due_on for task in room.library.tables.tasks.values()} == {TODAY + DAY}


async def test_a_second_press_says_that_it_was_done_before(room: HomeRoom) -> None:
    for count in (1, 2):
        await room.press("home.done:1", "1")
        lines = await room.lines(count)

    assert lines[1].startswith("*Call them (Acme 1)* was done before, by <@U0DANA>")
    assert "Undo" not in lines


async def test_a_band_opens_and_its_pages_turn(room: HomeRoom) -> None:
    await room.press("home.band:yellow", "yellow")
    opened = await room.published()
    await room.press("home.page:band:next", "band 5", private_metadata=opened["view"]["private_metadata"])
    turned = await room.published(2)
    await room.press("home.band:yellow", "pink", private_metadata=turned["view"]["private_metadata"])

    closed = await room.published(3)

    assert [each["view"]["private_metadata"] for each in (opened, turned, closed)] == [
        '{"whose":"mine","band":"yellow"}',
        '{"whose":"mine","band":"yellow","places":{"band":5}}',
        '{"whose":"mine"}',
    ]
    assert (await room.lines(2)).count("Why?") == 0


async def test_a_list_that_is_none_turns_nothing(room: HomeRoom) -> None:
    await room.press("home.page:x", "x 5")

    assert (await room.published())["view"]["private_metadata"] == '{"whose":"mine"}'


async def test_a_manager_chooses_one_of_the_team(room: HomeRoom) -> None:
    room.become(Role.MANAGER)
    room.library.tables.members["U0LIN"] = Member("U0LIN", "Lin", Role.CSM, manager="U0DANA")

    await room.press("home.whose", "U0LIN")

    assert (await room.published())["view"]["private_metadata"] == '{"whose":"U0LIN"}'
    assert "There is no account here yet." in await room.lines()


async def test_a_type_ahead_offers_the_team(room: HomeRoom) -> None:
    room.become(Role.MANAGER)
    room.house.library.book.members.save(Member("U0LIN", "Lin", Role.CSM, manager="U0DANA"))

    offered = await room.house.interact("block_suggestion", action_id="home.whose", value="li")

    assert [each["value"] for each in offered.json()["options"]] == ["U0LIN"]


async def test_a_product_manager_decides_from_the_tab(room: HomeRoom) -> None:
    room.become(Role.PRODUCT)
    tables = room.library.tables
    tables.areas[1] = ProductArea(1, "Reports", "C1", "U0DANA", is_default=True)
    tables.requests[1] = Request(1, "Export", "By hand", 1, "U0LIN", NOON - timedelta(days=30))
    tables.voices.append(Voice(1, 1, Asker.ACCOUNT, "U0LIN", NOON, Importance.MUST, 1))

    await room.opened()
    lines = await room.lines()
    await room.press("home.triage:1", "1")
    opened = (await room.house.slack.until("views.open"))[-1]
    taken = {"action_id": "home.take", "block_id": "b", "type": "button", "value": "1 1"}
    await room.house.interact("block_actions_modal", actions=[taken])
    await room.house.slack.until("views.update")
    after = await room.lines(2)

    assert "*1 request waits for your decision* · ⚠️ 1 late" in lines
    assert "By hand" in str(opened["view"])
    assert (tables.requests[1].owner, tables.requests[1].state) == ("U0DANA", RequestState.UNDER_REVIEW)
    assert any("under review" in line for line in after)


async def test_what_a_button_opens_lies_on_nothing(room: HomeRoom) -> None:
    """Slack pushes a page only onto one that is open."""
    room.become(Role.PRODUCT)

    await room.press("home.triage:1", "1")

    opened = (await room.house.slack.until("views.open"))[-1]
    assert "#1" in str(opened["view"]) or "request" in str(opened["view"])
    assert room.house.slack.said_to("views.push") == []


def give_up_one(room: HomeRoom) -> None:
    with room.library.writing() as book:
        book.outbox.put(Announcement(AnnouncementKind.TRIAGE, "C0GONE", "test"), now=NOON)
        [outgoing] = book.outbox.claim(now=NOON, most=1)
        book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOON, reason="is_archived"), now=NOON)


async def test_an_admin_sees_what_was_given_up_and_has_it_tried_again(room: HomeRoom) -> None:
    room.become(Role.ADMIN)
    give_up_one(room)

    await room.opened()
    before = await room.lines()
    await room.press("outbox.retry:1", "1")
    await room.published(2)

    assert "Not delivered to <#C0GONE>: the card of a request (is_archived)" in before
    assert [row.line.state for row in room.library.tables.outbox] == [OutboxState.NEW]


async def test_only_an_admin_has_it_tried_again(room: HomeRoom) -> None:
    give_up_one(room)

    await room.press("outbox.retry:1", "1")

    assert "role" in str((await room.house.slack.until("views.open"))[-1]["view"])
    assert {row.line.state for row in room.library.tables.outbox} == {OutboxState.PARKED}


async def test_what_is_somebody_elses_is_refused(room: HomeRoom) -> None:
    room.library.tables.tasks[1] = replace(room.library.tables.tasks[1], assignee="U0LIN", by="U0LIN")

    await room.press("home.done:1", "1")

    await room.house.slack.until("views.open")
    assert room.library.tables.tasks[1].is_open
