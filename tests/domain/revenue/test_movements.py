from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from arr_samples import SEEN, SWAP, WORKED, YEAR, A, B, C, D, E, F, G, H, J, day, seen, span
from hypothesis import given
from hypothesis import strategies as st

from domain.health.proportions import Count
from domain.money import alone
from domain.revenue.movements import AccountMovement, ArrMovement, Course, Grain, Window, added, movements, total
from domain.revenue.ports import ArrSpan
from domain.revenue.retention import (
    gross_revenue_retention,
    logo_retention,
    net_revenue_retention,
    retention,
    yearly_churn,
)
from domain.revenue.spans import continued, spans_from

PERCENT = Decimal("0.01")


def thousands(**said: int) -> ArrMovement:
    return ArrMovement(**{name: amount * 1000_00 for name, amount in said.items()})


def percent(share: Decimal | None) -> Decimal:
    assert share is not None
    return (share * 100).quantize(PERCENT)


def test_the_worked_example_by_account_to_the_last_digit() -> None:
    found = retention(movements(seen(*WORKED), YEAR))

    assert found.arr == thousands(
        opening=470, new=90, expansion=35, contraction=15, churn=65, reactivated=25, closing=540
    )
    assert percent(gross_revenue_retention(found.arr)) == Decimal("82.98")
    assert percent(net_revenue_retention(found.arr)) == Decimal("90.43")
    assert (found.logos, percent(logo_retention(found.logos))) == (Count(7, 9), Decimal("77.78"))
    assert (found.accounts, found.pending, found.pending_arr) == (9, 0, 0)


def test_the_worked_example_by_line_to_the_last_digit() -> None:
    found = retention(movements(seen(*WORKED), YEAR, Grain.LINE))

    assert found.arr == thousands(
        opening=470, new=90, expansion=65, contraction=15, churn=95, reactivated=25, closing=540
    )
    assert percent(gross_revenue_retention(found.arr)) == Decimal("76.60")
    assert percent(net_revenue_retention(found.arr)) == Decimal("90.43")


@pytest.mark.parametrize(
    ("account", "course", "arr"),
    [
        pytest.param(A, Course.STAYED, thousands(opening=100, closing=100), id="a: flat"),
        pytest.param(B, Course.STAYED, thousands(opening=60, contraction=15, closing=45), id="b: smaller at renewal"),
        pytest.param(C, Course.LEFT, thousands(opening=40, churn=40), id="c: lost"),
        pytest.param(D, Course.STAYED, thousands(opening=60, expansion=15, closing=75), id="d: two lines become one"),
        pytest.param(E, Course.STAYED, thousands(opening=80, expansion=20, closing=100), id="e: more in mid-term"),
        pytest.param(F, Course.STAYED, thousands(opening=30, closing=30), id="f: twenty days late"),
        pytest.param(G, Course.LEFT, thousands(opening=25, churn=25, reactivated=25, closing=25), id="g: gone, back"),
        pytest.param(H, Course.STAYED, thousands(opening=55, closing=55), id="h: euros"),
        pytest.param(SWAP, Course.STAYED, thousands(opening=20, closing=20), id="i: another product"),
        pytest.param(J, Course.NEW, thousands(new=90, closing=90), id="j: new"),
    ],
)
def test_what_each_account_of_the_worked_example_did(account: int, course: Course, arr: ArrMovement) -> None:
    found = {each.account: each for each in movements(seen(*WORKED), YEAR)}

    assert found[account] == AccountMovement(account, course, arr)


@pytest.mark.parametrize(
    ("back", "course"),
    [
        pytest.param("2507", Course.STAYED, id="at once"),
        pytest.param("250731", Course.STAYED, id="on the last day of grace"),
        pytest.param("2508", Course.LEFT, id="a day later"),
    ],
)
def test_grace_makes_a_late_renewal_of_a_gap(back: str, course: Course) -> None:
    book = seen(span(A, "2407", "2507", 10), span(A, back, "2607", 12))

    (found,) = movements(book, YEAR)

    assert found.course is course


