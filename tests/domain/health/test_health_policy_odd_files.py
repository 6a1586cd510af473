"""Policy files as no careful hand writes them: refused in words, never with a traceback."""

from __future__ import annotations

import pytest
from policy_samples import SEATS, changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyProblem
from domain.health.policy_file import policy_from_toml


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "share = 45",
            f"share = {10**400}",
            PolicyProblem(
                line_with("share = 45"),
                'health.measures.seat_activity: "share" is too large a number, not a number above 0, up to 100',
                "write a number, as in share = 1",
            ),
            id="a number that no float holds",
        ),
        pytest.param(
            'silence_tiers = ["high", "mid"]',
            'silence_tiers = [["high"], { mid = 1 }]',
            PolicyProblem(
                line_with("silence_tiers"),
                'health.caps.thresholds: "silence_tiers" is [["high"], a table], not a list out of high, mid, tech',
                'write for example silence_tiers = ["high"]',
            ),
            id="a list in a list of words",
        ),
        pytest.param(
            'dimension = "adoption"',
            f'dimension = "{"adoption" * 400}"',
            PolicyProblem(
                line_with('dimension = "adoption"'),
                f'health.measures.seat_activity: "dimension" is "{("adoption" * 8)[:60]}…", not one of adoption, '
                "value, relationship, support, sentiment, commercial",
                "known here: adoption, value, relationship, support, sentiment, commercial",
            ),
            id="pages in the place of a word",
        ),
        pytest.param(
            "onboarding_days = 90",
            f"onboarding_days = {'9' * 5_000}",
            PolicyProblem(
                line_with("onboarding_days = 90"),
                "a number too long to read, or brackets too deep",
                "mend the longest line",
            ),
            id="more digits than are read",
        ),
        pytest.param(
            "anchors = [0, 0.20, 0.50, 0.80]",
            f"anchors = {'[' * 5_000}{']' * 5_000}",
            PolicyProblem(
                line_with("anchors = [0, 0.20, 0.50, 0.80]"),
                "a number too long to read, or brackets too deep",
                "mend the longest line",
            ),
            id="brackets without end",
        ),
        pytest.param(
            "share = 60\nstages",
            "share = 6\nstages",
            PolicyProblem(
                line_with("[health.measures.milestones]"),
                "health.measures: the shares of value add up to 46, not 100, in the stage where most of it applies",
                "change a share of milestones, first_value, outcomes",
            ),
            id="a share that is short where another stage has one measure alone",
        ),
        pytest.param(
            "invoice_overdue_days = 30",
            "invoice_overdue_days = 61",
            PolicyProblem(
                line_with("[health.caps.thresholds]"),
                "health.caps.thresholds: an invoice would be long overdue before it is overdue",
                "make invoice_long_overdue_days at least invoice_overdue_days",
            ),
            id="a cap that could never hold",
        ),
        pytest.param(
            "renewal_window_days = 104",
            "renewal_window_days = 365",
            PolicyProblem(
                line_with("[health.stages]"),
                "health.stages: every account would be in renewal all the time",
                "make renewal_window_days smaller than renewal_window_term_days",
            ),
            id="a window as long as the term",
        ),
    ],
)
def test_it_is_refused_with_its_line(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new)) == (expected,)


def test_signs_that_only_look_like_the_end_of_a_line_move_no_line() -> None:
    text = changed('name = "', 'name = "\u2028\x85').replace("share = 45", "share = 450")

    assert [problem.line for problem in refused(text)] == [line_with("share = 45", after=SEATS)]


def test_lines_that_end_as_on_windows_count_as_the_editor_counts_them() -> None:
    text = changed("share = 45", "share = 450").replace("\n", "\r\n")

    assert [problem.line for problem in refused(text)] == [line_with("share = 45", after=SEATS)]


def test_the_share_of_a_measure_alone_in_its_dimension_may_be_any() -> None:
    policy = policy_from_toml(changed("share = 100", "share = 30"))

    assert policy.health.measures != policy_from_toml(POLICY_TEXT).health.measures
