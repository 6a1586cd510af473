from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from arr_samples import in_dollars
from renewal_samples import CHURN, OUTCOME
from renewal_samples import renewal as sample

from domain.accounts import Money
from domain.health.proportions import Count
from domain.renewals.renewal import Churn, ChurnReason, Renewal
from domain.revenue.churning import Announced, Avoidable, ChurnBook, ChurnReport, churn_report
from domain.revenue.cuts import Cut
from domain.revenue.figures import AccountFigures
from domain.revenue.movements import AccountMovement, ArrMovement, Course, Grain, Window
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut

YEAR = Period("2026", date(2026, 1, 1), date(2027, 1, 1))


def account(number: int, **said: Any) -> AccountCut:
    usual: dict[str, Any] = {
        "account": number,
        "name": f"Account {number}",
        "tier": "mid",
        "segment": "SMB",
        "industry": None,
        "stars": 3,
        "owner": "U1",
        "cover": None,
        "cover_starts_on": None,
        "cover_ends_on": None,
        "seller": "Robin",
        "customer_since": date(2024, 1, 1),
        "churned_on": None,
    }
    return AccountCut(**(usual | said))


def churn(number: int, **said: Any) -> Churn:
    usual: dict[str, Any] = {"account": number, "arr": Money(10_000_00, "USD")}
    return replace(CHURN, id=number, **(usual | said))


def report(
    churns: list[Churn],
    accounts: list[AccountCut],
    *,
    by: Cut = Cut.REASON,
    renewals: list[Renewal] | None = None,
    opening: set[int] | None = None,
    moved: list[AccountFigures] | None = None,
    today: date = date(2027, 3, 1),
) -> ChurnReport:
    known = {each.account: each for each in accounts}
    there = frozenset(known if opening is None else opening)
    book = ChurnBook(churns, known, renewals or [], there, there, moved)
    return churn_report(book, YEAR, today=today, by=by, currency="USD", minor=in_dollars)


TWENTY = [account(number) for number in range(1, 21)]
KEPT_BEFORE = [sample(number, due_on=date(2025, 6, 1), outcome=OUTCOME) for number in range(1, 21)]


def test_records_are_grouped_by_their_main_reason_with_what_they_cost() -> None:
    price = (ChurnReason.PRICE, ChurnReason.SUPPORT)
    found = report([churn(1), churn(2, reasons=price, arr=Money(30_000_00, "USD")), churn(3, reasons=price)], TWENTY)

    groups = [(group.value, group.records, group.minor, group.left) for group in found.groups]
    assert groups == [
        ("price", 2, 40_000_00, Count(2, 20)),
        ("value_never_reached", 1, 10_000_00, Count(1, 20)),
    ]
    assert (found.whole.records, found.whole.minor, found.whole.left) == (3, 50_000_00, Count(3, 20))


def test_a_rate_is_of_the_accounts_of_the_group_on_the_first_day() -> None:
    accounts = [*TWENTY, account(21, segment="Enterprise")]

    found = report([churn(1), churn(2), churn(21)], accounts, by=Cut.SEGMENT)

    assert [(group.value, group.left) for group in found.groups] == [("SMB", Count(2, 20)), ("Enterprise", Count(1, 1))]
    first, second = found.groups
    assert first.rate
    assert (first.rate.value, second.rate) == (0.1, None)


@pytest.mark.parametrize(
    ("today", "accounts", "share"),
    [
        pytest.param(date(2026, 4, 1), 20, "0.1855", id="of a quarter so far"),
        pytest.param(date(2026, 1, 31), 20, None, id="of less than a month nothing is said"),
        pytest.param(date(2027, 1, 1), 20, None, id="a year is one"),
        pytest.param(date(2026, 4, 1), 9, None, id="nor of few accounts"),
    ],
)
def test_the_share_that_left_brought_to_a_year(today: date, accounts: int, share: str | None) -> None:
    found = report([churn(1, on=date(2026, 1, 9))], TWENTY[:accounts], today=today)

    assert found.a_year is None if share is None else round(found.a_year or 0, 4) == Decimal(share)


def test_where_nobody_left_there_is_no_pace() -> None:
    assert report([], TWENTY, today=date(2026, 4, 1)).a_year is None


def test_who_came_in_the_period_is_no_loss_of_its_first_day() -> None:
    found = report([churn(1)], TWENTY, opening=set(range(2, 21)))

    assert (found.whole.records, found.whole.left) == (1, Count(0, 19))


def test_partial_churn_is_a_record_and_no_account_gone() -> None:
    found = report([churn(1, whole=False), churn(2)], TWENTY)

    assert (found.whole.records, found.partial, found.whole.left) == (2, 1, Count(1, 20))


