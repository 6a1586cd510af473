from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.touchpoints.touchpoint import (
    TouchField,
    TouchForm,
    Touchpoint,
    TouchProblem,
    touch_problems,
    touchpoint_from,
)

NOW = datetime(2026, 11, 30, 9, 15, tzinfo=UTC)
TODAY = date(2026, 11, 30)
BERLIN = ZoneInfo("Europe/Berlin")


def made(form: TouchForm) -> Touchpoint:
    return touchpoint_from(form, account=1, key="slack:V1", by="U1", now=NOW, today=TODAY, zone=BERLIN)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(TouchForm("call"), {}, id="today"),
        pytest.param(TouchForm("call", on="2025-11-30"), {}, id="a year ago"),
        pytest.param(TouchForm("call", on="2025-11-29"), {TouchField.ON: TouchProblem.TOO_OLD}, id="longer ago"),
        pytest.param(TouchForm("call", on="2026-12-01"), {TouchField.ON: TouchProblem.NOT_YET}, id="tomorrow"),
        pytest.param(TouchForm("chat"), {TouchField.KIND: TouchProblem.NO_KIND}, id="no kind"),
    ],
)
def test_what_is_wrong_is_said_by_field(form: TouchForm, problems: dict[TouchField, TouchProblem]) -> None:
    assert touch_problems(form, today=TODAY) == problems


def test_todays_contact_was_just_now_and_an_earlier_one_at_noon_there() -> None:
    today = made(TouchForm("call", summary="  They  asked  "))
    earlier = made(TouchForm("on_site", "outbound", "2026-11-27"))

    assert today == Touchpoint(
        1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", "They  asked"
    )
    assert (earlier.direction, earlier.at) == (TouchpointDirection.OUTBOUND, NOW - timedelta(days=2, hours=22.25))


def test_who_spoke_is_not_guessed() -> None:
    assert made(TouchForm("call", "??")).direction is TouchpointDirection.OUTBOUND
