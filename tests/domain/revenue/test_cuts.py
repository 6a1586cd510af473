from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.revenue.cuts import Cut, fits, is_in_a_book_of, value_of
from domain.revenue.ports import AccountCut

DAY = date(2026, 9, 1)
ACME = AccountCut(
    account=1,
    name="Acme",
    tier="high",
    segment="Enterprise",
    industry=None,
    stars=3,
    owner="U1",
    cover="U2",
    cover_starts_on=None,
    cover_ends_on=date(2026, 9, 9),
    seller="Robin",
    customer_since=date(2024, 9, 2),
    churned_on=None,
)


@pytest.mark.parametrize(
    ("cut", "value"),
    [
        (Cut.TIER, "high"),
        (Cut.STARS, "3"),
        (Cut.INDUSTRY, None),
        (Cut.SELLER, "Robin"),
        (Cut.OWNER, "U1"),
        (Cut.AGE, "1"),
        (Cut.REASON, None),
    ],
)
def test_what_an_account_is_in_a_cut(cut: Cut, value: str | None) -> None:
    assert value_of(ACME, cut, on=DAY) == value


@pytest.mark.parametrize(
    ("since", "age"),
    [
        pytest.param(date(2024, 9, 1), "2", id="on the day of the year"),
        pytest.param(date(2026, 10, 1), "0", id="not there yet"),
        pytest.param(date(2010, 1, 1), "5", id="the oldest stand together"),
        pytest.param(None, None, id="nobody knows"),
    ],
)
def test_ages_are_whole_years(since: date | None, age: str | None) -> None:
    assert value_of(replace(ACME, customer_since=since), Cut.AGE, on=DAY) == age


def test_stars_may_be_unknown() -> None:
    assert value_of(replace(ACME, stars=None), Cut.STARS, on=DAY) is None


def test_an_account_fits_when_it_is_all_that_is_asked_for() -> None:
    assert fits(ACME, {Cut.SEGMENT: "ENTERPRISE", Cut.STARS: "3"}, on=DAY)
    assert not fits(ACME, {Cut.SEGMENT: "enterprise", Cut.STARS: "2"}, on=DAY)
    assert not fits(ACME, {Cut.INDUSTRY: "machines"}, on=DAY)


@pytest.mark.parametrize(
    ("owners", "today", "mine"),
    [
        pytest.param(["U1"], date(2027, 1, 1), True, id="owned"),
        pytest.param(["U2"], date(2026, 9, 9), True, id="covered on the last day"),
        pytest.param(["U2"], date(2026, 9, 10), False, id="covered no more"),
        pytest.param(["U3"], DAY, False, id="somebody else's"),
    ],
)
def test_whose_book_an_account_is_in(owners: list[str], today: date, *, mine: bool) -> None:
    assert is_in_a_book_of(ACME, owners, today) is mine


def test_a_cover_begins_on_its_day() -> None:
    later = replace(ACME, cover_starts_on=date(2026, 9, 2))

    assert not is_in_a_book_of(later, ["U2"], DAY)
