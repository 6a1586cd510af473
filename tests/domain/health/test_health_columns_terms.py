from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest

from domain.health.columns.facts import ContractRows
from domain.health.columns.terms import Terms, terms_of

TODAY = date(2026, 6, 30)
NEVER = float("nan")


@dataclass(frozen=True)
class Contract:
    start: date
    end: date
    seats: float = 10.0
    spot: int = 0
    step: float = NEVER
    extras: dict[str, float] = field(default_factory=dict)


def terms(*contracts: Contract, since: date | None = None) -> Terms:
    rows = ContractRows(
        spot=np.array([each.spot for each in contracts], dtype=np.int64),
        start_on=np.array([each.start.toordinal() for each in contracts], dtype=np.float64),
        end_on=np.array([each.end.toordinal() for each in contracts], dtype=np.float64),
        seats=np.array([each.seats for each in contracts]),
        core_features=np.array([each.extras.get("core", NEVER) for each in contracts]),
        notice_received_on=np.array([each.extras.get("notice", NEVER) for each in contracts]),
        renewal_step=np.array([each.step for each in contracts]),
        renewal_step_on=np.array([each.extras.get("step_on", NEVER) for each in contracts]),
        notice_days=np.array([each.extras.get("notice_days", NEVER) for each in contracts]),
        auto_renew=np.array([each.extras.get("auto_renew", NEVER) for each in contracts]),
    )
    since_on = np.array([since.toordinal() if since else NEVER])
    return terms_of(rows, since_on, today=TODAY.toordinal())


def day(column: object) -> date | None:
    value = np.asarray(column, dtype=np.float64)[0]
    return None if np.isnan(value) else date.fromordinal(int(value))


YEAR = Contract(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("contracts", "ends_on", "seats"),
    [
        pytest.param((YEAR,), date(2027, 1, 1), 10, id="the one that runs"),
        pytest.param(
            (YEAR, Contract(date(2026, 3, 1), date(2026, 9, 1), 5)), date(2026, 9, 1), 15, id="the first end, all seats"
        ),
        pytest.param(
            (Contract(date(2024, 1, 1), date(2025, 1, 1), 7), Contract(date(2025, 1, 1), date(2026, 6, 30), 8)),
            date(2026, 6, 30),
            8,
            id="past its end without signature the last one still counts",
        ),
        pytest.param(
            (Contract(date(2025, 1, 1), date(2026, 1, 1)), Contract(date(2026, 8, 1), date(2027, 8, 1), 3)),
            date(2026, 1, 1),
            10,
            id="one that has ended comes before one to come",
        ),
        pytest.param(
            (Contract(date(2026, 8, 1), date(2027, 8, 1), 3), Contract(date(2027, 8, 1), date(2028, 8, 1), 4)),
            date(2027, 8, 1),
            3,
            id="before the first begins, that one",
        ),
    ],
)
def test_the_contract_that_counts(contracts: tuple[Contract, ...], ends_on: date, seats: float) -> None:
    found = terms(*contracts)

    assert (day(found.ends_on), found.seats.tolist()) == (ends_on, [seats])


def test_without_a_contract_nothing_is_said() -> None:
    found = terms(since=date(2025, 1, 1))

    assert (day(found.ends_on), day(found.since)) == (None, date(2025, 1, 1))
    assert np.isnan(found.seats).all()


LAST_YEAR = Contract(date(2024, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("contracts", "since", "expected"),
    [
        pytest.param((YEAR,), date(2023, 5, 1), date(2023, 5, 1), id="as the book says"),
        pytest.param((LAST_YEAR, YEAR), None, date(2026, 1, 1), id="a return after a gap, first start unknown"),
        pytest.param((YEAR,), None, date(2026, 1, 1), id="from the first contract where the book does not say"),
        pytest.param((LAST_YEAR, YEAR), date(2024, 1, 1), date(2026, 1, 1), id="a return after a gap starts anew"),
        pytest.param(
            (LAST_YEAR, Contract(date(2025, 1, 31), date(2027, 1, 1))),
            date(2024, 1, 1),
            date(2024, 1, 1),
            id="a renewal thirty days late goes on",
        ),
        pytest.param(
            (LAST_YEAR, Contract(date(2025, 2, 1), date(2027, 1, 1))),
            date(2024, 1, 1),
            date(2025, 2, 1),
            id="a day later it is a return",
        ),
        pytest.param(
            (
                Contract(date(2024, 1, 1), date(2026, 12, 1)),
                Contract(date(2024, 2, 1), date(2024, 5, 1)),
                Contract(date(2025, 6, 1), date(2026, 6, 1)),
            ),
            date(2024, 1, 1),
            date(2024, 1, 1),
            id="a longer contract underneath leaves no gap",
        ),
        pytest.param(
            (LAST_YEAR, Contract(date(2026, 8, 1), date(2027, 1, 1))),
            date(2024, 1, 1),
            date(2024, 1, 1),
            id="a return to come has not happened",
        ),
    ],
)
def test_since_when_an_account_is_with_us(contracts: tuple[Contract, ...], since: date | None, expected: date) -> None:
    assert day(terms(*contracts, since=since).since) == expected


def test_accounts_do_not_mix() -> None:
    rows = ContractRows(
        spot=np.array([1, 0]),
        start_on=np.array([(TODAY - timedelta(days=10)).toordinal(), (TODAY - timedelta(days=400)).toordinal()], float),
        end_on=np.array([(TODAY + timedelta(days=9)).toordinal(), (TODAY + timedelta(days=5)).toordinal()], float),
        seats=np.array([3.0, NEVER]),
        core_features=np.array([NEVER, 4.0]),
        notice_received_on=np.array([NEVER, TODAY.toordinal()]),
        renewal_step=np.array([2.0, NEVER]),
        renewal_step_on=np.array([TODAY.toordinal(), NEVER]),
        notice_days=np.array([30.0, NEVER]),
        auto_renew=np.array([NEVER, 1.0]),
    )

    found = terms_of(rows, np.array([NEVER, NEVER]), today=TODAY.toordinal())

    assert (found.ends_on - TODAY.toordinal()).tolist() == [5, 9]
    assert np.array_equal(found.seats, [NEVER, 3.0], equal_nan=True)
    assert np.array_equal(found.renewal_step, [NEVER, 2.0], equal_nan=True)
    assert np.array_equal(found.core_features, [4.0, NEVER], equal_nan=True)
    assert np.array_equal(found.notice_received_on, [TODAY.toordinal(), NEVER], equal_nan=True)
