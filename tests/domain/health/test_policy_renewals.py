"""The `[renewals]` part of the policy file: what ships, what older files mean, and what is said of mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from policy_samples import changed, line_with, refused
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyProblem
from domain.health.policy_file import policy_from_toml
from domain.renewals.policy import SHIPPED_RENEWALS, RenewalPolicy

HEADER = "[renewals]"


def test_the_shipped_file_says_what_stands_in_where_a_file_says_nothing() -> None:
    shipped = RenewalPolicy(
        grace_days=30, reminder_days=(120, 90, 60, 30, 14, 7), holidays=frozenset(), base_renewal_rate=0.85
    )

    assert (policy_from_toml(POLICY_TEXT).renewals, SHIPPED_RENEWALS) == (shipped, shipped)


def test_a_policy_published_before_there_were_renewals_is_read_with_the_shipped_numbers() -> None:
    older = POLICY_TEXT[: POLICY_TEXT.index(HEADER)]

    assert policy_from_toml(older).renewals == SHIPPED_RENEWALS


def test_holidays_are_days_and_reminders_come_longest_first() -> None:
    text = changed("holidays = []", "holidays = [2026-12-25, 2027-01-01]").replace(
        "[120, 90, 60, 30, 14, 7]", "[7, 45]"
    )

    assert policy_from_toml(text).renewals == replace(
        SHIPPED_RENEWALS, reminder_days=(45, 7), holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)})
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "grace_days = 30",
            "grace_days = -1",
            PolicyProblem(
                line_with("grace_days = 30"),
                'renewals: "grace_days" is -1, not a whole number from 0 to 365',
                "write a whole number, as in grace_days = 0",
            ),
            id="grace below zero",
        ),
        pytest.param(
            "[120, 90, 60, 30, 14, 7]",
            "[120, 0]",
            PolicyProblem(
                line_with("reminder_days = ["),
                'renewals: "reminder_days" is [120, 0], not a list of whole numbers from 1 to 730',
                "write for example reminder_days = [1]",
            ),
            id="a reminder on the day itself",
        ),
        pytest.param(
            "[120, 90, 60, 30, 14, 7]",
            "[120, 90, 90]",
            PolicyProblem(
                line_with("reminder_days = ["),
                'renewals: "reminder_days" names a number twice',
                "name each number once",
            ),
            id="the same reminder twice",
        ),
        pytest.param(
            "holidays = []",
            'holidays = ["2026-12-25"]',
            PolicyProblem(
                line_with("holidays = []"),
                'renewals: "holidays" is ["2026-12-25"], not a list of days',
                "write the days without quotes, as in holidays = [2027-01-01]",
            ),
            id="a day in quotes",
        ),
        pytest.param(
            "base_renewal_rate = 0.85",
            "base_renewal_rate = 1",
            PolicyProblem(
                line_with("base_renewal_rate = 0.85"),
                'renewals: "base_renewal_rate" is 1, not a number from 0.01 to 0.99',
                "write a number, as in base_renewal_rate = 0.01",
            ),
            id="all are kept",
        ),
        pytest.param(
            "holidays = []",
            "holydays = []",
            PolicyProblem(
                line_with(HEADER),
                'renewals: "holidays" is missing',
                "add holidays = […]",
            ),
            id="a key misspelt",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_what_mends_it(old: str, new: str, expected: PolicyProblem) -> None:
    assert refused(changed(old, new))[0] == expected


def test_a_time_of_day_is_no_holiday() -> None:
    found = refused(changed("holidays = []", "holidays = [2026-12-25T10:00:00]"))

    assert [problem.line for problem in found] == [line_with("holidays = []")]
