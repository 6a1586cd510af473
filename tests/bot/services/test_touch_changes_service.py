"""A touchpoint put right or taken back, with the task that followed from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.tasks import FakeTasks
from fakes.touchpoints import FakeTouchpoints
from touch_desk import CALL, DANA, EYES, LIN, OMAR, PRIYA, TODAY, Touching

from domain.errors import NotAllowedError, OutsideBookError, TouchpointNotFoundError, TouchpointStandsError
from domain.tasks.task import TaskComment
from domain.touchpoints.answer import TouchChange, TouchKept, TouchRefused, TouchUndone
from domain.touchpoints.form import TouchField, TouchForm, TouchProblem

SEEN = "1 1 slack:V1"
FORM = replace(CALL, on="2026-09-01", at="08:30", kind="email", sentiment="positive")


@pytest.fixture
def desk() -> Touching:
    desk = Touching()
    desk.log(follow_up="Send it", follow_up_on="2026-09-04")
    desk.library.tables.audit.clear()
    desk.rescored.clear()
    return desk


def edit(desk: Touching, asker: object = OMAR, about: str = "touch:1 1", form: TouchForm = FORM) -> TouchKept:
    done = desk.changes.edit(asker, about, form, today=TODAY)  # type: ignore[arg-type]
    assert isinstance(done, TouchKept)
    return done


def test_what_is_changed_is_scored_and_written_down_before_and_after(desk: Touching) -> None:
    kept = edit(desk)

    assert (kept.change, kept.may_undo, kept.task and kept.task.title) == (TouchChange.EDITED, True, "Send it")
    [touchpoint] = desk.library.tables.touchpoints.values()
    assert (touchpoint, touchpoint.version, touchpoint.changed_by) == (kept.touchpoint, 2, "U0OMAR")
    assert desk.rescored == [1]
    assert desk.audited() == [
        (
            "touchpoints.changed",
            "touchpoint:1",
            "call, two_way, 2026-09-01T06:30+00:00, 1 contacts, task 1",
            "email, two_way, 2026-09-01T06:30+00:00, 1 contacts, positive, task 1",
        )
    ]


def test_of_two_who_change_it_at_once_the_second_hears_who_was_first(desk: Touching) -> None:
    edit(desk)

    second = edit(desk, DANA, form=replace(FORM, kind="meeting"))

    assert (second.change, second.touchpoint.kind, second.touchpoint.changed_by) == (
        TouchChange.OVERTAKEN,
        "email",
        "U0OMAR",
    )
    assert len(desk.audited()) == 1
    assert edit(desk, DANA, "touch:1 2").touchpoint.version == 3


def test_what_is_wrong_is_said_by_field(desk: Touching) -> None:
    done = desk.changes.edit(DANA, "touch:1 1", replace(FORM, summary="\u200b"), today=TODAY)

    assert done == TouchRefused({TouchField.SUMMARY: TouchProblem.NOTHING_TO_READ})


def test_only_who_may_changes_it(desk: Touching) -> None:
    for asker in (EYES, PRIYA):
        with pytest.raises(NotAllowedError):
            edit(desk, asker)
        with pytest.raises(NotAllowedError):
            desk.changes.undo(asker, SEEN, today=TODAY)
    with pytest.raises(OutsideBookError):
        edit(desk, LIN)
    with pytest.raises(TouchpointNotFoundError):
        edit(desk, DANA, "touch:9 1")


def test_what_is_taken_back_leaves_nothing_but_a_line_of_the_audit(desk: Touching) -> None:
    undone = desk.changes.undo(DANA, SEEN, today=TODAY)

    assert undone == TouchUndone("Acme")
    assert (desk.library.tables.touchpoints, desk.library.tables.tasks, desk.rescored) == ({}, {}, [1])
    assert [(action, subject, after) for action, subject, _, after in desk.audited()] == [
        ("tasks.withdrawn", "task:1", None),
        ("touchpoints.undone", "touchpoint:1", None),
    ]


def test_a_touchpoint_without_a_task_is_taken_back_alone(desk: Touching) -> None:
    desk.log(key="V2")

    assert desk.changes.undo(DANA, "2 1 slack:V2", today=TODAY) == TouchUndone("Acme")
    assert len(desk.library.tables.tasks) == 1


def test_a_task_that_is_gone_already_is_no_hindrance(desk: Touching) -> None:
    desk.library.tables.tasks.clear()

    assert desk.changes.undo(DANA, SEEN, today=TODAY) == TouchUndone("Acme")


def test_a_task_that_somebody_talked_about_stays(desk: Touching) -> None:
    task = desk.library.tables.tasks[1]
    desk.library.tables.task_comments.append(TaskComment(1, "U0OMAR", desk.now, "good"))

    assert desk.changes.undo(DANA, SEEN, today=TODAY) == TouchUndone("Acme", task)
    assert desk.library.tables.tasks == {1: task}


def test_what_was_changed_is_taken_back_by_the_button_drawn_after_it(desk: Touching) -> None:
    edit(desk)

    with pytest.raises(TouchpointStandsError) as stands:
        desk.changes.undo(DANA, SEEN, today=TODAY)

    assert (stands.value.reason, stands.value.by) == ("changed", "U0OMAR")
    assert desk.changes.undo(DANA, "1 2 slack:V1", today=TODAY) == TouchUndone("Acme")


@pytest.mark.parametrize("seen", ["1 1 slack:V9", "1", "9 1 slack:V1", "x"])
def test_what_is_gone_is_said_to_be_gone(desk: Touching, seen: str) -> None:
    with pytest.raises(TouchpointStandsError) as stands:
        desk.changes.undo(DANA, seen, today=TODAY)

    assert stands.value.reason == "gone"


def test_after_ten_minutes_it_stands(desk: Touching) -> None:
    desk.later(minutes=10, seconds=1)

    with pytest.raises(TouchpointStandsError) as stands:
        desk.changes.undo(DANA, SEEN, today=TODAY)

    assert stands.value.reason == "too_late"
    assert not edit(desk).may_undo


def test_what_is_changed_in_the_same_moment_is_not_taken_back(desk: Touching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeTouchpoints, "remove", lambda *_, **__: False)

    with pytest.raises(TouchpointStandsError) as stands:
        desk.changes.undo(DANA, SEEN, today=TODAY)

    assert stands.value.reason == "changed"


def test_what_is_taken_back_in_the_same_moment_is_not_changed(desk: Touching, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(self: FakeTouchpoints, *_: object, **__: object) -> bool:
        self.tables.touchpoints.clear()
        return False

    monkeypatch.setattr(FakeTouchpoints, "save", overtaken)

    with pytest.raises(TouchpointNotFoundError):
        edit(desk)


def test_a_task_that_is_done_in_the_same_moment_stays(desk: Touching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeTasks, "remove", lambda *_: False)

    assert desk.changes.undo(DANA, SEEN, today=TODAY).task == desk.library.tables.tasks[1]
