"""Each account's present owner tells it; what they said is kept, and the loop is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from fakes import FakeLibrary
from fakes.tasks import FakeTasks
from telling_book import (
    ADA,
    DANA,
    EVA,
    LIN,
    MAX,
    NOW,
    PRIYA,
    SAID,
    TODAY,
    announced,
    decide,
    declined,
    shipped,
    tellings,
    told_library,
)

from bot.blocks.telling_forms import told_before
from bot.locale import Language, words_for
from bot.services.requests import Requests
from bot.services.tasks import Tasks
from bot.services.tellings import Said
from domain.accounts import Cover
from domain.errors import NotAllowedError, TaskNotFoundError
from domain.feedback.request import Asker, RequestState
from domain.feedback.states import RequestAction
from domain.feedback.telling import Telling, TellingCount, Way
from domain.outbox.announcement import AnnouncementKind, Manner
from domain.permissions import Member, Role
from domain.preferences import Preferences
from domain.tasks.answer import TaskChange, TaskChanged
from domain.touchpoints.touchpoint import Touchpoint

DAY = timedelta(days=1)


def kept(library: FakeLibrary, telling: int = 1) -> Telling:
    return library.tables.tellings[telling]


def whose(library: FakeLibrary) -> list[tuple[str, str]]:
    return [(task.assignee, task.title) for task in library.tables.tasks.values()]


def test_everybody_who_asked_is_to_be_told_by_whoever_answers_for_them() -> None:
    library = shipped()

    assert whose(library) == [
        ("U0DANA", "Tell Acme that #1 is there: Export to Excel"),
        ("U0LIN", "告诉 云帆：#1 已上线：Export to Excel"),
        ("U0DANA", "Tell Lead & Co that #1 is there: Export to Excel"),
    ]
    assert list(library.tables.tellings.values()) == [
        Telling(1, 1, 1, NOW, "U0DANA", account=1),
        Telling(2, 1, 2, NOW, "U0LIN", account=2),
        Telling(3, 1, 3, NOW, "U0DANA", voice=3),
    ]
    assert [each.to for each in announced(library, AnnouncementKind.TASK)] == ["U0DANA", "U0LIN", "U0DANA"]


def test_an_account_with_many_voices_is_told_once_and_colleagues_each() -> None:
    library = told_library()
    first = library.tables.voices[0]
    ours = replace(first, asker=Asker.INTERNAL, account=None, by="U0PRIYA", contact="", source=None)
    library.tables.voices += [
        replace(first, id=4, by="U0LIN"),
        replace(library.tables.voices[2], id=5, name="LEAD & CO"),
        replace(ours, id=6),
        replace(ours, id=7),
        replace(ours, id=8, by="U0EVA"),
    ]

    decide(library, RequestAction.SHIP)

    assert whose(library)[3:] == [
        ("U0PRIYA", "Tell whoever asked that #1 is there: Export to Excel"),
        ("U0ADA", "Tell whoever asked that #1 is there: Export to Excel"),
    ]


@pytest.mark.parametrize(
    ("owner", "cover", "away", "to"),
    [
        pytest.param("U0DANA", None, [], "U0DANA", id="the owner"),
        pytest.param("U0DANA", Cover("U0LIN", TODAY, TODAY), ["U0DANA"], "U0LIN", id="who covers"),
        pytest.param("U0DANA", Cover("U0LIN", None, TODAY - DAY), ["U0DANA"], "U0MAX", id="their manager"),
        pytest.param(None, None, [], "U0ADA", id="an admin"),
        pytest.param("Somebody", None, ["U0ADA"], "U0PRIYA", id="whoever decided"),
    ],
)
def test_nothing_is_dropped_because_nobody_is_named(
    owner: str | None, cover: Cover | None, away: list[str], to: str
) -> None:
    library = told_library()
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner=owner, cover=cover)
    for person in away:
        library.tables.preferences[person] = Preferences(away_until=TODAY)

    decide(library, RequestAction.SHIP)

    assert library.tables.tasks[1].assignee == to


def test_told_is_kept_with_its_words_and_is_a_contact() -> None:
    library, rescored = shipped(), list[int]()

    told = tellings(library, rescored).tell(DANA, "1", SAID, today=TODAY)

    assert (told.before, told.look.telling) == (False, kept(library))
    assert kept(library) == Telling(
        *(1, 1, 1, NOW, "U0DANA", 1, None, NOW, "U0DANA", Way.EMAIL),
        words="It is there, Kim.",
    )
    assert library.tables.tasks[1].done_by == "U0DANA"
    assert replace(library.tables.touchpoints[1, "slack:V1"], id=0, logged_at=None) == Touchpoint(
        1, "slack:V1", *Way.EMAIL.touch, NOW, "U0DANA", "Told that #1 is there"
    )
    assert rescored == [1]
    said = [(entry.action, entry.subject, entry.after) for entry in library.tables.audit]
    assert ("requests.told", "request:1", "account:1, email") in said
    assert all("Kim" not in str(entry) for entry in library.tables.audit)


def test_the_card_says_how_many_know() -> None:
    library = shipped()
    cards = len(announced(library, AnnouncementKind.TRIAGE))

    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    look = Requests(library, lambda: NOW, "USD").told(1, today=TODAY)
    assert look is not None
    assert look.telling == TellingCount(1, 3)
    assert [each.manner for each in announced(library, AnnouncementKind.TRIAGE)[cards:]] == [Manner.EDIT]


def test_a_prospect_is_told_without_a_contact_of_an_account() -> None:
    library, rescored = shipped(), list[int]()

    tellings(library, rescored).tell(DANA, "3", SAID, today=TODAY)

    assert (kept(library, 3).at, library.tables.touchpoints, rescored) == (NOW, {}, [])
    assert library.tables.audit[-1].after == "voice:3, email"


def test_of_two_the_second_hears_who_was_first() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    late = tellings(library).tell(MAX, "1", Said(Way.CALL, "no", "", "slack:V2"), today=TODAY)

    assert (late.before, late.look.telling.by, kept(library).words) == (True, "U0DANA", "It is there, Kim.")
    assert tellings(library).look(MAX, "1", today=TODAY).before


def test_what_somebody_changes_at_the_same_moment_is_not_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    library = shipped()
    monkeypatch.setattr(FakeTasks, "save", lambda _self, _task: False)

    late = tellings(library).tell(DANA, "1", SAID, today=TODAY)

    assert (late.before, kept(library).is_untold, kept(library).words) == (True, True, "")
    assert told_before(late.look, late.task, words_for(Language.EN)).text == (
        "Somebody changed this task meanwhile. Look at it again."
    )
    decide(library, RequestAction.REOPEN)
    assert kept(library) == Telling(1, 1, 1, NOW, "U0DANA", account=1, is_over=True)


def test_done_alone_is_told_and_its_words_may_follow() -> None:
    library = shipped()
    Tasks(library, clock=lambda: NOW).done(DANA, "1")
    plain = kept(library)

    after = tellings(library).tell(DANA, "1", SAID, today=TODAY)
    other = tellings(library).tell(MAX, "1", SAID, today=TODAY)

    assert (plain.at, plain.by, plain.how, plain.words) == (NOW, "U0DANA", None, "")
    assert (after.before, kept(library).how, other.before) == (False, Way.EMAIL, True)


def test_what_somebody_else_only_ticked_off_is_theirs() -> None:
    library = shipped()
    Tasks(library, clock=lambda: NOW).done(DANA, "1")

    assert tellings(library).tell(MAX, "1", SAID, today=TODAY).before


def test_undo_makes_it_untold_and_keeps_the_words_for_another_time() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    Tasks(library, clock=lambda: NOW).reopen(DANA, "1")

    assert (kept(library).is_untold, kept(library).how, kept(library).words) == (True, None, "It is there, Kim.")


def test_other_changes_and_other_tasks_tell_nobody() -> None:
    library = shipped()
    desk = Tasks(library, clock=lambda: NOW)
    desk.reassign(ADA, "1", "U0LIN", seen="1")
    library.tables.tellings.pop(2)
    desk.done(LIN, "2")

    assert kept(library).is_untold


def test_not_now_moves_the_task() -> None:
    library = shipped()
    desk = tellings(library)

    moved = desk.later(DANA, "1", TODAY + 9 * DAY, seen="1", today=TODAY)
    late = desk.later(DANA, "1", TODAY + DAY, seen="1", today=TODAY)

    assert (moved and moved.change, library.tables.tasks[1].due_on) == (TaskChange.POSTPONED, TODAY + 9 * DAY)
    assert isinstance(late, TaskChanged)
    assert late.change is TaskChange.CHANGED_MEANWHILE


@pytest.mark.parametrize("on", [None, TODAY - DAY, TODAY + 400 * DAY])
def test_a_day_that_is_none_moves_nothing(on: date | None) -> None:
    library = shipped()

    assert tellings(library).later(DANA, "1", on, seen="1", today=TODAY) is None
    assert library.tables.tasks[1].version == 1


def test_what_is_done_is_not_put_off() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    done = tellings(library).later(DANA, "1", TODAY, seen="2", today=TODAY)

    assert done is not None
    assert done.change is TaskChange.DONE_BEFORE


def test_whoever_owns_the_account_now_may_tell_whosever_the_task_is() -> None:
    library = shipped()
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")

    assert tellings(library).tell(LIN, "1", SAID, today=TODAY).look.telling.by == "U0LIN"


@pytest.mark.parametrize(("asker", "telling"), [(LIN, "1"), (EVA, "2"), (LIN, "3")])
def test_who_has_nothing_to_do_with_it_may_not(asker: Member, telling: str) -> None:
    library = shipped()

    with pytest.raises(NotAllowedError):
        tellings(library).look(asker, telling, today=TODAY)


def test_an_account_or_a_voice_that_is_gone_has_nobody() -> None:
    library = shipped()
    library.tables.accounts.pop(1)
    library.tables.voices.pop(2)

    for telling in ("1", "3"):
        with pytest.raises(NotAllowedError):
            tellings(library).tell(LIN, telling, SAID, today=TODAY)


@pytest.mark.parametrize("typed", ["9", "x", ""])
def test_what_is_not_there_is_said(typed: str) -> None:
    with pytest.raises(TaskNotFoundError):
        tellings(shipped()).look(DANA, typed, today=TODAY)


def test_a_task_that_is_gone_is_said() -> None:
    library = shipped()
    library.tables.tasks.pop(1)

    with pytest.raises(TaskNotFoundError):
        tellings(library).look(DANA, "1", today=TODAY)


def test_a_draft_is_made_of_their_words_and_products() -> None:
    library = shipped()
    first = library.tables.voices[0]
    library.tables.voices.append(replace(first, id=4, quote="<!channel> We copy by hand", contact="Lee"))

    look = tellings(library).look(DANA, "1", today=TODAY).look

    assert (look.name, look.quotes, look.contact, look.note, look.language) == (
        "Acme",
        ("We copy by hand", "@channel We copy by hand"),
        "Kim",
        "Behind Export",
        "en",
    )


@pytest.mark.parametrize(
    ("telling", "quote", "language"),
    [
        pytest.param(2, "希望能一次导出", "zh_Hans", id="that of their words"),
        pytest.param(2, "We need it", "en", id="whatever their CSM speaks"),
        pytest.param(2, "", "zh_Hans", id="without words that of their CSM"),
        pytest.param(1, "", "en-US", id="as their Slack has it"),
    ],
)
def test_a_draft_is_in_the_language_of_the_customer(telling: int, quote: str, language: str) -> None:
    library = shipped()
    library.tables.voices[telling - 1] = replace(library.tables.voices[telling - 1], quote=quote)
    asker = LIN if telling == 2 else DANA

    assert tellings(library).look(asker, str(telling), today=TODAY).look.language == language


def test_a_draft_without_anybody_is_in_nobodys_language() -> None:
    library = shipped()
    library.tables.voices[0] = replace(library.tables.voices[0], quote="")
    library.tables.members.pop("U0DANA")

    assert tellings(library).look(ADA, "1", today=TODAY).look.language is None


def test_a_draft_of_a_voice_that_is_gone_has_no_words() -> None:
    library = shipped()
    library.tables.voices.clear()

    look = tellings(library).look(DANA, "3", today=TODAY).look

    assert (look.name, look.quotes, look.contact) == ("", (), "")


def test_the_message_about_the_task_carries_the_draft() -> None:
    library = declined()
    desk = Tasks(library, clock=lambda: NOW)
    library.tables.tellings.pop(2)

    with_draft, without, missing = desk.told(1), desk.told(2), desk.told(9)

    assert with_draft is not None
    assert with_draft.telling is not None
    assert with_draft.telling.note == "We look again in spring"
    assert without is not None
    assert (without.telling, missing) == (None, None)


@pytest.mark.parametrize("what", [RequestAction.REOPEN, RequestAction.ACCEPT])
def test_what_is_open_again_need_not_be_told(what: RequestAction) -> None:
    library = declined()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)
    library.tables.tasks.pop(3)

    decide(library, what)

    assert [(each.is_told, each.is_over) for each in library.tables.tellings.values()] == [
        (True, True),
        (False, True),
        (False, True),
    ]
    assert library.tables.tasks[2].done_by == "U0PRIYA"
    assert library.tables.requests[1].state is not RequestState.DECLINED


def test_a_second_closing_counts_by_itself() -> None:
    library = declined()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)
    decide(library, RequestAction.REOPEN)
    decide(library, RequestAction.SHIP)

    look = Requests(library, lambda: NOW, "USD").told(1, today=TODAY)

    assert look is not None
    assert look.telling == TellingCount(0, 3)
    assert len(library.tables.tellings) == 6
    decide(library, RequestAction.REOPEN)
    assert all(each.is_over for each in library.tables.tellings.values())


def test_a_deleted_member_leaves_a_voice_to_the_admin() -> None:
    library = told_library()
    library.tables.members.pop("U0DANA")
    library.tables.members["U0MAX"] = replace(MAX, role=Role.MANAGER)

    decide(library, RequestAction.SHIP, by=PRIYA)

    assert [task.assignee for task in library.tables.tasks.values()] == ["U0ADA", "U0LIN", "U0ADA"]
