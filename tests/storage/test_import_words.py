"""What an import says of the book: amounts with their currency, contracts by their numbers, accounts by their names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from domain.accounts import Money
from domain.imports import BatchOutcome, SheetBatch, UndoRefusedError
from domain.records import AccountRef, Record, RecordKind
from storage.imports.book import SqlImports
from storage.library import SqlLibrary
from storage.tables import BookTable

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ACME = AccountRef(name="Acme Inc.")


def taken(library: SqlLibrary, *records: Record, hours: int = 0) -> tuple[int, BatchOutcome]:
    at = AT + timedelta(hours=hours)
    with SqlImports(library).importing(by="ops", at=at) as book:
        outcome = book.take(SheetBatch(records))
        run = book.finish({f"digest-{hours}": "book.csv"}, {}, [RecordKind.ACCOUNT])
    return run.id, outcome


def account(**fields: object) -> Record:
    return Record(RecordKind.ACCOUNT, ACME, {"name": "Acme Inc.", **fields}, 2)


def contract(**fields: object) -> Record:
    return Record(RecordKind.CONTRACT, ACME, {"start_on": date(2026, 1, 1), **fields}, 2)


def test_amounts_are_told_with_their_currency_and_as_one(library: SqlLibrary) -> None:
    taken(library, account(potential_arr=Money(500, "USD")), contract(arr=Money(100, "USD")))

    _, outcome = taken(library, account(potential_arr=Money(500, "EUR")), contract(arr=Money(250, "JPY")), hours=1)

    assert outcome.shown[0].differences == {
        "account.potential_arr": (Money(500, "USD"), Money(500, "EUR")),
        "contract.arr": (Money(100, "USD"), Money(250, "JPY")),
    }


def test_an_amount_that_nobody_knew_was_nothing(library: SqlLibrary) -> None:
    taken(library, account(), contract(seats=5))

    _, outcome = taken(library, contract(arr=Money(250, "USD")), hours=1)

    assert outcome.shown[0].differences == {"contract.arr": (None, Money(250, "USD"))}


def test_a_number_that_is_made_up_is_told_as_none(library: SqlLibrary) -> None:
    taken(library, account(), contract(arr=Money(100, "USD")))

    _, outcome = taken(library, contract(number="K-1"), hours=1)

    assert outcome.shown[0].differences == {"contract.number": (None, "K-1")}


def test_what_stands_in_the_way_of_taking_back_names_the_account_and_the_fields(library: SqlLibrary) -> None:
    taken(library, account(), contract(arr=Money(100, "USD")))
    line, held = BookTable.metadata.tables["contract_line"], BookTable.metadata.tables["account"]
    of_contract, _ = taken(library, contract(arr=Money(200, "USD"), seats=5), hours=1)
    with library.writing() as book:
        book.connection.execute(update(line).values(arr_minor=77))

    with pytest.raises(UndoRefusedError) as refused:
        taken_back(library, of_contract)

    assert refused.value.reason == (
        "the contract line of Acme Inc. was changed since, by hand or by another source (arr). "
        "Correct the book with another import instead."
    )
    of_account, _ = taken(library, account(tier="high"), hours=2)
    with library.writing() as book:
        book.connection.execute(update(held).values(tier="tech"))
    with pytest.raises(UndoRefusedError, match=r"the account Acme Inc\. was changed since, .* \(tier\)\."):
        taken_back(library, of_account)


def test_a_row_that_is_gone_cannot_be_as_it_was(library: SqlLibrary) -> None:
    taken(library, account(), contract(arr=Money(100, "USD")))
    run, _ = taken(library, contract(arr=Money(200, "USD")), hours=1)
    with library.writing() as book:
        book.connection.execute(delete(BookTable.metadata.tables["contract_line"]))

    with pytest.raises(UndoRefusedError, match=r"the contract line is gone since\."):
        taken_back(library, run)


def taken_back(library: SqlLibrary, run: int) -> None:
    with SqlImports(library).importing(by="ops", at=AT + timedelta(hours=9)) as book:
        book.undo(run)
