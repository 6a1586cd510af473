"""What a term says of the renewal at its end."""

from __future__ import annotations

from datetime import date

import pytest
from term_samples import END, START, line, term

from domain.accounts import Money, RenewalStep
from domain.renewals.renewal import Renewal
from domain.renewals.term_facts import renewals_of
from domain.renewals.terms import ContractTerm

MIDWAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("contract", "arr"),
    [
        pytest.param(term(1, line(100)), [Money(100_00, "USD")], id="one line"),
        pytest.param(term(1, line(80, "Core"), line(20, "Insights")), [Money(100_00, "USD")], id="two lines"),
        pytest.param(
            term(1, line(80, "Core"), line(20, "Seats", starts_on=MIDWAY)), [Money(100_00, "USD")], id="mid-term upsell"
        ),
        pytest.param(
            term(1, line(80, "Core"), line(20, "Pilot", ends_on=MIDWAY)), [Money(80_00, "USD")], id="a line that ended"
        ),
        pytest.param(term(1, line(20, ends_on=MIDWAY)), [Money(0, "USD")], id="all lines ended: nothing is at stake"),
        pytest.param(
            term(1, line(80), line(20, currency="EUR")),
            [Money(20_00, "EUR"), Money(80_00, "USD")],
            id="one renewal a currency",
        ),
        pytest.param(term(1, line(80), line(None)), [Money(80_00, "USD")], id="an amount that is not known"),
        pytest.param(term(1, line(None)), [None], id="no amount known"),
        pytest.param(term(1), [None], id="no lines"),
        pytest.param(term(1, line(80), starts=None), [Money(80_00, "USD")], id="no start"),
        pytest.param(term(1, line(80, ends_on=None)), [Money(80_00, "USD")], id="a line without an end"),
        pytest.param(
            term(1, line(80, starts_on=END, ends_on=None)), [Money(0, "USD")], id="a line that begins at the end"
        ),
        pytest.param(term(1, line(80), ends=None), [], id="no end: nothing to renew"),
    ],
)
def test_a_term_has_one_renewal_a_currency_of_its_last_day(contract: ContractTerm, arr: list[Money | None]) -> None:
    assert [renewal.arr for renewal in renewals_of(contract)] == arr


def test_a_three_year_term_is_due_once_at_its_end() -> None:
    three_years = term(1, line(90), ends=date(2029, 1, 1))

    assert [renewal.due_on for renewal in renewals_of(three_years)] == [date(2029, 1, 1)]


def test_a_renewal_says_what_the_contract_says() -> None:
    contract = term(
        1,
        line(100),
        auto_renew=True,
        notice_days=90,
        notice_received_on=date(2026, 9, 1),
        step=RenewalStep.PROPOSAL,
    )

    assert renewals_of(contract) == (
        Renewal(
            id=0,
            account=7,
            contract=1,
            due_on=END,
            arr=Money(100_00, "USD"),
            starts_on=START,
            notice_on=date(2026, 10, 3),
            auto_renew=True,
            notice_received_on=date(2026, 9, 1),
            step=RenewalStep.PROPOSAL,
        ),
    )


@pytest.mark.parametrize("days", [None, 0, -5])
def test_without_days_of_notice_there_is_no_day_of_notice(days: int | None) -> None:
    assert [renewal.notice_on for renewal in renewals_of(term(1, line(), notice_days=days))] == [None]
