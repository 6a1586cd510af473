"""Takes an import back: what it added goes, what it changed is as before; refused when something builds on it since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from domain.imports import Undone, UndoRefusedError
from domain.renewals.derived import BY_IMPORT
from storage.chunks import LOOKED_UP, chunks
from storage.imports.change_log import image_of
from storage.imports.obstacles import changed_since, noun_of
from storage.imports.usage import USAGE, standing_of
from storage.imports.usage_points import Key, unpacked
from storage.tables import (
    AccountRow,
    BookTable,
    ImportChangeRow,
    ImportRunRow,
    OutcomeMeasurementRow,
    RenewalRow,
    SnapshotRow,
    StandingRow,
    SuccessOutcomeRow,
    table_of,
)

_RUN = table_of(ImportRunRow)
_CHANGE = table_of(ImportChangeRow)
_ACCOUNT = table_of(AccountRow)
_RENEWAL = table_of(RenewalRow)
_OUTCOME, _MEASURED = table_of(SuccessOutcomeRow), table_of(OutcomeMeasurementRow)
_FORGOTTEN = frozenset({table_of(SnapshotRow).name, table_of(StandingRow).name})
"""Made from the account, and gone with it: no reason to keep an account."""


@dataclass(slots=True)
class _Tally:
    removed: int = 0
    restored: int = 0
    accounts: set[int] = field(default_factory=set)
    plans: bool = False


def undone(connection: Connection, run: int) -> Undone:
    _refuse_unknown(connection, run)
    _refuse_overtaken(connection, run)
    _refuse_built_upon(connection, run)
    tally = _Tally()
    for name, changes in groupby(_changes(connection, run), key=lambda change: change.table_name):
        for some in chunks(changes, LOOKED_UP):
            _take_back(connection, run, BookTable.metadata.tables[name], some, tally)
    gone = _added(connection, run, _ACCOUNT)
    return Undone(run, tally.removed, tally.restored, frozenset(tally.accounts - gone), tally.plans)


def _refuse_unknown(connection: Connection, run: int) -> None:
    found = connection.execute(select(_RUN.c.undone_at).where(_RUN.c.id == run)).first()
    if found is None:
        raise UndoRefusedError(run, "there is no such import. See moorline import --list.")
    if found.undone_at is not None:
        raise UndoRefusedError(run, f"it was undone on {found.undone_at:%Y-%m-%d %H:%M} UTC.")


def _refuse_overtaken(connection: Connection, run: int) -> None:
    """Later imports that wrote to the same rows are named: they are to be undone first."""
    ours, later = _CHANGE.alias(), _CHANGE.alias()
    same = and_(later.c.table_name == ours.c.table_name, later.c.key == ours.c.key, later.c.run > run)
    in_force = select(_RUN.c.id).where(_RUN.c.undone_at.is_(None))
    statement = select(later.c.run).join(ours, same).where(ours.c.run == run, later.c.run.in_(in_force)).distinct()
    runs = set(connection.execute(statement.where(ours.c.table_name != USAGE.name)).scalars())
    runs |= set(_later_usage(connection, run))
    if runs:
        listed = ", ".join(str(number) for number in sorted(runs))
        raise UndoRefusedError(run, f"import {listed} changed the same rows later. Undo import {listed} first.")


def _later_usage(connection: Connection, run: int) -> Iterator[int]:
    """Runs after this one that wrote usage under one of its keys."""
    of_usage = select(_CHANGE.c.run, _CHANGE.c.after).join(_RUN, _RUN.c.id == _CHANGE.c.run)
    of_usage = of_usage.where(_CHANGE.c.table_name == USAGE.name, _RUN.c.undone_at.is_(None))
    later = connection.execute(of_usage.where(_CHANGE.c.run > run)).all()
    if not later:
        return
    ours: set[Key] = set()
    for change in connection.execute(of_usage.where(_CHANGE.c.run == run)):
        ours.update(unpacked(change.after))
    for change in later:
        if not ours.isdisjoint(unpacked(change.after)):
            yield change.run


def _refuse_built_upon(connection: Connection, run: int) -> None:
    """A row that this import added cannot go while a row of another origin hangs on it."""
    for table in BookTable.metadata.sorted_tables:
        if added := _added(connection, run, table):
            for child, column in _children_of(table):
                _refuse_hanging(connection, run, (child, column), added)


def _refuse_hanging(connection: Connection, run: int, place: tuple[Table, str], added: set[int]) -> None:
    child, column = place
    counted = select(func.count()).select_from(child).where(_is_kept(child))
    held = sum(
        connection.execute(counted.where(child.c[column].in_(some))).scalar_one()
        for some in chunks(sorted(added), LOOKED_UP)
    )
    if held > _hung_by(connection, child, column, added).get(run, 0):
        later = sorted(number for number in _hung_by(connection, child, column, added) if number > run)
        whose = f"import {', '.join(map(str, later))}" if later else "somebody"
        raise UndoRefusedError(run, f"{whose} added to what it brought since: {noun_of(child)}.")


def _is_kept(child: Table) -> ColumnElement[bool]:
    """Renewals are made from contracts and go with them; one that somebody worked on is reason to keep its contract."""
    if child is not _RENEWAL:
        return true()
    is_closed = _RENEWAL.c.outcome.is_not(None) & (_RENEWAL.c.closed_by != BY_IMPORT)
    is_spoken_of = _RENEWAL.c.forecast.is_not(None) | (_RENEWAL.c.next_step != "")
    return is_closed | is_spoken_of | _RENEWAL.c.snoozed_until.is_not(None)


def _hung_by(connection: Connection, child: Table, column: str, parents: set[int]) -> Mapping[int, int]:
    """How many rows each run added to `child`, or moved there, that hang on one of these."""
    of_child = select(_CHANGE.c.run, _CHANGE.c.key, _CHANGE.c.after).where(_CHANGE.c.table_name == child.name)
    if child is USAGE:
        packed = connection.execute(of_child.where(_CHANGE.c.before.is_(None)))
        return Counter(run for run, _, after in packed for key in unpacked(after) if key[0] in parents)
    placed = connection.execute(of_child.where(_CHANGE.c.after.contains(f'"{column}": ')).order_by(_CHANGE.c.id))
    hangs = {(run, key): json.loads(after).get(column) in parents for run, key, after in placed}
    return Counter(run for (run, _), is_hanging in hangs.items() if is_hanging)


def _children_of(table: Table) -> Iterator[tuple[Table, str]]:
    for child in BookTable.metadata.sorted_tables:
        for key in child.foreign_keys:
            if key.column.table is table and child.name not in _FORGOTTEN:
                yield child, key.parent.name


def _added(connection: Connection, run: int, table: Table) -> set[int]:
    """The numbers of the rows that the run added to a table whose rows have numbers."""
    statement = select(_CHANGE.c.key).where(
        _CHANGE.c.run == run, _CHANGE.c.table_name == table.name, _CHANGE.c.before.is_(None)
    )
    keys = [json.loads(key) for key in connection.execute(statement).scalars()] if "id" in table.c else []
    return {int(key["id"]) for key in keys if "id" in key}


def _changes(connection: Connection, run: int) -> Iterable[Row[Any]]:
    """The run's changes, the last first: what hangs on a row goes before the row."""
    return connection.execute(select(_CHANGE).where(_CHANGE.c.run == run).order_by(_CHANGE.c.id.desc())).all()


