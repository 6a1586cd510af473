from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from health_book import SNAPSHOT, STANDING
from shelves import SqlShelf

from bot.services.digests import Digests
from domain.accounts import Account
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.preferences import ChannelDigests, WorkspaceRules
from storage import tables
from storage.library import SqlLibrary
from storage.tables import table_of

MORNING = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
LAST_WEEK = MORNING - timedelta(days=9)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.mark.parametrize("many", [1, 40])
def test_the_book_is_looked_at_once_for_one_reader_and_for_forty(
    library: SqlLibrary, statements: Watch, many: int
) -> None:
    put(library, many)
    sent = statements(library)

    assert Digests(library, lambda: MORNING, "UTC", "USD").tick() == many

    looks = [statement for statement in sent if statement.lstrip().startswith("SELECT")]
    assert len(looks) == 20


@pytest.mark.parametrize("many", [1, 5])
def test_channels_cost_one_look_more_and_are_told_once_by_two_replicas(
    library: SqlLibrary, statements: Watch, many: int
) -> None:
    put(library, 1)
    with library.writing() as book:
        book.wishes.save_rules(
            WorkspaceRules(channel_digests=ChannelDigests(tuple(f"C{number}" for number in range(many))))
        )
    sent = statements(library)

    first = Digests(library, lambda: MORNING, "UTC", "USD").tick()
    looks = [statement for statement in sent if statement.lstrip().startswith("SELECT")]
    second = Digests(library, lambda: MORNING, "UTC", "USD").tick()

    assert (first, second, len(looks)) == (1 + many, 0, 21)


def test_who_left_is_read_from_the_contacts(library: SqlLibrary) -> None:
    put(library, 1)
    kim = {"account": 1, "learnt_at": MORNING, "left_on": MORNING.date()}
    with library.writing() as book:
        for number, (name, role, left_on) in enumerate(
            [("Kim", "champion", kim["left_on"]), ("Lou", "user", kim["left_on"]), ("Max", "champion", None)]
        ):
            said = kim | {"name": name, "role": role, "left_on": left_on, "external_id": str(number)}
            book.connection.execute(table_of(tables.ContactRow).insert(), said)

    with library.reading() as book:
        assert [each.name for each in book.digests.departures(since=MORNING - timedelta(days=1))] == ["Kim"]
        assert list(book.digests.departures(since=MORNING)) == []


def put(library: SqlLibrary, many: int) -> None:
    shelf = SqlShelf(library)
    for number in range(1, many + 1):
        owner = f"U{number:03}"
        shelf.put(Account(number, f"Account {number}", owner=owner))
        shelf.put_standing(replace(STANDING, account=number, band=Band.RED, shown=30))
        shelf.put_snapshot(
            replace(
                SNAPSHOT, account=number, day=MORNING.date() - timedelta(days=9), scored_at=MORNING - timedelta(days=9)
            )
        )
        with library.writing() as book:
            book.members.save(Member(owner, owner, Role.CSM))
