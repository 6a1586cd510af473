"""What is typed after `/cs touch` and `/cs touches`."""

from __future__ import annotations

import pytest

from domain.filter_words import HelpWanted, Scope
from domain.touchpoints.question import TouchesWanted, touches_question, touches_question_text
from domain.touchpoints.typed import Reading, beginnings_of, readings_of


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        pytest.param("acme", [("acme", "")], id="a name alone"),
        pytest.param(
            "Blue Harbour: they agreed",
            [
                ("Blue Harbour: they agreed", ""),
                ("Blue Harbour: they", "agreed"),
                ("Blue Harbour", "they agreed"),
                ("Blue", "Harbour: they agreed"),
            ],
            id="longer names first",
        ),
        pytest.param("“Blue Harbour” – they agreed", [("Blue Harbour", "they agreed")], id="in quotes"),
        pytest.param("they agreed account:acme", [("acme", "they agreed")], id="named as an account"),
        pytest.param("客户：青禾 谈了续约", [("青禾", "谈了续约")], id="named in Chinese"),
        pytest.param("A&amp;B call", [("A&B call", ""), ("A&B", "call")], id="as Slack escapes it"),
    ],
)
def test_a_line_begins_with_the_account(typed: str, readings: list[tuple[str, str]]) -> None:
    assert readings_of(typed) == tuple(Reading(*reading) for reading in readings)


def test_a_name_of_many_words_is_looked_for_in_six_of_them() -> None:
    assert len(readings_of("a b c d e f g h")) == 6


def test_chinese_has_no_spaces() -> None:
    assert beginnings_of("青禾谈了") == (Reading("青禾谈", "了"), Reading("青禾", "谈了"))
    assert beginnings_of("青禾，谈了 续约")[-1] == Reading("青禾", "谈了 续约")
    assert beginnings_of("acme 谈了") == ()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("", TouchesWanted(), id="nothing"),
        pytest.param("team overdue", TouchesWanted(Scope.TEAM, overdue=True), id="a team's"),
        pytest.param("逾期 全部", TouchesWanted(Scope.ALL, overdue=True), id="in Chinese"),
        pytest.param("<@U0LEE> late", TouchesWanted(person="U0LEE", overdue=True), id="a person's"),
        pytest.param("blue harbour", TouchesWanted(account="blue harbour"), id="an account"),
        pytest.param("@dana lee", TouchesWanted(account="@dana lee"), id="a name that Slack did not know"),
        pytest.param('account:"Late Harbour"', TouchesWanted(account="Late Harbour"), id="named as an account"),
    ],
)
def test_what_is_no_word_of_ours_is_an_account(typed: str, wanted: TouchesWanted) -> None:
    assert touches_question(typed) == wanted


@pytest.mark.parametrize("typed", ["team overdue", "all", "<@U0LEE> overdue", ""])
def test_a_button_asks_for_the_same_list(typed: str) -> None:
    wanted = touches_question(typed)

    assert isinstance(wanted, TouchesWanted)
    assert touches_question_text(wanted) == typed


def test_help_is_help() -> None:
    assert touches_question("帮助") == HelpWanted()
