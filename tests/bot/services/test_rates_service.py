from __future__ import annotations

from datetime import date

import pytest
from fakes import FakeLibrary
from revenue_book import ANA, NOW, PRO, TODAY, rates_in

from domain.accounts import Money
from domain.errors import NotAllowedError
from domain.revenue.ports import StatedRate


def test_a_rate_is_stated_and_recorded_with_what_it_was_before() -> None:
    library = FakeLibrary()
    rates = rates_in(library)

    rates.state("EUR", "1.10", starts_on=date(2026, 1, 1), by="U0ANA")
    rates.state("EUR", "1.12", starts_on=date(2026, 1, 1), by="U0ANA")

    found = rates.answer(ANA, today=TODAY)
    assert found.stated == (StatedRate("EUR", date(2026, 1, 1), "1.12", "U0ANA", NOW),)
    assert found.holding.converted(Money(100, "EUR")) == Money(112, "USD")
    assert [(entry.action, entry.subject, entry.before, entry.after) for entry in library.tables.audit] == [
        ("rates.stated", "rate:EUR:2026-01-01", None, "1.10"),
        ("rates.stated", "rate:EUR:2026-01-01", "1.10", "1.12"),
    ]


def test_who_does_not_read_health_reads_no_rates() -> None:
    with pytest.raises(NotAllowedError):
        rates_in(FakeLibrary()).answer(PRO, today=TODAY)
