"""What waits for a product manager, and the one message a day of all that is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from triage_room import DANA, NOW, PAUL, PRIYA, REQUEST, TriageRoom

from bot.services.triage_queue import PAGE
from domain.errors import NotAllowedError
from domain.feedback.request import RequestState
from domain.outbox.announcement import AnnouncementKind
from domain.permissions import Member
from domain.preferences import Preferences, WorkspaceRules
from domain.reader_runs import RunOutcome

DAY = timedelta(days=1)
LATE = replace(REQUEST, at=NOW - 8 * DAY)
"""Eight days before a Tuesday: six working days."""


@pytest.fixture
def room() -> TriageRoom:
    return TriageRoom()


def listed(room: TriageRoom, who: Member = PRIYA, *, offset: int = 0) -> list[tuple[int, bool]]:
    return [(each.look.request.id, each.is_late) for each in room.queues.of(who, offset=offset).waiting]


def test_late_ones_come_first_then_the_weightiest(room: TriageRoom) -> None:
    room.put(REQUEST, replace(REQUEST, id=2), replace(LATE, id=3))
    room.ask(2, 4)

    assert listed(room) == [(3, True), (2, False), (1, False)]
    assert (room.queues.of(PRIYA).late, room.queues.of(PRIYA).waiting[0].decide_by) == (1, date(2026, 8, 31))


def test_a_holiday_gives_another_day(room: TriageRoom) -> None:
    room.put(LATE)
    room.tables.rules = WorkspaceRules(holidays=frozenset({date(2026, 8, 26)}))

    assert listed(room) == [(1, False)]


def test_what_woke_up_has_all_the_time_again(room: TriageRoom) -> None:
    room.put(replace(LATE, waiting_since=NOW - DAY))

    assert listed(room) == [(1, False)]


def test_each_sees_their_areas_and_what_they_took(room: TriageRoom) -> None:
    room.put(REQUEST, replace(REQUEST, id=2, area=2, owner="U0PRIYA"), replace(REQUEST, id=3, area=2))
    room.put(replace(REQUEST, id=4, state=RequestState.DECLINED), replace(REQUEST, id=5, snoozed_accounts=9))

    assert ([each for each, _ in listed(room)], [each for each, _ in listed(room, PAUL)]) == ([1, 2], [2, 3])
    with pytest.raises(NotAllowedError):
        listed(room, DANA)


def test_a_page_beyond_the_last_is_the_last(room: TriageRoom) -> None:
    for number in range(1, 8):
        room.tables.requests[number] = replace(REQUEST, id=number)

    assert [each for each, _ in listed(room, offset=PAGE)] == [6, 7]
    assert room.queues.of(PRIYA, offset=90).offset == PAGE
    assert room.queues.of(PAUL, offset=90) == replace(room.queues.of(PAUL), offset=0)


def told(room: TriageRoom) -> list[str]:
    return [each.to for each in room.announced(AnnouncementKind.DECISIONS_DUE)]


def test_all_that_is_late_is_told_in_one_message_a_day(room: TriageRoom) -> None:
    room.put(LATE, replace(LATE, id=2))

    counts = [room.mornings.tick() for _ in range(3)]
    room.now += DAY
    counts.append(room.mornings.tick())

    assert counts == [1, 0, 0, 1]
    assert told(room) == ["U0PRIYA", "U0PRIYA"]
    assert room.tables.reader_runs["decisions", "U0PRIYA", NOW.date()].outcome is RunOutcome.TOLD


def test_where_nothing_is_late_nothing_is_said(room: TriageRoom) -> None:
    room.put(REQUEST)

    assert (room.mornings.tick(), told(room)) == (0, [])
    assert room.tables.reader_runs["decisions", "U0PRIYA", NOW.date()].outcome is RunOutcome.NOTHING


def test_who_is_away_or_decides_nothing_is_left_alone(room: TriageRoom) -> None:
    room.put(replace(LATE, owner="U0DANA"))
    room.tables.preferences["U0PRIYA"] = Preferences(away_until=NOW.date())

    assert room.mornings.tick() == 0


def test_a_morning_that_is_too_late_is_left_out(room: TriageRoom) -> None:
    room.put(LATE)
    room.now = NOW + timedelta(hours=4)

    assert room.mornings.tick() == 0
    assert room.tables.reader_runs["decisions", "U0PRIYA", NOW.date()].outcome is RunOutcome.SKIPPED


def test_what_was_decided_since_is_left_out(room: TriageRoom) -> None:
    room.put(LATE, replace(LATE, id=2))
    room.tables.requests[2] = replace(room.tables.requests[2], state=RequestState.PLANNED)

    assert [each.look.request.id for each in room.queues.late_of("U0PRIYA")] == [1]
