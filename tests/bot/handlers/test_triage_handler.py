"""What product does with a request, from the click to the book: merged, moved, snoozed, accepted, and the queue."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from front_desk import FrontDesk
from loopback_slack import eventually
from triage_room import NOW, REQUEST, TODAY, TriageRoom

from bot.handlers import cs, menus, merging, request_moves, request_snoozes, triage, triage_queue
from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction
from domain.permissions import Member, Role

SECOND = replace(REQUEST, id=2, title="Excel export")
_TRIGGERS = count()
"""Each submission is one of its own; the same one again is taken once."""


@pytest.fixture
def room(house: FrontDesk) -> TriageRoom:
    """Dana decides on requests about reports."""
    room = TriageRoom()
    room.put(REQUEST, SECOND)
    room.tables.areas[1] = replace(room.tables.areas[1], manager="U0DANA")
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))
    triage.register(house.routes, room.triage)
    merging.register(house.routes, room.merges)
    request_moves.register(house.routes, room.moves)
    request_snoozes.register(house.routes, room.snoozes)
    triage_queue.register(house.routes, room.queues, room.triage, room.merges)
    menus.register(house.routes)
    cs.register(house.routes)
    return room


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def chosen(entry: str) -> dict[str, Any]:
    """An entry behind the dots of a card."""
    option = {"value": entry, "text": {"type": "plain_text", "text": "…"}}
    return {"actions": [{"action_id": "row.menu:1", "type": "overflow", "selected_option": option}]}


def submitted(callback: str, metadata: str = "", **values: Any) -> dict[str, Any]:
    """A field's element is called as its block is, but the request to merge into."""
    state = {
        field: {"triage.merge.into" if callback == "triage.merge.view" else field: element}
        for field, element in values.items()
    }
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}, "trigger_id": f"1.{next(_TRIGGERS)}"}


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


async def opened(house: FrontDesk) -> str:
    return str((await house.slack.until("views.open"))[-1]["view"])


async def hooked(house: FrontDesk) -> str:
    return str((await house.slack.until("hook"))[-1]["text"])


async def test_a_request_is_merged_into_one_that_is_searched_for(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **chosen("triage.merge:2 1"))
    form = await opened(house)
    view = {"id": "V0FORM", "type": "modal", "callback_id": "triage.merge.view", "private_metadata": "2 1"}
    offered = await house.interact("block_suggestion", action_id="triage.merge.into", value="export", view=view)
    done = await house.interact("view_submission", **submitted("triage.merge.view", "2 1", into=option("1")))

    assert "'min_query_length': 0" in form
    [choice] = offered.json()["options"]
    assert (choice["value"], choice["text"]["text"]) == ("1", "#1 Export to Excel")
    assert choice["description"]["text"].endswith("alike · 💡 new")
    assert "✓ *#2* Excel export is in *#1* Export to Excel now." in done.text
    assert room.state(2) is RequestState.DUPLICATE


@pytest.mark.parametrize(
    ("into", "said"),
    [
        pytest.param("", "Choose the request that asks for the same.", id="nothing"),
        pytest.param("1", "That is this request itself: choose another one.", id="itself"),
        pytest.param("3", "That one was merged into #2: choose #2.", id="merged"),
        pytest.param(
            "4",
            "#4 is over: open it again first, or decide on this one, so that those who asked hear of it.",
            id="withdrawn",
        ),
    ],
)
async def test_what_it_cannot_be_merged_into_is_said_at_the_field(
    house: FrontDesk, room: TriageRoom, into: str, said: str
) -> None:
    room.tables.requests[3] = replace(REQUEST, id=3, state=RequestState.DUPLICATE, into=2, merged_at=NOW)
    room.tables.requests[4] = replace(REQUEST, id=4, state=RequestState.WITHDRAWN)

    done = await house.interact("view_submission", **submitted("triage.merge.view", "1 1", into=option(into)))

    assert done.json() == {"response_action": "errors", "errors": {"into": said}}


