from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeLibrary
from revenue_book import ANA, CHURN, PRO, TODAY, E, J, churns_of, day, retention_of, revenue_library, term, usd

from domain.errors import NotAllowedError
from domain.filter_words import HelpWanted, NotUnderstood
from domain.health.proportions import Count
from domain.renewals.renewal import ChurnReason
from domain.revenue.answer import ChurnAnswer
from domain.revenue.churning import Announced, ChurnReport
from domain.revenue.cuts import Cut
from domain.revenue.loss_bridge import LossBridge
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


def test_records_meet_what_retention_counts_of_the_same_accounts(library: FakeLibrary) -> None:
    everybody, dana = report_of(library, "2025 all").bridge, report_of(library, "2025 <@U0DANA>").bridge

    assert everybody == LossBridge(65_000_00, 15_000_00, 40_000_00, 40_000_00, ("Grove", "Birch"), 0, is_frozen=False)
    assert dana == LossBridge(40_000_00, 15_000_00, 40_000_00, 15_000_00, ("Birch",), 0, is_frozen=False)


def test_of_a_frozen_period_the_figures_as_they_were_reported_are_met(library: FakeLibrary) -> None:
    retention_of(library).freeze(ANA, "2025", today=TODAY)
    library.tables.terms[50] = term(50, CHURN.account, day("2506"), day("2706"), usd(40))

    found = report_of(library, "2025 all").bridge

    assert found == LossBridge(65_000_00, 15_000_00, 40_000_00, 40_000_00, ("Grove", "Birch"), 0, is_frozen=True)


def test_what_was_frozen_in_another_currency_is_not_compared(library: FakeLibrary) -> None:
    retention_of(library, "EUR").freeze(ANA, "2025", today=TODAY)

    assert report_of(library, "2025 all").bridge is None


def test_a_loss_of_a_day_ahead_is_announced(library: FakeLibrary) -> None:
    ahead = date(2026, 12, 15)
    library.tables.churns[2] = replace(CHURN, id=2, account=E, on=ahead, arr=usd(100))

    found = report_of(library, "all")

    assert (found.whole.records, found.announced) == (0, Announced(1, 100_000_00, ahead))
    assert (found.bridge and found.bridge.recorded, found.is_to_date) == (0, True)


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
