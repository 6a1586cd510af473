"""Requests sleep until their day, or until enough asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from triage_room import DANA, NOW, PAUL, PRIYA, REQUEST, TODAY, TriageRoom

from bot.services.triage import Decision
from domain.errors import NotAllowedError, RequestStateError
from domain.feedback.answer import RequestChanged
from domain.feedback.request import RequestState
from domain.feedback.snoozing import RequestSnoozeForm, RequestSnoozeRefused
from domain.feedback.states import RequestAction

DAY = timedelta(days=1)
TOMORROW = RequestSnoozeForm(day=str(TODAY + DAY))


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(REQUEST)
    return room


def snoozed(room: TriageRoom, form: RequestSnoozeForm = TOMORROW, *, seen: str = "1") -> RequestChanged:
    done = room.snoozes.snooze(PRIYA, "1", form, seen=seen, today=TODAY)
    assert isinstance(done, RequestChanged)
    return done


def test_it_is_kept_until_what_it_sleeps(room: TriageRoom) -> None:
    done = snoozed(room, RequestSnoozeForm(str(TODAY + DAY), "4", "1000000"))

    asleep = done.look.request
    assert (asleep.snoozed_until, asleep.snoozed_accounts, asleep.snoozed_arr) == (TODAY + DAY, 4, 1_000_000_00)
    assert room.cards() == [("C0REPORTS", "edit", 1), ("C0REPORTS", "reply", 1)]
    assert room.steps(1) == [(RequestAction.SNOOZE, "U0PRIYA", "")]


def test_what_is_wrong_with_the_form_writes_nothing(room: TriageRoom) -> None:
    done = room.snoozes.snooze(PRIYA, "1", RequestSnoozeForm(accounts="1"), seen="1", today=TODAY)

    assert isinstance(done, RequestSnoozeRefused)
    assert done.demand.accounts == 1
    assert room.tables.requests[1] == REQUEST


def test_of_two_at_once_the_second_hears_who_was_first(room: TriageRoom) -> None:
    room.snoozes.snooze(PAUL, "1", TOMORROW, seen="1", today=TODAY)

    assert snoozed(room).was_first == "U0PAUL"


def test_only_what_is_undecided_sleeps_and_only_by_who_decides(room: TriageRoom) -> None:
    assert room.snoozes.look(PRIYA, "1", today=TODAY).request == REQUEST
    room.tables.requests[1] = replace(REQUEST, state=RequestState.PLANNED)

    with pytest.raises(RequestStateError):
        snoozed(room)
    with pytest.raises(NotAllowedError):
        room.snoozes.look(DANA, "1", today=TODAY)


def test_its_day_wakes_it_with_the_morning(room: TriageRoom) -> None:
    """The usual morning is at half past eight."""
    snoozed(room)
    room.now = NOW + DAY - timedelta(minutes=1)
    early = room.wakes.tick()
    room.now = NOW + DAY

    assert (early, room.wakes.tick(), room.wakes.tick()) == (0, 1, 0)
    awake = room.tables.requests[1]
    assert (awake.is_snoozed, awake.waits_since, awake.version) == (False, room.now, 3)
    assert room.steps(1)[-1] == (RequestAction.WAKE, "moorline", "day")
    assert room.cards()[-2:] == [("C0REPORTS", "edit", 1), ("C0REPORTS", "reply", 1)]


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        pytest.param(RequestSnoozeForm(accounts="2"), "accounts", id="accounts"),
        pytest.param(RequestSnoozeForm(str(TODAY + 300 * DAY), arr="130000"), "arr", id="arr"),
    ],
)
def test_a_new_voice_wakes_it_at_any_time(room: TriageRoom, form: RequestSnoozeForm, reason: str) -> None:
    snoozed(room, form)
    room.now = NOW.replace(hour=3) + DAY
    asleep = room.wakes.tick()
    room.ask(1, 2)

    assert (asleep, room.wakes.tick()) == (0, 1)
    assert room.steps(1)[-1] == (RequestAction.WAKE, "moorline", reason)


def test_a_decision_wakes_it(room: TriageRoom) -> None:
    snoozed(room)

    room.triage.decide(PRIYA, "1", Decision(RequestAction.ACCEPT), seen="2", today=TODAY)

    assert not room.tables.requests[1].is_snoozed
    assert room.state() is RequestState.PLANNED


def test_who_was_faster_than_the_night_was_nobody(room: TriageRoom) -> None:
    snoozed(room)
    room.now = NOW + DAY
    room.wakes.tick()

    late = room.triage.decide(PRIYA, "1", Decision(RequestAction.TAKE), seen="2", today=TODAY)

    assert late.was_first == "moorline"