async def test_it_is_taken_out_again_on_its_own_card(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("view_submission", **submitted("triage.merge.view", "2 1", into=option("1")))

    await house.interact("block_actions_message", **click("triage.unmerge.one", "2 2"))

    assert await hooked(house) == "✓ *#2* Excel export is under review now."
    assert room.state(2) is RequestState.UNDER_REVIEW


async def test_it_is_taken_out_again_from_the_menu_of_the_other(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("view_submission", **submitted("triage.merge.view", "2 1", into=option("1")))
    await house.interact("block_actions_message", **chosen("triage.unmerge:1 2"))
    form = await opened(house)
    done = await house.interact("view_submission", **submitted("triage.unmerge.view", into=option("2 2")))

    assert "#2 Excel export" in form
    assert "✓ *#2* Excel export is under review now." in done.text


async def test_what_was_merged_long_ago_is_not_taken_out(house: FrontDesk, room: TriageRoom) -> None:
    long_ago = NOW.replace(year=2025)
    room.tables.requests[2] = replace(SECOND, state=RequestState.DUPLICATE, into=1, merged_at=long_ago)

    await house.interact("block_actions_message", **click("triage.unmerge.one", "2 1"))
    said = await hooked(house)
    await house.interact("block_actions_message", **chosen("triage.unmerge:1 1"))

    assert said == "*#2* was merged more than 30 days ago, so it stays merged."
    assert "What was merged more than 30 days ago stays merged." in await opened(house)


async def test_a_request_is_moved_to_another_area(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **chosen("triage.move:1 1"))
    form = await opened(house)
    nowhere = await house.interact("view_submission", **submitted("triage.move.view", "1 1"))
    done = await house.interact("view_submission", **submitted("triage.move.view", "1 1", area=option("2")))

    assert "It is in *Reports* now." in form
    assert nowhere.json()["errors"] == {"area": "Choose another area than the one it is in."}
    assert "✓ *#1* Export to Excel is in *Access* now: <#C0ACCESS>." in done.text
    assert room.tables.requests[1].area == 2


async def test_without_another_area_it_stays(house: FrontDesk, room: TriageRoom) -> None:
    del room.tables.areas[2]

    await house.interact("block_actions_message", **chosen("triage.move:1 1"))

    assert "There is no other area." in await opened(house)


async def test_a_request_is_snoozed_until_the_first_that_comes_true(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **chosen("triage.snooze:1 1"))
    form = await opened(house)
    values = {"day": {"selected_date": "2026-12-01"}, "accounts": {"value": "5"}, "arr": {"value": "$500k"}}
    done = await house.interact("view_submission", **submitted("triage.snooze.view", "1 1", **values))

    assert "Now: 1 account · $120K ARR" in form
    assert (
        "✓ *#1* Export to Excel is snoozed. "
        "It is back on Dec 1, 2026 or once 5 accounts ask or once $500,000 ARR hangs on it."
    ) in done.text
    assert room.tables.requests[1].snoozed_arr == 500_000_00


async def test_what_is_wrong_with_a_snooze_is_said_at_its_field(house: FrontDesk, room: TriageRoom) -> None:
    values = {"accounts": {"value": "1"}, "arr": {"value": "100000"}}

    wrong = await house.interact("view_submission", **submitted("triage.snooze.view", "1 1", **values))
    nothing = await house.interact("view_submission", **submitted("triage.snooze.view", "1 1"))

    assert wrong.json()["errors"] == {
        "accounts": "1 ask already: choose more.",
        "arr": "$120,000 hang on it already: choose more.",
    }
    assert nothing.json()["errors"] == {"day": "Choose a day, a number of accounts or an amount of ARR."}


async def test_it_is_accepted_into_the_backlog_with_who_looks_after_it(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("triage:accept", "1 1 accept"))
    form = await opened(house)
    values = {"plan": option("backlog"), "owner": {"selected_user": "U0PAUL"}, "note": {"value": "after SSO"}}
    done = await house.interact("view_submission", **submitted("triage.view", "1 1 accept", **values))

    assert "'initial_user': 'U0DANA'" in form
    assert "✓ *#1* Export to Excel is planned now." in done.text
    request = room.tables.requests[1]
    assert (request.in_backlog, request.owner, request.target) == (True, "U0PAUL", "after SSO")


async def test_only_who_decides_on_requests_is_given_one(house: FrontDesk, room: TriageRoom) -> None:
    values = {"owner": {"selected_user": "U0LIN"}}

    done = await house.interact("view_submission", **submitted("triage.view", "1 1 accept", **values))

    assert done.json()["errors"] == {"owner": "Choose somebody who decides on requests: product, director or admin."}


async def test_a_comment_is_noted_below_the_card(house: FrontDesk, room: TriageRoom) -> None:
    note = {"note": {"value": "Seen at the fair"}}
    blank = await house.interact("view_submission", **submitted("triage.view", "1 1 comment"))
    done = await house.interact("view_submission", **submitted("triage.view", "1 1 comment", **note))

    assert blank.json()["errors"] == {"note": "Write it in words: blanks say nothing."}
    assert "✓ Noted below the card of *#1* Export to Excel." in done.text
    assert room.steps(1) == [(RequestAction.COMMENT, "U0DANA", "Seen at the fair")]


SECOND_CLICKS = [
    pytest.param("triage.merge.view", {"into": option("2")}, id="merge"),
    pytest.param("triage.move.view", {"area": option("2")}, id="move"),
    pytest.param("triage.snooze.view", {"accounts": {"value": "9"}}, id="snooze"),
    pytest.param("triage.view", {"note": {"value": "no more"}}, id="withdraw"),
]


@pytest.mark.parametrize(("callback", "values"), SECOND_CLICKS)
async def test_of_two_at_once_the_second_hears_who_was_first(
    house: FrontDesk, room: TriageRoom, callback: str, values: dict[str, Any]
) -> None:
    house.library.book.members.save(Member("U0PAUL", "Paul", Role.PRODUCT))
    paul = house.library.book.members.by_slack_id("U0PAUL")
    assert paul is not None
    room.moves.move(paul, "1", "2", "", seen="1", today=TODAY)
    metadata = "1 1 withdraw" if callback == "triage.view" else "1 1"

    done = await house.interact("view_submission", **submitted(callback, metadata, **values))

    assert "<@U0PAUL> was faster with *#1* Export to Excel: it is new now." in done.text
    assert room.tables.requests[1].version == 2


async def test_the_dots_lead_to_a_page_with_the_rest(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **chosen("triage.more:1 1"))

    page = await opened(house)

    assert [label for label in ("Shipped…", "Withdraw…", "Follow", "Merge…") if f"'{label}'" in page] == [
        "Shipped…",
        "Withdraw…",
        "Follow",
    ]


async def test_who_decides_nothing_may_follow_from_there(house: FrontDesk, room: TriageRoom) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.CSM))

    await house.interact("block_actions_message", **chosen("triage.more:1 1"))

    page = await opened(house)
    assert [label for label in ("Shipped…", "Withdraw…", "Follow") if f"'{label}'" in page] == ["Follow"]


