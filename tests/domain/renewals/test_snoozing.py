from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.renewals.renewal import Renewal
from domain.renewals.snoozing import (
    UNTIL,
    SnoozeField,
    SnoozeForm,
    SnoozeProblem,
    SnoozeRefused,
    snooze_day,
    snooze_offer,
)

TODAY = date(2026, 11, 27)
RENEWAL = Renewal(1, account=1, contract=1, due_on=date(2027, 1, 31), arr=None, notice_on=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("renewal", "last", "days", "for_notice"),
    [
        pytest.param(RENEWAL, date(2026, 12, 24), (7, 14), True, id="a week before notice"),
        pytest.param(replace(RENEWAL, notice_on=None), date(2027, 1, 31), (7, 14, 30), False, id="no notice known"),
        pytest.param(
            replace(RENEWAL, notice_on=date(2026, 11, 26)), date(2027, 1, 31), (7, 14, 30), False, id="notice is past"
        ),
        pytest.param(replace(RENEWAL, notice_on=TODAY), date(2026, 11, 20), (), True, id="notice is today"),
        pytest.param(
            replace(RENEWAL, notice_on=date(2026, 12, 4)), TODAY, (), True, id="a week is all there is: too late"
        ),
        pytest.param(
            replace(RENEWAL, due_on=date(2026, 12, 4), notice_on=None), date(2026, 12, 4), (7,), False, id="due soon"
        ),
        pytest.param(
            replace(RENEWAL, due_on=date(2026, 11, 1), notice_on=None), date(2026, 11, 1), (), False, id="overdue"
        ),
        pytest.param(
            replace(RENEWAL, due_on=date(2026, 12, 1), notice_on=date(2026, 12, 31)),
            date(2026, 12, 1),
            (),
            False,
            id="a notice deadline after the end is no help",
        ),
    ],
)
def test_a_renewal_is_never_out_of_sight_when_it_is_time_to_act(
    renewal: Renewal,
    last: date,
    days: tuple[int, ...],
    for_notice: bool,  # noqa: FBT001 - a case
) -> None:
    offer = snooze_offer(renewal, "Harbour", today=TODAY)

    assert (offer.last, tuple(offer.days), offer.for_notice) == (last, days, for_notice)
    assert offer.is_possible is (last > TODAY)


@pytest.mark.parametrize(
    ("form", "day"),
    [
        pytest.param(SnoozeForm("7"), date(2026, 12, 4), id="days"),
        pytest.param(SnoozeForm("7", "2026-12-20"), date(2026, 12, 4), id="days beat a day that is not asked for"),
        pytest.param(SnoozeForm(UNTIL, "2026-12-24"), date(2026, 12, 24), id="the latest day"),
        pytest.param(SnoozeForm(UNTIL, "2026-11-28"), date(2026, 11, 28), id="tomorrow"),
    ],
)
def test_a_form_says_a_day(form: SnoozeForm, day: date) -> None:
    assert snooze_day(form, snooze_offer(RENEWAL, "Harbour", today=TODAY)) == day


@pytest.mark.parametrize(
    ("form", "field", "problem"),
    [
        pytest.param(SnoozeForm(), SnoozeField.CHOICE, SnoozeProblem.NOTHING_CHOSEN, id="nothing"),
        pytest.param(SnoozeForm("8"), SnoozeField.CHOICE, SnoozeProblem.NOTHING_CHOSEN, id="made up"),
        pytest.param(SnoozeForm("30"), SnoozeField.CHOICE, SnoozeProblem.TOO_LATE, id="an old form"),
        pytest.param(SnoozeForm(UNTIL), SnoozeField.DAY, SnoozeProblem.DAY_MISSING, id="no day"),
        pytest.param(SnoozeForm(UNTIL, "soon"), SnoozeField.DAY, SnoozeProblem.DAY_MISSING, id="no date"),
        pytest.param(SnoozeForm(UNTIL, "2026-11-27"), SnoozeField.DAY, SnoozeProblem.DAY_NOT_AHEAD, id="today"),
        pytest.param(SnoozeForm(UNTIL, "2026-12-25"), SnoozeField.DAY, SnoozeProblem.TOO_LATE, id="a day too late"),
    ],
)
def test_a_form_is_refused_where_it_is_wrong(form: SnoozeForm, field: SnoozeField, problem: SnoozeProblem) -> None:
    offer = snooze_offer(RENEWAL, "Harbour", today=TODAY)

    assert snooze_day(form, offer) == SnoozeRefused(field, problem, offer)
