"""What is said below a request's card, to those who follow it, and to who decides too late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from outbox_words import worded
from triage_room import DANA, NOW, PAUL, PRIYA, REQUEST, TODAY, TriageRoom

from bot.blocks.kit import Message
from bot.blocks.merge_forms import merge_form, unmerge_form
from bot.blocks.move_form import move_form
from bot.blocks.request_buttons import more_page
from bot.blocks.request_snooze import request_snooze_form
from bot.blocks.request_talk import detail_form, request_page, withdraw_form
from bot.blocks.triage_forms import decision_form
from bot.blocks.triage_queue import decisions_due, triage_queue
from bot.locale import Language, words_for
from bot.services.triage import Decision
from domain.feedback.form import Plan
from domain.feedback.request import DeclineReason, RequestState
from domain.feedback.snoozing import RequestSnoozeForm
from domain.feedback.states import RequestAction, RequestStep
from domain.outbox.announcement import FORGOTTEN, Announcement, AnnouncementKind, Manner
from playground.block_kit.validation import problems_of_blocks, problems_of_view

SECOND = replace(REQUEST, id=2, title="Excel export", area=2)
LONG = "A&B <!channel> *x* " * 200


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(REQUEST, SECOND)
    return room


def said(room: TriageRoom, announcement: Announcement, language: Language = Language.EN) -> Message | None:
    made = worded(room.library, announcement, language=language)
    assert made is None or problems_of_blocks(json.loads(json.dumps(made.blocks))) == []
    return made


def lines(room: TriageRoom, announcement: Announcement) -> list[str]:
    made = said(room, announcement)
    assert made is not None
    return made.text.splitlines()


def last(room: TriageRoom, kind: AnnouncementKind = AnnouncementKind.TRIAGE) -> Announcement:
    return room.announced(kind)[-1]


def card(request: int = 1, channel: str = "C0REPORTS") -> Announcement:
    return Announcement(AnnouncementKind.TRIAGE, channel, f"request:{request}", {"request": request})


def decide(room: TriageRoom, what: RequestAction, note: str = "", **more: Any) -> None:
    seen = str(room.tables.requests[1].version)
    room.triage.decide(PRIYA, "1", Decision(what, note, **more), seen=seen, today=TODAY)


@pytest.mark.parametrize(
    ("state", "what", "more", "reply"),
    [
        ("new", RequestAction.ASK, {"note": "which *sheets*?"}, ["💬 *Priya* asks:", "> which ∗sheets∗?"]),
        ("new", RequestAction.COMMENT, {"note": "seen it"}, ["📝 *Priya* notes:", "> seen it"]),
        ("new", RequestAction.ACCEPT, {"note": "Q4"}, ["📅 *Priya* accepted it.", "> Q4"]),
        ("new", RequestAction.ACCEPT, {"plan": Plan.BACKLOG}, ["📅 *Priya* put it into the backlog."]),
        (
            "new",
            RequestAction.DECLINE,
            {"reason": DeclineReason.TOO_FEW, "note": "only you"},
            ["❌ *Priya* declined it: Too few ask for it", "> only you"],
        ),
        ("planned", RequestAction.START, {}, ["⏳ *Priya*: it is in progress."]),
        ("planned", RequestAction.SHIP, {"note": "Behind Export"}, ["🎉 *Priya*: it is there.", "> Behind Export"]),
        ("shipped", RequestAction.REOPEN, {}, ["👀 *Priya* opened it again."]),
        ("new", RequestAction.WITHDRAW, {}, ["⚪ *Priya* withdrew it."]),
    ],
)
def test_each_decision_is_said_below_the_card(
    room: TriageRoom, state: str, what: RequestAction, more: dict[str, Any], reply: list[str]
) -> None:
    room.tables.requests[1] = replace(REQUEST, state=RequestState(state))

    decide(room, what, **more)

    assert lines(room, last(room)) == reply


def test_what_was_declined_and_opened_since_says_no_reason_any_more(room: TriageRoom) -> None:
    decide(room, RequestAction.DECLINE, "no", reason=DeclineReason.OTHER)
    told = last(room)
    decide(room, RequestAction.REOPEN)

    assert lines(room, told) == ["❌ *Priya* declined it.", "> no"]


def test_what_was_said_below_the_card_is_drawn_again_there_without_words_that_were_taken_away(
    room: TriageRoom,
) -> None:
    room.tables.requests[1] = replace(REQUEST, state=RequestState.SHIPPED)
    raised = RequestStep(1, NOW, RequestAction.REOPEN, "U0DANA", "still broken")
    room.tables.request_steps.append(raised)
    decide(room, RequestAction.REOPEN)
    said = last(room)
    shown = lines(room, said)
    edit = replace(said, manner=Manner.EDIT, facts={**said.facts, FORGOTTEN: True})

    assert shown == ["👀 *Priya* opened it again.", "> still broken"]
    assert lines(room, edit) == ["👀 *Priya* opened it again."]


def test_questions_and_answers_stand_on_the_card_and_below_it(room: TriageRoom) -> None:
    decide(room, RequestAction.ASK, "which sheets?")
    room.talks.answer(DANA, "1", "*all* of them", today=TODAY)

    assert lines(room, last(room)) == ["📝 *Dana* says:", "> ∗all∗ of them"]
    assert lines(room, last(room, AnnouncementKind.REQUEST_NEWS)) == [
        "📝 <@U0DANA> says about *#1* Export to Excel:",
        "> ∗all∗ of them",
    ]
    assert lines(room, card())[-4:] == [
        "💬 <@U0PRIYA> asks:",
        "> which sheets?",
        "📝 <@U0DANA> says:",
        "> ∗all∗ of them",
    ]


def ways(made: Message | None) -> list[str]:
    assert made is not None
    rows = [block for block in made.blocks if block["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row["elements"]]


def test_a_question_can_be_answered_where_it_is_read(room: TriageRoom) -> None:
    decide(room, RequestAction.ASK, "which sheets?")
    asked = last(room, AnnouncementKind.REQUEST_NEWS)
    before = said(room, asked)
    room.talks.answer(DANA, "1", "all", today=TODAY)

    assert ways(before) == ["Answer…"]
    assert ways(said(room, asked)) == []


@pytest.mark.parametrize(
    ("what", "more", "news"),
    [
        (RequestAction.ACCEPT, {}, "📅 <@U0PRIYA> accepted what you follow: *#1* Export to Excel"),
        (
            RequestAction.ACCEPT,
            {"plan": Plan.BACKLOG},
            "📅 <@U0PRIYA> put what you follow into the backlog: *#1* Export to Excel",
        ),
        (RequestAction.SHIP, {}, "🎉 What you follow is there: *#1* Export to Excel"),
        (RequestAction.WITHDRAW, {}, "⚪ <@U0PRIYA> withdrew *#1* Export to Excel."),
    ],
)
def test_who_only_follows_hears_it_as_such_and_can_stop(
    room: TriageRoom, what: RequestAction, more: dict[str, Any], news: str
) -> None:
    room.talks.follow(PAUL, "1", follows=True, today=TODAY)

    decide(room, what, **more)

    told = last(room, AnnouncementKind.REQUEST_NEWS)
    assert (told.to, lines(room, told)[0], ways(said(room, told))) == ("U0PAUL", news, ["Unfollow"])


def test_who_brought_it_in_hears_of_the_backlog(room: TriageRoom) -> None:
    decide(room, RequestAction.ACCEPT, "after SSO", plan=Plan.BACKLOG)

    assert lines(room, last(room, AnnouncementKind.REQUEST_NEWS)) == [
        "📅 <@U0PRIYA> put what you brought in into the backlog: *#1* Export to Excel",
        "*In the backlog:* after SSO",
    ]
    assert lines(room, card())[1].startswith("📅 in the backlog · <@U0PRIYA>")


def test_merged_cards_point_at_each_other(room: TriageRoom) -> None:
    room.ask(2, 3, by="U0LIN")
    room.merges.merge(PRIYA, "2", "1", seen="1", today=TODAY)
    *_, below_the_one, _, below_the_other = room.announced(AnnouncementKind.TRIAGE)

    assert lines(room, card(2, "C0ACCESS")) == ["*#2* Excel export", "📁 merged into *#1* Export to Excel"]
    assert lines(room, card())[-1] == "📁 Merged into it: *#2* Excel export"
    assert lines(room, below_the_one) == ["📁 *Priya* merged it into *#1* Export to Excel."]
    assert lines(room, below_the_other) == ["📁 *Priya* merged *#2* Excel export into it."]
    assert lines(room, last(room, AnnouncementKind.REQUEST_NEWS)) == [
        "📁 <@U0PRIYA> merged *#2* Excel export into *#1* Export to Excel: you hear what becomes of that now."
    ]


def test_what_was_taken_apart_is_said_in_both_threads(room: TriageRoom) -> None:
    room.merges.merge(PRIYA, "2", "1", seen="1", today=TODAY)
    room.merges.unmerge(PRIYA, "2", seen="2", today=TODAY)
    *_, below_the_one, _, below_the_other = room.announced(AnnouncementKind.TRIAGE)

    assert lines(room, below_the_one) == ["📁 *Priya* took it and *#1* Export to Excel apart again."]
    assert lines(room, below_the_other) == ["📁 *Priya* took it and *#2* Excel export apart again."]
    assert lines(room, last(room, AnnouncementKind.REQUEST_NEWS)) == [
        "📁 <@U0PRIYA> took *#2* Excel export and *#1* Export to Excel apart again."
    ]


def test_of_a_moved_one_the_old_channel_keeps_a_line(room: TriageRoom) -> None:
    room.moves.move(PRIYA, "1", "2", "about roles", seen="1", today=TODAY)
    old, new, below = room.announced(AnnouncementKind.TRIAGE)

    assert lines(room, old) == ["➡️ *#1* Export to Excel went to *Access*, <#C0ACCESS>."]
    assert lines(room, new)[0] == "*#1* Export to Excel"
    assert lines(room, below) == ["➡️ *Priya* moved it here.", "> about roles"]
    assert said(room, card()) is None


def test_a_snoozed_one_says_until_what(room: TriageRoom) -> None:
    form = RequestSnoozeForm("2026-12-01", "5", "1m")
    room.snoozes.snooze(PRIYA, "1", form, seen="1", today=TODAY)

    until = "It is back on Dec 1, 2026 or once 5 accounts ask or once $1,000,000 ARR hangs on it."
    assert lines(room, card())[-1] == f"🔔 *Snoozed.* {until}"
    assert lines(room, last(room)) == [f"🔔 *Priya* snoozed it. {until}"]


@pytest.mark.parametrize(("owner", "called"), [("U0PAUL", "<@U0PAUL>"), (None, "<@U0PRIYA>")])
def test_one_that_wakes_calls_who_decides(room: TriageRoom, owner: str | None, called: str) -> None:
    room.tables.requests[1] = replace(REQUEST, owner=owner, snoozed_until=TODAY)

    room.wakes.tick()

    assert lines(room, last(room)) == [f"🔔 Its day has come: it is back. {called}"]


def test_the_reminder_names_all_that_is_late_now(room: TriageRoom) -> None:
    """Those beyond twenty are counted."""
    for number in range(1, 23):
        room.tables.requests[number] = replace(REQUEST, id=number, at=NOW - timedelta(days=20))
    room.mornings.tick()
    told = last(room, AnnouncementKind.DECISIONS_DUE)

    found = lines(room, told)
    for number in range(2, 23):
        room.tables.requests[number] = replace(REQUEST, id=number, state=RequestState.PLANNED)

    assert found[0] == "⚠️ 22 requests wait for your first decision for too long:"
    assert found[1] == "• *#1* Export to Excel · 💡 new · ⚠️ was to be decided by Aug 19, 2026"
    assert found[-1] == "and 2 more"
    assert lines(room, told)[0] == "⚠️ 1 request waits for your first decision for too long:"
    room.tables.requests.clear()
    assert said(room, told) is None


@pytest.mark.parametrize("language", list(Language))
def test_forms_and_pages_of_any_size_are_taken(room: TriageRoom, language: Language) -> None:
    words = words_for(language)
    room.tables.requests[1] = replace(REQUEST, title=LONG, problem=LONG, state=RequestState.UNDER_REVIEW)
    room.tables.areas[2] = replace(room.tables.areas[2], name=LONG)
    decide(room, RequestAction.ASK, LONG[:1500])
    room.put(*(replace(REQUEST, id=number, title=LONG) for number in range(10, 24)))
    for number in range(10, 24):
        seen = str(room.tables.requests[number].version)
        room.merges.merge(PRIYA, str(number), "1", seen=seen, today=TODAY)
    look, talk = room.merges.look(PRIYA, "1", today=TODAY), room.talks.look(DANA, "1", today=TODAY)
    modals = [
        *(decision_form(look, what, words, metadata="1 1", reader="U1") for what in (RequestAction.ACCEPT,)),
        merge_form(look, words, metadata="1 1"),
        unmerge_form(look, words),
        move_form(look, [room.tables.areas[2]], words, metadata="1 1"),
        request_snooze_form(look, words, metadata="1 1"),
        more_page(look, words),
        detail_form(talk, words),
        withdraw_form(talk, words),
    ]
    queue = room.queues.of(PRIYA)
    messages = [
        request_page(talk, words, done="✓ %(request)s"),
        triage_queue(queue, words, page=5),
        decisions_due(queue.waiting * 8, words),
    ]

    assert [problems_of_view(json.loads(json.dumps(modal.view()))) for modal in modals] == [[]] * len(modals)
    assert [problems_of_blocks(json.loads(json.dumps(each.blocks))) for each in messages] == [[]] * len(messages)
    assert said(room, card(), language) is not None