def test_in_the_gap_of_a_late_renewal_the_earlier_amount_stands() -> None:
    book = seen(span(A, "2407", "2507", 10), span(A, "250720", "2607", 12))

    (found,) = movements(book, Window(date(2025, 7, 10), YEAR.ends_on))

    assert found.arr == thousands(opening=10, expansion=2, closing=12)


def test_a_late_renewal_onto_another_product_is_late_all_the_same() -> None:
    book = seen(span(A, "2407", "2507", 10, "old"), span(A, "250720", "2607", 12, "new"))

    (whole,) = movements(book, Window(date(2025, 7, 10), YEAR.ends_on))
    (strict,) = movements(book, YEAR, Grain.LINE)

    assert whole.arr == thousands(opening=10, expansion=2, closing=12)
    assert strict.arr == thousands(opening=10, churn=10, expansion=12, closing=12)


@pytest.mark.parametrize(
    ("on", "pending"),
    [
        pytest.param(date(2025, 12, 14), None, id="the term still runs"),
        pytest.param(date(2025, 12, 15), date(2025, 12, 15), id="the first day without one"),
        pytest.param(date(2026, 1, 14), date(2025, 12, 15), id="the last day of grace"),
        pytest.param(date(2026, 1, 15), None, id="grace is over"),
    ],
)
def test_an_account_within_its_grace_is_awaited_and_its_amount_stands(on: date, pending: date | None) -> None:
    book = seen(span(A, "2407", "251215", 10), on=on)

    (found,) = movements(book, YEAR)

    assert found.pending_since == pending
    assert found.arr.closing == (10 * 1000_00 if pending else 0)


def test_what_is_awaited_is_told_apart() -> None:
    found = retention(movements(seen(span(A, "2407", "251215", 10), span(B, "2407", "2607", 5)), YEAR))

    assert (found.pending, found.pending_arr, found.logos) == (1, 10 * 1000_00, Count(2, 2))


def test_who_is_known_to_have_left_is_not_awaited() -> None:
    book = seen(span(A, "2407", "251215", 10), left=frozenset({A}))

    (found,) = movements(book, YEAR)

    assert (found.course, found.pending_since) == (Course.LEFT, None)


def test_a_later_gap_is_no_matter_of_an_earlier_window() -> None:
    book = seen(span(A, "2407", "251215", 10))

    (found,) = movements(book, Window(date(2025, 1, 1), date(2025, 10, 1)))

    assert (found.course, found.pending_since) == (Course.STAYED, None)


@pytest.mark.parametrize(
    ("spans", "course", "arr"),
    [
        pytest.param(
            [span(A, "2301", "2401", 10), span(A, "2505", "2605", 12)],
            Course.CAME_BACK,
            thousands(reactivated=12, closing=12),
            id="was there before the window",
        ),
        pytest.param(
            [span(A, "2502", "2503", 10), span(A, "2509", "2609", 12)],
            Course.NEW,
            thousands(new=12, closing=12),
            id="came, went and came in the window",
        ),
        pytest.param(
            [span(A, "2407", "2607", 10), span(A, "2503", "2607", 3, "more")],
            Course.STAYED,
            thousands(opening=10, expansion=3, closing=13),
            id="a new product of an account that was there",
        ),
        pytest.param(
            [span(A, "2407", "2607", 0), span(A, "2503", "2607", 3)],
            Course.NEW,
            thousands(new=3, closing=3),
            id="nothing paid is not there",
        ),
    ],
)
def test_what_comes_is_new_back_or_more(spans: list[ArrSpan], course: Course, arr: ArrMovement) -> None:
    (found,) = movements(seen(*spans), YEAR)

    assert (found.course, found.arr) == (course, arr)


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([span(A, "2301", "2401", 10)], id="gone before"),
        pytest.param([span(A, "2603", "2703", 10)], id="comes after"),
        pytest.param([span(A, "2503", "2504", 10)], id="came and went in between"),
        pytest.param([span(A, "2503", "2503", 10)], id="no day at all"),
    ],
)
def test_who_is_on_neither_day_is_no_movement(spans: list[ArrSpan]) -> None:
    assert movements(seen(*spans), YEAR) == []


