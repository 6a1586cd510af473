"""The `[success_plan]` part of the policy file: what ships, what older files mean, and what is said of mistakes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyProblem
from domain.health.policy_file import policy_from_toml
from domain.plans.policy import SHIPPED_PLANS, PlanRules


def test_the_shipped_file_says_what_stands_in_where_a_file_says_nothing() -> None:
    assert policy_from_toml(POLICY_TEXT).plans == SHIPPED_PLANS


def test_a_policy_published_before_there_were_plans_is_read_with_the_shipped_numbers() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index("[success_plan]")]

    assert policy_from_toml(older).plans == SHIPPED_PLANS


def test_other_numbers_are_read_as_they_are_written() -> None:
    text = changed("tolerance = 0.1", "tolerance = 0.25").replace("check_in_months = 3", "check_in_months = 6")

    assert policy_from_toml(text).plans == PlanRules(Decimal("0.25"), 6)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "tolerance = 0.1",
            "tolerance = 10",
            PolicyProblem(
                line_with("tolerance = 0.1"),
                'success_plan: "tolerance" is 10, not a number from 0 to 1',
                "write a number, as in tolerance = 0",
            ),
            id="more than the whole way",
        ),
        pytest.param(
            "check_in_months = 3",
            "check_in_months = 0",
            PolicyProblem(
                line_with("check_in_months = 3"),
                'success_plan: "check_in_months" is 0, not a whole number from 1 to 24',
                "write a whole number, as in check_in_months = 1",
            ),
            id="all the time",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_mend(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new)) == (expected,)
