"""How long the next term lasts, and which lines it has."""

from __future__ import annotations

from datetime import date

import pytest
from term_samples import END, NEXT_END, line, term, usd

from domain.accounts import Money
from domain.renewals.next_term import next_lines, same_length_after
from domain.renewals.terms import ContractTerm


@pytest.mark.parametrize(
    ("start", "due", "end"),
    [
        pytest.param(date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1), id="a year"),
        pytest.param(date(2027, 3, 1), date(2028, 3, 1), date(2029, 3, 1), id="a leap year"),
        pytest.param(date(2024, 1, 1), date(2027, 1, 1), date(2030, 1, 1), id="three years"),
        pytest.param(date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 30), id="a month, from its last day"),
        pytest.param(date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), id="a quarter"),
        pytest.param(date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 30), id="a day short of a year"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 15), date(2026, 1, 29), id="two weeks"),
        pytest.param(None, date(2028, 2, 29), date(2029, 2, 28), id="not known: a year"),
    ],
)
def test_the_next_term_is_as_long_as_the_old_one(start: date | None, due: date, end: date) -> None:
    assert same_length_after(start, due) == end


def lines_of(old: ContractTerm | None, final: Money | None) -> list[tuple[str, Money | None]]:
    lines = next_lines(old, final, due_on=END, starts_on=END, ends_on=NEXT_END)
    assert {(each.starts_on, each.ends_on) for each in lines} == {(END, NEXT_END)}
    return [(each.product, each.arr) for each in lines]


@pytest.mark.parametrize(
    ("old", "final", "expected"),
    [
        pytest.param(term(1, line(100, "Core")), usd(120), [("Core", usd(120))], id="one product"),
        pytest.param(
            term(1, line(60, "Core"), line(30, "Seats")),
            Money(100_00, "USD"),
            [("Core", Money(66_67, "USD")), ("Seats", Money(33_33, "USD"))],
            id="in proportion, to the cent",
        ),
        pytest.param(
            term(1, line(60, "Core"), line(30, "Core", starts_on=date(2026, 7, 1))),
            usd(90),
            [("Core", usd(90))],
            id="what was added in mid-term is one line with the rest",
        ),
        pytest.param(
            term(1, line(60, "Core"), line(30, "Pilot", ends_on=date(2026, 7, 1))),
            usd(60),
            [("Core", usd(60))],
            id="a line that ended is not renewed",
        ),
        pytest.param(
            term(1, line(60, "Core"), line(30, "Core", currency="EUR")),
            usd(60),
            [("Core", usd(60))],
            id="another currency is another renewal",
        ),
        pytest.param(
            term(1, line(None, "Core"), line(30, "Seats")),
            usd(60),
            [("Core", None), ("Seats", usd(60))],
            id="an unknown amount stays unknown",
        ),
        pytest.param(
            term(1, line(None, "Core"), line(None, "Seats")),
            usd(61),
            [("Core", Money(30_50, "USD")), ("Seats", Money(30_50, "USD"))],
            id="no amount is known: alike",
        ),
        pytest.param(term(1, line(None, "Core")), None, [("Core", None)], id="nor is the new one"),
        pytest.param(term(1), usd(60), [("", usd(60))], id="no lines"),
        pytest.param(None, usd(60), [("", usd(60))], id="no term"),
    ],
)
def test_the_lines_of_the_next_term_add_up_to_its_arr(
    old: ContractTerm | None, final: Money | None, expected: list[tuple[str, Money | None]]
) -> None:
    assert lines_of(old, final) == expected
