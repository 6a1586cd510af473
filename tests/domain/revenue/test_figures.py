from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from arr_samples import RATES, WORKED, C, G, H, J, span
from renewal_samples import LOST, OUTCOME
from renewal_samples import renewal as sample

from domain.accounts import Money
from domain.health.proportions import Count
from domain.money import rates_of
from domain.renewals.renewal import Renewal
from domain.revenue.figures import BookNow, PeriodBook, UsedRate, figures_of, period_book, valued_book
from domain.revenue.frozen import Changed, book_from, changed_since, frozen_text, renewals_changed_since
from domain.revenue.movements import ArrMovement, Grain, added
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut, ArrSpan, StatedRate

YEAR = Period("2025", date(2025, 1, 1), date(2026, 1, 1))
SEEN = date(2026, 1, 20)


def cut(account: int) -> AccountCut:
    tier = "high" if account % 2 else "mid"
    return AccountCut(account, f"Konto {account} 账", tier, *[None] * 10)


CUTS = [cut(number) for number in range(1, 12)]
WON = replace(OUTCOME, final=Money(30_000_00, "USD"), next_starts_on=date(2025, 3, 1), resolved_on=date(2025, 3, 1))
RENEWALS = [
    sample(C, id=1, contract=1, due_on=date(2025, 6, 1), arr=Money(40_000_00, "USD"), outcome=LOST),
    sample(11, id=2, contract=2, due_on=date(2025, 3, 1), arr=Money(30_000_00, "USD"), outcome=WON),
    sample(G, id=3, contract=3, due_on=date(2026, 3, 1), arr=Money(5, "USD")),
]


def book(spans: tuple[ArrSpan, ...] = WORKED, renewals: list[Renewal] | None = None) -> PeriodBook:
    now = BookNow(spans, CUTS, RENEWALS if renewals is None else renewals, 30)
    return period_book(valued_book(now, RATES, seen_on=SEEN), YEAR)


def test_figures_of_all_and_of_some() -> None:
    made = book()

    everything = figures_of(made, chosen=None, grain=Grain.ACCOUNT)
    some = figures_of(made, chosen={C, J}, grain=Grain.LINE)

    assert (everything.retention.logos, everything.currency, everything.is_to_date) == (Count(7, 9), "USD", False)
    assert (everything.renewals.resolved, everything.renewals.due) == (2, 70_000_00)
    assert (some.retention.arr.churn, some.retention.arr.new, some.groups) == (40_000_00, 90_000_00, ())
    assert some.renewals.resolved == 1


def test_groups_stand_largest_first_and_add_up() -> None:
    tiers = {each.account: each.tier for each in CUTS}

    found = figures_of(book(), chosen=None, grain=Grain.ACCOUNT, group=tiers.get)

    assert [group.value for group in found.groups] == ["high", "mid"]
    assert added(group.retention.arr for group in found.groups) == found.retention.arr
    assert sum(group.renewals.resolved for group in found.groups) == found.renewals.resolved


def test_a_currency_without_a_rate_stands_apart_and_one_with_a_rate_is_named() -> None:
    made = book((*WORKED, span(11, "2401", "2701", 8, currency="GBP"), span(J, "2701", "2801", 1, currency="JPY")))

    found = figures_of(made, chosen=None, grain=Grain.ACCOUNT)

    assert found.rates == (UsedRate("EUR", "1.10", date(2025, 1, 1)),)
    ((currency, pounds),) = found.apart
    assert (currency, pounds.arr) == ("GBP", ArrMovement(opening=8_000_00, closing=8_000_00))


def test_a_running_period_goes_to_today() -> None:
    now = BookNow(WORKED, CUTS, RENEWALS, 30)

    made = period_book(valued_book(now, RATES, seen_on=date(2025, 5, 1)), YEAR)

    assert figures_of(made, chosen=None, grain=Grain.ACCOUNT).is_to_date


def test_frozen_figures_are_read_back_as_they_were() -> None:
    made = book((*WORKED, span(11, "2412", "250115", 8, currency="GBP"), span(11, "2401", "251230", 3)))

    assert book_from(frozen_text(made)) == made


def test_who_moved_otherwise_since_is_named_the_largest_difference_first() -> None:
    reported, cheaper = book(), tuple(each for each in WORKED if each.account not in {C, J})
    now = book((*cheaper, span(C, "2406", "2706", 40)))

    found = changed_since(reported, now, chosen=None, grain=Grain.ACCOUNT)

    assert [each.account for each in found] == [J, C]
    assert found[1] == Changed(
        C,
        "Konto 3 账",
        ArrMovement(opening=40_000_00, churn=40_000_00),
        ArrMovement(opening=40_000_00, closing=40_000_00),
    )
    assert [each.account for each in changed_since(reported, now, chosen={C, H}, grain=Grain.LINE)] == [C]
    assert changed_since(reported, reported, chosen=None, grain=Grain.ACCOUNT) == ()


def test_a_renewal_that_ended_otherwise_since_names_its_account() -> None:
    reported = book()
    now = book(renewals=[replace(RENEWALS[0], outcome=WON), *RENEWALS[1:]])

    assert renewals_changed_since(reported, now, chosen=None) == ("Konto 3 账",)
    assert renewals_changed_since(reported, now, chosen={H}) == ()


def test_rates_hold_from_the_first_day_of_the_period() -> None:
    later = StatedRate("EUR", date(2025, 6, 1), "2", "U1", datetime(2025, 1, 1, tzinfo=UTC))
    now = BookNow(WORKED, CUTS, [], 30)

    rates = rates_of([later], base="USD", day=YEAR.starts_on)
    made = period_book(valued_book(now, rates, seen_on=SEEN), YEAR)

    assert [ledger.currency for ledger in made.apart] == ["EUR"]
