"""One contract is one term, whatever the order of rows, batches and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import pytest
from contract_rows import ADD_ON, FIRST, SECOND, THIRD, Said, day, said, taken, terms, with_account

from domain.records import Verdict
from storage.library import SqlLibrary

FILES = {
    "terms and an add-on": [FIRST, SECOND, ADD_ON, THIRD],
    "a long term over shorter lines": [
        said("K-1", day(2024), day(2027), "Platform", 1),
        said("K-1", day(2024, 6), day(2025, 6), "Analytics", 2),
        said("K-1", day(2025, 6), day(2026, 6), "Analytics", 3),
        said("K-1", day(2027), day(2028), "Platform", 4),
    ],
    "first lines that end on different days": [
        said("K-1", day(2025), day(2026), "Platform", 1),
        said("K-1", day(2025), day(2027), "Support", 2),
        said("K-1", day(2026), day(2027), "Analytics", 3),
        said("K-1", day(2025), day(2025, 4), "Set-up", 4),
    ],
    "a renewal that came early": [
        said("K-1", day(2024), day(2025), "Platform", 1),
        said("K-1", day(2024, 12), day(2025, 12), "Platform", 2),
        said("K-1", day(2025, 3), day(2025, 12), "Analytics", 3),
    ],
    "two numbers and the contract alone": [
        SECOND,
        said("K-1", day(2025), day(2026), arr=None),
        said("K-2", day(2025), day(2026), "Platform", 5),
        THIRD,
    ],
    "without numbers": [
        said(None, day(2025), day(2026), "Platform", 1),
        said(None, day(2025, 6), day(2026), "Analytics", 2),
        said(None, day(2026), day(2027), "Platform", 3),
        said(None, day(2026), day(2027), "Analytics", 4),
    ],
    "a number and none": [
        said(None, day(2025), day(2026), "Platform", 1),
        said("K-1", day(2025), day(2026), "Platform", 1),
        said("K-1", day(2026), day(2027), "Platform", 3),
    ],
}


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in FILES.items()])
def test_the_order_of_rows_and_where_batches_begin_make_no_difference(library: SqlLibrary, rows: list[Said]) -> None:
    ways = [list(way) for order in permutations(rows) for way in cuts(order)]
    names = [f"Account {number}" for number in range(len(ways))]
    with_account(library, *names)

    for name, batches in zip(names, ways, strict=True):
        taken(library, *batches, name=name)

    books = {number: terms(library, number) for number in range(1, len(ways) + 1)}
    assert [ways[number - 1] for number, found in books.items() if found != books[1]] == []
    for name in names[:: len(names) // 6]:
        _, outcomes = taken(library, rows, name=name)
        assert outcomes[0].counts == {Verdict.UNCHANGED: len(rows)}


def cuts(rows: Sequence[Said]) -> Iterator[list[Sequence[Said]]]:
    """In one batch, each row in a batch of its own, and in two halves."""
    yield [rows]
    yield [[row] for row in rows]
    yield [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
