from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from renewal_samples import LOST, OUTCOME, renewal

from domain.renewals.ports import StoredScore
from domain.renewals.renewal import OutcomeKind, Renewal
from domain.revenue.checked import Candidate, Candidates, Checked, candidates, checked
from domain.revenue.curve import Resolved

TODAY = date(2026, 12, 1)
DAY = date(2026, 7, 3)
"""Ninety days before the due day of the samples."""


@pytest.mark.parametrize(
    ("made", "renewed"),
    [
        pytest.param(renewal(outcome=OUTCOME), True, id="kept, grown"),
        pytest.param(renewal(outcome=replace(OUTCOME, kind=OutcomeKind.PARTLY_LOST)), True, id="kept in part"),
        pytest.param(renewal(outcome=LOST), False, id="lost"),
        pytest.param(renewal(), False, id="open after its grace"),
        pytest.param(renewal(starts_on=None, outcome=LOST), False, id="start not known"),
    ],
)
def test_what_came_to_an_end_may_teach(made: Renewal, *, renewed: bool) -> None:
    found = candidates([made], today=TODAY, grace_days=30)

    assert found == Candidates((Candidate(1, DAY, renewed),), 0, 0)


@pytest.mark.parametrize(
    ("made", "known_before", "too_short"),
    [
        pytest.param(renewal(outcome=replace(OUTCOME, resolved_on=DAY)), 1, 0, id="signed early"),
        pytest.param(renewal(outcome=LOST, notice_received_on=DAY), 1, 0, id="notice given"),
        pytest.param(renewal(outcome=LOST, starts_on=DAY - timedelta(27)), 0, 1, id="too short"),
        pytest.param(renewal(outcome=replace(OUTCOME, kind=OutcomeKind.MOVED)), 0, 0, id="moved: no decision"),
        pytest.param(renewal(due_on=date(2026, 11, 1)), 0, 0, id="open, its grace not over"),
    ],
)
def test_what_may_not_teach_is_counted(made: Renewal, known_before: int, too_short: int) -> None:
    assert candidates([made], today=TODAY, grace_days=30) == Candidates((), known_before, too_short)


def test_a_renewal_that_nobody_had_scored_says_nothing() -> None:
    first, second = Candidate(1, DAY, renewed=True), Candidate(2, DAY, renewed=False)

    found = checked(Candidates((first, second), 3, 4), [None, StoredScore(2, DAY, 35)])

    assert found == Checked((Resolved(35, renewed=False),), not_scored=1, known_before=3, too_short=4)
