"""What is filled into the forms of a plan: numbers as people write them, days, words, and what is wrong with them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filter_words import HelpWanted, Scope
from domain.permissions import Role
from domain.plans.form import LIMITS, OutcomeField, OutcomeForm, PlanProblem, outcome_problems, usage_in
from domain.plans.numbers import decimal_in
from domain.plans.ports import PlansOf
from domain.plans.question import PlansWanted, plans_question, plans_question_text
from domain.plans.steps import MeasureForm, MilestoneForm, StepField, measure_problems, milestone_problems
from domain.tasks.form import TaskProblem

TODAY = date(2026, 9, 1)
ROLES = {"U1": Role.CSM, "U2": Role.VIEWER}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("62", "62"),
        (" 3.50 ", "3.50"),
        ("3,5", "3.5"),
        ("1,200", "1200"),
        ("1,200.25", "1200.25"),
        ("1 200 000", "1200000"),
        ("−4", "-4"),
        ("-0", "0"),
        ("80%", "80"),
        ("12万", "120000"),
        ("1.5k", "1500"),
        ("２０", "20"),
        ("0.000001", "0.000001"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, value: str) -> None:
    assert decimal_in(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "many", "1e9", "nan", "1,2,3", "12 34", "1.2.3", "0.0000001", "1000000000000000", "9亿亿", "٣"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert decimal_in(typed) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_none(typed: str) -> None:
    found = decimal_in(typed)

    assert found is None or found.is_finite()


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_that_is_shown_in_a_form_is_read_back_exactly(value: Decimal) -> None:
    assert decimal_in(format(value, "f")) == value


@pytest.mark.parametrize(
    ("said", "field", "problem"),
    [
        pytest.param({"title": ""}, "title", PlanProblem.NO_TITLE, id="no words"),
        pytest.param({"title": "x" * 301}, "title", PlanProblem.TOO_LONG, id="too many of them"),
        pytest.param({"agreed_on": "soon"}, "agreed_on", PlanProblem.NO_DAY, id="no day"),
        pytest.param({"agreed_on": "2026-09-02"}, "agreed_on", PlanProblem.NOT_YET, id="a day to come"),
        pytest.param({"agreed_on": "1926-09-02"}, "agreed_on", PlanProblem.TOO_OLD, id="a century ago"),
        pytest.param({"baseline": "1"}, "target", PlanProblem.NO_TARGET, id="no target"),
        pytest.param({"target": "1"}, "baseline", PlanProblem.NO_BASELINE, id="no baseline"),
        pytest.param({"baseline": "x", "target": "1"}, "baseline", PlanProblem.NO_NUMBER, id="no number"),
        pytest.param({"baseline": "80", "target": "80.0"}, "target", PlanProblem.NO_WAY, id="no way"),
        pytest.param({"due_on": "never"}, "due_on", PlanProblem.NO_DAY, id="no due day"),
        pytest.param({"due_on": "2026-09-01"}, "due_on", PlanProblem.NOT_AFTER, id="due when agreed"),
        pytest.param({"due_on": "2126-09-01"}, "due_on", PlanProblem.TOO_FAR, id="due in a century"),
        pytest.param({"owner": "U9"}, "owner", TaskProblem.ASSIGNEE_NO_MEMBER, id="nobody of us"),
        pytest.param({"owner": "U2"}, "owner", TaskProblem.ASSIGNEE_ONLY_LOOKS, id="who only looks"),
    ],
)
def test_what_is_wrong_with_an_outcome(said: dict[str, str], field: str, problem: PlanProblem | TaskProblem) -> None:
    form = OutcomeForm(**({"title": "Save hours"} | said))

    assert outcome_problems(form, today=TODAY, roles=ROLES) == {OutcomeField(field): problem}


def test_every_field_of_the_form_is_named() -> None:
    assert {field.name for field in fields(OutcomeForm)} == {field.value for field in OutcomeField}
    assert outcome_problems(OutcomeForm("a" * LIMITS[OutcomeField.TITLE]), today=TODAY, roles=ROLES) == {}


@pytest.mark.parametrize("text", ["", "typed", "events", "events total", "clicks sum"])
def test_a_source_that_is_none_is_typed(text: str) -> None:
    assert usage_in(text) is None


def test_a_value_of_long_ago_is_refused() -> None:
    assert measure_problems(MeasureForm("1", "1926-09-02"), today=TODAY) == {StepField.ON: PlanProblem.TOO_OLD}


def test_a_milestone_that_nobody_of_us_could_reach_is_refused() -> None:
    form = MilestoneForm("a" * 301, "2026-09-01", owner="U2")

    assert milestone_problems(form, today=TODAY, roles=ROLES) == {
        StepField.OWNER: TaskProblem.ASSIGNEE_ONLY_LOOKS,
        StepField.TITLE: PlanProblem.TOO_LONG,
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", PlansWanted()),
        ("team behind", PlansWanted(Scope.TEAM, which=PlansOf.BEHIND)),
        ("团队 待回顾", PlansWanted(Scope.TEAM, which=PlansOf.DUE)),
        ("<@U0LIN> none", PlansWanted(person="U0LIN", which=PlansOf.NONE)),
        ('account:"Blue Harbour"', PlansWanted(account="Blue Harbour")),
        ("blue harbour", PlansWanted(account="blue harbour")),
    ],
)
def test_a_question_is_read_in_any_order(text: str, wanted: PlansWanted) -> None:
    assert plans_question(text) == wanted


@pytest.mark.parametrize(
    "wanted",
    [PlansWanted(Scope.ALL), PlansWanted(person="U0LIN", which=PlansOf.DUE), PlansWanted(which=PlansOf.BEHIND)],
)
def test_what_a_button_carries_asks_for_the_same_list(wanted: PlansWanted) -> None:
    assert plans_question(plans_question_text(wanted)) == wanted


def test_help_is_no_list() -> None:
    assert plans_question("帮助") == HelpWanted()
