from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filter_words import NotUnderstood, Scope
from domain.permissions import Member, Role, may_comment_on_task
from domain.tasks.named import MOST_NAMES, names_in
from domain.tasks.question import TasksQuestion, TasksWanted, tasks_question, tasks_question_text


@pytest.mark.parametrize(
    ("title", "names"),
    [
        pytest.param("Send the offer", (), id="no name"),
        pytest.param('Call "Acme Industrial" back', ("Acme Industrial",), id="in quotes"),
        pytest.param("给「青禾」打", ("青禾", "青禾」打"), id="in Chinese quotes, which end it"),
        pytest.param("Slides for the Blue Heron", ("Blue Heron", "Blue"), id="after for, longest first"),
        pytest.param("Slides for Acme, please", ("Acme, please", "Acme"), id="without its comma"),
        pytest.param("给青禾发", ("青禾发", "青禾"), id="in Chinese nothing says where it ends"),
        pytest.param("给", (), id="nothing after it"),
        pytest.param("给我", (), id="one sign names too much"),
        pytest.param("Forecast effort", (), id="half a word is no for"),
    ],
)
def test_what_may_name_an_account(title: str, names: tuple[str, ...]) -> None:
    assert names_in(title) == names


@given(st.text(alphabet='for 给"Aa青 ', max_size=200))
def test_however_much_is_typed_little_is_looked_up(title: str) -> None:
    assert len(names_in(title)) <= MOST_NAMES


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("account:acme", TasksWanted(Scope.ALL, account="acme"), id="everybody's of an account"),
        pytest.param('mine account:"Acme Industrial"', TasksWanted(Scope.MINE, account="Acme Industrial"), id="mine"),
        pytest.param("客户：青禾 逾期", TasksWanted(Scope.ALL, overdue=True, account="青禾"), id="in Chinese"),
        pytest.param("account:A&amp;B done", TasksWanted(Scope.ALL, done=True, account="A&B"), id="with signs"),
        pytest.param(
            "account:acme overdeu",
            NotUnderstood("overdeu", "overdue", 'overdue account:"acme"'),
            id="a slip beside it",
        ),
    ],
)
def test_a_question_may_name_an_account(typed: str, asked: TasksQuestion) -> None:
    assert tasks_question(typed) == asked


@pytest.mark.parametrize("name", ["acme", "A&B <Co>", "青禾 科技", "it's 5 > 4"])
def test_a_question_with_an_account_is_carried_by_a_button(name: str) -> None:
    wanted = TasksWanted(Scope.TEAM, overdue=True, account=name)

    assert tasks_question(tasks_question_text(wanted)) == wanted


@pytest.mark.parametrize(
    ("role", "person", "may"),
    [
        pytest.param(Role.CSM, "U4", True, id="a colleague who sees it"),
        pytest.param(Role.PRODUCT, "U1", True, id="product, on an own one"),
        pytest.param(Role.PRODUCT, "U2", True, id="product, on one asked for"),
        pytest.param(Role.PRODUCT, "U4", False, id="product, on another's"),
        pytest.param(Role.VIEWER, "U1", False, id="who only looks"),
    ],
)
def test_who_may_comment_on_a_task(role: Role, person: str, *, may: bool) -> None:
    assert may_comment_on_task(Member(person, "Somebody", role), assignee="U1", author="U2") is may
