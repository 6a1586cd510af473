"""Whose decision a request waits for, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.feedback.queue import decide_by, waits_for
from domain.feedback.request import ProductArea, Request, RequestState
from domain.preferences import WorkspaceRules

RULES = WorkspaceRules(holidays=frozenset({date(2026, 9, 7)}))
AREAS = [ProductArea(1, "Reports", "C1", "U0PRIYA"), ProductArea(2, "Access", "C2", "U0PAUL")]
REQUEST = Request(1, "Export", "", 1, "U1", datetime(2026, 9, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("since", "last"),
    [
        pytest.param(date(2026, 9, 8), date(2026, 9, 15), id="over a weekend"),
        pytest.param(date(2026, 9, 1), date(2026, 9, 9), id="over a weekend and a holiday"),
        pytest.param(date(2026, 9, 12), date(2026, 9, 18), id="from a Saturday"),
    ],
)
def test_a_first_decision_has_five_working_days(since: date, last: date) -> None:
    assert decide_by(since, days=5, rules=RULES) == last


def test_without_working_days_nothing_is_due_for_long() -> None:
    nobody_works = WorkspaceRules(weekdays=frozenset())

    assert decide_by(date(2026, 9, 1), days=1, rules=nobody_works) == date(2027, 10, 6)


@pytest.mark.parametrize(
    ("request_of", "who"),
    [
        pytest.param(REQUEST, ["U0PRIYA"], id="who decides in its area"),
        pytest.param(replace(REQUEST, owner="U0PAUL"), ["U0PRIYA", "U0PAUL"], id="and who took it"),
        pytest.param(replace(REQUEST, state=RequestState.NEEDS_DETAIL), ["U0PRIYA"], id="asked about"),
        pytest.param(replace(REQUEST, state=RequestState.PLANNED, owner="U0PAUL"), [], id="decided"),
        pytest.param(replace(REQUEST, snoozed_accounts=5), [], id="snoozed"),
    ],
)
def test_a_request_waits_for_who_decides(request_of: Request, who: list[str]) -> None:
    assert [person for person in ("U0PRIYA", "U0PAUL") if waits_for(person, [request_of], AREAS)] == who
