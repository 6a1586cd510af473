"""What is told, since when, and the contact that it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.feedback.request import Source
from domain.feedback.states import RequestAction, RequestStep, raised_in
from domain.feedback.telling import Telling, Way, days_since, median_days

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
TELLING = Telling(1, 1, 1, NOW)


def test_what_is_over_need_not_be_told() -> None:
    assert (TELLING.is_untold, replace(TELLING, is_over=True).is_untold, replace(TELLING, at=NOW).is_untold) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("way", "touch"),
    [
        pytest.param(Way.CALL, (TouchpointKind.CALL, TouchpointDirection.TWO_WAY), id="both spoke"),
        pytest.param(Way.EMAIL, (TouchpointKind.EMAIL, TouchpointDirection.OUTBOUND), id="nobody answered yet"),
        pytest.param(Way.CHAT, (TouchpointKind.OTHER, TouchpointDirection.OUTBOUND), id="whatever they chat with"),
    ],
)
def test_telling_somebody_is_a_contact(way: Way, touch: tuple[TouchpointKind, TouchpointDirection]) -> None:
    assert way.touch == touch


def test_days_are_counted_from_the_day_it_was_decided() -> None:
    assert (days_since(NOW, date(2026, 9, 4)), days_since(NOW, date(2026, 8, 31))) == (3, 0)


def test_the_median_is_of_what_was_told() -> None:
    told = [replace(TELLING, at=NOW + timedelta(days=days)) for days in (1, 2, 9)]

    assert (median_days([*told, TELLING]), median_days([TELLING])) == (2, None)


@pytest.mark.parametrize(
    ("link", "thread"),
    [
        pytest.param("https://x.test/archives/C1/p17", "17.5", id="a message of its own"),
        pytest.param("https://x.test/archives/C1/p17?thread_ts=16.25&cid=C1", "16.25", id="an answer"),
    ],
)
def test_a_thread_begins_with_its_first_message(link: str, thread: str) -> None:
    assert Source("C1", "17.5", link).thread == thread


def step(what: RequestAction, note: str = "") -> RequestStep:
    return RequestStep(1, NOW, what, "U1", note)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        pytest.param([step(RequestAction.SHIP), step(RequestAction.REOPEN, "still slow")], "still slow", id="raised"),
        pytest.param(
            [step(RequestAction.REOPEN, "still slow"), step(RequestAction.TAKE)], "still slow", id="taken since"
        ),
        pytest.param([step(RequestAction.REOPEN, "slow"), step(RequestAction.SHIP)], None, id="decided since"),
        pytest.param([step(RequestAction.REOPEN)], None, id="without words"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_what_was_raised_stands_until_it_is_decided_anew(steps: list[RequestStep], said: str | None) -> None:
    raised = raised_in(steps)

    assert (raised.note if raised else None) == said
