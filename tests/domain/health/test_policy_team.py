"""The `[team]` part of the policy file: what ships, what older files mean, and what is said of mistakes."""

from __future__ import annotations

import pytest
from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyProblem
from domain.health.policy_file import policy_from_toml
from domain.teamwork.policy import SHIPPED_TEAM, WHOLE_ATTENTION, CsmView, Family, Maturity


def test_the_shipped_file_says_what_stands_in_where_a_file_says_nothing() -> None:
    team = policy_from_toml(POLICY_TEXT).team

    assert (team.maturity, team.csm_sees, team.usage_moves) == (Maturity.GROWING, CsmView.OWN_AND_TEAM, 0.1)
    assert {each: dict(shares) for each, shares in team.attention.items()} == {
        each: dict(shares) for each, shares in SHIPPED_TEAM.attention.items()
    }


def test_a_policy_published_before_teams_were_looked_at_is_read_with_the_shipped_shares() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index("[team]")]

    assert policy_from_toml(older).team == SHIPPED_TEAM


@pytest.mark.parametrize("maturity", Maturity)
def test_the_shipped_shares_of_each_maturity_are_the_whole(maturity: Maturity) -> None:
    assert sum(SHIPPED_TEAM.attention[maturity].values()) == WHOLE_ATTENTION


@pytest.mark.parametrize(
    ("maturity", "first"),
    [("starting", Family.WORK), ("growing", Family.CUSTOMERS), ("established", Family.REVENUE)],
)
def test_maturity_decides_what_stands_first(maturity: str, first: Family) -> None:
    team = policy_from_toml(changed('maturity = "growing"', f'maturity = "{maturity}"')).team

    assert team.families[0][0] is first
    assert sum(share for _, share in team.families) == WHOLE_ATTENTION


def test_of_equal_shares_the_order_is_that_of_the_families() -> None:
    assert [family for family, _ in SHIPPED_TEAM.families] == list(Family)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            'maturity = "growing"',
            'maturity = "grown"',
            PolicyProblem(
                line_with("maturity = "),
                'team: "maturity" is "grown", not one of starting, growing, established',
                'did you mean "growing"?',
            ),
            id="a maturity that is none",
        ),
        pytest.param(
            "usage_moves = 0.1",
            "usage_moves = 0",
            PolicyProblem(
                line_with("usage_moves = "),
                'team: "usage_moves" is 0, not a number from 0.01 to 0.99',
                "write a number, as in usage_moves = 0.01",
            ),
            id="use that moves by nothing",
        ),
        pytest.param(
            "customers = 35",
            "customers = 34",
            PolicyProblem(
                line_with("[team.attention.growing]"),
                "team.attention.growing: the four shares add up to 99, not 100",
                "make them 100 together",
            ),
            id="shares that are not the whole",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_mends_it(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new)) == (expected,)
