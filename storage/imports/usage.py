"""Usage roll-ups, in the order of their key: compared with what stands there, many rows by one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from domain.imports import BatchOutcome, UsageColumns
from domain.records import AccountRef, RowVerdict, Verdict
from storage.chunks import LOOKED_UP, chunks
from storage.imports.change_log import ChangeLog
from storage.imports.names import AccountMatcher, Unmatched
from storage.imports.still_to_come import reason_of
from storage.imports.usage_points import Key, Points, in_key_order, packed
from storage.tables import UsageRow, table_of

USAGE = table_of(UsageRow)

_SELECT = select(USAGE.c.account, USAGE.c.measure, USAGE.c.day, USAGE.c.value)
_AT_ONCE = 100
"""How many rows one SQLite statement writes: twice as fast as one each, and far from its bound of parameters."""

_STAGE = "CREATE TEMPORARY TABLE usage_stage (account int, measure text, day int, value bigint) ON COMMIT DROP"
_COPY = "COPY usage_stage FROM STDIN"
_STATEMENTS = 500
_ROW = "(?, ?, ?, ?)"
_UPSERT = (
    "INSERT INTO usage (account, measure, day, value) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (account, measure, day) DO UPDATE SET value = excluded.value"
)
_UPSERT_STAGE = (
    "INSERT INTO usage (account, measure, day, value) SELECT account, measure, day, value FROM usage_stage "
    "ON CONFLICT (account, measure, day) DO UPDATE SET value = excluded.value"
)


class UsageWriter:
    def __init__(self, connection: Connection, log: ChangeLog, matcher: AccountMatcher, *, last: date) -> None:
        self._connection = connection
        self._log = log
        self._matcher = matcher
        self._accounts: dict[AccountRef, int | Unmatched] = {}
        self._has_stage = False
        self._last_day = last.toordinal()

    def take(self, usage: UsageColumns) -> BatchOutcome:
        wanted, refused = self._wanted(usage)
        before = self._standing(wanted)
        has_known = any(key in before for key in wanted.keys_of({key[0] for key in before}))
        new, changed = _divided(wanted, before) if has_known else (wanted, Points())
        if new:
            self._write_and_note(new, None)
        if changed:
            old = [before[key] for key in changed.by_key()]
            self._write_and_note(changed, Points(changed.accounts, changed.measures, changed.days, old))
        unchanged = len(wanted) - len(new) - len(changed)
        counts = {Verdict.NEW: len(new), Verdict.CHANGED: len(changed), Verdict.UNCHANGED: unchanged}
        return BatchOutcome(counts, refused=refused)

    def _match(self, refs: set[AccountRef]) -> None:
        for ref, found in self._matcher.matched(refs).items():
            self._accounts[ref] = self._matcher.unknown(ref) if found is None else found

    def _wanted(self, usage: UsageColumns) -> tuple[Points, list[RowVerdict]]:
        """The value of each key; rows of unknown accounts are refused, and so are rows that contradict each other."""
        refs = dict(zip(map(id, usage.accounts), usage.accounts, strict=True))
        self._match(set(refs.values()).difference(self._accounts))
        found = {place: self._accounts[ref] for place, ref in refs.items()}
        accounts: list[Any] = [found[place] for place in map(id, usage.accounts)]
        is_past = max(usage.days) <= self._last_day
        if is_past and not any(isinstance(account, Unmatched) for account in found.values()):
            points = in_key_order(accounts, usage.measures, usage.days, usage.values)
            if points is not None:
                return points, []
        return _sorted_out(usage, accounts, self._last_day)

    def _standing(self, wanted: Points) -> dict[Key, int]:
        """What the book has under keys around these."""
        if not wanted:
            return {}
        days = min(wanted.days), max(wanted.days)
        statement = _SELECT.where(USAGE.c.measure.in_(set(wanted.measures)), USAGE.c.day.between(*days))
        return {
            (account, measure, day): value
            for some in chunks(sorted(set(wanted.accounts)), LOOKED_UP)
            for account, measure, day, value in self._connection.execute(statement.where(USAGE.c.account.in_(some)))
        }

    def _write_and_note(self, points: Points, before: Points | None) -> None:
        if self._connection.dialect.name == "postgresql":
            self._copy(points)
        else:
            self._upsert(points)
        summary = json.dumps({"rows": len(points), "days": [min(points.days), max(points.days)]})
        self._log.note_packed(USAGE.name, [(summary, packed(before) if before else None, packed(points))])
        self._log.accounts.update(points.accounts)

    def _upsert(self, points: Points) -> None:
        for rows in chunks(points.flat(_AT_ONCE), _STATEMENTS):
            odd = [rows.pop()] if len(rows[-1]) < len(rows[0]) else []
            for some in (rows, odd):
                if some:
                    places = ", ".join([_ROW] * (len(some[0]) // 4))
                    self._connection.exec_driver_sql(_UPSERT.replace(_ROW, places), some)

    def _copy(self, points: Points) -> None:
        """COPY to a table of the transaction's own, then one upsert: five times as fast as upserts of many rows."""
        self._connection.exec_driver_sql("TRUNCATE usage_stage" if self._has_stage else _STAGE)
        self._has_stage = True
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in points.flat(_AT_ONCE):
                copy.write("%d\t%s\t%d\t%d\n" * (len(row) // 4) % row)
        self._connection.exec_driver_sql(_UPSERT_STAGE)


def standing_of(connection: Connection, keys: Iterable[Key]) -> dict[Key, int]:
    """The book's values under exactly these keys."""
    wanted = set(keys)
    return {key: value for key, value in _around(connection, wanted) if key in wanted}


def _around(connection: Connection, keys: set[Key]) -> Iterator[tuple[Key, int]]:
    for some in chunks(sorted({key[0] for key in keys}), LOOKED_UP):
        for account, measure, day, value in connection.execute(_SELECT.where(USAGE.c.account.in_(some))):
            yield (account, measure, day), value


def _divided(wanted: Points, before: Mapping[Key, int]) -> tuple[Points, Points]:
    """What is new and what is changed."""
    values = wanted.by_key()
    new = {key: value for key, value in values.items() if key not in before}
    changed = {key: value for key, value in values.items() if before.get(key, value) != value}
    return Points.of(new), Points.of(changed)


def _sorted_out(usage: UsageColumns, accounts: Sequence[Any], last: int) -> tuple[Points, list[RowVerdict]]:
    wanted: dict[Key, int] = {}
    first: dict[Key, int] = {}
    refused: dict[int, str] = {}
    contradicted: set[Key] = set()
    keys = zip(accounts, usage.measures, usage.days, strict=True)
    for row, key, value in zip(usage.rows, keys, usage.values, strict=True):
        if isinstance(key[0], Unmatched):
            refused[row] = key[0].reason
        elif key[2] > last:
            refused[row] = reason_of(date.fromordinal(key[2]))
        elif wanted.setdefault(key, value) != value:
            contradicted.add(key)
            refused[row] = f"says another {key[1]} than row {first[key]} for the same day"
            refused[first[key]] = f"says another {key[1]} than row {row} for the same day"
        first.setdefault(key, row)
    kept = {key: value for key, value in wanted.items() if key not in contradicted and first[key] not in refused}
    return Points.of(kept), [RowVerdict(row, Verdict.REFUSED, reason=reason) for row, reason in sorted(refused.items())]
