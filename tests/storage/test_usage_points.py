"""Usage in the order of its key: sorted or not, over many statements, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.imports import BatchOutcome, SheetBatch, UsageColumns
from domain.records import AccountRef, Record, RecordKind, Verdict
from storage.imports import usage as usage_writing
from storage.imports.book import SqlImports
from storage.imports.usage import USAGE
from storage.imports.usage_points import Key, Points, in_key_order, packed, unpacked
from storage.library import SqlLibrary

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAMES = ("Acme", "Bolt", "Cobalt")
DAY = 739_000


def columns(values: dict[Key, int]) -> tuple[list[int], list[str], list[int], list[int]]:
    accounts, measures, days = ([key[at] for key in values] for at in range(3))
    return accounts, measures, days, list(values.values())  # type: ignore[return-value]  # a key is int, str, int


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([(1, "events", DAY), (1, "events", DAY + 1), (2, "events", DAY)], id="sorted"),
        pytest.param([(2, "events", DAY), (1, "events", DAY + 1), (1, "events", DAY)], id="unsorted"),
        pytest.param([(2, "events", DAY), (2, "active_users", DAY + 9), (1, "events", DAY)], id="two measures"),
        pytest.param([(10**12, "events", 1), (1, "events", 3_652_059)], id="far apart"),
    ],
)
def test_points_are_sorted_by_account_measure_and_day(keys: list[Key]) -> None:
    values = {key: value for value, key in enumerate(keys)}

    points = in_key_order(*columns(values))

    assert points is not None
    assert list(points.by_key().items()) == sorted(values.items())
    assert unpacked(packed(points)) == values
    assert Points.of(values).by_key() == values


def test_no_points_are_in_order() -> None:
    points = in_key_order([], [], [], [])

    assert points is not None
    assert (len(points), len(Points.of({}))) == (0, 0)


@pytest.mark.parametrize("days", [pytest.param([1, 1, 2], id="beside"), pytest.param([1, 2, 1], id="apart")])
def test_a_key_that_stands_twice_is_no_order(days: list[int]) -> None:
    assert in_key_order([1, 1, 1], ["events"] * 3, days, [5, 5, 5]) is None


def test_the_keys_of_some_accounts_alone() -> None:
    points = Points.of({(account, "events", day): 0 for account in (1, 2, 4) for day in (7, 8)})

    assert list(points.keys_of([2, 3])) == [(2, "events", 7), (2, "events", 8)]


def batch(points: Sequence[tuple[str, int, int]]) -> SheetBatch:
    names, days, values = zip(*points, strict=True)
    refs = {name: AccountRef(name=name) for name in names}
    numbers = range(2, len(points) + 2)
    return SheetBatch(
        usage=UsageColumns(numbers, [refs[name] for name in names], ["events"] * len(points), days, values)
    )


def taken(library: SqlLibrary, *batches: SheetBatch, at: datetime) -> tuple[int, list[BatchOutcome]]:
    with SqlImports(library).importing(by="ops", at=at) as book:
        outcomes = [book.take(some) for some in batches]
        run = book.finish({f"digest-{at}": "book.csv"}, {}, [RecordKind.USAGE])
    return run.id, outcomes


def standing(library: SqlLibrary) -> list[tuple[int, int]]:
    with library.reading() as book:
        found = book.connection.execute(select(USAGE.c.day, USAGE.c.value).order_by(*USAGE.primary_key)).all()
    return [(row.day, row.value) for row in found]


def in_book(library: SqlLibrary) -> None:
    accounts = [
        Record(RecordKind.ACCOUNT, AccountRef(name=name), {"name": name}, row) for row, name in enumerate(NAMES)
    ]
    with SqlImports(library).importing(by="ops", at=AT) as book:
        book.take(SheetBatch(accounts))


@pytest.mark.parametrize("size", [99, 100, 101, 205, 300])
def test_usage_of_many_statements_comes_whole_and_goes_whole(
    library: SqlLibrary, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(usage_writing, "_STATEMENTS", 2)
    in_book(library)
    points = [(NAMES[at % 3], DAY + at // 3, at) for at in range(size)]

    run, (outcome,) = taken(library, batch(points), at=AT + timedelta(hours=1))
    written = standing(library)
    with SqlImports(library).importing(by="ops", at=AT + timedelta(hours=2)) as book:
        undone = book.undo(run)

    assert outcome.counts[Verdict.NEW] == size
    assert written == [(day, value) for _, day, value in sorted(points)]
    assert (undone.removed, standing(library)) == (size, [])


def test_a_batch_beside_what_stands_is_new_and_over_it_is_compared(library: SqlLibrary) -> None:
    in_book(library)
    beside = batch([("Acme", DAY + 1, 2), ("Bolt", DAY, 3)])
    over = batch([("Bolt", DAY, 3), ("Acme", DAY + 1, 7), ("Acme", DAY + 2, 9)])

    first, _ = taken(library, batch([("Acme", DAY, 1), ("Acme", DAY + 2, 1)]), beside, at=AT + timedelta(hours=1))
    before = standing(library)
    second, (outcome,) = taken(library, over, at=AT + timedelta(hours=2))
    after = standing(library)
    with SqlImports(library).importing(by="ops", at=AT + timedelta(hours=3)) as book:
        undone = book.undo(second)

    assert before == [(DAY, 1), (DAY + 1, 2), (DAY + 2, 1), (DAY, 3)]
    assert outcome.counts == {Verdict.NEW: 0, Verdict.CHANGED: 2, Verdict.UNCHANGED: 1}
    assert after == [(DAY, 1), (DAY + 1, 7), (DAY + 2, 9), (DAY, 3)]
    assert (undone.restored, standing(library)) == (2, before)
    assert first < second
