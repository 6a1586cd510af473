from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_book import SNAPSHOT, STANDING
from loopback_slack import profile
from task_samples import task

from bot.handlers import home_tab
from bot.services.digests import Digests
from bot.services.home import Home
from bot.services.outbox import Outgoings
from domain.accounts import Account
from domain.health.model import Band
from domain.job_states import JobState
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState, Pause
from domain.outbox.settling import Settled
from domain.permissions import Member, Role

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    library = FakeLibrary()
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin")
    for number in range(1, 8):
        library.tables.accounts[number] = Account(number, f"Acme {number}", owner="U0DANA")
        library.tables.standings[number] = replace(
            STANDING, account=number, band=Band.RED, shown=30, last_two_way_on=TODAY, first_value_due_on=None
        )
        scored_at = NOON - timedelta(days=9)
        library.tables.snapshots.append(replace(SNAPSHOT, account=number, day=scored_at.date(), scored_at=scored_at))
    with library.writing() as writing:
        for number in range(7):
            writing.tasks.add(task(title=f"Call {number}", assignee="U0DANA", account=1, due_on=TODAY))
    made = Home(library, Digests(library, lambda: NOON, "UTC", "USD"), lambda: NOON)
    outgoings = Outgoings(library, clock=lambda: NOON)
    reading = house.workspace._reading
    home_tab.register(house.routes, made, outgoings, house.admission, client=reading, desk=house.desk)
    return library


def give_up_two(library: FakeLibrary) -> None:
    with library.writing() as book:
        for to in ("C0GONE", "U0GONE"):
            book.outbox.put(Announcement(AnnouncementKind.TEST, to, "test"), now=NOON)
        for outgoing in book.outbox.claim(now=NOON, most=2):
            book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOON, reason="is_archived"), now=NOON)


def make_admin(house: FrontDesk, book: FakeLibrary) -> None:
    admin = Member("U0DANA", "Dana", Role.ADMIN, zone="Europe/Berlin")
    house.library.book.members.save(admin)
    book.tables.members["U0DANA"] = admin


async def opened(house: FrontDesk, user: str = "U0DANA", *, tab: str = "home") -> str:
    """What stands on the tab, a line a block."""
    said = {"type": "app_home_opened", "user": user, "tab": tab}
    await house.event(event=said, event_id=f"Ev{user}{len(house.slack.calls)}")
    published = (await house.slack.until("views.publish"))[-1]
    view: dict[str, Any] = published["view"] if isinstance(published["view"], dict) else json.loads(published["view"])
    return "\n".join(_words(block) for block in view["blocks"])


def _words(block: dict[str, Any]) -> str:
    if "elements" in block:
        return " | ".join(
            str(each["text"]["text"] if isinstance(each["text"], dict) else each["text"]) for each in block["elements"]
        )
    return str(block.get("text", {}).get("text", "-"))


async def test_a_csm_finds_what_needs_them(house: FrontDesk, book: FakeLibrary) -> None:
    lines = (await opened(house)).splitlines()

    assert lines[:5] == [
        "Today, Nov 22, 2026",
        "*What needs you*",
        "🔴 *Acme 1* · $120K — turned red: 62 → 30",
        "last contact 0 days ago",
        "Why?",
    ]
    assert "Show all: 2 more" in lines
    assert "*Your tasks*" in lines
    assert "due today · Acme 1" in lines
    assert "and 2 more: `/cs tasks`" in lines
    assert lines[-2].endswith("next digest: Nov 23, 2026 at 08:30")
    assert lines[-1] == "Settings | Send one now"


async def test_a_quiet_day_says_so(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.accounts.clear()
    book.tables.tasks.clear()

    lines = (await opened(house)).splitlines()

    assert "Nothing changed that needs you." in lines
    assert "No task is open." in lines


async def test_who_only_looks_has_settings(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.VIEWER))

    lines = (await opened(house)).splitlines()

    assert lines[0].startswith("Today, ")
    assert lines[-1] == "Settings"


async def test_who_has_no_role_is_told_so(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.users["U0GIL"] = profile("U0GIL", is_restricted=True, locale="zh-CN")

    assert await opened(house, "U0GIL") == "Moorline 面向拥有角色的同事。管理员可以为你分配角色。"


async def test_the_messages_tab_is_left_alone(house: FrontDesk, book: FakeLibrary) -> None:
    await house.event(event={"type": "app_home_opened", "user": "U0DANA", "tab": "messages"}, event_id="Ev1")
    await house.desk.finish(within=5)

    assert house.slack.said_to("views.publish") == []


async def test_an_admin_sees_that_all_is_well(house: FrontDesk, book: FakeLibrary) -> None:
    make_admin(house, book)

    assert "*Moorline itself*\n✓ All is well." in await opened(house)


async def test_an_admin_sees_what_is_wrong_and_has_it_tried_again(house: FrontDesk, book: FakeLibrary) -> None:
    make_admin(house, book)
    give_up_two(book)
    with book.writing() as writing:
        writing.outbox.pause(Pause("*", NOON + timedelta(minutes=1), "invalid_auth"))
        writing.job_states.note(JobState("scoring", NOON, NOON, "OSError", NOON))

    before = await opened(house)
    retried = {"action_id": "outbox.retry:1", "block_id": "b", "type": "button", "value": "1"}
    await house.interact("block_actions_message", actions=[retried])
    await house.slack.until("views.publish", 2)

    assert "Messages: 0 waiting, 2 given up" in before
    assert "invalid＿auth" not in before
    assert "⚠️ The job `scoring` fails: OSError" in before
    assert "Not delivered to <@U0GONE>: a test (is_archived)" in before
    assert "Not delivered to <#C0GONE>: a test (is_archived)" in before
    assert [row.line.state for row in book.tables.outbox] == [OutboxState.NEW, OutboxState.PARKED]


async def test_only_an_admin_has_it_tried_again(house: FrontDesk, book: FakeLibrary) -> None:
    give_up_two(book)
    retried = {"action_id": "outbox.retry:1", "block_id": "b", "type": "button", "value": "1"}

    await house.interact("block_actions_message", actions=[retried])

    [body] = await house.slack.until("hook")
    assert "role" in body["text"]
    assert {row.line.state for row in book.tables.outbox} == {OutboxState.PARKED}
