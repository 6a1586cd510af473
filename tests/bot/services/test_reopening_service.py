"""A customer says that it is not solved, or asks again; whoever decides hears it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling_book import (
    ADA,
    DANA,
    EVA,
    LIN,
    MAX,
    PRIYA,
    SAID,
    TODAY,
    announced,
    declined,
    reopening,
    shipped,
    tellings,
    told_library,
)

from bot.services.tasks import Tasks
from domain.accounts import Cover
from domain.errors import NotAllowedError, RequestNotFoundError, RequestStateError
from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction
from domain.outbox.announcement import AnnouncementKind, Manner
from domain.permissions import Member


def test_what_is_not_solved_is_open_again_with_the_words() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)
    before = len(library.tables.outbox)

    changed = reopening(library).say(DANA, "#1", " Only 500 rows come out ", today=TODAY)

    assert changed is not None
    assert changed.look.request.state is RequestState.UNDER_REVIEW
    raised = changed.look.raised
    assert raised is not None
    assert (raised.what, raised.by, raised.note) == (RequestAction.REOPEN, "U0DANA", "Only 500 rows come out")
    assert library.tables.requests[1].version == 3
    news = [row.line.announcement for row in library.tables.outbox[before:]]
    assert [(each.kind, each.to, each.manner) for each in news] == [
        (AnnouncementKind.TRIAGE, "C0REPORTS", Manner.EDIT),
        (AnnouncementKind.TRIAGE, "C0REPORTS", Manner.REPLY),
        (AnnouncementKind.REQUEST_NEWS, "U0PRIYA", Manner.POST),
    ]
    assert "500" not in str([each.facts for each in news]) + str(library.tables.audit)
    assert ("requests.raised", "shipped", "under_review") in [
        (entry.action, entry.before, entry.after) for entry in library.tables.audit
    ]


def test_then_nobody_else_has_to_be_told() -> None:
    library = shipped()
    tellings(library).tell(DANA, "1", SAID, today=TODAY)

    reopening(library).say(DANA, "1", "Only 500 rows", today=TODAY)

    assert [each.is_over for each in library.tables.tellings.values()] == [True, True, True]
    assert all(task.done_at for task in library.tables.tasks.values())


def test_what_was_declined_is_asked_for_again_and_stays_declined() -> None:
    library = declined()

    changed = reopening(library).say(LIN, "1", "两家客户也在问", today=TODAY)

    assert changed is not None
    assert changed.look.request.state is RequestState.DECLINED
    assert library.tables.requests[1].words == "We look again in spring"
    assert library.tables.request_steps[-1].what is RequestAction.ASK_AGAIN
    assert announced(library, AnnouncementKind.REQUEST_NEWS)[-1].facts["what"] == "ask_again"
    assert not any(each.is_over for each in library.tables.tellings.values())


@pytest.mark.parametrize("words", ["", "  ", "\n\u200b", "\u2800"])
def test_blanks_say_nothing(words: str) -> None:
    library = shipped()

    assert reopening(library).say(DANA, "1", words, today=TODAY) is None
    assert library.tables.requests[1].state is RequestState.SHIPPED


@pytest.mark.parametrize(
    "asker",
    [
        pytest.param(DANA, id="who brought it"),
        pytest.param(LIN, id="who brought another voice"),
        pytest.param(MAX, id="who covers"),
        pytest.param(ADA, id="an admin"),
        pytest.param(PRIYA, id="product"),
    ],
)
def test_who_speaks_for_a_customer_may(asker: Member) -> None:
    library = shipped()
    library.tables.accounts[2] = replace(library.tables.accounts[2], cover=Cover("U0MAX"))

    assert reopening(library).look(asker, "1", today=TODAY).id == 1


def test_who_owns_the_account_now_or_has_the_task_may() -> None:
    library = shipped()
    library.tables.voices = [replace(voice, by="U0PRIYA") for voice in library.tables.voices]
    with pytest.raises(NotAllowedError):
        reopening(library).look(MAX, "1", today=TODAY)

    Tasks(library, clock=lambda: library.tables.requests[1].at).reassign(ADA, "1", "U0MAX", seen="1")
    library.tables.tasks.pop(2)
    library.tables.accounts.pop(2)

    assert reopening(library).look(MAX, "1", today=TODAY).id == 1
    assert reopening(library).look(DANA, "1", today=TODAY).id == 1


def test_who_only_looks_may_not() -> None:
    library = shipped()
    library.tables.accounts[2] = replace(
        library.tables.accounts[2], cover=Cover("U0EVA", None, TODAY.replace(year=2020))
    )

    with pytest.raises(NotAllowedError):
        reopening(library).say(EVA, "1", "hm", today=TODAY)


def test_what_is_still_open_has_nothing_to_open() -> None:
    with pytest.raises(RequestStateError):
        reopening(told_library()).look(DANA, "1", today=TODAY)
    with pytest.raises(RequestNotFoundError):
        reopening(told_library()).look(DANA, "9", today=TODAY)


@pytest.mark.parametrize(
    ("owner", "manager", "to"),
    [
        pytest.param("U0PRIYA", "U0ADA", ["U0PRIYA"], id="who decided"),
        pytest.param("U0GONE", "U0ADA", ["U0ADA"], id="who left is replaced by the area's manager"),
        pytest.param(None, "U0ADA", ["U0ADA"], id="nobody decided yet"),
        pytest.param("U0DANA", "U0ADA", [], id="oneself"),
    ],
)
def test_who_decides_hears_of_it(owner: str | None, manager: str, to: list[str]) -> None:
    library = shipped()
    library.tables.requests[1] = replace(library.tables.requests[1], owner=owner)
    library.tables.areas[1] = replace(library.tables.areas[1], manager=manager)
    before = len(announced(library, AnnouncementKind.REQUEST_NEWS))

    reopening(library).say(DANA, "1", "Only 500 rows", today=TODAY)

    assert [each.to for each in announced(library, AnnouncementKind.REQUEST_NEWS)[before:]] == to
