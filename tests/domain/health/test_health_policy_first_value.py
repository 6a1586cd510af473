"""What a policy says of first value by segment, and of being stuck, and what is refused in it."""

from __future__ import annotations

import pytest
from policy_samples import LINES, changed, refused
from scorecard_samples import POLICY_TEXT

from domain.accounts import UsageMeasure
from domain.errors import PolicyProblem
from domain.first_value.rules import ValueRule, ValueWay
from domain.health.policy_file import policy_from_toml
from domain.lifecycle.policy import SHIPPED_LIFECYCLE

SEGMENTS = """
[health.first_value.segments."Mid-Market"]
by = "seats"
target_days = 21
active_seat_share = 0.4

[health.first_value.segments.enterprise]
by = "milestone"
target_days = 60
milestone = "First report read"

[health.first_value.segments."小微"]
by = "event"
target_days = 14
measure = "events"
count = 500

[health.first_value.segments.public]
by = "hand"
target_days = 90
"""


def test_the_shipped_policy_has_no_segment_of_its_own_and_says_when_accounts_are_stuck() -> None:
    health = policy_from_toml(POLICY_TEXT).health

    assert (health.first_value.segments, health.lifecycle) == ({}, SHIPPED_LIFECYCLE)


def test_a_policy_that_says_nothing_of_being_stuck_has_what_is_shipped() -> None:
    start, end = POLICY_TEXT.index("[lifecycle]"), POLICY_TEXT.index("# ── Renewals")

    policy = policy_from_toml(POLICY_TEXT[:start] + POLICY_TEXT[end:])

    assert policy.health.lifecycle == SHIPPED_LIFECYCLE


def test_each_segment_has_its_own_definition() -> None:
    found = policy_from_toml(POLICY_TEXT + SEGMENTS).health.first_value

    assert found.segments == {
        "Mid-Market": ValueRule(ValueWay.SEATS, 21, 0.4),
        "enterprise": ValueRule(ValueWay.MILESTONE, 60, milestone="First report read"),
        "小微": ValueRule(ValueWay.EVENT, 14, measure=UsageMeasure.EVENTS, count=500),
        "public": ValueRule(ValueWay.HAND, 90),
    }
    assert found.named == ("mid-market", "enterprise", "小微", "public")


@pytest.mark.parametrize(
    ("old", "new", "problem", "fix"),
    [
        pytest.param(
            'by = "hand"',
            'by = "magic"',
            'health.first_value.segments.public: "by" is "magic", not one of seats, event, milestone, hand',
            "known here: seats, event, milestone, hand",
            id="no such way",
        ),
        pytest.param(
            'milestone = "First report read"',
            'milestone = " "',
            'health.first_value.segments.enterprise: "milestone" is empty',
            "write the title of the milestone as the accounts have it",
            id="no title",
        ),
        pytest.param(
            "count = 500",
            "count = 0",
            'health.first_value.segments.小微: "count" is 0, not a whole number from 1 to 1000000000',
            "write a whole number, as in count = 1",
            id="no count",
        ),
        pytest.param(
            'by = "hand"',
            'by = "hand"\ncount = 3',
            'health.first_value.segments.public: unknown key "count"',
            "known here: by, target_days",
            id="a key of another way",
        ),
        pytest.param(
            "segments.public",
            "segments.ENTERPRISE",
            'health.first_value.segments: "ENTERPRISE" is the same segment as "enterprise"',
            "keep one of them",
            id="a segment twice",
        ),
    ],
)
def test_a_mistake_in_a_segment_is_refused(old: str, new: str, problem: str, fix: str) -> None:
    (found,) = refused(POLICY_TEXT + SEGMENTS.replace(old, new, 1))

    assert (found.problem, found.fix) == (problem, fix)
    assert found.line > len(LINES)


def test_a_mistake_in_the_rules_of_being_stuck_is_refused() -> None:
    (found,) = refused(changed("renewal_past_days = 14", 'renewal_past_days = "14"'))

    assert isinstance(found, PolicyProblem)
    assert found.problem == 'lifecycle: "renewal_past_days" is "14", not a whole number from 0 to 3650'
