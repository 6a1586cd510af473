"""Requests that ask for the same become one, and can become two again for a month."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from triage_room import LIN, NOW, PAUL, PRIYA, REQUEST, TODAY, TriageRoom

from bot.services.triage import Decision
from domain.errors import NotAllowedError, RequestNotFoundError, RequestStateError, UnmergeTooLateError
from domain.feedback.answer import RequestChanged
from domain.feedback.merging import UNMERGE_WITHIN, Following, MergeProblem, MergeRefused
from domain.feedback.request import Importance, RequestState
from domain.feedback.states import RequestAction
from domain.permissions import Member
from domain.preferences import Preferences

SECOND = replace(REQUEST, id=2, title="Excel export", by="U0LIN", area=2)
THIRD = replace(REQUEST, id=3, title="Dark mode", problem="At night")


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(REQUEST)
    room.put(SECOND, by="U0LIN")
    room.put(THIRD)
    return room


def merged(room: TriageRoom, request: str = "2", into: str = "1", *, seen: str = "1", by: Member = PRIYA) -> str:
    done = room.merges.merge(by, request, into, seen=seen, today=TODAY)
    assert isinstance(done, RequestChanged)
    assert done.was_first is None
    return done.look.request.state


def unmerged(room: TriageRoom, request: str = "2", *, seen: str = "2", by: Member = PRIYA) -> RequestChanged:
    return room.merges.unmerge(by, request, seen=seen, today=TODAY)


def test_voices_steps_and_followers_go_to_the_one_that_stays(room: TriageRoom) -> None:
    room.triage.decide(PRIYA, "2", _comment("seen at the fair"), seen="1", today=TODAY)
    room.tables.followings[2, "U0MAX"] = Following(2, "U0MAX", follows=True)

    assert merged(room) == "duplicate"

    gone, stays = room.tables.requests[2], room.tables.requests[1]
    assert (gone.into, gone.merged_at, stays.version) == (1, NOW, 2)
    assert [(voice.request, voice.came_from) for voice in room.tables.voices] == [(1, None), (1, 2), (3, None)]
    assert room.steps(1) == [
        (RequestAction.COMMENT, "U0PRIYA", "seen at the fair"),
        (RequestAction.MERGE, "U0PRIYA", "2"),
    ]
    assert room.steps(2) == [(RequestAction.MERGE, "U0PRIYA", "1")]
    assert room.tables.followings[1, "U0MAX"] == Following(1, "U0MAX", follows=True, came_from=2)


def _comment(note: str) -> Decision:
    return Decision(RequestAction.COMMENT, note)


def test_both_cards_are_drawn_again_and_say_so_below(room: TriageRoom) -> None:
    merged(room)

    assert room.cards() == [
        ("C0ACCESS", "edit", 2),
        ("C0ACCESS", "reply", 2),
        ("C0REPORTS", "edit", 1),
        ("C0REPORTS", "reply", 1),
    ]
    assert [entry.subject for entry in room.tables.audit] == ["request:2", "request:1"]


def test_those_who_follow_the_one_that_goes_hear_it_once(room: TriageRoom) -> None:
    room.ask(2, 3, by="U0LIN")
    room.ask(1, 4, by="U0LIN")
    room.tables.followings[2, "U0PRIYA"] = Following(2, "U0PRIYA", follows=True)

    merged(room)

    assert room.news() == [("U0LIN", "merge", 2)]


def test_an_account_counts_once_with_its_highest_importance(room: TriageRoom) -> None:
    room.ask(2, 1, importance=Importance.MUST)

    merged(room)

    look = room.requests.told(1, today=TODAY)
    assert look is not None
    assert (look.priority.demand.accounts, look.priority.demand.must) == (2, 1)
    assert [each.id for each in look.merged] == [2]


def test_what_is_merged_shows_the_end_of_its_chain(room: TriageRoom) -> None:
    merged(room, "2", "1")
    merged(room, "1", "3", seen="2")

    look = room.requests.told(2, today=TODAY)

    assert look is not None
    assert look.into is not None
    assert look.into.id == 3
    assert [voice.request for voice in room.tables.voices] == [3, 3, 3]


def test_what_cannot_be_merged_into_is_said(room: TriageRoom) -> None:
    room.tables.requests[4] = replace(REQUEST, id=4, state=RequestState.WITHDRAWN)
    merged(room)

    def refused(request: str, into: str) -> MergeProblem:
        done = room.merges.merge(PRIYA, request, into, seen="1", today=TODAY)
        assert isinstance(done, MergeRefused)
        return done.problem

    assert [refused("3", into) for into in ("", "3", "2", "4")] == [
        MergeProblem.NOTHING_CHOSEN,
        MergeProblem.ITSELF,
        MergeProblem.IS_MERGED,
        MergeProblem.IS_OVER,
    ]
    assert room.merges.merge(PRIYA, "3", "2", seen="1", today=TODAY) == MergeRefused(
        MergeProblem.IS_MERGED, room.tables.requests[1]
    )


def test_of_two_at_once_the_second_hears_who_was_first(room: TriageRoom) -> None:
    merged(room, by=PAUL)

    late = room.merges.merge(PRIYA, "2", "3", seen="1", today=TODAY)
    unmerged(room, by=PAUL)
    later = unmerged(room)

    assert isinstance(late, RequestChanged)
    assert (late.was_first, later.was_first) == ("U0PAUL", "U0PAUL")
    assert room.state(2) is RequestState.UNDER_REVIEW


def test_what_has_no_place_is_refused(room: TriageRoom) -> None:
    room.tables.requests[3] = replace(THIRD, state=RequestState.SHIPPED)

    with pytest.raises(RequestStateError):
        merged(room, "3", "1")
    with pytest.raises(RequestStateError):
        unmerged(room, "3", seen="1")
    with pytest.raises(RequestNotFoundError):
        merged(room, "1", "99")
    with pytest.raises(NotAllowedError):
        merged(room, by=LIN)
    with pytest.raises(NotAllowedError):
        room.merges.choices(LIN, "1", "")


def test_unmerging_gives_back_what_came_from_it_and_leaves_what_was_added(room: TriageRoom) -> None:
    room.tables.followings[2, "U0MAX"] = Following(2, "U0MAX", follows=True)
    before = deepcopy(room.tables.voices)
    merged(room)
    added = room.ask(1, 5)
    room.now = NOW + timedelta(days=1)

    back = unmerged(room)

    assert (back.look.request.state, back.look.request.into) == (RequestState.UNDER_REVIEW, None)
    assert back.look.request.waits_since == room.now
    assert room.tables.voices == [*before, added]
    assert list(room.tables.followings) == [(2, "U0MAX")]
    assert room.steps(2)[-1] == (RequestAction.UNMERGE, "U0PRIYA", "1")
    assert room.steps(1) == [(RequestAction.MERGE, "U0PRIYA", "2"), (RequestAction.UNMERGE, "U0PRIYA", "2")]
    assert [told for told in room.news() if told[1] == "unmerge"] == [("U0LIN", "unmerge", 2), ("U0MAX", "unmerge", 2)]


def test_one_in_the_middle_of_a_chain_takes_its_own_with_it(room: TriageRoom) -> None:
    before = deepcopy(room.tables.voices)
    merged(room, "2", "1")
    merged(room, "1", "3", seen="2")

    unmerged(room, "1", seen="3")

    assert [(voice.request, voice.came_from) for voice in room.tables.voices] == [(1, None), (1, 2), (3, None)]
    unmerged(room, "2")
    assert room.tables.voices == before


def test_the_first_of_a_chain_is_taken_out_of_its_end(room: TriageRoom) -> None:
    merged(room, "2", "1")
    merged(room, "1", "3", seen="2")

    unmerged(room, "2")

    assert [voice.request for voice in room.tables.voices] == [3, 2, 3]
    assert room.steps(3)[-1] == (RequestAction.UNMERGE, "U0PRIYA", "2")


def test_after_thirty_days_it_stays_merged(room: TriageRoom) -> None:
    merged(room)
    room.now = NOW + UNMERGE_WITHIN

    assert [each.id for each in room.merges.look(PRIYA, "1", today=TODAY).merged] == [2]

    room.now += timedelta(seconds=1)
    assert room.merges.look(PRIYA, "1", today=TODAY).merged == []
    with pytest.raises(UnmergeTooLateError):
        unmerged(room)


def test_voices_that_came_wake_a_snoozed_one(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, snoozed_accounts=2, snoozed_until=TODAY + timedelta(days=9))

    merged(room)

    assert not room.tables.requests[1].is_snoozed
    assert room.steps(1)[-1] == (RequestAction.WAKE, "moorline", "accounts")


def test_too_few_voices_let_it_sleep(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, snoozed_accounts=3, snoozed_until=TODAY)

    merged(room)

    assert room.tables.requests[1].is_snoozed


def found(room: TriageRoom, typed: str, request: str = "1") -> list[tuple[int, bool, int | None]]:
    choices = room.merges.choices(PRIYA, request, typed)
    return [(each.request.id, bool(each.likeness), each.named) for each in choices]


def test_similar_ones_are_offered_first(room: TriageRoom) -> None:
    assert found(room, "") == [(2, True, None), (3, False, None)]


def test_they_are_found_by_number_and_by_words(room: TriageRoom) -> None:
    assert found(room, "#3")[0] == (3, False, None)
    assert found(room, "dark MODE") == [(3, False, None)]
    assert found(room, "by hand copy") == [(2, True, None)]
    assert found(room, "nothing like it") == []
    assert found(room, "99") == []


def test_a_number_that_was_merged_offers_the_one_it_is_in(room: TriageRoom) -> None:
    merged(room)

    assert found(room, "2", request="3")[0] == (1, False, 2)
    assert [each for each, *_ in found(room, "", request="3")] == [1]
    assert found(room, "2", request="1") == []


def test_what_was_merged_is_not_named_as_similar_any_more(room: TriageRoom) -> None:
    desk = room.requests
    before = desk.told(1, today=TODAY)
    merged(room)
    after = desk.told(1, today=TODAY)

    assert before is not None
    assert after is not None
    assert ([each.request.id for each in before.similar], list(after.similar)) == ([2], [])


def test_news_wait_for_the_end_of_quiet_hours(room: TriageRoom) -> None:
    room.tables.preferences["U0LIN"] = Preferences(quiet_from=NOW.time(), quiet_until=(NOW + timedelta(hours=1)).time())

    merged(room)

    assert room.tables.outbox[-1].line.due_at == NOW + timedelta(hours=1)
