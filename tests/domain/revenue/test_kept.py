from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from arr_samples import RATES, WORKED, A, B, C, J, span

from domain.revenue.figures import BookNow, period_book, valued_book
from domain.revenue.kept import KeptArr, KeptBook, kept_book
from domain.revenue.movements import ArrMovement
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut, ArrSpan

YEAR = Period("2025", date(2025, 1, 1), date(2026, 1, 1))
TODAY = date(2026, 1, 20)
PLAIN = AccountCut(0, "", "mid", *[None] * 10)
CUTS = [
    replace(
        PLAIN, account=number, owner="U1" if number <= C else "U2", churned_on=date(2025, 6, 1) if number == C else None
    )
    for number in range(1, 11)
]
CUTS[A - 1] = replace(CUTS[A - 1], cover="U3", cover_starts_on=TODAY, cover_ends_on=TODAY)
CUTS[B - 1] = replace(CUTS[B - 1], cover="U3", cover_ends_on=date(2026, 1, 19))


def kept(*more: ArrSpan) -> KeptBook:
    now = BookNow((*WORKED, *more), CUTS, [], 30)
    return kept_book(period_book(valued_book(now, RATES, seen_on=TODAY), YEAR), CUTS, today=TODAY)


def test_all_of_it_is_what_the_worked_example_says() -> None:
    found = kept().of(None)

    assert found is not None
    assert (found.accounts, found.apart) == (9, ())
    assert [round(rate or 0, 4) for rate in (found.gross, found.net)] == [Decimal("0.8298"), Decimal("0.9043")]


def test_who_left_counts_in_the_book_of_its_owner() -> None:
    assert kept().of(["U1"]) == KeptArr(
        ArrMovement(opening=200_000_00, contraction=15_000_00, churn=40_000_00, closing=145_000_00), 3
    )


def test_who_covers_today_has_it_in_the_book_too_and_each_account_counts_once() -> None:
    of_cover, together = kept().of(["U3"]), kept().of(["U1", "U3"])

    assert of_cover == KeptArr(ArrMovement(opening=100_000_00, closing=100_000_00), 1)
    assert together == kept().of(["U1"])


def test_without_any_arr_on_the_first_day_there_is_no_rate() -> None:
    new = KeptBook(kept().moved, {}, {"U9": [J]})

    assert (new.of(["U9"]), new.of(["U8"])) == (None, None)


def test_a_currency_without_a_rate_is_named() -> None:
    found = kept(span(A, "2401", "2701", 5, "abroad", currency="GBP"), span(J, "2401", "2701", 5, currency="GBP")).of(
        ["U1"]
    )

    assert found is not None
    assert (found.arr.opening, found.apart) == (200_000_00, ("GBP",))
