"""Outcomes and their values out of files, in the book: new, changed, the same again, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from plan_samples import check_in

from domain.imports import BatchOutcome, SheetBatch, Undone, UndoRefusedError
from domain.plans.plan import Direction, MeasurementSource, PlanGlance, SuccessPlan
from domain.records import AccountRef, Record, RecordKind, Verdict
from domain.success import OutcomeStatus
from storage.imports.book import SqlImports
from storage.library import SqlLibrary

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = AT.date()
ACME = AccountRef(name="Acme")
O, M = RecordKind.OUTCOME, RecordKind.MEASUREMENT  # noqa: E741 (kinds of records, as their file calls them)
FASTER: dict[str, object] = {"title": "Faster", "baseline": Decimal(6), "target": Decimal("3.5"), "unit": "d"}
_MOMENTS = count()


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    taken(library, [Record(RecordKind.ACCOUNT, ACME, {"name": "Acme"}, 2)])
    return library


def taken(library: SqlLibrary, *batches: list[Record]) -> tuple[int, list[BatchOutcome]]:
    at = AT + timedelta(minutes=next(_MOMENTS))
    with SqlImports(library).importing(by="ops", at=at) as book:
        outcomes = [book.take(SheetBatch(batch)) for batch in batches]
        kinds = {record.kind for batch in batches for record in batch}
        run = book.finish({f"digest-{at}": "plans.csv"}, {}, kinds)
    return run.id, outcomes


def undone(library: SqlLibrary, run: int) -> Undone:
    with SqlImports(library).importing(by="ops", at=AT) as book:
        return book.undo(run)


def outcome(row: int = 2, **more: object) -> Record:
    return Record(O, ACME, FASTER | more, row)


def value(day: date, said: str, *, title: str = "Faster", row: int = 3) -> Record:
    return Record(M, ACME, {"title": title, "day": day, "value": Decimal(said)}, row)


def plan(library: SqlLibrary) -> SuccessPlan:
    with library.reading() as book:
        return book.success_plans.of(1)


def counts(outcome: BatchOutcome) -> dict[Verdict, int]:
    return dict(outcome.counts)


def test_an_outcome_and_its_values_come_in_with_their_people(book: SqlLibrary) -> None:
    _, [outcomes, values] = taken(
        book, [outcome(contact="Anna", owner="maya", due_on=date(2026, 12, 31))], [value(TODAY, "4.25")]
    )

    assert (counts(outcomes), counts(values)) == ({Verdict.NEW: 1}, {Verdict.NEW: 1})
    [planned] = plan(book).outcomes
    known = planned.outcome
    assert (known.title, known.baseline, known.target, known.direction) == (
        "Faster",
        Decimal(6),
        Decimal("3.5"),
        Direction.LESS,
    )
    assert (known.status, known.agreed_on, known.owner, planned.contact_name) == (
        OutcomeStatus.AGREED,
        TODAY,
        "maya",
        "Anna",
    )
    [measured] = planned.measurements
    assert (measured.day, measured.value, measured.source) == (TODAY, Decimal("4.25"), MeasurementSource.IMPORT)
    with book.reading() as reading:
        assert reading.success_plans.summaries([1]) == {1: PlanGlance(1, 0, 0)}


def test_the_same_file_twice_changes_nothing_and_another_says_what_it_changes(book: SqlLibrary) -> None:
    batches = [outcome()], [value(TODAY, "4.25")]
    taken(book, *batches)
    before = plan(book).outcomes[0].outcome.version

    _, again = taken(book, *batches)
    _, [changed, corrected] = taken(book, [outcome(target=Decimal(8), status="behind")], [value(TODAY, "4.5")])

    assert [counts(each) for each in again] == [{Verdict.UNCHANGED: 1}] * 2
    assert changed.shown[0].differences == {
        "outcome.target": (Decimal("3.5"), Decimal(8)),
        "outcome.direction": ("less", "more"),
        "outcome.status": ("agreed", "behind"),
    }
    assert corrected.shown[0].differences == {"measurement.value": (Decimal("4.25"), Decimal("4.5"))}
    known = plan(book).outcomes[0].outcome
    assert (known.status, known.version != before) == (OutcomeStatus.BEHIND, True)


@pytest.mark.parametrize(("status", "closed_on"), [("reached", date(2026, 10, 1)), ("closed", date(2026, 10, 1))])
def test_what_is_over_says_since_when(book: SqlLibrary, status: str, closed_on: date) -> None:
    taken(book, [outcome(status=status, status_on=closed_on)])

    assert plan(book).outcomes[0].outcome.closed_on == closed_on


def test_what_cannot_be_is_refused_and_says_why(book: SqlLibrary) -> None:
    _, [outcomes, values] = taken(
        book,
        [Record(O, ACME, {"title": "No baseline", "target": Decimal(1)}, 2), outcome(row=3)],
        [value(TODAY, "1", title="Nobody agreed on it")],
    )

    assert [(each.row, each.reason) for each in (*outcomes.refused, *values.refused)] == [
        (2, "a target needs a baseline, and the two may not be the same"),
        (3, "the account has no outcome 'Nobody agreed on it'; bring in its outcomes first"),
    ]
    assert [each.outcome.title for each in plan(book).outcomes] == ["Faster"]


def test_a_value_of_a_day_to_come_is_a_plan_and_no_measurement(book: SqlLibrary) -> None:
    """Else the night would call the outcome reached."""
    days = [TODAY + timedelta(days=ahead) for ahead in (1, 2, 40)]

    _, [_, values] = taken(book, [outcome()], [value(day, "3", row=row) for row, day in enumerate(days, start=3)])

    assert [(each.row, each.reason) for each in values.refused] == [
        (row, f"the day ({day}) is still to come, so nobody has measured") for row, day in ((4, days[1]), (5, days[2]))
    ]
    assert [each.day for each in plan(book).outcomes[0].measurements] == [days[0]]


def test_an_import_is_taken_back_whole(book: SqlLibrary) -> None:
    run, _ = taken(book, [outcome()], [value(TODAY, "4.25")])
    second, _ = taken(book, [outcome(unit="days")], [value(TODAY, "4"), value(TODAY - timedelta(days=1), "5", row=4)])

    back = undone(book, second)

    assert (back.removed, back.restored, back.accounts, back.plans) == (1, 2, frozenset({1}), True)
    [planned] = plan(book).outcomes
    assert planned.outcome.unit == "d"
    assert [each.value for each in planned.measurements] == [Decimal("4.25")]
    assert undone(book, run).removed == 2
    assert plan(book).is_empty
    with book.reading() as reading:
        assert reading.success_plans.summaries([1]) == {}


def test_what_somebody_went_on_from_is_not_taken_back(book: SqlLibrary) -> None:
    run, _ = taken(book, [outcome()])
    with book.writing() as writing:
        number = writing.success_plans.of(1).outcomes[0].outcome.id
        writing.success_plans.check_in(replace(check_in(), outcome=number))

    with pytest.raises(UndoRefusedError, match="somebody added to what it brought since: outcome check in"):
        undone(book, run)