def test_a_line_that_left_and_came_back_is_strictly_lost_and_sold_again() -> None:
    book = seen(span(A, "2401", "2701", 10), span(A, "2401", "2504", 5, "add-on"), span(A, "2509", "2609", 6, "add-on"))

    (strict,) = movements(book, YEAR, Grain.LINE)

    assert strict.arr == thousands(opening=15, churn=5, expansion=6, closing=16)


def test_a_line_that_takes_off_is_no_loss_when_it_ends() -> None:
    book = seen(span(A, "2401", "2701", 10), span(A, "2401", "2504", -2, "discount"))

    (strict,) = movements(book, YEAR, Grain.LINE)

    assert strict.arr == thousands(opening=8, expansion=2, closing=10)


def test_products_are_the_same_however_they_are_written() -> None:
    book = seen(span(A, "2407", "2507", 10, "Core  Suite"), span(A, "2507", "2607", 10, "core suite"))

    (strict,) = movements(book, YEAR, Grain.LINE)

    assert strict.arr == thousands(opening=10, closing=10)


def test_open_ends_are_open() -> None:
    always = ArrSpan(A, "", None, None, 100, "USD")

    (found,) = movements(seen(always), YEAR)

    assert found.arr == ArrMovement(opening=100, closing=100)


def test_without_a_rate_an_amount_is_in_no_sum() -> None:
    assert movements(seen(span(A, "2401", "2701", 10, currency="GBP")), YEAR) == []


def test_groups_have_figures_of_their_own() -> None:
    found = movements(seen(*WORKED), YEAR)
    left, others = (retention([each for each in found if (each.account in {C, G}) is gone]) for gone in (True, False))

    assert (left.logos, others.logos) == (Count(0, 2), Count(7, 7))
    assert left.arr.churn == 65 * 1000_00


def test_nothing_can_be_said_of_nothing() -> None:
    found = retention([])

    assert (gross_revenue_retention(found.arr), net_revenue_retention(found.arr)) == (None, None)
    assert logo_retention(found.logos) is None


def test_two_percent_a_month_are_no_twenty_four_a_year() -> None:
    assert percent(yearly_churn(Decimal("0.02"), months=Decimal(1))) == Decimal("21.53")


@pytest.mark.parametrize(
    ("months", "share"),
    [
        pytest.param(3, "34.39", id="of a quarter"),
        pytest.param(12, "10.00", id="a year is a year"),
        pytest.param(24, "5.13", id="of two years it is less"),
    ],
)
def test_ten_percent_of_a_period_brought_to_a_year(months: int, share: str) -> None:
    assert percent(yearly_churn(Decimal("0.1"), months=Decimal(months))) == Decimal(share)


@pytest.mark.parametrize(
    ("first", "after", "months"),
    [
        pytest.param(date(2026, 7, 1), date(2026, 10, 1), Decimal(3), id="a quarter"),
        pytest.param(date(2025, 11, 22), date(2026, 11, 22), Decimal(12), id="twelve months"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 16), Decimal("0.49"), id="some days"),
    ],
)
def test_how_many_months_a_window_has(first: date, after: date, months: Decimal) -> None:
    assert round(Window(first, after).months, 2) == months