def test_other_days_and_other_peoples_accounts_are_left_out() -> None:
    found = report([churn(1, on=date(2025, 12, 31)), churn(2, on=YEAR.ends_on), churn(99)], TWENTY)

    assert (found.whole.records, found.groups) == (0, ())


def test_what_is_announced_for_days_ahead_is_told_apart_and_counts_once_its_day_is_there() -> None:
    ahead = date(2026, 12, 31)
    losses = [churn(1, on=ahead), churn(1, on=date(2026, 12, 1), whole=False), churn(2, on=date(2026, 11, 22))]
    losses += [churn(3, on=ahead, arr=None), churn(4, on=date(2027, 1, 1))]

    before, after = (report(losses, TWENTY, today=day) for day in (date(2026, 11, 22), ahead))

    assert (before.whole.records, before.whole.left, before.wrongly_sold) == (1, Count(1, 20), Count(1, 20))
    assert before.announced == Announced(2, 20_000_00, ahead)
    assert (before.window, before.is_to_date) == (Window(date(2026, 1, 1), date(2026, 11, 22)), True)
    assert (after.whole.records, after.whole.left, after.announced) == (4, Count(3, 20), None)


def test_a_closed_period_is_counted_whole() -> None:
    found = report([churn(1)], TWENTY)

    assert (found.window, found.is_to_date) == (Window(date(2026, 1, 1), date(2027, 1, 1)), False)


def test_records_are_set_against_what_retention_counts_of_the_same_accounts() -> None:
    moved = AccountMovement(1, Course.LEFT, ArrMovement(opening=25_000_00, churn=25_000_00))
    figures = AccountFigures(1, "One", {Grain.ACCOUNT: moved})
    losses = [churn(1), churn(1, on=date(2026, 2, 1)), churn(2, on=date(2027, 2, 1))]

    found = report(losses, TWENTY, moved=[figures]).bridge

    assert found
    assert (found.recorded, found.churn, found.unrecorded, found.unrecorded_of) == (
        20_000_00,
        25_000_00,
        5_000_00,
        ("One",),
    )
    assert report(losses, TWENTY, moved=None).bridge is None


def test_amounts_without_a_rate_are_counted_and_in_no_sum() -> None:
    found = report([churn(1, arr=Money(5, "GBP")), churn(2, arr=None), churn(3)], TWENTY)

    assert (found.whole.minor, found.without_rate) == (10_000_00, 2)


def test_what_could_have_been_avoided_is_what_people_said() -> None:
    found = report([churn(1, avoidable=True), churn(2, avoidable=False), churn(3, avoidable=None)], TWENTY)

    assert found.avoidable == Avoidable(1, 1, 1)


def test_wrongly_sold_is_who_went_in_the_first_term_or_was_the_wrong_fit_from_the_start() -> None:
    plain = (ChurnReason.PRICE,)
    found = report(
        [
            churn(1, reasons=plain),
            churn(2, reasons=(ChurnReason.PRICE, ChurnReason.WRONG_FIT)),
            churn(3, reasons=plain, whole=False),
            churn(4, reasons=plain),
            churn(5, reasons=plain),
        ],
        TWENTY,
        renewals=[
            *(each for each in KEPT_BEFORE if each.account in {2, 3, 5}),
            sample(4, due_on=date(2026, 12, 1), outcome=OUTCOME),
            sample(1, due_on=date(2025, 6, 1)),
        ],
    )

    assert found.wrongly_sold == Count(3, 20)


def test_a_kind_stands_out_when_chance_would_hardly_make_it() -> None:
    bad = [account(number, stars=1, segment=None, seller=None) for number in range(21, 33)]
    wide = [*TWENTY, *bad, *(account(number) for number in range(40, 100))]

    found = report([churn(each.account, reasons=(ChurnReason.WRONG_FIT,)) for each in bad[:8]] + [churn(1)], wide)

    assert [(each.cut, each.value, each.count, each.stands_out) for each in found.sale_groups] == [
        (Cut.STARS, "1", Count(8, 12), True),
        (Cut.STARS, "3", Count(1, 80), False),
        (Cut.SEGMENT, "SMB", Count(1, 80), False),
        (Cut.SELLER, "Robin", Count(1, 80), False),
    ]
    assert found.sale_groups[0].rate


def test_of_a_few_only_counts_are_said() -> None:
    found = report([churn(1, reasons=(ChurnReason.WRONG_FIT,))], TWENTY[:5])

    assert all(each.rate is None and not each.stands_out for each in found.sale_groups)


def test_where_nobody_was_there_is_no_rate() -> None:
    found = report([], [])

    assert (found.whole.left, found.whole.rate, found.wrongly_sold, found.sale_groups) == (
        Count(0, 0),
        None,
        Count(0, 0),
        (),
    )
