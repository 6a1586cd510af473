"""A book may hold any day: what is reckoned from it stays within the calendar, and nothing else suffers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from renewal_samples import LOST, OUTCOME, renewal
from term_samples import term

from domain.renewals.next_term import same_length_after
from domain.renewals.policy import SHIPPED_RENEWALS
from domain.renewals.reconciling import reconciled
from domain.renewals.reminders import reminders_due
from domain.renewals.renewal import Renewal
from domain.renewals.snoozing import snooze_offer
from domain.revenue.checked import candidates
from domain.tasks.postponing import Postponement, postponed

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
DAYS = st.dates() | st.sampled_from((date.min, date.max))


@given(DAYS, DAYS, st.none() | st.integers(0, 10**7))
def test_terms_of_any_days_become_renewals(starts_on: date, ends_on: date, notice_days: int | None) -> None:
    made = replace(term(1), starts_on=starts_on, ends_on=ends_on, notice_days=notice_days)

    changes = reconciled([made], [], grace_days=30, today=TODAY, at=NOW)

    assert reminders_due(changes.added, [], policy=SHIPPED_RENEWALS, today=TODAY, at=NOW) is not None


@given(DAYS, DAYS, DAYS, st.sampled_from((None, OUTCOME, LOST)))
def test_renewals_of_any_days_can_be_looked_at(starts_on: date, due_on: date, notice_on: date, outcome: object) -> None:
    made: Renewal = renewal(starts_on=starts_on, due_on=due_on, notice_on=notice_on, outcome=outcome)

    found = candidates([made], today=TODAY, grace_days=30)

    assert len(found.chosen) + found.known_before + found.too_short <= 1
    assert snooze_offer(made, "Acme", today=TODAY).last <= due_on
    assert same_length_after(starts_on, due_on) <= date.max


def test_a_task_of_the_last_day_is_put_off_no_further() -> None:
    assert postponed(date.max, Postponement.WEEK, today=TODAY) == date.max
