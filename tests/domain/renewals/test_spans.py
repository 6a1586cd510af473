from __future__ import annotations

from datetime import date

import pytest

from domain.renewals.spans import Span, begins_within, may_be_one_term, written_alike
from domain.renewals.terms import free_number, number_of

TERM = Span(date(2025, 1, 1), date(2026, 1, 1), frozenset({"platform"}))
OPEN = Span(date(2025, 1, 1), None, frozenset({"platform"}))
UNKNOWN = Span(None, date(2026, 1, 1), frozenset({"platform"}))


def span(start: date | None, end: date | None = None, *products: str) -> Span:
    return Span(start, end, frozenset(products or ("platform",)))


@pytest.mark.parametrize(
    ("outer", "inner", "is_within"),
    [
        pytest.param(TERM, span(date(2025, 1, 1)), False, id="the first day is the term itself"),
        pytest.param(TERM, span(date(2025, 1, 2)), True, id="the day after is in its middle"),
        pytest.param(TERM, span(date(2025, 12, 31)), True, id="so is the last day"),
        pytest.param(TERM, span(date(2026, 1, 1)), False, id="the day after the last is the next term"),
        pytest.param(TERM, span(date(2024, 12, 31)), False, id="what begins before is not within"),
        pytest.param(TERM, span(date(2025, 10, 3), date(2026, 1, 2)), False, id="90 days before, and it outlasts"),
        pytest.param(TERM, span(date(2025, 10, 2), date(2026, 1, 2)), True, id="91 days before"),
        pytest.param(TERM, span(date(2025, 10, 3), date(2026, 1, 1)), True, id="it ends with the term"),
        pytest.param(OPEN, span(date(2025, 6, 1), None, "support"), True, id="another product of an open term"),
        pytest.param(OPEN, span(date(2025, 6, 1)), False, id="the same product of an open term"),
        pytest.param(UNKNOWN, span(date(2025, 6, 1)), False, id="nobody knows where the term begins"),
        pytest.param(TERM, UNKNOWN, False, id="nobody knows where the other begins"),
    ],
)
def test_what_begins_in_the_middle_of_a_term(outer: Span, inner: Span, is_within: bool) -> None:  # noqa: FBT001 (expected)
    found = begins_within(outer, inner)

    assert found is is_within


@pytest.mark.parametrize(
    ("other", "may_be"),
    [
        pytest.param(span(date(2025, 1, 31)), True, id="30 days later"),
        pytest.param(span(date(2024, 12, 2)), True, id="30 days earlier"),
        pytest.param(span(date(2025, 2, 1)), False, id="31 days later"),
        pytest.param(span(date(2025, 1, 1), None, "support"), False, id="another product"),
        pytest.param(span(date(2025, 1, 1), None, "support", "platform"), True, id="one product of two"),
        pytest.param(span(date(2025, 1, 1), None, ""), True, id="no product named"),
        pytest.param(span(None, date(2026, 1, 1)), False, id="no start"),
    ],
)
def test_which_records_may_mean_one_term(other: Span, may_be: bool) -> None:  # noqa: FBT001 (expected)
    found = (may_be_one_term(TERM, other), may_be_one_term(other, TERM))

    assert found == (may_be, may_be)


def test_products_are_the_same_however_they_are_typed() -> None:
    assert written_alike("  Data  PLATFORM ") == written_alike("data platform") == "data platform"


@pytest.mark.parametrize(
    ("kept", "number"),
    [
        pytest.param("K-1", "K-1", id="the first term"),
        pytest.param("K-1~2027-01-01", "K-1", id="a further term"),
        pytest.param("K-1~2027-01-01 2", "K-1", id="a second one of the same day"),
        pytest.param("~2027-01-01", "", id="made up"),
        pytest.param("A~1", "A~1", id="a number of people that has our sign in it"),
    ],
)
def test_the_number_that_people_know(kept: str, number: str) -> None:
    assert number_of(kept) == number


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        pytest.param(set(), "K-1", id="nobody has it"),
        pytest.param({"K-1"}, "K-1 2", id="one has it"),
        pytest.param({"K-1", "K-1 3", "K-2"}, "K-1 2", id="a gap is used"),
        pytest.param({"K-1", "K-1 2", "K-1 3"}, "K-1 4", id="three have it"),
    ],
)
def test_a_number_is_the_only_one_of_its_account(taken: set[str], free: str) -> None:
    found = free_number("K-1", taken)

    assert found == free
