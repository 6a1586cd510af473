"""A book in which each of many readers has something to read this morning, where it is noon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from health_book import SNAPSHOT, STANDING
from shelves import SqlShelf
from sqlalchemy import func, select

from bot.services.digests import JOB
from domain.accounts import Account
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.preferences import WorkspaceRules
from playground.people import Person
from playground.seed import HOME
from playground.workspace import Workspace
from storage.library import SqlLibrary
from storage.tables import ReaderRunRow, table_of

_NOON = 12
_RUN = table_of(ReaderRunRow)


def readers(many: int) -> list[str]:
    return [f"U0READER{number:03}" for number in range(many)]


def zone_where_it_is_noon(now: datetime) -> str:
    """So that no midnight comes into a test."""
    hours = now.astimezone(UTC).hour - _NOON
    return f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"


def move_in(workspace: Workspace, many: int) -> None:
    """The readers, in the workspace."""
    zone = zone_where_it_is_noon(workspace.clock())
    for reader in readers(many):
        workspace.people.add(
            Person(reader, HOME.id, reader.lower(), reader, tz=zone, email=f"{reader}@northgate.example")
        )


def fill(library: SqlLibrary, many: int, *, now: datetime) -> None:
    """Each has one account that turned red last night; no day is anybody's morning yet."""
    shelf = SqlShelf(library)
    with library.writing() as book:
        book.wishes.save_rules(WorkspaceRules(weekdays=frozenset()))
    for number, reader in enumerate(readers(many), start=1):
        red = replace(STANDING, account=number, owner=reader, band=Band.RED, shown=30, scored_at=now)
        earlier = now - timedelta(days=9)
        shelf.put(Account(number, f"Account {number}", owner=reader))
        shelf.put_standing(red)
        shelf.put_snapshot(replace(SNAPSHOT, account=number, day=earlier.date(), scored_at=earlier))
        with library.writing() as book:
            book.members.save(Member(reader, reader, Role.CSM, zone=zone_where_it_is_noon(now)))


def let_morning_come(library: SqlLibrary) -> None:
    """For everybody at once: it was due an hour before noon."""
    with library.writing() as book:
        book.wishes.save_rules(WorkspaceRules(morning=time(_NOON - 1), weekdays=frozenset(range(7))))


def mornings_taken(library: SqlLibrary) -> int:
    with library.engines.reading.connect() as connection:
        return connection.execute(select(func.count()).where(_RUN.c.job == JOB)).scalar_one()
