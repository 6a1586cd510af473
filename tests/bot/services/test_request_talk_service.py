"""Questions and their answers, details, who follows a request, and who takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from triage_room import DANA, LIN, PAUL, PRIYA, REQUEST, TODAY, TriageRoom

from bot.services.triage import Decision
from domain.errors import NotAllowedError, OthersAskTooError, RequestNotFoundError, RequestStateError
from domain.feedback.form import FeedbackForm, Plan
from domain.feedback.request import RequestState, Source
from domain.feedback.states import RequestAction


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(REQUEST)
    return room


def ask(room: TriageRoom, *, seen: str = "1") -> None:
    room.triage.decide(PAUL, "1", Decision(RequestAction.ASK, "Which sheets?"), seen=seen, today=TODAY)


def test_an_answer_leads_on_and_goes_to_who_asked(room: TriageRoom) -> None:
    ask(room)

    talk = room.talks.answer(DANA, "1", " All of them ", today=TODAY)

    assert room.state() is RequestState.UNDER_REVIEW
    assert talk.look.question is not None
    assert talk.look.answer is not None
    assert (talk.look.question.note, talk.look.answer.note) == ("Which sheets?", "All of them")
    assert room.news() == [("U0DANA", "ask", 1), ("U0PAUL", "answer", 1)]
    assert room.cards() == [("C0REPORTS", manner, 1) for manner in ("edit", "reply", "edit", "reply")]


def test_a_second_answer_is_kept_beside_the_first(room: TriageRoom) -> None:
    ask(room)
    room.talks.answer(DANA, "1", "All of them", today=TODAY)
    version = room.tables.requests[1].version

    talk = room.talks.answer(LIN, "1", "And the archive", today=TODAY)

    assert talk.look.answer is not None
    assert (talk.look.answer.note, room.tables.requests[1].version) == ("And the archive", version)


def test_a_new_question_waits_for_its_own_answer(room: TriageRoom) -> None:
    ask(room)
    room.talks.answer(DANA, "1", "All of them", today=TODAY)
    ask(room, seen="3")

    look = room.requests.told(1, today=TODAY)

    assert look is not None
    assert look.question is not None
    assert look.answer is None


@pytest.mark.parametrize(
    ("owner", "told"),
    [pytest.param("U0PAUL", "U0PAUL", id="who took it"), pytest.param(None, "U0PRIYA", id="whose area it is")],
)
def test_a_detail_goes_to_who_decides(room: TriageRoom, owner: str | None, told: str) -> None:
    room.tables.requests[1] = replace(REQUEST, owner=owner)

    talk = room.talks.answer(DANA, "1", "They print it", today=TODAY)

    assert room.news() == [(told, "answer", 1)]
    assert talk.look.answer is not None
    assert room.state() is RequestState.NEW


def test_what_is_over_takes_no_detail(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, state=RequestState.SHIPPED)

    with pytest.raises(RequestStateError):
        room.talks.answer(DANA, "1", "Too late", today=TODAY)
    with pytest.raises(RequestNotFoundError):
        room.talks.look(DANA, "#9", today=TODAY)


def test_of_a_merged_one_all_is_said_of_the_one_it_is_in(room: TriageRoom) -> None:
    room.put(replace(REQUEST, id=2, title="Excel export"))
    room.merges.merge(PRIYA, "2", "1", seen="1", today=TODAY)

    talk = room.talks.answer(LIN, "#2", "They print it", today=TODAY)
    followed = room.talks.follow(LIN, "2", follows=True, today=TODAY)

    assert talk.named is not None
    assert (talk.named.id, talk.look.request.id) == (2, 1)
    assert (followed.follows, list(room.tables.followings)) == (True, [(1, "U0LIN")])


def test_who_brought_it_in_follows_by_themselves_and_may_stop(room: TriageRoom) -> None:
    before = room.talks.look(DANA, "1", today=TODAY).follows
    after = room.talks.follow(DANA, "1", follows=False, today=TODAY).follows

    room.triage.decide(PRIYA, "1", Decision(RequestAction.ACCEPT), seen="1", today=TODAY)

    assert (before, after) == (True, False)
    assert room.news() == []


def test_who_follows_hears_what_those_who_asked_hear(room: TriageRoom) -> None:
    room.talks.follow(LIN, "1", follows=True, today=TODAY)

    ask(room)
    accepted = Decision(RequestAction.ACCEPT, "some day", plan=Plan.BACKLOG, owner="U0PAUL")
    done = room.triage.decide(PRIYA, "1", accepted, seen="2", today=TODAY)

    assert room.news() == [(to, what, 1) for what in ("ask", "accept") for to in ("U0DANA", "U0LIN")]
    request = done.look.request
    assert (request.owner, request.in_backlog, request.target) == ("U0PAUL", True, "some day")


def test_what_begins_or_is_planned_is_in_the_backlog_no_more(room: TriageRoom) -> None:
    for seen, what in enumerate((RequestAction.ACCEPT, RequestAction.START), start=1):
        room.triage.decide(PRIYA, "1", Decision(what, plan=Plan.BACKLOG), seen=str(seen), today=TODAY)

    assert not room.tables.requests[1].in_backlog


def test_only_who_decides_may_be_given_one(room: TriageRoom) -> None:
    assert [room.triage.may_own(person) for person in ("", "U0PAUL", "U0DANA", "U0NEW")] == [True, True, False, False]


def test_who_brought_it_in_takes_it_back(room: TriageRoom) -> None:
    room.talks.follow(LIN, "1", follows=True, today=TODAY)
    may = room.talks.look(DANA, "1", today=TODAY).may_withdraw

    talk = room.talks.withdraw(DANA, "1", " They left ", today=TODAY)

    assert (may, talk.may_withdraw, room.state()) == (True, False, RequestState.WITHDRAWN)
    assert room.steps(1) == [(RequestAction.WITHDRAW, "U0DANA", "They left")]
    assert room.news() == [("U0LIN", "withdraw", 1)]


def test_what_others_ask_for_stays(room: TriageRoom) -> None:
    room.ask(1, 2, by="U0LIN")

    assert not room.talks.look(DANA, "1", today=TODAY).may_withdraw
    with pytest.raises(OthersAskTooError):
        room.talks.withdraw(DANA, "1", "", today=TODAY)
    with pytest.raises(NotAllowedError):
        room.talks.withdraw(LIN, "1", "", today=TODAY)


def test_what_is_over_is_not_taken_back(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, state=RequestState.SHIPPED)

    with pytest.raises(RequestStateError):
        room.talks.withdraw(DANA, "1", "", today=TODAY)


def test_who_decides_takes_any_of_them_back(room: TriageRoom) -> None:
    room.ask(1, 2, by="U0LIN")

    room.triage.decide(PRIYA, "1", Decision(RequestAction.WITHDRAW, "a mistake"), seen="1", today=TODAY)

    assert room.state() is RequestState.WITHDRAWN
    assert room.news() == [("U0DANA", "withdraw", 1), ("U0LIN", "withdraw", 1)]


def test_a_comment_is_kept_whatever_happened_meanwhile(room: TriageRoom) -> None:
    room.triage.decide(PAUL, "1", Decision(RequestAction.TAKE), seen="1", today=TODAY)

    done = room.triage.decide(PRIYA, "1", Decision(RequestAction.COMMENT, "see the fair"), seen="1", today=TODAY)

    assert (done.was_first, done.look.request.version) == (None, 2)
    assert room.steps(1)[-1] == (RequestAction.COMMENT, "U0PRIYA", "see the fair")
    assert room.cards()[-1] == ("C0REPORTS", "reply", 1)


def test_opened_again_it_has_all_the_time_again(room: TriageRoom) -> None:
    room.tables.requests[1] = replace(REQUEST, state=RequestState.DECLINED)
    room.now += timedelta(days=30)

    room.triage.decide(PRIYA, "1", Decision(RequestAction.REOPEN), seen="1", today=TODAY)

    assert room.tables.requests[1].waits_since == room.now


def test_a_message_that_somebody_else_brought_in_can_be_followed(room: TriageRoom) -> None:
    room.tables.voices[0] = replace(room.tables.voices[0], source=Source("C1", "17.5"))
    form = FeedbackForm(title="Export", asker="internal", source=Source("C1", "17.5"))

    known = room.requests.submit(LIN, form, today=TODAY)
    own = room.requests.submit(DANA, form, today=TODAY)

    assert [(getattr(each, "follows", None), getattr(each, "may_withdraw", None)) for each in (known, own)] == [
        (False, False),
        (True, True),
    ]
