from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeLibrary
from revenue_book import ANA, CHURN, PRO, TODAY, J, churns_of, revenue_library, usd

from domain.errors import NotAllowedError
from domain.filter_words import HelpWanted, NotUnderstood
from domain.health.proportions import Count
from domain.renewals.renewal import ChurnReason
from domain.revenue.answer import ChurnAnswer
from domain.revenue.churning import ChurnReport
from domain.revenue.cuts import Cut
from domain.revenue.periods import Period
from domain.revenue.question import NotBegun


@pytest.fixture
def library() -> FakeLibrary:
    return revenue_library()


def report_of(library: FakeLibrary, text: str) -> ChurnReport:
    found = churns_of(library).answer(ANA, text, today=TODAY)
    assert isinstance(found, ChurnAnswer)
    return found.report


def test_a_year_of_churn_by_reason(library: FakeLibrary) -> None:
    found = report_of(library, "2025")

    assert (found.by, found.whole.records, found.whole.minor, found.whole.left) == (
        Cut.REASON,
        1,
        40_000_00,
        Count(1, 9),
    )
    assert [(group.value, group.left) for group in found.groups] == [("wrong_fit", Count(1, 9))]


def test_without_a_period_this_year_is_meant(library: FakeLibrary) -> None:
    assert report_of(library, "").period == Period("2026", date(2026, 1, 1), date(2027, 1, 1))


def test_who_came_in_the_year_is_among_those_that_were_sold_to(library: FakeLibrary) -> None:
    library.tables.churns[2] = replace(
        CHURN, id=2, account=J, on=date(2025, 12, 1), arr=usd(90), reasons=(ChurnReason.PRICE,)
    )

    found = report_of(library, "2025 all by tier")

    assert found.wrongly_sold == Count(2, 10)
    assert (found.whole.records, found.whole.left) == (2, Count(1, 9))


def test_whose_accounts_are_meant(library: FakeLibrary) -> None:
    assert report_of(library, "2025 <@U0WEI>").whole.records == 0
    assert report_of(library, "2025 <@U0DANA>").whole.left == Count(1, 5)


def test_a_currency_without_a_rate_is_an_account_all_the_same(library: FakeLibrary) -> None:
    library.tables.rates.clear()

    assert report_of(library, "2025 all").whole.left == Count(1, 9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("quater", NotUnderstood("quater", "quarter", "quarter"), id="a slip"),
        pytest.param("2027", NotBegun(Period("2027", date(2027, 1, 1), date(2028, 1, 1))), id="too early"),
        pytest.param("@zzz", NotUnderstood("@zzz"), id="nobody is called like that"),
    ],
)
def test_what_is_no_question_is_said_back(library: FakeLibrary, text: str, said: object) -> None:
    assert churns_of(library).answer(ANA, text, today=TODAY) == said


def test_who_does_not_read_health_is_refused_but_helped(library: FakeLibrary) -> None:
    assert churns_of(library).answer(PRO, "help", today=TODAY) == HelpWanted()
    with pytest.raises(NotAllowedError):
        churns_of(library).answer(PRO, "", today=TODAY)
