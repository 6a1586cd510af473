"""What is run without counting its lines: counting doubles what Python costs, and other tests reach the same lines."""

from __future__ import annotations

import os

import pytest
from hypothesis import is_hypothesis_test

_FOLDERS = frozenset({"benchmarks", "containers", "faults", "journeys"})
"""Whole programs, beside one another and against a clock."""
_FILES = frozenset({"test_similar_requests.py", "test_value_report_picture.py"})
"""Each pair of many is compared, each page drawn: to count it takes several times as long as to do it."""


def is_unmeasured(item: pytest.Item) -> bool:
    """A contract is counted once, on SQLite; what is tried by lot, never: to reach a line is no matter of luck."""
    folder, name = item.path.parent.name, item.path.name
    is_counted_elsewhere = folder == "contracts" and item.get_closest_marker("postgres") is not None
    return (
        folder in _FOLDERS or name in _FILES or is_counted_elsewhere or is_hypothesis_test(getattr(item, "obj", None))
    )


def environment() -> dict[str, str]:
    """For a program of its own: nobody counts its lines, and no setting of whoever runs the tests reaches it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "MOORLINE_"))}