def _take_back(connection: Connection, run: int, table: Table, changes: Sequence[Row[Any]], tally: _Tally) -> None:
    if table is USAGE:
        for change in changes:
            _take_back_usage(connection, run, change, tally)
        return
    _refuse_changed_since(connection, run, table, changes)
    tally.accounts.update(_accounts_of(connection, table, changes))
    tally.plans |= table is _OUTCOME
    added = [change for change in changes if change.before is None]
    for some in chunks(added, 500):
        connection.execute(delete(table).where(_any_of(table, some)))
    gone = [image_of(table, change.before) for change in changes if change.after is None]
    if gone:
        connection.execute(insert(table), gone)
    for change in changes:
        if change.before is not None and change.after is not None:
            connection.execute(update(table).where(_any_of(table, [change])).values(image_of(table, change.before)))
    tally.removed += len(added)
    tally.restored += len(changes) - len(added)


def _take_back_usage(connection: Connection, run: int, change: Row[Any], tally: _Tally) -> None:
    after = unpacked(change.after)
    if standing_of(connection, after) != after:
        raise UndoRefusedError(run, "usage that it brought was changed since by another source.")
    tally.accounts.update(key[0] for key in after)
    if change.before is None:
        gone = delete(USAGE).where(
            USAGE.c.account == bindparam("k0"), USAGE.c.measure == bindparam("k1"), USAGE.c.day == bindparam("k2")
        )
        connection.execute(gone, [{"k0": key[0], "k1": key[1], "k2": key[2]} for key in sorted(after)])
        tally.removed += len(after)
        return
    before = unpacked(change.before)
    back = update(USAGE).where(
        USAGE.c.account == bindparam("k0"), USAGE.c.measure == bindparam("k1"), USAGE.c.day == bindparam("k2")
    )
    rows = [{"k0": key[0], "k1": key[1], "k2": key[2], "old": value} for key, value in sorted(before.items())]
    connection.execute(back.values(value=bindparam("old")), rows)
    tally.restored += len(before)


def _refuse_changed_since(connection: Connection, run: int, table: Table, changes: Sequence[Row[Any]]) -> None:
    """What no import changed may have been changed by hand: then the import's own word is not the last."""
    for change in changes:
        if change.before is None or change.after is None:
            continue
        after = image_of(table, change.after)
        columns = [table.c[name] for name in after]
        row = connection.execute(select(*columns).where(_any_of(table, [change]))).first()
        now = row._asdict() if row else {}
        if now != after:
            accounts = _accounts_of(connection, table, [change])
            raise UndoRefusedError(run, changed_since(connection, table, accounts, left=after, now=now))


def _any_of(table: Table, changes: Sequence[Row[Any]]) -> Any:
    """By number where a row has one; else by all that it is made of."""
    keys = [json.loads(change.key) for change in changes]
    if all(key.keys() == {"id"} for key in keys):
        return table.c.id.in_([key["id"] for key in keys])
    return or_(*(and_(*(table.c[name] == value for name, value in key.items())) for key in keys))


def _accounts_of(connection: Connection, table: Table, changes: Sequence[Row[Any]]) -> set[int]:
    keys = [json.loads(change.key) for change in changes]
    if table is _ACCOUNT:
        return {key["id"] for key in keys}
    named = {key["account"] for key in keys if "account" in key}
    numbers = [key["id"] for key in keys if "id" in key]
    if table is _MEASURED:
        owners = select(_OUTCOME.c.account).join(_MEASURED, _MEASURED.c.outcome == _OUTCOME.c.id)
        return set(connection.execute(owners.where(_MEASURED.c.id.in_(numbers))).scalars())
    if not numbers or "account" not in table.c:
        return named
    return named | set(connection.execute(select(table.c.account).where(table.c.id.in_(numbers))).scalars())
