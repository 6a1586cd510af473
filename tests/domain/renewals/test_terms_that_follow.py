"""When a later term renews an earlier one, at how much, and as what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from term_samples import END, NEXT_END, START, TODAY, Books, line, outcomes, term

from domain.accounts import Money
from domain.renewals.renewal import OutcomeKind, Timing
from domain.renewals.terms import ContractTerm
from domain.renewals.timing import timing_of

DUE = END.isoformat()
THE_NEXT = NEXT_END.isoformat()
YEAR = timedelta(days=365)


def after(
    amount: int | None = 100, product: str = "", *, late: int = 0, contract: int = 2, **changes: object
) -> ContractTerm:
    """A term of a year that starts so many days after the first one ended."""
    start = END + timedelta(days=late)
    return term(contract, line(amount, product), starts=start, ends=start + YEAR, **changes)


@pytest.mark.parametrize(
    ("later", "kind", "final"),
    [
        pytest.param(after(100), "renewed", 100, id="at the same amount"),
        pytest.param(after(120), "renewed_with_change", 120, id="at more"),
        pytest.param(after(75), "partly_lost", 75, id="partial churn"),
        pytest.param(after(None), "renewed", None, id="at an amount that nobody knows"),
        pytest.param(after(100, late=-60), "renewed", 100, id="early"),
        pytest.param(after(100, late=30), "renewed", 100, id="late, on the last day of grace"),
        pytest.param(
            term(2, line(100), starts=END, ends=date(2030, 1, 1)), "renewed_with_change", 100, id="for three years"
        ),
        pytest.param(term(2, line(100), starts=END, ends=None), "renewed_with_change", 100, id="without an end"),
        pytest.param(
            term(2, line(100), line(20, ends_on=None, starts_on=date(2027, 6, 1)), starts=END, ends=NEXT_END),
            "renewed",
            100,
            id="what is added later is no part of it",
        ),
        pytest.param(
            term(2, line(90, currency="EUR"), starts=END, ends=NEXT_END),
            "renewed_with_change",
            None,
            id="in another currency: amounts cannot be held against each other",
        ),
    ],
)
def test_a_later_term_renews(later: ContractTerm, kind: str, final: int | None) -> None:
    book = Books()
    book.look(term(1, line(100)))

    book.look(term(1, line(100)), later)

    assert outcomes(book.all)[0] == (DUE, kind, final)


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(after(late=31), id="a return after more than grace"),
        pytest.param(after(late=-91), id="one that has run beside it for long"),
        pytest.param(term(2, line(100), starts=START, ends=NEXT_END), id="one that began with it"),
        pytest.param(term(2, line(100), starts=date(2026, 11, 1), ends=END), id="one that ends with it"),
        pytest.param(term(2, line(100), starts=None, ends=NEXT_END), id="one whose start nobody knows"),
    ],
)
def test_other_terms_leave_it_open(later: ContractTerm) -> None:
    book = Books()

    book.look(term(1, line(100)), later)

    assert outcomes(book.all)[0] == (DUE, "", None)


@pytest.mark.parametrize(
    ("products", "kinds"),
    [
        pytest.param((["Core"], ["Insights"]), "", id="another product: sold anew, and this one is open"),
        pytest.param((["Core", "Insights"], ["Core", "Seats"]), "renewed_with_change", id="one product swapped"),
        pytest.param((["Core"], [" core "]), "renewed", id="the same, written otherwise"),
        pytest.param((["Core"], [""]), "renewed", id="the later one names none"),
        pytest.param(([""], ["Core"]), "renewed", id="the earlier one names none"),
        pytest.param((["Core"], []), "renewed", id="the later one has no lines"),
    ],
)
def test_a_later_term_shares_a_product_or_one_of_both_names_none(
    products: tuple[list[str], list[str]], kinds: str
) -> None:
    before, later = products
    first = term(1, *(line(100 // len(before), name) for name in before))
    second = term(2, *(line(100 // len(later), name) for name in later), starts=END, ends=NEXT_END)
    book = Books()

    book.look(first, second)

    assert [kind for due, kind, _ in outcomes(book.all) if due == DUE] == [kinds]


def test_the_outcome_says_the_next_term_and_who_brought_it() -> None:
    book = Books()
    signed = date(2026, 11, 3)

    book.look(term(1, line(100)), after(signed_on=signed))

    (first, second) = book.all
    outcome = first.outcome
    assert outcome is not None
    assert (outcome.kind, outcome.resolved_on, outcome.by) == (OutcomeKind.RENEWED, signed, "import")
    assert (outcome.next_starts_on, outcome.next_ends_on, outcome.next_contract) == (END, END + YEAR, None)
    assert (second.due_on, second.arr, second.is_open) == (END + YEAR, Money(100_00, "USD"), True)


def test_without_a_day_of_signing_it_was_resolved_when_the_next_term_began() -> None:
    book = Books()

    book.look(term(1, line(100), starts=START - YEAR, ends=START), term(2, line(100)))

    assert [each.outcome and each.outcome.resolved_on for each in book.all] == [START, None]


def test_nothing_is_resolved_on_a_day_that_is_yet_to_come() -> None:
    book = Books()

    book.look(term(1, line(100)), after())

    assert [each.outcome and each.outcome.resolved_on for each in book.all] == [TODAY, None]


@pytest.mark.parametrize(
    ("late", "timing"), [(-60, Timing.EARLY), (0, Timing.ON_TIME), (20, Timing.LATE), (30, Timing.LATE)]
)
def test_the_first_day_of_the_next_term_says_when_it_was_renewed(late: int, timing: Timing) -> None:
    book = Books()

    book.look(term(1, line(100)), after(late=late))

    assert timing_of(book.all[0]) is timing


def test_of_two_later_terms_the_one_that_starts_nearest_renews_it() -> None:
    beside = term(3, line(10), starts=date(2026, 11, 1), ends=date(2027, 11, 1))
    book = Books()

    book.look(term(1, line(100)), beside, after(110))

    assert outcomes(book.all)[0] == (DUE, "renewed_with_change", 110)


def test_a_term_may_be_renewed_by_several_that_start_together() -> None:
    book = Books()

    book.look(
        term(1, line(80, "Core"), line(20, "Insights")),
        after(85, "Core", contract=2),
        after(25, "Insights", contract=3),
    )

    assert outcomes(book.all)[0] == (DUE, "renewed_with_change", 110)


def test_terms_of_a_month_follow_one_another() -> None:
    days = [date(2026, month, 1) for month in range(1, 7)]
    months = [term(number, line(10), starts=days[number], ends=days[number + 1]) for number in range(5)]
    book = Books()

    book.look(*months)

    assert outcomes(book.all) == [
        ("2026-02-01", "renewed", 10),
        ("2026-03-01", "renewed", 10),
        ("2026-04-01", "renewed", 10),
        ("2026-05-01", "renewed", 10),
        ("2026-06-01", "", None),
    ]


def test_a_leap_day_makes_no_longer_term() -> None:
    book = Books()

    book.look(
        term(1, line(100), starts=date(2026, 2, 1), ends=date(2027, 2, 1)),
        term(2, line(100), starts=date(2027, 2, 1), ends=date(2028, 2, 1)),
        term(3, line(100), starts=date(2028, 2, 1), ends=date(2029, 2, 1)),
    )

    assert [kind for _, kind, _ in outcomes(book.all)] == ["renewed", "renewed", ""]


@pytest.mark.parametrize(
    ("amounts", "whole", "finals"),
    [
        pytest.param((50, 10), 75, [62_50, 12_50], id="in proportion"),
        pytest.param((50, 50), 75, [37_50, 37_50], id="alike"),
        pytest.param((10, 10, 10), 100, [33_34, 33_33, 33_33], id="to the cent, the first gets what is left"),
        pytest.param((0, 0), 75, [37_50, 37_50], id="nothing was paid before"),
        pytest.param((50, None), 75, [75_00, None], id="one amount is not known: it has no claim"),
        pytest.param((None, None), 75, [37_50, 37_50], id="no amount is known"),
    ],
)
def test_one_term_that_follows_several_is_divided_among_them(
    amounts: tuple[int | None, ...], whole: int, finals: list[int | None]
) -> None:
    earlier = [term(number, line(amount)) for number, amount in enumerate(amounts, start=1)]
    book = Books()

    book.look(*earlier, after(whole, contract=9))

    found = [each.outcome.final for each in book.all if each.outcome]
    assert [final.minor if final else None for final in found] == finals


def test_who_follows_late_shares_with_those_that_were_renewed_before() -> None:
    book = Books()
    book.look(term(1, line(50)), after(75, contract=9))

    book.look(term(1, line(50)), term(2, line(10)), after(75, contract=9))

    found = [each.outcome.final for each in book.all if each.outcome]
    assert found == [Money(62_50, "USD"), Money(12_50, "USD")]


def test_each_currency_is_renewed_in_itself() -> None:
    book = Books()

    book.look(
        term(1, line(80), line(20, currency="EUR")),
        term(2, line(90), line(10, currency="EUR"), starts=END, ends=NEXT_END),
    )

    assert outcomes(book.all[:2]) == [(DUE, "partly_lost", 10), (DUE, "renewed_with_change", 90)]


def test_an_amount_that_nobody_knew_is_renewed_at_none_of_several_currencies() -> None:
    book = Books()

    book.look(term(1), term(2, line(90), line(10, currency="EUR"), starts=END, ends=NEXT_END))

    assert outcomes(book.all)[0] == (DUE, "renewed", None)


def test_the_renewal_of_two_terms_in_two_currencies_adds_nothing_up() -> None:
    book = Books()

    book.look(term(1), after(90, contract=2), term(3, line(10, currency="EUR"), starts=END, ends=NEXT_END))

    assert outcomes(book.all)[0] == (DUE, "renewed", None)
