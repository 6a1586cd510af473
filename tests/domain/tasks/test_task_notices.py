from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from task_samples import NOW, TODAY, task

from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.tasks.notices import MOST_A_MORNING, assigned_notice, changed_notice, morning_notices

DAY = timedelta(days=1)
YESTERDAY = NOW - DAY


def test_who_is_given_a_task_is_told_once_a_version() -> None:
    given = task(assignee="U2", version=3)

    assert assigned_notice(given, by="U1") == Announcement(
        AnnouncementKind.TASK,
        "U2",
        "task:1",
        {"task": 1, "notice": "assigned", "by": "U1"},
        once="task:1:assigned:U2:3",
    )
    assert assigned_notice(given, by="U2") is None


def test_a_change_edits_what_was_said() -> None:
    notice = changed_notice(task(), to="U7")

    assert (notice.to, notice.about, notice.manner, notice.once) == ("U7", "task:1", Manner.EDIT, None)


@pytest.mark.parametrize(
    ("said", "once"),
    [
        pytest.param({"due_on": TODAY, "at": YESTERDAY}, ["task:1:due:2026-09-01:U1"], id="due today"),
        pytest.param({"due_on": TODAY, "by": "U2"}, ["task:1:due:2026-09-01:U1"], id="given today by somebody else"),
        pytest.param({"due_on": TODAY, "at": NOW}, [], id="made for oneself today, for today"),
        pytest.param({"due_on": TODAY - DAY}, ["task:1:overdue:2026-08-31:U1"], id="late since today"),
        pytest.param({"due_on": TODAY - 7 * DAY}, ["task:1:overdue:2026-08-25:U1"], id="late for a week"),
        pytest.param({"due_on": TODAY - 8 * DAY}, [], id="late for longer: the digest has it"),
        pytest.param({"due_on": TODAY + DAY}, [], id="not due yet"),
        pytest.param({"due_on": TODAY, "at": YESTERDAY, "done_at": NOW, "done_by": "U1"}, [], id="done"),
    ],
)
def test_a_morning_tells_of_what_is_due_and_late(said: dict[str, Any], once: list[str]) -> None:
    assert [notice.once for notice in morning_notices([task(**said)], today=TODAY)] == once


def test_a_bad_morning_brings_so_many_messages_and_no_more() -> None:
    many = [task(id=number, due_on=date(2026, 8, 31)) for number in range(20)]

    assert len(morning_notices(many, today=datetime(2026, 9, 1, tzinfo=NOW.tzinfo).date())) == MOST_A_MORNING
