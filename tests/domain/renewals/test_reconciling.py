"""How renewals come, follow their contracts, move, open again and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from term_samples import (
    END,
    NEXT_END,
    NOW,
    START,
    TODAY,
    Books,
    book_of,
    closed,
    line,
    outcomes,
    renewal,
    term,
    usd,
)

from domain.accounts import Money, RenewalStep
from domain.renewals.reconciling import RenewalChanges
from domain.renewals.renewal import Forecast, ForecastCategory, OutcomeKind, Renewal
from domain.renewals.terms import ContractTerm
from domain.renewals.timing import timing_of

FORECAST = Forecast(ForecastCategory.PROBABLE, "UANA", NOW, usd(110), "spoke to their buyer")
SNOOZED = date(2026, 12, 10)
TALKED_OF = renewal(forecast=FORECAST, next_step="send the offer", snoozed_until=SNOOZED)
MARCH = date(2027, 4, 1)


def words_of(each: Renewal) -> tuple[Forecast | None, str, date | None]:
    return each.forecast, each.next_step, each.snoozed_until


def test_a_contract_with_an_end_gets_its_renewal_once() -> None:
    book = Books()

    first, second = book.look(term(1, line(100))), book.look(term(1, line(100)))

    assert ([each.due_on for each in first.added], second) == ([END], RenewalChanges())


@pytest.mark.parametrize(
    ("corrected", "expected"),
    [
        pytest.param(term(1, line(130)), {"arr": usd(130)}, id="the amount"),
        pytest.param(term(1, line(90, currency="EUR")), {"arr": Money(90_00, "EUR")}, id="the currency"),
        pytest.param(term(1, line(None)), {"arr": None}, id="an amount that is not known after all"),
        pytest.param(term(1, line(), auto_renew=True), {"auto_renew": True}, id="it renews by itself"),
        pytest.param(term(1, line(), notice_days=31), {"notice_on": date(2026, 12, 1)}, id="days of notice"),
        pytest.param(term(1, line(), notice_received_on=TODAY), {"notice_received_on": TODAY}, id="notice was given"),
        pytest.param(term(1, line(), step=RenewalStep.VERBAL), {"step": RenewalStep.VERBAL}, id="the step"),
        pytest.param(term(1, line(), ends=date(2026, 12, 31)), {"due_on": date(2026, 12, 31)}, id="an earlier end"),
        pytest.param(term(1, line(), starts=date(2026, 2, 1)), {"starts_on": date(2026, 2, 1)}, id="the start"),
        pytest.param(
            term(1, line(), starts=date(2026, 2, 1), ends=date(2027, 2, 1)),
            {"starts_on": date(2026, 2, 1), "due_on": date(2027, 2, 1)},
            id="both days",
        ),
    ],
)
def test_an_open_renewal_follows_its_contract_and_keeps_what_was_said(
    corrected: ContractTerm, expected: dict[str, object]
) -> None:
    book = book_of(TALKED_OF)

    changes = book.look(corrected)

    assert changes == RenewalChanges(updated=(replace(TALKED_OF, **expected),))  # type: ignore[arg-type]  # a table of fields


def test_a_closed_renewal_stays_as_it_is() -> None:
    won = renewal(outcome=closed())
    book = book_of(won)

    changes = book.look(term(1, line(130), auto_renew=True, ends=date(2026, 12, 31)))

    assert changes == RenewalChanges()


def test_an_end_that_moves_later_leaves_the_old_day_as_moved() -> None:
    book = book_of(TALKED_OF)

    book.look(term(1, line(100), ends=MARCH))

    old, new = book.all
    assert outcomes([old, new]) == [("2027-01-01", "moved", 0), ("2027-04-01", "", None)]
    assert old.outcome is not None
    assert (old.outcome.by, old.outcome.resolved_on, old.outcome.next_ends_on) == ("import", TODAY, MARCH)
    assert words_of(new) == words_of(TALKED_OF)


def test_an_end_that_moves_again_leaves_both_days() -> None:
    book = book_of(TALKED_OF)
    book.look(term(1, line(100), ends=MARCH))

    book.look(term(1, line(100), ends=NEXT_END))

    assert outcomes(book.all) == [("2027-01-01", "moved", 0), ("2027-04-01", "moved", 0), ("2028-01-01", "", None)]


def test_an_end_that_moves_back_opens_the_old_day_again_with_what_was_said_since() -> None:
    book = book_of(renewal())
    book.look(term(1, line(100), ends=MARCH))
    (later,) = book.open
    book.renewals[later.id] = replace(later, forecast=FORECAST, next_step="call")

    changes = book.look(term(1, line(100)))

    assert book.all == [renewal(forecast=FORECAST, next_step="call")]
    assert [each.id for each in changes.removed] == [later.id]
    assert [each.id for each in changes.reopened] == [1]


@pytest.mark.parametrize(
    ("ends", "left"),
    [
        pytest.param(date(2027, 2, 1), [("2027-01-01", "moved", 0), ("2027-02-01", "", None)], id="part of the way"),
        pytest.param(date(2026, 12, 1), [("2026-12-01", "", None)], id="to before where it was"),
    ],
)
def test_an_end_may_come_back_anywhere(ends: date, left: list[tuple[str, str, int | None]]) -> None:
    book = book_of(renewal())
    book.look(term(1, line(100), ends=MARCH))

    book.look(term(1, line(100), ends=ends))

    assert outcomes(book.all) == left


def test_a_moved_renewal_without_an_amount_has_no_final_amount() -> None:
    book = book_of(renewal(arr=None))

    book.look(term(1, ends=MARCH))

    assert [each.outcome and each.outcome.final for each in book.all] == [None, None]


@pytest.mark.parametrize(
    "terms", [pytest.param([], id="the contract is gone"), pytest.param([term(1, line(), ends=None)], id="no end")]
)
def test_without_an_end_the_open_renewal_goes_and_closed_ones_stay(terms: list[ContractTerm]) -> None:
    lost = renewal(2, due_on=START, starts_on=date(2025, 1, 1), outcome=closed(OutcomeKind.LOST, final=usd(0)))
    book = book_of(renewal(), lost)

    book.look(*terms)

    assert book.all == [lost]


def test_a_renewal_closed_by_the_book_opens_again_when_the_later_term_is_gone() -> None:
    book = book_of(TALKED_OF)
    first, second = term(1, line(100)), term(2, line(100), starts=END, ends=NEXT_END)
    book.look(first, second)

    changes = book.look(first)

    assert (book.all, len(changes.removed)) == ([TALKED_OF], 1)


def test_one_that_a_person_closed_stays_closed_when_the_later_term_is_gone() -> None:
    won = renewal(outcome=closed(next_starts_on=END, next_ends_on=NEXT_END))
    book = book_of(won)

    book.look(term(1, line(100)))

    assert book.all == [won]


def test_when_both_terms_are_gone_nothing_is_left_of_what_only_the_book_had_said() -> None:
    book = Books()
    book.look(term(1, line(100)), term(2, line(100), starts=END, ends=NEXT_END))

    book.look()

    assert book.all == []


def test_the_old_contract_may_go_and_its_renewal_stays_renewed() -> None:
    book = Books()
    book.look(term(1, line(100)), term(2, line(100), starts=END, ends=NEXT_END))
    (first, second) = book.all
    book.renewals[first.id] = replace(first, contract=None)

    book.look(term(2, line(100), starts=END, ends=NEXT_END))

    assert book.all == [replace(first, contract=None), second]


def test_a_renewal_is_renewed_by_another_later_term_when_the_first_one_goes() -> None:
    book = Books()
    first = term(1, line(100))
    at_once, late = term(2, line(80), starts=END, ends=NEXT_END), term(3, line(90), starts=date(2027, 1, 15), ends=None)
    book.look(first, at_once, late)

    book.look(first, late)

    assert outcomes(book.all) == [("2027-01-01", "partly_lost", 90)]


def test_a_contract_that_holds_the_next_term_renews_its_old_one() -> None:
    book = book_of(TALKED_OF)

    book.look(term(1, line(120), starts=END, ends=NEXT_END))

    assert outcomes(book.all) == [("2027-01-01", "renewed_with_change", 120), ("2028-01-01", "", None)]
    assert [words_of(each) for each in book.all] == [words_of(TALKED_OF), (None, "", None)]


def test_a_contract_that_holds_the_old_term_again_opens_its_renewal_again() -> None:
    book = book_of(TALKED_OF)
    book.look(term(1, line(120), starts=END, ends=NEXT_END))

    book.look(term(1, line(100)))

    assert book.all == [TALKED_OF]


def test_a_contract_that_holds_the_next_term_in_another_currency_renews_its_old_one() -> None:
    book = book_of(TALKED_OF)

    book.look(term(1, line(120, currency="EUR"), starts=END, ends=NEXT_END))

    assert outcomes(book.all) == [("2027-01-01", "renewed_with_change", None), ("2028-01-01", "", None)]


def test_a_contract_that_goes_on_after_it_was_renewed_elsewhere_is_due_again() -> None:
    book = Books()
    second = term(2, line(100), starts=END, ends=NEXT_END)
    book.look(term(1, line(100)), second)

    book.look(term(1, line(100), ends=date(2027, 6, 1)), second)

    assert outcomes(book.all) == [("2027-01-01", "renewed", 100), ("2027-06-01", "", None), ("2028-01-01", "", None)]


def test_when_what_renewed_it_is_gone_it_had_only_moved() -> None:
    book = Books()
    second, longer = term(2, line(100), starts=END, ends=NEXT_END), term(1, line(100), ends=date(2027, 6, 1))
    book.look(term(1, line(100)), second)
    book.look(longer, second)

    book.look(longer)

    assert outcomes(book.all) == [("2027-01-01", "moved", 0), ("2027-06-01", "", None)]


def test_a_term_that_a_closing_opened_follows_no_other_renewal() -> None:
    won = renewal(outcome=closed(next_starts_on=END, next_ends_on=NEXT_END, next_contract=2))
    beside = renewal(2, contract=3, arr=usd(10))
    book = book_of(won, beside)

    book.look(term(1, line(100)), term(2, line(110), starts=END, ends=NEXT_END), term(3, line(10)))

    assert outcomes(book.all) == [("2027-01-01", "renewed", 100), ("2027-01-01", "", None), ("2028-01-01", "", None)]


@pytest.mark.parametrize(
    ("brought", "is_answered"),
    [
        pytest.param(renewal(contract=None, starts_on=None), True, id="of the account and the day"),
        pytest.param(renewal(contract=None, starts_on=None, arr=None), True, id="without an amount"),
        pytest.param(renewal(contract=None), True, id="of a contract that came back"),
        pytest.param(renewal(contract=None, arr=usd(30)), False, id="of another contract that is gone"),
        pytest.param(renewal(contract=None, starts_on=None, due_on=START), False, id="of another day"),
        pytest.param(renewal(contract=None, starts_on=None, arr=Money(1, "EUR")), False, id="in another currency"),
    ],
)
def test_an_outcome_without_a_contract_may_answer_for_the_term(brought: Renewal, *, is_answered: bool) -> None:
    book = book_of(replace(brought, outcome=closed()))

    book.look(term(1, line(100)))

    assert book.open == ([] if is_answered else [renewal(2)])


def test_a_currency_that_is_gone_from_the_lines_takes_its_renewal_along() -> None:
    book = Books()
    book.look(term(1, line(80), line(20, currency="EUR")))

    book.look(term(1, line(80)))

    assert [each.arr for each in book.all] == [usd(80)]


def test_one_correction_may_turn_several_days_into_moved_ones() -> None:
    start = date(2026, 3, 1)
    earlier, other = renewal(1, due_on=END), renewal(2, due_on=MARCH, starts_on=start)
    book = book_of(earlier, other)

    book.look(term(1, line(100), ends=NEXT_END))

    assert outcomes(book.all) == [("2027-01-01", "moved", 0), ("2028-01-01", "", None)]


@pytest.mark.parametrize(
    ("outcome", "timing"),
    [
        pytest.param(None, None, id="open"),
        pytest.param(closed(OutcomeKind.LOST), None, id="lost"),
        pytest.param(closed(OutcomeKind.MOVED), None, id="moved"),
        pytest.param(closed(resolved_on=END), "on_time", id="resolved on the due day, the next start is not known"),
        pytest.param(closed(resolved_on=date(2027, 1, 2)), "late", id="resolved after it"),
    ],
)
def test_only_what_was_kept_was_kept_in_time(outcome: object, timing: str | None) -> None:
    assert timing_of(renewal(outcome=outcome)) == timing


def test_accounts_are_looked_at_apart() -> None:
    book = Books()

    book.look(term(1, line(100)), term(2, line(100), starts=END, ends=NEXT_END, account=8))

    assert [(each.account, each.is_open) for each in book.all] == [(7, True), (8, True)]
