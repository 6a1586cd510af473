from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from renewal_samples import CHURN, OUTCOME, renewal
from shelves import Shelf

from domain.accounts import Account, Cover, Money, Tier
from domain.money import alone
from domain.renewals.renewal import Renewal
from domain.renewals.terms import ContractTerm, TermLine
from domain.revenue.ports import AccountCut, ArrSpan, FrozenPeriod, StatedRate
from domain.revenue.renewal_rates import RenewalRates, renewal_rates
from storage import chunks

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
START, END, NEXT_END = date(2025, 10, 1), date(2026, 10, 1), date(2027, 10, 1)
LINE = TermLine("Platform", None, None, Money(1_000_000, "EUR"))
TERM = ContractTerm(1, 1, "C", START, END, None, None, None, None, None, (LINE,))
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
        assert (book.frozen_periods.of(["2026-Q2"]), book.frozen_periods.of(["2026-Q3"])) == (first, None)


def test_of_two_names_the_one_frozen_first_stands(shelf: Shelf) -> None:
    first = FrozenPeriod("2026-04-01..2026-06-30", NOW, "U1", '{"grr": 92}')
    later = replace(first, period="2026-Q2", frozen_at=NOW + DAY)

    with shelf.library.writing() as book:
        for frozen in (later, first):
            book.frozen_periods.freeze(frozen)

        assert book.frozen_periods.of([later.period, first.period]) == first
        assert book.frozen_periods.of([later.period, "2026"]) == later


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


def test_cuts_are_those_of_a_book_and_of_whom_it_covers(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.put(Account(2, "Birch", owner="U2"))
    shelf.put(Account(3, "Cedar"))

    with shelf.library.reading() as book:
        covered, over = (book.revenue.cuts(["U2"], today=date(2026, 9, on)) for on in (9, 10))
        nobody = book.revenue.cuts([], today=date(2026, 9, 9))

    assert [[cut.account for cut in found] for found in (covered, over, nobody)] == [[1, 2], [2], []]


def test_spans_renewals_and_churn_are_those_of_the_accounts_asked_for(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "LOOKED_UP", 1)
    for number in (1, 2, 3):
        shelf.put(Account(number, f"Harbour {number}"))
        shelf.put_term(replace(TERM, contract=number, account=number))
    shelf.renew(renewal(1, contract=1))
    shelf.renew(renewal(2, id=2, contract=2, outcome=OUTCOME))
    with shelf.library.writing() as book:
        for account in (1, 2):
            book.churns.record(replace(CHURN, account=account))

        spans = [book.revenue.spans(accounts) for accounts in (None, {3, 1}, set())]
        due = [book.revenue.due(END, NEXT_END, accounts) for accounts in (None, {2}, set())]
        outside = [*book.revenue.due(START, END), *book.revenue.due(END + DAY, NEXT_END)]
        churn = [book.churns.all(accounts) for accounts in (None, {2, 3}, set())]

    assert spans[0][0] == ArrSpan(1, "Platform", START, END, 1_000_000, "EUR")
    assert [[span.account for span in found] for found in spans] == [[1, 2, 3], [1, 3], []]
    assert [[each.account for each in found] for found in due] == [[1, 2], [2], []]
    assert [rates_of_one(each) for each in due[0]] == [rates_of_one(renewal()), rates_of_one(renewal(outcome=OUTCOME))]
    assert outside == []
    assert [[each.account for each in found] for found in churn] == [[1, 2], [2], []]


def rates_of_one(made: Renewal) -> RenewalRates:
    """What figures make of it."""
    return renewal_rates([made], minor=alone("EUR").minor_of, seen_on=date(2026, 10, 20), grace_days=30)