async def test_a_form_takes_the_place_of_the_page_it_was_opened_from(house: FrontDesk, room: TriageRoom) -> None:
    view = {"id": "V0MORE", "type": "modal", "callback_id": "triage.more.view", "hash": "1.a", "private_metadata": ""}

    await house.interact("block_actions_modal", view=view, **click("triage:0", "1 1 withdraw"))

    [updated] = await house.slack.until("views.update")
    assert (updated["view_id"], "Why is it not asked for any more?" in str(updated["view"])) == ("V0MORE", True)


@pytest.mark.parametrize("words", ["triage", "分诊", "待决定"])
async def test_the_queue_lists_what_waits_late_ones_first(house: FrontDesk, room: TriageRoom, words: str) -> None:
    room.tables.requests[2] = replace(SECOND, at=NOW.replace(month=8, day=3))

    said = (await house.told(await house.command(words, command="/cs"))).splitlines()

    assert said[:2] == ["*What waits for your decision*", "2 requests · ⚠️ 1 late"]
    assert said[2] == "*#2* Excel export · 💡 new · ⚠️ was to be decided by Aug 10, 2026"
    assert "*#1* Export to Excel · 💡 new · to be decided by Sep 8, 2026" in said


async def test_an_empty_queue_says_so(house: FrontDesk, room: TriageRoom) -> None:
    room.tables.requests.clear()

    assert "✓ Nothing waits" in await house.told(await house.command("triage", command="/cs"))


async def test_the_queue_is_for_who_decides(house: FrontDesk, room: TriageRoom) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.CSM))

    said = await house.told(await house.command("triage", command="/cs"))

    assert said == "Your role does not allow this. <@U0FIRST> can change it."


async def test_many_are_turned_page_by_page(house: FrontDesk, room: TriageRoom) -> None:
    for number in range(3, 8):
        room.tables.requests[number] = replace(REQUEST, id=number)

    await house.interact("block_actions_message", **click("triage.page:next", "5"))

    [turned] = await house.slack.until("hook")
    assert turned["replace_original"] is True
    assert "6–7 of 7" in turned["text"]
    assert [each["value"] for each in turned["blocks"][-1]["elements"]] == ["0"]


async def test_taking_one_in_the_queue_draws_the_queue_again(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("triage.take:1", "1 1 0"))

    [drawn] = await house.slack.until("hook")
    assert "*#1* Export to Excel · 👀 under review" in drawn["text"]
    assert room.tables.requests[1].owner == "U0DANA"


async def test_who_takes_one_too_late_hears_who_was_first(house: FrontDesk, room: TriageRoom) -> None:
    await house.interact("block_actions_message", **click("triage.take:1", "1 1 0"))
    await house.slack.until("hook")

    await house.interact("block_actions_message", **click("triage.take:1", "1 1 0"))

    await eventually(lambda: len(house.slack.posts) == 3)
    assert "was faster" in await hooked(house)
