"""From a contract in a file to the next renewal, and back again, on a real book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from closing_desk import Desk, contract
from renewal_samples import FORECAST, OUTCOME

from domain.accounts import AccountStatus, Money
from domain.imports import UndoRefusedError
from domain.renewals.closing import ClosingForm
from domain.renewals.renewal import OutcomeKind
from storage.library import SqlLibrary

WON = ClosingForm("renewed_with_change", "2026-11-20", "60k", "2027-01-01", "2028-01-01")


@pytest.fixture
def desk(library: SqlLibrary) -> Desk:
    return Desk(library)


FIRST = contract("C-1", date(2026, 1, 1), date(2027, 1, 1), 48_000)


def test_a_contract_is_renewed_and_the_renewal_undone(desk: Desk) -> None:
    desk.bring(FIRST)
    [known], terms = desk.renewals, desk.terms
    assert (known.due_on, known.notice_on, known.arr) == (date(2027, 1, 1), date(2026, 12, 2), Money(4_800_000, "USD"))

    answer = desk.close(known, WON)
    old, new = desk.renewals
    desk.undo(known)

    assert answer.next_due_on == date(2028, 1, 1)
    assert old.outcome
    assert (old.outcome.kind, old.outcome.final) == (OutcomeKind.RENEWED_WITH_CHANGE, Money(6_000_000, "USD"))
    assert (new.due_on, new.arr, new.notice_on) == (date(2028, 1, 1), Money(6_000_000, "USD"), date(2027, 12, 2))
    assert desk.renewals == [replace(known, version=3)]
    assert desk.terms == terms


def test_a_loss_is_recorded_and_undone(desk: Desk) -> None:
    desk.bring(contract("C-1", date(2025, 11, 1), date(2026, 11, 1), 48_000))
    [known] = desk.renewals

    desk.close(known, ClosingForm("lost", "2026-11-20", reason="price"))

    with desk.library.reading() as book:
        [churn], account = book.churns.all(), book.accounts.by_id(known.account)
    assert account
    assert (churn.arr, account.status, account.churned_on) == (
        Money(4_800_000, "USD"),
        AccountStatus.CHURNED,
        date(2026, 11, 1),
    )
    desk.undo(known)
    with desk.library.reading() as book:
        account = book.accounts.by_id(known.account)
        assert (list(book.churns.all()), account and account.status) == ([], AccountStatus.LIVE)
    assert desk.renewals == [replace(known, version=3)]


def test_an_import_of_the_next_contract_renews_and_its_undo_opens_again(desk: Desk) -> None:
    desk.bring(FIRST)
    [known] = desk.renewals

    run = desk.bring(FIRST, contract("C-2", date(2027, 1, 1), date(2028, 1, 1), 40_000))
    renewed, following = desk.renewals
    desk.take_back(run)

    assert renewed.outcome
    assert (renewed.outcome.kind, renewed.outcome.final) == (OutcomeKind.PARTLY_LOST, Money(4_000_000, "USD"))
    assert following.due_on == date(2028, 1, 1)
    assert desk.renewals == [replace(known, version=3)]


def test_the_crm_brings_the_term_that_a_closing_wrote(desk: Desk) -> None:
    desk.bring(FIRST)
    desk.close(desk.renewals[0], WON)
    closed, made = desk.renewals, desk.terms

    run = desk.bring(FIRST, contract("C-2", date(2027, 1, 4), date(2028, 1, 4), 61_000))
    brought, terms = desk.renewals, desk.terms
    desk.take_back(run)

    assert [(term.contract, term.number) for term in terms] == [(1, "C-1"), (made[1].contract, "C-2")]
    assert [(each.due_on, each.arr) for each in brought if each.is_open] == [
        (date(2028, 1, 4), Money(6_100_000, "USD"))
    ]
    assert brought[0].outcome == closed[0].outcome
    assert desk.terms == made


def test_a_closing_is_undone_whose_next_term_the_crm_brought_meanwhile(desk: Desk) -> None:
    desk.bring(FIRST)
    desk.close(desk.renewals[0], WON)
    desk.bring(FIRST, contract("C-2", date(2027, 1, 1), date(2028, 1, 1), 60_000))

    desk.undo(desk.renewals[0])

    closed = desk.renewals[0].outcome
    assert closed
    assert (closed.by, closed.final, closed.next_contract) == ("import", Money(6_000_000, "USD"), None)
    assert [term.number for term in desk.terms] == ["C-1", "C-2"]


def test_terms_of_one_number_renew_each_other(desk: Desk) -> None:
    second = contract("C-1", date(2027, 1, 1), date(2028, 1, 1), 50_000)

    desk.bring(second, FIRST)

    assert [(each.due_on, each.outcome.final if each.outcome else None) for each in desk.renewals] == [
        (date(2027, 1, 1), Money(5_000_000, "USD")),
        (date(2028, 1, 1), None),
    ]


def test_an_end_that_moves_and_comes_back(desk: Desk) -> None:
    desk.bring(FIRST)
    [known] = desk.renewals

    run = desk.bring(FIRST | {"end_on": date(2027, 7, 1)})
    moved = [(each.due_on, each.outcome and each.outcome.kind) for each in desk.renewals]
    desk.take_back(run)

    assert moved == [(date(2027, 1, 1), OutcomeKind.MOVED), (date(2027, 7, 1), None)]
    assert desk.renewals == [replace(known, version=3)]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"forecast": FORECAST}, id="forecast"),
        pytest.param({"next_step": "call"}, id="a next step"),
        pytest.param({"snoozed_until": date(2026, 12, 1)}, id="snoozed"),
        pytest.param({"outcome": OUTCOME}, id="closed"),
    ],
)
def test_an_import_stays_when_somebody_worked_on_a_renewal_of_it(desk: Desk, said: dict[str, Any]) -> None:
    run = desk.bring(FIRST)
    [known] = desk.renewals
    with desk.library.writing() as book:
        book.renewals.save(replace(known, **said))

    with pytest.raises(UndoRefusedError) as refused:
        desk.take_back(run)

    assert str(refused.value) == "Import 1 cannot be undone: somebody added to what it brought since: renewal."


def test_an_import_whose_renewals_nobody_touched_goes_with_them(desk: Desk) -> None:
    run = desk.bring(FIRST)

    desk.take_back(run)

    assert (desk.renewals, desk.terms) == ([], [])
