"""What a file says that cannot have happened, or that would take the place of another row, is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.accounts import UsageMeasure
from domain.imports import BatchOutcome, SheetBatch, UsageColumns
from domain.records import AccountRef, Record, RecordKind
from storage.imports.book import SqlImports
from storage.library import SqlLibrary

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ACME = AccountRef(name="Acme Inc.")
ANSWER, CALL, TICKET = RecordKind.SURVEY, RecordKind.TOUCHPOINT, RecordKind.TICKET


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    taken(library, SheetBatch([Record(RecordKind.ACCOUNT, ACME, {"name": "Acme Inc."}, 2)]))
    return library


def taken(library: SqlLibrary, batch: SheetBatch) -> BatchOutcome:
    with SqlImports(library).importing(by="ops", at=AT) as book:
        return book.take(batch)


def refused(outcome: BatchOutcome) -> dict[int, str]:
    return {verdict.row: verdict.reason for verdict in outcome.refused}


def test_usage_of_a_day_to_come_is_refused_and_of_tomorrow_is_not(book: SqlLibrary) -> None:
    days = [date(2026, 11, 21).toordinal(), date(2026, 11, 22).toordinal()]
    usage = UsageColumns([2, 3], [ACME] * 2, [UsageMeasure.EVENTS.value] * 2, days, [5, 6])

    assert refused(taken(book, SheetBatch(usage=usage))) == {3: "the day (2026-11-22) is still to come"}


def test_a_past_that_is_made_up_may_go_on_until_today(book: SqlLibrary) -> None:
    later = date(2026, 12, 24)
    usage = UsageColumns(
        [2, 3], [ACME] * 2, [UsageMeasure.EVENTS.value] * 2, [later.toordinal(), later.toordinal() + 2], [5, 6]
    )
    answer = {"survey": "nps", "score": Decimal(9), "answered_on": later}

    with SqlImports(book).importing(by="demo", at=AT, today=later) as imports:
        told = [imports.take(SheetBatch(usage=usage)), imports.take(SheetBatch([Record(ANSWER, ACME, answer, 2)]))]

    assert [refused(outcome) for outcome in told] == [{3: "the day (2026-12-26) is still to come"}, {}]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        pytest.param(ANSWER, {"survey": "nps", "score": Decimal(9), "answered_on": date(2027, 1, 1)}, id="an answer"),
        pytest.param(TICKET, {"number": "1", "opened_at": datetime(2027, 1, 1, tzinfo=UTC)}, id="a ticket"),
    ],
)
def test_what_has_not_happened_yet_is_refused(book: SqlLibrary, kind: RecordKind, fields: dict[str, object]) -> None:
    outcome = taken(book, SheetBatch([Record(kind, ACME, fields, 2)]))

    assert refused(outcome) == {2: "the day (2027-01-01) is still to come"}


def test_a_meeting_may_be_planned(book: SqlLibrary) -> None:
    planned = {"at": AT + timedelta(days=30), "kind": "meeting"}

    assert refused(taken(book, SheetBatch([Record(CALL, ACME, planned, 2)]))) == {}


@pytest.mark.parametrize(
    ("kind", "fields", "other", "alike"),
    [
        pytest.param(CALL, {"at": AT, "kind": "call"}, {"summary": "x"}, "time and kind", id="calls"),
        pytest.param(
            ANSWER,
            {"survey": "nps", "score": Decimal(9), "answered_on": AT.date()},
            {"score": Decimal(3)},
            "survey, day and respondent",
            id="answers",
        ),
        pytest.param(
            TICKET, {"subject": "It fails", "opened_at": AT}, {"priority": "high"}, "day and subject", id="tickets"
        ),
    ],
)
def test_a_row_does_not_take_the_place_of_another_of_its_file(
    book: SqlLibrary, kind: RecordKind, fields: dict[str, object], other: dict[str, object], alike: str
) -> None:
    rows = [Record(kind, ACME, fields, 2), Record(kind, ACME, fields, 3), Record(kind, ACME, fields | other, 4)]

    assert refused(taken(book, SheetBatch(rows))) == {4: f"is of the same {alike} as row 2, and says something else"}
