"""What is run without counting its lines: counting doubles what Python costs, and other tests reach the same lines."""

from __future__ import annotations

import os

import pytest

_FOLDERS = frozenset({"benchmarks", "containers", "faults", "journeys"})
"""Whole programs, beside one another and against a clock."""


def is_unmeasured(item: pytest.Item) -> bool:
    """A contract is counted once, on SQLite."""
    folder = item.path.parent.name
    return folder in _FOLDERS or (folder == "contracts" and item.get_closest_marker("postgres") is not None)


def environment() -> dict[str, str]:
    """For a program of its own: nobody counts its lines, and no setting of whoever runs the tests reaches it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "MOORLINE_"))}
