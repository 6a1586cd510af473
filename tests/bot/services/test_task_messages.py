"""Tasks speak: what is put into the outbox when one is given, falls due, is late, or changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from fakes import FakeLibrary
from task_samples import task

from bot.services.announcing import announce
from bot.services.task_mornings import TaskMornings
from bot.services.tasks import Tasks
from domain.outbox.announcement import Announcement, AnnouncementKind, Posted
from domain.outbox.outgoing import OutboxState
from domain.outbox.settling import Settled
from domain.permissions import Member, Role
from domain.preferences import Preferences
from domain.reader_runs import RunOutcome
from domain.tasks.form import TaskForm
from domain.tasks.postponing import Postponement

MORNING = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = date(2026, 9, 1)
DANA = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin")
LEE = Member("U0LEE", "Lee", Role.CSM, zone="Asia/Shanghai")
EYES = Member("U0EYES", "Eyes", Role.VIEWER, zone="Europe/Berlin")
FORM = TaskForm(title="Call them", due_on="2026-09-04", assignee="U0LEE", account="", priority="normal")


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    for member in (DANA, LEE, EYES):
        library.tables.members[member.slack_id] = member
    return library


def tasks(library: FakeLibrary, now: datetime = MORNING) -> Tasks:
    return Tasks(library, clock=lambda: now)


def put(library: FakeLibrary, *, assignee: str = "U0DANA", due_on: date = TODAY) -> None:
    with library.writing() as book:
        book.tasks.add(task(assignee=assignee, by="U0BOSS", due_on=due_on, account=None))


def waiting(library: FakeLibrary) -> list[tuple[str, str, str]]:
    lines = [row.line for row in library.tables.outbox if row.line.state is OutboxState.NEW]
    return [
        (line.announcement.to, str(line.announcement.facts["notice"]), line.announcement.manner.value) for line in lines
    ]


def send(library: FakeLibrary) -> None:
    """Everything that waits arrives."""
    with library.writing() as book:
        for outgoing in book.outbox.claim(now=MORNING + timedelta(days=2), most=50):
            settled = Settled(OutboxState.SENT, MORNING, posted=Posted("D1", f"1.{outgoing.id}"))
            book.outbox.settle(outgoing, settled, now=MORNING)


def tick(library: FakeLibrary, now: datetime = MORNING) -> int:
    return TaskMornings(library, lambda: now, "UTC").tick()


def test_who_is_given_a_task_is_told(library: FakeLibrary) -> None:
    tasks(library).make(DANA, "", FORM, today=TODAY)

    assert waiting(library) == [("U0LEE", "assigned", "post")]


def test_quiet_hours_put_the_message_off(library: FakeLibrary) -> None:
    library.tables.preferences["U0LEE"] = Preferences(quiet_from=time(14), quiet_until=time(9))

    tasks(library).make(DANA, "", FORM, today=TODAY)

    [row] = library.tables.outbox
    assert row.line.due_at == datetime(2026, 9, 2, 1, tzinfo=UTC)


def test_whose_profile_is_not_known_yet_is_told_at_once(library: FakeLibrary) -> None:
    notice = Announcement(AnnouncementKind.TEST, "U0WHO", "test")
    with library.writing() as book:
        announce(book, notice, now=MORNING, zone="UTC")

    assert [row.line.due_at for row in library.tables.outbox] == [MORNING]


def test_what_was_told_is_drawn_again_when_the_task_changes(library: FakeLibrary) -> None:
    tasks(library).make(DANA, "", FORM, today=TODAY)
    send(library)

    tasks(library).postpone(LEE, "1", Postponement.DAY, seen="1", today=TODAY)
    tasks(library).reassign(LEE, "1", "U0DANA", seen="2")

    assert waiting(library) == [
        ("U0LEE", "changed", "edit"),
        ("U0LEE", "changed", "edit"),
        ("U0DANA", "assigned", "post"),
    ]


def test_a_task_is_shown_as_it_stands(library: FakeLibrary) -> None:
    put(library)

    look = tasks(library).told(1)

    assert look
    assert (look.task.title, look.account_name, tasks(library).told(2)) == ("Send the offer", None, None)


def test_each_hears_in_their_own_morning_of_what_is_due(library: FakeLibrary) -> None:
    put(library)
    put(library, due_on=TODAY - timedelta(days=1))
    put(library, assignee="U0LEE")

    told = [tick(library, MORNING - timedelta(hours=6)), tick(library), tick(library)]

    assert told == [1, 2, 0]
    assert waiting(library) == [("U0LEE", "due", "post"), ("U0DANA", "due", "post"), ("U0DANA", "overdue", "post")]


@pytest.mark.parametrize(
    ("hours", "outcome"),
    [
        pytest.param(0, RunOutcome.NOTHING, id="nothing to say"),
        pytest.param(4, RunOutcome.SKIPPED, id="too late to say it"),
    ],
)
def test_a_morning_without_a_message_is_written_down(library: FakeLibrary, hours: int, outcome: RunOutcome) -> None:
    if outcome is RunOutcome.SKIPPED:
        put(library)

    assert tick(library, MORNING + timedelta(hours=hours)) == 0
    [run] = [run for run in library.tables.reader_runs.values() if run.reader == "U0DANA"]
    assert (run.outcome, run.announcement) == (outcome, None)


def test_what_another_replica_took_is_not_said_again(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library)
    assert tick(library) == 1
    monkeypatch.setattr("fakes.mornings.FakeReaderRuns.taken", lambda *_: frozenset())

    assert tick(library) == 0


def test_who_only_looks_is_told_nothing(library: FakeLibrary) -> None:
    put(library, assignee="U0EYES")

    tick(library)

    assert waiting(library) == []


def test_who_takes_their_own_task_once_more_is_told_nothing(library: FakeLibrary) -> None:
    put(library, assignee="U0LEE")

    tasks(library).reassign(LEE, "1", "U0LEE", seen="1")

    assert library.tables.outbox == []
