"""What is brought in to something that is there already, and what the form suggests before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import STANDING

from bot.blocks.request_words import telling_title
from bot.services.capture_emoji import CaptureEmoji
from bot.services.requests import Requests
from bot.services.triage import Decision, Triage
from domain.accounts import Account
from domain.errors import NotAllowedError, OutsideBookError
from domain.feedback.answer import FeedbackOffer, FeedbackRefused, Submitted
from domain.feedback.area_hints import AreaHint
from domain.feedback.emoji import MOST_CHANNELS, EmojiProblem
from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem
from domain.feedback.request import Asker, ProductArea, Request, RequestState, Source
from domain.feedback.states import RequestAction, RequestStep
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.permissions import BookScope, Member, Role

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
MESSAGE = Source("C0TEAM", "17.5", "https://x.test/p175")
FORM = FeedbackForm(title="Export the audit log", account="1", quote="We copy by hand", source=MESSAGE)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    tables = library.tables
    for member in (DANA, PRIYA, ADA):
        tables.members[member.slack_id] = member
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.accounts[2] = Account(2, "云帆", owner="U0LIN")
    tables.standings[1] = STANDING
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PRIYA")
    return library


def desk(library: FakeLibrary) -> Requests:
    return Requests(library, lambda: NOW, "USD")


def submit(library: FakeLibrary, form: FeedbackForm = FORM, **said: Any) -> Submitted:
    done = desk(library).submit(DANA, replace(form, **said), today=TODAY)
    assert isinstance(done, Submitted)
    return done


def offer(library: FakeLibrary, form: FeedbackForm) -> FeedbackOffer:
    return desk(library).offer(DANA, form, today=TODAY)


def put(library: FakeLibrary, *titles: str, **said: Any) -> None:
    for title in titles:
        number = len(library.tables.requests) + 1
        library.tables.requests[number] = replace(Request(number, title, "", 1, "U0LEE", NOW), **said)


def said(library: FakeLibrary) -> list[Announcement]:
    return [row.line.announcement for row in library.tables.outbox]


def numbers(offered: FeedbackOffer) -> list[int]:
    return [each.look.request.id for each in offered.alike]


def test_another_accounts_voice_joins_what_is_there(library: FakeLibrary) -> None:
    put(library, "Export the log")

    done = submit(library, joins="1", title="All of the log", problem="Audits")

    [voice] = library.tables.voices
    assert (done.request.id, done.is_added, len(library.tables.requests)) == (1, True, 1)
    assert (voice.request, voice.account, voice.quote, voice.source) == (1, 1, "We copy by hand", MESSAGE)
    assert library.tables.request_steps == [
        RequestStep(1, NOW, RequestAction.ADD_VOICE, "U0DANA", "All of the log\nAudits")
    ]
    assert [(each.kind, each.to, each.manner) for each in said(library)] == [
        (AnnouncementKind.TRIAGE, "C0REPORTS", Manner.POST),
        (AnnouncementKind.RECEIPT, "C0TEAM", Manner.POST),
    ]


@pytest.mark.parametrize(
    ("form", "quote"),
    [
        pytest.param({"problem": "Audits"}, "Audits", id="the problem"),
        pytest.param({}, "Export the audit log", id="the title"),
    ],
)
def test_who_joins_without_a_quote_is_read_all_the_same(library: FakeLibrary, form: dict[str, Any], quote: str) -> None:
    put(library, "Export")

    submit(library, joins="1", quote="", **form)

    assert library.tables.voices[0].quote == quote


def test_the_same_account_twice_adds_its_words_and_counts_once(library: FakeLibrary) -> None:
    submit(library)
    submit(library, joins="1", source=None, quote="Each quarter")

    look = desk(library).told(1, today=TODAY)

    assert look is not None
    assert ([voice.quote for voice in look.voices], look.priority.demand.accounts) == (
        ["We copy by hand", "Each quarter"],
        1,
    )


@pytest.mark.parametrize("state", [RequestState.DUPLICATE, RequestState.WITHDRAWN])
def test_what_takes_no_voices_any_more_is_refused_at_its_field(library: FakeLibrary, state: RequestState) -> None:
    put(library, "Export", state=state)

    done = desk(library).submit(DANA, replace(FORM, joins="1"), today=TODAY)

    assert done == FeedbackRefused({FeedbackField.SIMILAR: FeedbackProblem.MOVED_ON})
    assert library.tables.voices == []


@pytest.mark.parametrize("joins", ["9", "<!channel>"])
def test_what_is_not_there_is_refused(library: FakeLibrary, joins: str) -> None:
    done = desk(library).submit(DANA, replace(FORM, joins=joins), today=TODAY)

    assert done == FeedbackRefused({FeedbackField.SIMILAR: FeedbackProblem.MOVED_ON})


def test_what_is_missing_is_said_of_a_voice_that_joins(library: FakeLibrary) -> None:
    put(library, "Export")

    done = desk(library).submit(DANA, replace(FORM, joins="1", title="", account=""), today=TODAY)

    assert done == FeedbackRefused({FeedbackField.ACCOUNT: FeedbackProblem.NO_ACCOUNT})


def test_a_voice_that_joins_overtakes_nobody_who_decides(library: FakeLibrary) -> None:
    submit(library)
    triage = Triage(library, lambda: NOW, "UTC", "USD", telling_title)
    triage.decide(PRIYA, "1", Decision(RequestAction.TAKE), seen="1", today=TODAY)
    submit(library, joins="1", source=None)

    late = triage.decide(PRIYA, "1", Decision(RequestAction.TAKE), seen="1", today=TODAY)
    on_time = triage.decide(PRIYA, "1", Decision(RequestAction.ACCEPT), seen="2", today=TODAY)

    assert (late.was_first, on_time.was_first) == ("U0PRIYA", None)


def test_the_same_message_for_the_same_account_adds_nothing(library: FakeLibrary) -> None:
    submit(library)
    again, joined = submit(library), submit(library, joins="1")

    assert (again.is_known, again.may_add, joined.is_known) == (True, False, True)
    assert len(library.tables.voices) == 1


@pytest.mark.parametrize(
    "other", [{"account": "2"}, {"asker": Asker.PROSPECT, "prospect": "Lead"}, {"asker": Asker.INTERNAL}]
)
def test_the_same_message_may_be_added_for_another_account(library: FakeLibrary, other: dict[str, Any]) -> None:
    submit(library)
    form = replace(FORM, **other)

    refused, opened = submit(library, form), offer(library, form)
    added, again = submit(library, form, joins="1"), submit(library, form, joins="1")

    assert (refused.is_known, refused.may_add) == (True, True)
    assert opened.known is not None
    assert (opened.known.request.id, opened.alike, opened.hint) == (1, (), None)
    assert (added.is_added, again.is_known) == (True, True)
    assert [voice.source for voice in library.tables.voices] == [MESSAGE, Source("", "", MESSAGE.permalink)]


def test_a_message_without_an_address_leaves_none_behind(library: FakeLibrary) -> None:
    bare = replace(FORM, source=Source("C0TEAM", "17.5"))
    submit(library, bare)

    submit(library, bare, account="2", joins="1")

    assert [voice.source for voice in library.tables.voices] == [Source("C0TEAM", "17.5"), None]


def test_what_the_message_became_may_take_no_more(library: FakeLibrary) -> None:
    submit(library)
    library.tables.requests[1] = replace(library.tables.requests[1], state=RequestState.WITHDRAWN)

    again = submit(library, account="2")

    assert (again.is_known, again.may_add, offer(library, FORM).known) == (True, False, None)


def test_a_receipt_goes_to_the_thread_of_its_message_or_to_whoever_brought_it(library: FakeLibrary) -> None:
    submit(library, thread="16.0")
    submit(library, source=None)
    submit(library, source=replace(MESSAGE, ts="18.5"))

    receipts = [each for each in said(library) if each.kind is AnnouncementKind.RECEIPT]

    assert [(each.to, each.thread, each.or_to, each.once) for each in receipts] == [
        ("C0TEAM", "16.0", "U0DANA", "receipt:1"),
        ("U0DANA", None, "", "receipt:2"),
        ("C0TEAM", "18.5", "U0DANA", "receipt:3"),
    ]
    assert replace(receipts[0].to_the_person(), facts={}) == replace(receipts[0], to="U0DANA", facts={})
    assert receipts[0].to_the_person().thread is None


def test_a_receipt_is_worded_of_the_request_as_it_is(library: FakeLibrary) -> None:
    submit(library)

    done = desk(library).receipt(1, by="U0DANA", is_added=True)

    assert done is not None
    assert (done.request.id, done.area.name, done.is_added) == (1, "Reports", True)
    assert desk(library).receipt(9, by="U0DANA", is_added=False) is None


def test_the_likest_five_that_take_voices_are_suggested(library: FakeLibrary) -> None:
    put(library, "Export the audit log", state=RequestState.WITHDRAWN)
    put(library, *["Export the audit log, please"] * 6, "Dark mode", "一次导出全部操作日志")

    found = offer(library, FeedbackForm(title="Export the audit log"))

    assert numbers(found) == [2, 3, 4, 5, 6]
    assert all(each.score and each.score > 0.9 for each in found.alike)


def test_a_chinese_title_finds_what_was_asked_in_either_language(library: FakeLibrary) -> None:
    put(library, "一次导出全部操作日志", "Export the whole audit log")

    assert numbers(offer(library, FeedbackForm(title="希望导出操作日志"))) == [1, 2]


def test_what_is_chosen_stays_whatever_is_written_since(library: FakeLibrary) -> None:
    put(library, "Dark mode", *["Export the audit log"] * 5)

    changed = offer(library, FeedbackForm(title="Export the audit log", joins="1"))
    emptied = offer(library, FeedbackForm(title=" ", joins="1"))
    still = offer(library, FeedbackForm(title="Export the audit log", joins="3"))

    assert numbers(changed) == [2, 3, 4, 5, 1]
    assert [each.score for each in emptied.alike] == [None]
    assert numbers(still) == [2, 3, 4, 5, 6]


def test_an_empty_form_suggests_nothing(library: FakeLibrary) -> None:
    put(library, "Export")

    empty = offer(library, FeedbackForm())

    assert (empty.alike, empty.hint, empty.known) == ([], None, None)


def test_an_area_is_suggested_and_never_the_one_that_is_chosen(library: FakeLibrary) -> None:
    put(library, "Sign in with SSO", area=2, state=RequestState.PLANNED)
    put(library, "Export to Excel", state=RequestState.PLANNED)
    put(library, "Kanban for teams", area=2)
    form = FeedbackForm(title="SSO for all")

    assert offer(library, form).hint == AreaHint(2, ("SSO",))
    assert offer(library, replace(form, area="2")).hint is None
    assert offer(library, replace(form, title="Excel")).hint is None
    assert offer(library, replace(form, title="Kanban")).hint is None


def test_one_area_alone_is_not_suggested(library: FakeLibrary) -> None:
    put(library, "Sign in with SSO", "Export to Excel", state=RequestState.PLANNED)
    del library.tables.areas[2]

    assert offer(library, FeedbackForm(title="SSO")).hint is None


def test_who_sees_their_own_accounts_brings_in_nothing_for_others(library: FakeLibrary) -> None:
    put(library, "Export")
    narrow = replace(DANA, sees=BookScope.OWN)

    with pytest.raises(OutsideBookError):
        desk(library).submit(narrow, replace(FORM, account="2", joins="1"), today=TODAY)


def test_admins_choose_the_emoji_of_a_channel(library: FakeLibrary) -> None:
    emoji = CaptureEmoji(library, lambda: NOW)

    assert emoji.of("C1") is None
    assert emoji.choose(ADA, "C1", ":Bulb:") is None
    assert emoji.choose(ADA, "C2", "eyes") is None
    assert (emoji.of("C1"), emoji.listed(ADA)) == ("bulb", {"C1": "bulb", "C2": "eyes"})
    assert emoji.choose(ADA, "C1", " ") is None
    assert emoji.listed(ADA) == {"C2": "eyes"}
    assert [entry.action for entry in library.tables.audit] == ["requests.emoji"] * 3


def test_what_is_no_emoji_and_one_channel_too_many_are_refused(library: FakeLibrary) -> None:
    emoji = CaptureEmoji(library, lambda: NOW)
    for number in range(MOST_CHANNELS):
        emoji.choose(ADA, f"C{number}", "bulb")

    assert emoji.choose(ADA, "C1", "💡") is EmojiProblem.NO_NAME
    assert emoji.choose(ADA, "C99", "bulb") is EmojiProblem.TOO_MANY


def test_nobody_else_chooses_it(library: FakeLibrary) -> None:
    emoji = CaptureEmoji(library, lambda: NOW)

    with pytest.raises(NotAllowedError):
        emoji.listed(DANA)
    with pytest.raises(NotAllowedError):
        emoji.choose(DANA, "C1", "bulb")
