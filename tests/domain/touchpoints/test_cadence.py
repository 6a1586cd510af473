"""How long an account is silent, and what may be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from health_book import STANDING
from task_samples import task

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.tasks.task import TaskComment
from domain.touchpoints.cadence import days_late, days_silent, gravity_of_silence
from domain.touchpoints.touchpoint import Touchpoint
from domain.touchpoints.undoing import TouchStands, is_untouched, undo_refusal

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
CALL = Touchpoint(
    1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", id=7, version=2, logged_at=NOW
)


@pytest.mark.parametrize(
    ("said", "silent", "late"),
    [
        pytest.param({"last_two_way_on": date(2026, 8, 2)}, 30, 0, id="on the last day"),
        pytest.param({"last_two_way_on": date(2026, 8, 1)}, 31, 1, id="a day later"),
        pytest.param({"last_two_way_on": date(2026, 9, 2)}, 0, 0, id="a day that is still to come there"),
        pytest.param({"last_two_way_on": None, "with_us_since": date(2026, 7, 3)}, 60, 30, id="never, since it came"),
        pytest.param({"last_two_way_on": None}, None, None, id="nobody knows"),
        pytest.param({"cadence_days": None}, 12, None, id="without a cadence"),
    ],
)
def test_silence_is_held_against_the_cadence(said: dict[str, object], silent: int | None, late: int | None) -> None:
    standing = replace(STANDING, **said)  # type: ignore[arg-type]

    assert (days_silent(standing, TODAY), days_late(standing, TODAY)) == (silent, late)


def test_more_cadences_are_graver_than_more_days_and_the_unknown_stands_between() -> None:
    weekly = replace(STANDING, cadence_days=7, last_two_way_on=TODAY - timedelta(days=28))
    quarterly = replace(STANDING, cadence_days=90, last_two_way_on=TODAY - timedelta(days=180))
    unknown = replace(STANDING, last_two_way_on=None)
    in_time = replace(STANDING, last_two_way_on=TODAY)

    ordered = sorted([in_time, unknown, quarterly, weekly], key=lambda each: gravity_of_silence(each, TODAY))

    assert ordered == [weekly, quarterly, unknown, in_time]


@pytest.mark.parametrize(
    ("touchpoint", "now", "refusal"),
    [
        pytest.param(CALL, NOW + timedelta(minutes=10), None, id="in the tenth minute"),
        pytest.param(CALL, NOW + timedelta(minutes=10, seconds=1), TouchStands.TOO_LATE, id="later"),
        pytest.param(None, NOW, TouchStands.GONE, id="gone"),
        pytest.param(replace(CALL, key="slack:V2"), NOW, TouchStands.GONE, id="another with its number"),
        pytest.param(replace(CALL, key="crm-1"), NOW, TouchStands.GONE, id="an imported one"),
        pytest.param(replace(CALL, version=3), NOW, TouchStands.CHANGED, id="changed since"),
    ],
)
def test_a_touchpoint_is_taken_back_as_it_was_logged(
    touchpoint: Touchpoint | None, now: datetime, refusal: TouchStands | None
) -> None:
    assert undo_refusal(touchpoint, key="slack:V1", version="2", now=now) is refusal


def test_a_task_is_untouched_while_nobody_did_or_said_anything() -> None:
    comment = TaskComment(1, "U1", NOW, "they called")

    assert is_untouched(task(version=1), [])
    assert not is_untouched(task(version=2), [])
    assert not is_untouched(task(version=1, done_at=NOW), [])
    assert not is_untouched(task(version=1), [comment])
