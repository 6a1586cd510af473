"""A request goes to another area, its card to that area's channel."""

from __future__ import annotations

from dataclasses import replace

import pytest
from triage_room import DANA, PAUL, PRIYA, REQUEST, TODAY, TriageRoom

from bot.services.triage import Decision
from domain.errors import NotAllowedError, RequestStateError
from domain.feedback.answer import RequestChanged
from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction
from domain.outbox.outgoing import OutboxState


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(replace(REQUEST, owner="U0PRIYA", state=RequestState.UNDER_REVIEW))
    return room


def moved(room: TriageRoom, area: str = "2", *, seen: str = "1") -> RequestChanged | None:
    return room.moves.move(PRIYA, "1", area, " It is about roles ", seen=seen, today=TODAY)


def test_the_old_card_says_where_it_went_and_a_new_one_is_posted(room: TriageRoom) -> None:
    done = moved(room)

    assert done is not None
    assert (done.look.area.name, done.look.request.owner) == ("Access", None)
    assert room.cards() == [("C0REPORTS", "edit", 1), ("C0ACCESS", "post", 1), ("C0ACCESS", "reply", 1)]
    assert room.steps(1) == [(RequestAction.MOVE, "U0PRIYA", "Reports → Access. It is about roles")]
    assert room.news() == []


def test_where_both_share_a_channel_the_card_stays(room: TriageRoom) -> None:
    room.tables.areas[2] = replace(room.tables.areas[2], channel="C0REPORTS")

    moved(room)

    assert room.cards() == [("C0REPORTS", "edit", 1), ("C0REPORTS", "reply", 1)]


def test_what_is_accepted_keeps_who_looks_after_it(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, owner="U0PRIYA", state=RequestState.PLANNED)

    moved(room)

    assert room.tables.requests[1].owner == "U0PRIYA"


@pytest.mark.parametrize("area", ["1", "9", ""])
def test_no_other_area_is_no_move(room: TriageRoom, area: str) -> None:
    assert moved(room, area) is None
    assert room.cards() == []


def test_of_two_at_once_the_second_hears_who_was_first(room: TriageRoom) -> None:
    room.moves.move(PAUL, "1", "2", "", seen="1", today=TODAY)

    late = moved(room)

    assert late is not None
    assert late.was_first == "U0PAUL"
    assert room.steps(1) == [(RequestAction.MOVE, "U0PAUL", "Reports → Access.")]


def test_only_open_ones_move_and_only_by_who_decides(room: TriageRoom) -> None:
    look, areas = room.moves.offer(PRIYA, "1", today=TODAY)
    room.tables.requests[1] = replace(REQUEST, state=RequestState.SHIPPED)

    assert (look.area.name, [area.name for area in areas]) == ("Reports", ["Access"])
    with pytest.raises(RequestStateError):
        moved(room)
    with pytest.raises(NotAllowedError):
        room.moves.offer(DANA, "1", today=TODAY)


def test_where_the_area_got_another_channel_the_next_step_posts_the_card_there(room: TriageRoom) -> None:
    room.tables.areas[1] = replace(room.tables.areas[1], channel="C0NEW")

    for seen in ("1", "2"):
        room.triage.decide(PRIYA, "1", Decision(RequestAction.ASK, "why?"), seen=seen, today=TODAY)

    assert room.cards() == [("C0NEW", manner, 1) for manner in ("post", "reply", "edit", "reply")]


@pytest.mark.parametrize("state", [OutboxState.PARKED, OutboxState.DROPPED])
def test_a_card_that_never_came_is_posted_with_the_next_step(room: TriageRoom, state: OutboxState) -> None:
    row = room.tables.outbox[0]
    row.line = replace(row.line, state=state)

    room.triage.decide(PRIYA, "1", Decision(RequestAction.TAKE), seen="1", today=TODAY)

    assert room.cards() == [("C0REPORTS", "post", 1)]