_DAYS = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2027, 12, 31)))
_SPANS = st.lists(
    st.builds(
        ArrSpan,
        st.integers(1, 4),
        st.sampled_from(["core", "add-on", ""]),
        _DAYS,
        _DAYS,
        st.integers(0, 10**12),
        st.sampled_from(["USD", "EUR"]),
    ),
    max_size=14,
)
_WINDOWS = st.builds(
    lambda start, days: Window(start, start + timedelta(days)),
    st.dates(date(2024, 1, 1), date(2026, 6, 1)),
    st.integers(0, 800),
)


def adds_up(arr: ArrMovement) -> bool:
    come = arr.new + arr.expansion + arr.reactivated
    return arr.opening + come - arr.contraction - arr.churn == arr.closing


def parts_are_whole(arr: ArrMovement) -> bool:
    return min(arr.opening, arr.new, arr.expansion, arr.contraction, arr.churn, arr.reactivated, arr.closing) >= 0


def rising(found: Iterable[ArrMovement]) -> bool:
    return all(arr.contraction + arr.churn <= arr.opening for arr in found)


@given(_SPANS, _WINDOWS, st.sampled_from(Grain), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_it_adds_up_for_any_book_and_window(spans: list[ArrSpan], window: Window, grain: Grain, on: date) -> None:
    found = movements(seen(*spans, on=on), window, grain)

    assert all(adds_up(each.arr) and parts_are_whole(each.arr) for each in found)
    assert rising(each.arr for each in found)
    assert adds_up(total(found))


@given(_SPANS, _WINDOWS)
def test_by_account_and_by_line_the_net_is_the_same(spans: list[ArrSpan], window: Window) -> None:
    whole, strict = (total(movements(seen(*spans), window, grain)) for grain in Grain)

    assert (whole.opening, whole.closing) == (strict.opening, strict.closing)
    assert (whole.new, whole.reactivated) == (strict.new, strict.reactivated)
    assert net_revenue_retention(whole) == net_revenue_retention(strict)
    assert strict.churn + strict.contraction >= whole.churn + whole.contraction


@given(_SPANS, _WINDOWS, st.integers(1, 3))
def test_every_grouping_adds_up_to_the_whole(spans: list[ArrSpan], window: Window, groups: int) -> None:
    found = movements(seen(*spans), window)

    parts = [retention([each for each in found if each.account % groups == group]) for group in range(groups)]

    assert added([ArrMovement(), *(part.arr for part in parts)]) == retention(found).arr
    assert sum(part.accounts for part in parts) == retention(found).accounts


@given(_SPANS, _WINDOWS, st.sampled_from(["USD", "EUR"]))
def test_a_currency_by_itself_adds_up_too(spans: list[ArrSpan], window: Window, currency: str) -> None:
    its_own = spans_from(spans, worth_of=alone(currency).worth_of)

    found = total(movements(continued(its_own, grace_days=30, seen_on=SEEN), window))

    assert adds_up(found)


@given(_SPANS, st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_with_no_grace_the_opening_is_what_the_spans_of_the_day_add_up_to(spans: list[ArrSpan], on: date) -> None:
    dollars = [each for each in spans if each.currency == "USD"]
    plain = continued(spans_from(dollars, worth_of=alone("USD").worth_of), grace_days=0, seen_on=date.min)

    found = total(movements(plain, Window(on, on)))

    there = [each for each in dollars if (each.starts_on or date.min) <= on < (each.ends_on or date.max)]
    assert found.opening == found.closing == sum(each.minor for each in there)


@given(_SPANS, st.dates(date(2024, 1, 1), date(2025, 6, 1)), st.integers(1, 300), st.integers(1, 300))
def test_a_window_closes_where_the_next_one_opens(spans: list[ArrSpan], start: date, first: int, second: int) -> None:
    middle = start + timedelta(first)
    book = seen(*spans)

    earlier = total(movements(book, Window(start, middle)))
    later = total(movements(book, Window(middle, middle + timedelta(second))))

    assert earlier.closing == later.opening


def test_the_samples_write_days() -> None:
    assert (day("2501"), day("250221")) == (date(2025, 1, 1), date(2025, 2, 21))
