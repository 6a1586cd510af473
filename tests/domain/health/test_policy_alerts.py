"""The `[alerts]` part of the policy file: what ships, what older files mean, and what is said of mistakes."""

from __future__ import annotations

from dataclasses import replace

from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.alerts.policy import SHIPPED_ALERTS, AlertKind, Severity
from domain.errors import PolicyProblem
from domain.health.policy_file import policy_from_toml


def test_the_shipped_file_says_what_stands_in_where_a_file_says_nothing() -> None:
    assert policy_from_toml(POLICY_TEXT).alerts == replace(SHIPPED_ALERTS, severity=dict(SHIPPED_ALERTS.severity))


def test_a_policy_published_before_there_were_alerts_is_read_with_the_shipped_numbers() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index("[alerts]")]

    assert policy_from_toml(older).alerts == SHIPPED_ALERTS


def test_a_rule_may_be_switched_off_and_another_made_patient() -> None:
    text = changed('drop = "medium"', 'drop = "off"').replace(
        "[alerts.true_for_days]", "[alerts.true_for_days]\ndrop = 3"
    )

    rules = policy_from_toml(text).alerts

    assert rules.severity[AlertKind.DROP] is Severity.OFF
    assert rules.true_for_days == {AlertKind.DROP: 3}


def test_no_rule_needs_to_be_patient() -> None:
    text = POLICY_TEXT.replace("[alerts.true_for_days]", "")

    assert policy_from_toml(text).alerts.true_for_days == {}


def test_a_gravity_that_is_none_is_refused_with_its_line() -> None:
    assert refused(changed('drop = "medium"', 'drop = "hihg"')) == (
        PolicyProblem(
            line_with('drop = "medium"'),
            'alerts.severity: "drop" is "hihg", not one of off, low, medium, high, critical',
            'did you mean "high"?',
        ),
    )
