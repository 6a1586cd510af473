from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.health.columns.coding import STAGES
from domain.health.columns.stages import entered_on, stages_of
from domain.health.columns.terms import Terms
from domain.health.policy_file import policy_from_toml
from domain.health.stages import Term, entered_stage_on, lifecycle_stage

TODAY = date(2026, 6, 30)
POLICY = policy_from_toml((Path(__file__).parents[3] / "policy.toml").read_text()).health
DAYS = st.integers(-1500, 1500).map(lambda days: TODAY + timedelta(days=days))
TERMS = st.builds(
    lambda start, length: Term(start, start + timedelta(days=length)), start=DAYS, length=st.integers(1, 1200)
)


@given(
    accounts=st.lists(st.tuples(st.none() | DAYS, st.none() | TERMS), min_size=1, max_size=8),
)
def test_a_book_in_columns_stands_where_its_accounts_stand_one_by_one(
    accounts: list[tuple[date | None, Term | None]],
) -> None:
    one_by_one = [
        lifecycle_stage(POLICY.stages, today=TODAY, customer_since=since, term=term) for since, term in accounts
    ]

    found = stages_of(terms_of_each(accounts), POLICY, today=TODAY.toordinal())

    assert [STAGES[stage] for stage in found] == one_by_one


@given(
    accounts=st.lists(st.tuples(st.none() | DAYS, st.none() | TERMS), min_size=1, max_size=8),
)
def test_a_book_in_columns_has_stood_there_since_the_days_that_are_found_one_by_one(
    accounts: list[tuple[date | None, Term | None]],
) -> None:
    terms = terms_of_each(accounts)
    stages = stages_of(terms, POLICY, today=TODAY.toordinal())
    one_by_one = [
        entered_stage_on(POLICY.stages, STAGES[stage], customer_since=since, term=term)
        for stage, (since, term) in zip(stages, accounts, strict=True)
    ]

    found = entered_on(terms, POLICY, stages)

    assert [None if np.isnan(day) else date.fromordinal(int(day)) for day in found] == one_by_one


def terms_of_each(accounts: list[tuple[date | None, Term | None]]) -> Terms:
    unknown = np.full(len(accounts), np.nan)
    return Terms(
        since=np.array([ordinal(since) for since, _ in accounts]),
        starts_on=np.array([ordinal(term.starts_on if term else None) for _, term in accounts]),
        ends_on=np.array([ordinal(term.ends_on if term else None) for _, term in accounts]),
        seats=unknown,
        core_features=unknown,
        notice_received_on=unknown,
        renewal_step=unknown,
        renewal_step_on=unknown,
        notice_days=unknown,
        auto_renew=unknown,
    )


def ordinal(day: date | None) -> float:
    return float(day.toordinal()) if day else float("nan")
