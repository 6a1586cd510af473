"""What a closing does where the next term, or a part of it, is in the book already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from closing_desk import Desk, contract

from domain.accounts import Money
from domain.renewals.closing import ClosingForm
from domain.renewals.renewal import OutcomeKind, Renewal
from domain.revenue.renewal_rates import RenewalRates, renewal_rates
from storage.library import SqlLibrary

START, END, NEXT_END = date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)
RENEWED = ClosingForm("renewed", "2026-11-20", "", "2027-01-01", "2028-01-01")
DOLLARS = contract("C-1", START, END, 80)
EUROS = DOLLARS | {"arr": Money(2_000, "EUR"), "product": "Add-on"}


@pytest.fixture
def desk(library: SqlLibrary) -> Desk:
    return Desk(library)


@pytest.fixture
def two(desk: Desk) -> tuple[Renewal, Renewal]:
    """Euros and dollars of one contract."""
    desk.bring(DOLLARS, EUROS)
    euros, dollars = sorted(desk.renewals, key=lambda each: each.arr.currency if each.arr else "")
    return euros, dollars


def lines(desk: Desk, place: int = -1) -> list[tuple[str, Money | None]]:
    return [(line.product, line.arr) for line in desk.terms[place].lines]


def rates(desk: Desk, *, due: date) -> RenewalRates:
    """At a dollar a euro."""
    renewals = [each for each in desk.renewals if each.due_on == due]
    return renewal_rates(renewals, minor=lambda money: money.minor, seen_on=due + timedelta(days=60), grace_days=30)


def test_both_currencies_of_a_contract_go_on_in_one(desk: Desk, two: tuple[Renewal, Renewal]) -> None:
    euros, dollars = two

    desk.close(dollars, RENEWED)
    answer = desk.close(euros, RENEWED)

    assert (len(desk.terms), answer.next_due_on) == (2, NEXT_END)
    assert lines(desk) == [("Core", Money(8_000, "USD")), ("Add-on", Money(2_000, "EUR"))]
    following = [each for each in desk.renewals if each.due_on == NEXT_END]
    assert {each.contract for each in following} == {desk.terms[-1].contract}
    assert [each.version for each in following] == [1, 1]


def test_the_second_year_counts_the_contract_once(desk: Desk, two: tuple[Renewal, Renewal]) -> None:
    for each in two:
        desk.close(each, RENEWED)

    first, second = rates(desk, due=END), rates(desk, due=NEXT_END)

    assert (first.renewed_logos, first.lost_logos, first.due, first.kept) == (1, 0, 10_000, 10_000)
    assert (second.renewed_logos, second.lost_logos, second.due, second.kept) == (0, 1, 10_000, 0)


@pytest.mark.parametrize("first_undone", [0, 1])
def test_undoing_takes_back_its_own_lines_and_the_last_one_the_contract(
    desk: Desk, two: tuple[Renewal, Renewal], first_undone: int
) -> None:
    for each in reversed(two):
        desk.close(each, RENEWED)

    desk.undo(two[first_undone])
    other = two[1 - first_undone]
    left = lines(desk), [each.arr for each in desk.renewals if each.due_on == NEXT_END]
    desk.undo(other)

    [kept] = [line for line in (("Core", Money(8_000, "USD")), ("Add-on", Money(2_000, "EUR"))) if line[1] == other.arr]
    assert left == ([kept], [other.arr])
    assert len(desk.terms) == 1
    assert [(each.is_open, each.due_on) for each in desk.renewals] == [(True, END), (True, END)]


def test_work_on_the_others_next_renewal_holds_up_no_undo(desk: Desk, two: tuple[Renewal, Renewal]) -> None:
    euros, dollars = two
    desk.close(dollars, RENEWED)
    desk.close(euros, RENEWED)
    [ahead] = [each for each in desk.renewals if each.due_on == NEXT_END and each.arr == dollars.arr]
    with desk.library.writing() as book:
        book.renewals.save(replace(ahead, next_step="call"))

    desk.undo(euros)

    assert [each.next_step for each in desk.renewals if each.due_on == NEXT_END] == ["call"]


def test_terms_of_other_days_are_contracts_of_their_own(desk: Desk, two: tuple[Renewal, Renewal]) -> None:
    euros, dollars = two

    desk.close(dollars, RENEWED)
    desk.close(euros, replace(RENEWED, ends_on="2029-01-01"))

    assert [(term.ends_on, len(term.lines)) for term in desk.terms[1:]] == [(NEXT_END, 1), (date(2029, 1, 1), 1)]


@pytest.mark.parametrize("ends_on", ["2029-06-30", ""])
def test_the_second_form_opens_with_the_days_of_the_first(
    desk: Desk, two: tuple[Renewal, Renewal], ends_on: str
) -> None:
    desk.close(two[1], replace(RENEWED, starts_on="2027-01-15", ends_on=ends_on))

    form = desk.offer(two[0]).form

    assert (form.starts_on, form.ends_on) == ("2027-01-15", ends_on)


def test_a_product_without_an_amount_joins_once_and_stays_with_the_other(desk: Desk) -> None:
    desk.bring(DOLLARS, EUROS, DOLLARS | {"arr": None, "product": "Support"})
    euros, dollars = sorted(desk.renewals, key=lambda each: each.arr.currency if each.arr else "")

    desk.close(dollars, RENEWED)
    desk.close(euros, RENEWED)
    both = sorted(product for product, _ in lines(desk))
    desk.undo(dollars)

    assert both == ["Add-on", "Core", "Support"]
    assert sorted(product for product, _ in lines(desk)) == ["Add-on", "Support"]


def test_a_product_in_two_currencies_from_one_day_on_is_in_two_contracts(desk: Desk) -> None:
    later = EUROS | {"product": "Core", "start_on": date(2026, 6, 1)}
    desk.bring(DOLLARS, later)
    euros, dollars = sorted(desk.renewals, key=lambda each: each.arr.currency if each.arr else "")

    desk.close(dollars, RENEWED)
    desk.close(euros, RENEWED)

    assert [[line.product for line in term.lines] for term in desk.terms[1:]] == [["Core"], ["Core"]]


SWAPPED = contract("C-2", END, NEXT_END, 80, product="Other")


def test_a_contract_of_another_product_at_the_same_arr_is_the_next_one(desk: Desk) -> None:
    desk.bring(DOLLARS, SWAPPED)
    [known] = [each for each in desk.renewals if each.due_on == END]

    answer = desk.close(known, RENEWED)

    assert (len(desk.terms), answer.next_due_on) == (2, NEXT_END)
    [closed] = [each for each in desk.renewals if each.due_on == END]
    assert closed.outcome
    assert (closed.outcome.kind, closed.outcome.final) == (OutcomeKind.RENEWED, Money(8_000, "USD"))


def test_undoing_leaves_a_contract_that_was_there_before(desk: Desk) -> None:
    desk.bring(DOLLARS, SWAPPED | {"number": None})
    before = desk.terms
    [known] = [each for each in desk.renewals if each.due_on == END]
    desk.close(known, RENEWED)

    desk.undo(known)

    assert desk.terms == before
    assert [each.is_open for each in desk.renewals] == [True, True]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"arr": Money(9_000, "USD")}, id="another amount"),
        pytest.param({"arr": Money(8_000, "EUR")}, id="another currency"),
        pytest.param({"end_on": date(2028, 6, 1)}, id="another end"),
        pytest.param({"start_on": date(2027, 1, 2)}, id="another first day"),
    ],
)
def test_what_differs_is_another_contract_and_the_next_term_is_opened(desk: Desk, said: dict[str, object]) -> None:
    desk.bring(DOLLARS, SWAPPED | said)
    [known] = [each for each in desk.renewals if each.due_on == END]

    desk.close(known, RENEWED)

    assert len(desk.terms) == 3


def test_one_contract_is_the_next_term_of_one_renewal(desk: Desk) -> None:
    desk.bring(DOLLARS, DOLLARS | {"number": "C-3", "product": "Third"}, SWAPPED)
    first, second = [each for each in desk.renewals if each.due_on == END]

    desk.close(first, RENEWED)
    desk.close(second, RENEWED)

    assert len(desk.terms) == 4


def test_a_contract_that_renews_its_own_product_is_the_next_term_of_nothing_else(desk: Desk) -> None:
    desk.bring(DOLLARS, DOLLARS | {"number": "C-3", "product": "Other"}, SWAPPED)
    [known] = [each for each in desk.renewals if each.is_open and each.due_on == END]

    desk.close(known, RENEWED)

    assert [each.arr for each in desk.renewals if each.due_on == NEXT_END] == [Money(8_000, "USD")] * 2
