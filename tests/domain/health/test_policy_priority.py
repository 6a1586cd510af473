"""The `[priority]` part of the policy file: what ships, what older files mean, and what is said of mistakes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyProblem
from domain.feedback.priority import SHIPPED_PRIORITY, PriorityRules, Weight
from domain.health.policy_file import policy_from_toml

POINTS = "[priority.points]"


def test_the_shipped_file_says_what_stands_in_where_a_file_says_nothing() -> None:
    assert policy_from_toml(POLICY_TEXT).priority == replace(SHIPPED_PRIORITY, points=dict(SHIPPED_PRIORITY.points))


def test_a_policy_published_before_requests_were_weighed_by_it_is_read_with_the_shipped_numbers() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index("[priority]")]

    assert policy_from_toml(older).priority == SHIPPED_PRIORITY


def test_another_formula_is_read_as_it_is_written() -> None:
    text = changed("arr_step = 10000", "arr_step = 5_000").replace("prospects = 0.5", "prospects = 2")

    expected = PriorityRules({**SHIPPED_PRIORITY.points, Weight.PROSPECTS: 2.0}, 5_000)
    assert policy_from_toml(text).priority == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "arr_step = 10000",
            "arr_step = 0",
            PolicyProblem(
                line_with("arr_step = "),
                'priority: "arr_step" is 0, not a whole number from 1 to 1000000000',
                "write a whole number, as in arr_step = 1",
            ),
            id="a step of nothing",
        ),
        pytest.param(
            "prospects = 0.5",
            "prospects = -0.5",
            PolicyProblem(
                line_with("prospects = 0.5"),
                'priority.points: "prospects" is -0.5, not a number from 0 to 1000',
                "write a number, as in prospects = 0",
            ),
            id="less than nothing",
        ),
        pytest.param(
            "prospects = 0.5",
            "prospects = nan",
            PolicyProblem(
                line_with("prospects = 0.5"),
                'priority.points: "prospects" is nan, not a number from 0 to 1000',
                "write a number, as in prospects = 0",
            ),
            id="no number at all",
        ),
        pytest.param(
            "prospects = 0.5",
            "prospects = inf",
            PolicyProblem(
                line_with("prospects = 0.5"),
                'priority.points: "prospects" is inf, not a number from 0 to 1000',
                "write a number, as in prospects = 0",
            ),
            id="without end",
        ),
        pytest.param(
            "prospects = 0.5",
            "prospects = 0.5\nprospect = 1",
            PolicyProblem(
                line_with("prospects = 0.5") + 1,
                'priority.points: unknown key "prospect"',
                'did you mean "prospects"?',
            ),
            id="a part nobody knows",
        ),
        pytest.param(
            "arr_step = 10000",
            "arr_step = 10000\nsteps = 2",
            PolicyProblem(
                line_with("arr_step = ") + 1,
                'priority: unknown key "steps"',
                'did you mean "arr_step"?',
            ),
            id="a key nobody knows",
        ),
        pytest.param(
            "prospects = 0.5",
            "",
            PolicyProblem(line_with(POINTS), 'priority.points: "prospects" is missing', "add prospects = 0"),
            id="a part left out",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_what_mends_it(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new)) == (expected,)


def test_a_formula_by_which_nothing_weighs_anything_is_refused() -> None:
    nothing = "\n".join(f"{weight} = 0" for weight in Weight)

    found = refused(POLICY_TEXT[: POLICY_TEXT.index(POINTS)] + f"{POINTS}\n{nothing}\n")

    assert found == (
        PolicyProblem(
            line_with(POINTS), "priority.points: nothing weighs anything", "give at least one of them points"
        ),
    )
