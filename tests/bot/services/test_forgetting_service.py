"""A customer's words go when their message is deleted, or when somebody asks for it; nothing of them is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import FakeLibrary
from fakes.outbox import FakeOutboxRow
from telling_book import (
    DANA,
    LIN,
    MAX,
    NOW,
    PRIYA,
    SAID,
    SOURCE,
    TODAY,
    announced,
    decide,
    forgetting,
    reopening,
    shipped,
    tellings,
    told_library,
)

from bot.services.forgetting import Forgettable
from bot.services.tellings import Said
from domain.accounts import Cover
from domain.feedback.request import Source, Voice
from domain.feedback.states import RequestAction
from domain.feedback.telling import Way
from domain.outbox.announcement import FORGOTTEN, PLACE, AnnouncementKind, Manner, Posted
from domain.outbox.outgoing import OutboxState

QUOTE = "We copy by hand"


def posted(library: FakeLibrary) -> None:
    """Everything that was to be said stands in Slack."""
    for number, row in enumerate(library.tables.outbox):
        line = row.line
        row.line = replace(line, state=OutboxState.SENT, posted=Posted("D0" + line.announcement.to, f"{number}.0"))


def left(library: FakeLibrary, voice: int = 1) -> Voice:
    return next(each for each in library.tables.voices if each.id == voice)


def everything(library: FakeLibrary) -> str:
    """What the book holds, but for what other voices say."""
    tables: Any = library.tables
    rows: list[FakeOutboxRow] = tables.outbox
    said = [row.line.announcement.facts for row in rows]
    return str((tables.voices, tables.tellings, tables.audit, tables.touchpoints, tables.tasks, said))


def test_a_deleted_message_leaves_no_word_of_it() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", Said(Way.CALL, f"You said: {QUOTE}", "", "slack:V1"), today=TODAY)
    posted(library)

    assert forgetting(library).message_deleted(Source(SOURCE.channel, SOURCE.ts))

    assert QUOTE not in everything(library)
    assert (left(library).source, left(library).contact) == (None, "Kim")
    assert (library.tables.tellings[1].words, library.tables.tellings[1].how) == ("", Way.CALL)
    assert left(library, 2).quote == "希望能一次导出"
    entry = library.tables.audit[-1]
    assert (entry.actor, entry.action, entry.subject, entry.after) == (
        "slack",
        "requests.forgotten",
        "request:1",
        "message deleted, quote removed",
    )


def test_every_message_that_showed_it_is_drawn_again() -> None:
    library = shipped()
    posted(library)
    row = next(row for row in library.tables.outbox if row.line.announcement.about == "task:1")
    later = replace(row.line, id=99, posted=Posted("D0U0DANA", "99.0"))
    library.tables.outbox.append(FakeOutboxRow(later))
    before = len(library.tables.outbox)

    forgetting(library).message_deleted(SOURCE)

    news = [each.line.announcement for each in library.tables.outbox[before:]]
    assert [(each.kind, each.to, each.manner, each.facts.get(PLACE)) for each in news] == [
        (AnnouncementKind.TASK, "U0DANA", Manner.EDIT, [row.line.posted.channel, row.line.posted.ts]),  # type: ignore[union-attr]
        (AnnouncementKind.TASK, "U0DANA", Manner.EDIT, ["D0U0DANA", "99.0"]),
        (AnnouncementKind.TRIAGE, "C0REPORTS", Manner.EDIT, None),
    ]


def test_what_is_on_its_way_is_drawn_again_once_it_is_there() -> None:
    library = shipped()
    row = next(row for row in library.tables.outbox if row.line.announcement.about == "task:1")
    row.line = replace(row.line, state=OutboxState.SENDING)
    before = len(library.tables.outbox)

    forgetting(library).message_deleted(SOURCE)

    news = [each.line.announcement for each in library.tables.outbox[before:]]
    assert [(each.to, each.manner, each.place) for each in news if each.kind is AnnouncementKind.TASK] == [
        ("U0DANA", Manner.EDIT, None)
    ]


def test_what_was_told_after_several_closings_goes_too() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", Said(Way.CALL, QUOTE, "", "slack:V1"), today=TODAY)
    reopening(library).say(DANA, "1", "no", today=TODAY)
    decide(library, RequestAction.SHIP)

    forgetting(library).message_deleted(SOURCE)

    assert QUOTE not in everything(library)


def test_where_the_policy_keeps_words_only_the_address_goes() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    assert forgetting(library, keeps=True).message_deleted(SOURCE)

    assert (left(library).quote, left(library).source, library.tables.tellings[1].words) == (
        QUOTE,
        None,
        "It is there, Kim.",
    )
    assert library.tables.audit[-1].after == "message deleted, quote kept"


def test_what_nobody_brought_in_is_nothing_to_us() -> None:
    library = told_library()
    known = len(library.tables.audit)

    assert not forgetting(library).message_deleted(Source("C0TEAM", "99.9"))
    assert len(library.tables.audit) == known


def test_of_two_replicas_the_second_finds_nothing_left(monkeypatch: pytest.MonkeyPatch) -> None:
    library = shipped()
    desk = forgetting(library)
    read = library.reading
    monkeypatch.setattr(library, "reading", lambda: _and_then_gone(library, read()))

    assert not desk.message_deleted(SOURCE)


class _and_then_gone:  # noqa: N801 - a context manager by its use
    """A look after which somebody else is faster."""

    def __init__(self, library: FakeLibrary, inner: Any) -> None:
        self.library, self.inner = library, inner

    def __enter__(self) -> Any:
        return self.inner.__enter__()

    def __exit__(self, *error: object) -> Any:
        self.library.tables.voices = [replace(each, source=None) for each in self.library.tables.voices]
        return self.inner.__exit__(*error)


def test_what_an_account_said_goes_when_somebody_asks() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)
    library.tables.voices[0] = replace(library.tables.voices[0], workaround="Kim copies")
    desk = forgetting(library)

    [found] = desk.found_by_account(1)
    gone, again = desk.forget_account(1, by="command line"), desk.forget_account(1, by="command line")

    assert found == Forgettable(1, "U0DANA", NOW, has_quote=True, has_contact=True, has_workaround=True, drafts=1)
    assert (gone, again) == (1, 0)
    assert (left(library).quote, left(library).contact, left(library).workaround) == ("", "", "")
    assert left(library).source == SOURCE
    assert "Kim" not in everything(library)
    assert [entry.after for entry in library.tables.audit if entry.action == "requests.forgotten"] == [
        "words removed on request"
    ]
    assert desk.found_by_account(1)[0].is_empty


def test_what_was_taken_from_a_message_goes_when_somebody_asks() -> None:
    library = shipped()
    desk = forgetting(library)

    found, nothing = desk.found_by_message(SOURCE), desk.found_by_message(Source("C0TEAM", "9.9"))
    gone, none = (
        desk.forget_message(SOURCE, by="command line"),
        desk.forget_message(Source("C0TEAM", "9.9"), by="command line"),
    )

    assert ([each.has_quote for each in found], nothing, gone, none) == ([True], [], 1, 0)


def test_a_prospects_words_go_with_the_draft_for_them() -> None:
    library = shipped()
    tellings(library).tell(DANA, "3", SAID, today=TODAY)
    library.tables.voices[2] = replace(library.tables.voices[2], source=Source("C0TEAM", "18.5"))

    [found] = forgetting(library).found_by_message(Source("C0TEAM", "18.5"))
    forgetting(library).forget_message(Source("C0TEAM", "18.5"), by="command line")

    assert (found.has_contact, found.drafts) == (True, 1)
    assert library.tables.tellings[3].words == ""


def test_a_way_around_alone_touches_no_draft() -> None:
    library = shipped()
    plain = replace(library.tables.voices[0], quote="", contact="", workaround="copies")
    library.tables.voices[0] = plain
    library.tables.tellings[1] = replace(library.tables.tellings[1], words="mine")

    forgetting(library).forget_account(1, by="command line")

    assert (left(library).workaround, library.tables.tellings[1].words) == ("", "mine")


def test_a_task_that_is_gone_has_no_message() -> None:
    library = shipped()
    library.tables.tasks.pop(1)
    posted(library)

    forgetting(library).message_deleted(SOURCE)

    assert announced(library, AnnouncementKind.TASK)[-1].manner is Manner.POST


def raised(library: FakeLibrary) -> list[tuple[str, str]]:
    return [(step.by, step.note) for step in library.tables.request_steps if step.what is RequestAction.REOPEN]


def reopened() -> FakeLibrary:
    """Acme's Dana and Lin's 云帆 said one after the other that it is not solved, and all of it stands in Slack."""
    library = shipped()
    reopening(library).say(DANA, "1", "Kim still copies by hand", today=TODAY)
    decide(library, RequestAction.SHIP)
    reopening(library).say(LIN, "1", "还是不行", today=TODAY)
    posted(library)
    return library


def test_words_of_not_solved_are_counted_and_go_with_the_account_they_were_typed_for() -> None:
    library = reopened()
    desk = forgetting(library)

    [found] = desk.found_by_account(2)
    gone = desk.forget_account(2, by="U0ADA")

    assert (found.raised, found.is_empty, gone) == (1, False, 1)
    assert raised(library) == [("U0DANA", "Kim still copies by hand"), ("U0LIN", "")]
    assert "还是不行" not in everything(library)


def test_each_message_that_said_them_is_drawn_again_without() -> None:
    library = reopened()
    before = len(library.tables.outbox)

    forgetting(library).forget_account(2, by="U0ADA")

    news = [each.line.announcement for each in library.tables.outbox[before:]]
    edited = [(each.kind, each.to, each.facts["by"]) for each in news if each.facts.get(FORGOTTEN)]
    assert edited == [
        (AnnouncementKind.TRIAGE, "C0REPORTS", "U0LIN"),
        (AnnouncementKind.REQUEST_NEWS, "U0PRIYA", "U0LIN"),
    ]
    assert all(each.manner is Manner.EDIT and each.place for each in news if each.facts.get(FORGOTTEN))


def test_what_somebody_said_of_whom_nobody_knows_for_whom_they_speak_goes_too() -> None:
    """A product manager may speak for anybody; who covers an account and who has to tell it, for that one."""
    library = shipped()
    library.tables.accounts[2] = replace(library.tables.accounts[2], cover=Cover("U0MAX", TODAY, None))
    for speaker in (PRIYA, MAX):
        reopening(library).say(speaker, "1", f"{speaker.name} says no", today=TODAY)
        decide(library, RequestAction.SHIP)

    forgetting(library).forget_account(1, by="U0ADA")

    assert raised(library) == [("U0PRIYA", ""), ("U0MAX", "Max says no")]


def test_an_account_without_a_word_of_it_has_nothing_to_forget() -> None:
    library = reopened()
    forgetting(library).forget_account(2, by="U0ADA")

    assert forgetting(library).found_by_account(2)[0].is_empty
    assert forgetting(library).forget_account(2, by="U0ADA") == 0
