from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from task_samples import NOW, TODAY, task

from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.permissions import Member, Role, may_change_task, may_make_tasks, may_see_tasks_of_others
from domain.tasks.form import FURTHEST_DUE, TaskField, TaskForm, TaskProblem, task_from, task_problems
from domain.tasks.glances import glance_of
from domain.tasks.postponing import Postponement, postponed
from domain.tasks.question import TasksQuestion, TasksWanted, tasks_question, tasks_question_text
from domain.tasks.task import Priority, Task, TaskGlance, TaskInBrief, TaskSource

ROLES = {"U2": Role.CSM, "U5": Role.VIEWER}
GOOD = TaskForm("  Send   the offer ", "2026-09-01", "U2", "7", "high")


def test_a_good_form_becomes_a_task() -> None:
    made = task_from(GOOD, by="U1", now=NOW, account=7, renewal=None)

    assert task_problems(GOOD, today=TODAY, roles=ROLES) == {}
    assert made == Task(0, "Send the offer", TODAY, "U2", "U1", NOW, account=7, priority=Priority.HIGH)


def test_a_task_of_a_renewal_says_so() -> None:
    made = task_from(replace(GOOD, priority=""), by="U1", now=NOW, account=7, renewal=3)

    assert (made.renewal, made.source, made.priority) == (3, TaskSource.RENEWAL, Priority.NORMAL)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(replace(GOOD, title="  "), {TaskField.TITLE: TaskProblem.TITLE_MISSING}, id="no title"),
        pytest.param(replace(GOOD, title="\u200b\u2060"), {TaskField.TITLE: TaskProblem.TITLE_MISSING}, id="not seen"),
        pytest.param(replace(GOOD, title="t" * 201), {TaskField.TITLE: TaskProblem.TITLE_TOO_LONG}, id="a long title"),
        pytest.param(replace(GOOD, due_on="2036-09-01"), {}, id="ten years ahead"),
        pytest.param(replace(GOOD, due_on="2206-09-01"), {TaskField.DUE_ON: TaskProblem.DAY_TOO_FAR}, id="another age"),
        pytest.param(replace(GOOD, due_on=""), {TaskField.DUE_ON: TaskProblem.DAY_MISSING}, id="no day"),
        pytest.param(replace(GOOD, due_on="2026-08-31"), {TaskField.DUE_ON: TaskProblem.DAY_GONE}, id="a day gone"),
        pytest.param(replace(GOOD, assignee=""), {TaskField.ASSIGNEE: TaskProblem.ASSIGNEE_MISSING}, id="nobody"),
        pytest.param(replace(GOOD, assignee="U9"), {TaskField.ASSIGNEE: TaskProblem.ASSIGNEE_NO_MEMBER}, id="a guest"),
        pytest.param(
            replace(GOOD, assignee="U5"), {TaskField.ASSIGNEE: TaskProblem.ASSIGNEE_ONLY_LOOKS}, id="who only looks"
        ),
        pytest.param(
            TaskForm(),
            {
                TaskField.TITLE: TaskProblem.TITLE_MISSING,
                TaskField.DUE_ON: TaskProblem.DAY_MISSING,
                TaskField.ASSIGNEE: TaskProblem.ASSIGNEE_MISSING,
            },
            id="all at once",
        ),
    ],
)
def test_what_is_wrong_with_a_form(form: TaskForm, problems: dict[TaskField, TaskProblem]) -> None:
    assert task_problems(form, today=TODAY, roles=ROLES) == problems


@pytest.mark.parametrize(
    ("due_on", "by", "later"),
    [
        pytest.param(date(2026, 9, 4), Postponement.DAY, date(2026, 9, 5), id="a day"),
        pytest.param(date(2026, 9, 4), Postponement.WEEK, date(2026, 9, 11), id="a week"),
        pytest.param(date(2026, 8, 1), Postponement.DAY, date(2026, 9, 2), id="an overdue one counts from today"),
    ],
)
def test_putting_off(due_on: date, by: Postponement, later: date) -> None:
    assert postponed(due_on, by, today=TODAY) == later


