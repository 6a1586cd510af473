from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from shelves import Shelf

from domain.accounts import Account, Cover, Tier
from domain.revenue.ports import AccountCut, FrozenPeriod, StatedRate

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
EURO = StatedRate("EUR", date(2026, 1, 1), "1.10", "U1", NOW)
ACME = Account(
    1,
    "Acme",
    tier=Tier.HIGH,
    segment="Enterprise",
    industry="machines",
    stars=3,
    owner="U1",
    cover=Cover("U2", None, date(2026, 9, 9)),
    seller="Robin",
    customer_since=date(2024, 2, 29),
)


def test_rates_are_told_oldest_first_and_the_last_word_counts(shelf: Shelf) -> None:
    later = replace(EURO, starts_on=date(2026, 7, 1), rate="1.15")
    mended = replace(EURO, rate="1.12", by="U2")

    with shelf.library.writing() as book:
        for rate in (later, EURO, mended):
            book.rates.state(rate)

        assert list(book.rates.all()) == [mended, later]


def test_a_period_is_frozen_once(shelf: Shelf) -> None:
    first = FrozenPeriod("2026-Q2", NOW, "U1", '{"grr": 92}')

    with shelf.library.writing() as book:
        kept = book.frozen_periods.freeze(first)
        again = book.frozen_periods.freeze(replace(first, figures="{}", by="U2"))

        assert (kept, again) == (True, False)
        assert (book.frozen_periods.of("2026-Q2"), book.frozen_periods.of("2026-Q3")) == (first, None)


def test_what_figures_are_cut_by_is_what_the_account_says(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.put(Account(2, "Birch"))

    with shelf.library.reading() as book:
        acme, birch = book.revenue.cuts()

    assert acme == AccountCut(
        account=1,
        name="Acme",
        tier="high",
        segment="Enterprise",
        industry="machines",
        stars=3,
        owner="U1",
        cover="U2",
        cover_starts_on=None,
        cover_ends_on=date(2026, 9, 9),
        seller="Robin",
        customer_since=date(2024, 2, 29),
        churned_on=None,
    )
    assert (birch.account, birch.segment, birch.cover) == (2, None, None)


def test_a_book_without_contracts_has_no_revenue(shelf: Shelf) -> None:
    shelf.put(ACME)

    with shelf.library.reading() as book:
        assert list(book.revenue.spans()) == []
