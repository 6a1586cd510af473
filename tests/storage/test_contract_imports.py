"""What imports of contracts say of themselves, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from contract_rows import ACME, ADD_ON, AT, SECOND, THIRD, day, said, taken, terms, undone, whole_book, with_account

from domain.imports import SheetBatch
from domain.records import AccountRef, Record, RecordKind, Verdict
from storage.imports.book import SqlImports
from storage.library import SqlLibrary


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    with_account(library, ACME)
    return library


def test_what_is_said_of_a_contract_in_mid_term_leaves_its_signature_alone(book: SqlLibrary) -> None:
    signed = date(2024, 12, 1)
    taken(book, [SECOND | {"signed_on": signed}])

    taken(book, [ADD_ON | {"signed_on": date(2025, 5, 20), "notice_days": 60}])

    with book.reading() as read:
        (term,) = read.contract_terms.all()
    assert (term.signed_on, term.notice_days) == (signed, 60)


def test_rows_that_bring_terms_or_lines_are_new_and_what_they_change_is_told(book: SqlLibrary) -> None:
    _, (first,) = taken(book, [SECOND, ADD_ON, THIRD])

    _, (second,) = taken(book, [SECOND, ADD_ON, THIRD | {"end_on": day(2028)}])

    assert first.counts == {Verdict.NEW: 3}
    assert second.counts == {Verdict.UNCHANGED: 2, Verdict.CHANGED: 1}
    assert [each.differences for each in second.shown] == [{"contract.end_on": (day(2027), day(2028))}]


def test_a_line_without_an_end_of_its_own_goes_on_with_its_contract(book: SqlLibrary) -> None:
    silent = said("K-1", day(2025), None, "Support", 5)
    taken(book, [SECOND, silent])

    _, outcomes = taken(book, [SECOND | {"end_on": day(2027)}], [silent])

    assert terms(book)[0][3] == (("Platform", day(2025), day(2027), 2025), ("Support", day(2025), day(2027), 5))
    assert [outcome.counts for outcome in outcomes] == [{Verdict.CHANGED: 1}, {Verdict.CHANGED: 1}]


def test_terms_taken_into_another_come_back_with_an_undo(book: SqlLibrary) -> None:
    taken(book, [THIRD, said("K-1", day(2028), day(2029), "Platform", 5)])
    before = whole_book(book)

    run, _ = taken(
        book, [said("K-1", day(2025), day(2026), "Basis", 1)], [said("K-1", day(2025), day(2030), "Hosting", 2)]
    )

    assert [(term[1], term[2], len(term[3])) for term in terms(book)] == [(day(2025), day(2030), 4)]
    undone(book, run)
    assert whole_book(book) == before


def test_a_batch_of_contracts_costs_the_same_however_long(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    costs = []
    for many in (1, 3):
        names = [f"Account {many} {number}" for number in range(many)]
        with_account(library, *names)
        records = [
            Record(RecordKind.CONTRACT, AccountRef(name=name), row, 2) for name in names for row in (SECOND, ADD_ON)
        ]
        sent = statements(library)
        with SqlImports(library).importing(by="ops", at=AT) as written:
            written.take(SheetBatch(records))
        costs.append(len(sent))

    assert costs[0] == costs[1]
