"""The shipped policy file with mistakes in it, and what is said of them."""

from __future__ import annotations

import pytest
from scorecard_samples import POLICY_TEXT

from domain.errors import PolicyError, PolicyProblem
from domain.health.policy_file import policy_from_toml

LINES = POLICY_TEXT.splitlines()


def line_with(text: str, *, after: str = "") -> int:
    """The number of the first line of the shipped file that has the text, below the line `after`."""
    start = LINES.index(after) if after else 0
    return next(number for number, line in enumerate(LINES, start=1) if number > start and text in line)


def refused(text: str) -> tuple[PolicyProblem, ...]:
    with pytest.raises(PolicyError) as error:
        policy_from_toml(text)
    return error.value.problems


def changed(old: str, new: str) -> str:
    assert old in POLICY_TEXT
    return POLICY_TEXT.replace(old, new, 1)


SEATS = "[health.measures.seat_activity]"