@pytest.mark.parametrize(
    ("due_on", "later"),
    [
        pytest.param(TODAY + timedelta(FURTHEST_DUE - 3), TODAY + timedelta(FURTHEST_DUE), id="up to ten years ahead"),
        pytest.param(TODAY + timedelta(FURTHEST_DUE + 9), TODAY + timedelta(FURTHEST_DUE + 9), id="never back"),
    ],
)
def test_a_task_is_put_off_no_further_than_a_form_takes(due_on: date, later: date) -> None:
    assert postponed(due_on, Postponement.WEEK, today=TODAY) == later


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("", TasksWanted(), id="nothing: mine"),
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("帮助", HelpWanted(), id="help in Chinese"),
        pytest.param("Team OVERDUE", TasksWanted(Scope.TEAM, overdue=True), id="words in any case"),
        pytest.param("逾期 团队", TasksWanted(Scope.TEAM, overdue=True), id="Chinese, in any order"),
        pytest.param("<@U0DANA> done", TasksWanted(person="U0DANA", done=True), id="a colleague's, done ones too"),
        pytest.param("all 已完成", TasksWanted(Scope.ALL, done=True), id="both languages"),
        pytest.param("team overdeu", NotUnderstood("overdeu", "overdue", "team overdue"), id="a slip"),
        pytest.param("xyzzy", NotUnderstood("xyzzy"), id="like nothing"),
    ],
)
def test_a_question_is_read(typed: str, asked: TasksQuestion) -> None:
    assert tasks_question(typed) == asked


@given(
    st.builds(
        TasksWanted,
        st.sampled_from(Scope),
        st.none() | st.from_regex(r"\AU[A-Z0-9]{3,9}\Z"),
        st.booleans(),
        st.booleans(),
    )
)
def test_a_question_written_down_is_the_same_question(wanted: TasksWanted) -> None:
    again = tasks_question(tasks_question_text(wanted))

    assert again == (replace(wanted, scope=Scope.MINE) if wanted.person else wanted)


def test_a_card_says_the_next_three_and_when_all_are_due() -> None:
    brief = [TaskInBrief(str(day), date(2026, 9, day), "U1") for day in (2, 4, 6, 8)]

    assert glance_of([]) is None
    assert glance_of(brief) == TaskGlance(tuple(brief[:3]), tuple(each.due_on for each in brief))


@pytest.mark.parametrize(
    ("made", "overdue"),
    [
        pytest.param(task(due_on=date(2026, 8, 31)), True, id="its day is over"),
        pytest.param(task(due_on=TODAY), False, id="its day is today"),
        pytest.param(task(due_on=date(2026, 8, 31), done_at=NOW), False, id="done"),
    ],
)
def test_when_a_task_is_overdue(made: Task, *, overdue: bool) -> None:
    assert made.is_overdue(TODAY) is overdue


@pytest.mark.parametrize(
    ("member", "may"),
    [
        pytest.param(Member("U1", "Assignee", Role.CSM), True, id="who does it"),
        pytest.param(Member("U2", "Author", Role.PRODUCT), True, id="who asked for it"),
        pytest.param(Member("U3", "Boss", Role.MANAGER), True, id="the manager of who does it"),
        pytest.param(Member("U4", "Other", Role.MANAGER), False, id="another manager"),
        pytest.param(Member("U4", "Other", Role.CSM), False, id="another CSM"),
        pytest.param(Member("U4", "Other", Role.ADMIN), True, id="an admin"),
        pytest.param(Member("U1", "Looker", Role.VIEWER), False, id="who only looks"),
    ],
)
def test_who_may_change_a_task(member: Member, *, may: bool) -> None:
    team = {"U3": ("U1", "U3")}.get(member.slack_id, (member.slack_id,))

    assert may_change_task(member, assignee="U1", author="U2", team=team) is may


def test_who_may_make_and_see_tasks() -> None:
    roles = {role: Member("U1", "Somebody", role) for role in Role}

    assert [role for role, member in roles.items() if not may_make_tasks(member)] == [Role.VIEWER]
    assert [role for role, member in roles.items() if not may_see_tasks_of_others(member)] == [Role.PRODUCT]
