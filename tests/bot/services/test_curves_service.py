from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from health_samples import snapshot_on
from renewal_book import HARBOUR, NOON, ROW, TODAY, RenewalLibrary

from bot.services.curves import Curves
from domain.accounts import Money
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.revenue.curve import Curve, fitted_curve

DUE = date(2026, 6, 30)
ASSUMED = fitted_curve([], base_rate=0.85)


def ended(number: int, *, kept: bool) -> Renewal:
    """Due in June; closed on its day, or open to this day."""
    won = Outcome(OutcomeKind.RENEWED, DUE, Money(1, "USD"), "U0DANA", NOON)
    return replace(HARBOUR, id=number, account=17, due_on=DUE, starts_on=None, outcome=won if kept else None)


def curve(curves: Curves, book: RenewalLibrary, today: date = TODAY) -> Curve:
    with book.reading() as reading:
        return curves.of(reading, today=today)


@pytest.fixture
def book() -> RenewalLibrary:
    book = RenewalLibrary()
    book.put(*(replace(ROW, renewal=ended(number, kept=number > 1)) for number in (1, 2, 3)))
    book.tables.snapshots.append(snapshot_on(DUE - timedelta(days=95), shown=80))
    return book


def test_the_curve_learns_from_what_has_ended_and_counts_what_is_open_after_its_grace_as_lost(
    book: RenewalLibrary,
) -> None:
    learnt = curve(Curves(), book)

    assert (learnt.renewed, learnt.churned) == (2, 1)
    assert learnt.learned > 0


def test_it_is_learnt_once_a_day(book: RenewalLibrary) -> None:
    curves = Curves()
    first = curve(curves, book)
    book.tables.renewals.clear()

    same_day = curve(curves, book)
    later = [curve(curves, book, TODAY + timedelta(days=days)) for days in (1, 2, 3)]

    assert same_day is first
    assert later == [ASSUMED] * 3


def test_a_book_without_a_policy_has_the_shipped_assumption() -> None:
    book = RenewalLibrary()
    book.tables.policies.clear()

    assert curve(Curves(), book) == ASSUMED
