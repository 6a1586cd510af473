"""Rows of one table that a batch is about: read once, compared with what the file says, written once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, insert, select, tuple_, update

from domain.records import Verdict
from storage.chunks import LOOKED_UP, chunks
from storage.imports.change_log import ChangeLog
from storage.imports.told import told


@dataclass(slots=True)
class Held:
    """One row as it will stand; `before` holds the values that this batch changed, `id` is None until written."""

    values: dict[str, Any]
    id: int | None = None
    before: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Put:
    """What putting a row did."""

    held: Held
    verdict: Verdict
    differences: Mapping[str, tuple[object, object]]


class HeldRows:
    """The rows of one table under their natural keys, from `load` to `write`."""

    def __init__(
        self,
        connection: Connection,
        log: ChangeLog,
        table: Table,
        *,
        stamped: dict[str, object],
        account_of: Callable[[Held], int] | None = None,
    ) -> None:
        """`stamped` is set on every row that is new or changed, and is no difference by itself.

        `account_of`: whose a row is, where the table itself does not say so.
        """
        self._connection = connection
        self._log = log
        self._table = table
        self._stamped = stamped
        self._account_of = account_of or _account_of
        self._held: dict[Hashable, Held] = {}
        self._new: list[Held] = []
        self._changed: dict[int, Held] = {}
        self._dropped: dict[int, Held] = {}

    def load(
        self, columns: tuple[str, ...], keys: Iterable[Any], *, under: tuple[str, ...] | None = None
    ) -> list[Held]:
        """The rows whose `columns` are one of `keys`, held under their `under` columns (the same, if not said)."""
        loaded: list[Held] = []
        for some in chunks(sorted(set(keys)), LOOKED_UP):
            for row in self._connection.execute(select(self._table).where(self._one_of(columns, some))):
                values = row._asdict()
                key = tuple(values[name] for name in under or columns)
                loaded.append(held := Held(values, values.pop("id")))
                self.hold(key, held)
        return loaded

    def hold(self, key: Hashable, held: Held) -> None:
        self._held[key] = held

    def get(self, key: Hashable) -> Held | None:
        return self._held.get(key)

    def put(self, key: Hashable, said: Mapping[str, Any], *, defaults: Mapping[str, Any]) -> Put:
        """A row that is not there is added, with `defaults` for what is not said; else what is said changes it."""
        if (held := self._held.get(key)) is None:
            put = self.add({**defaults, **said})
            self._held[key] = put.held
            return put
        return self.change(held, said)

    def add(self, values: Mapping[str, Any]) -> Put:
        """A new row that nobody looks for under a key."""
        held = Held(dict(values))
        self._new.append(held)
        return Put(held, Verdict.NEW, {})

    def change(self, held: Held, said: Mapping[str, Any]) -> Put:
        differences = {
            name: (held.values.get(name), value) for name, value in said.items() if held.values.get(name) != value
        }
        if not differences:
            return Put(held, Verdict.UNCHANGED, {})
        if held.id is not None:
            for name, (before, _) in differences.items():
                held.before.setdefault(name, before)
            self._changed[held.id] = held
        said_of = told(differences, held.values)
        held.values.update({name: value for name, (_, value) in differences.items()})
        return Put(held, Verdict.CHANGED, said_of)

    def drop(self, held: Held) -> None:
        """The row goes; what this batch changed of it before does not count."""
        if held.id is None:
            self._new = [new for new in self._new if new is not held]
            return
        self._changed.pop(held.id, None)
        self._dropped[held.id] = Held(held.values | held.before, held.id)

    def write(self) -> None:
        """What is new and changed, and what stood there before; nothing is held afterwards."""
        self._insert()
        self._update()
        self._held.clear()

    def sweep(self) -> None:
        """What was dropped goes: after `write`, when nothing hangs on it any more."""
        dropped = list(self._dropped.values())
        for some in chunks(dropped, LOOKED_UP):
            self._connection.execute(delete(self._table).where(self._table.c.id.in_([held.id for held in some])))
        self._log.note(self._table.name, [({"id": held.id}, held.values | {"id": held.id}, None) for held in dropped])
        self._log.accounts.update(self._account_of(held) for held in dropped)
        self._dropped.clear()

    def _insert(self) -> None:
        if not self._new:
            return
        for held, number in zip(self._new, self._numbers(len(self._new)), strict=True):
            held.id = number
        names = sorted({name for held in self._new for name in held.values})
        rows = [{name: held.values.get(name) for name in names} | {"id": held.id} | self._stamped for held in self._new]
        self._connection.execute(insert(self._table), rows)
        self._log.note(self._table.name, [({"id": held.id}, None, held.values) for held in self._new])
        self._log.accounts.update(self._account_of(held) for held in self._new)
        self._new.clear()

    def _numbers(self, count: int) -> Sequence[int]:
        """Numbers for new rows, so that many are inserted at once; on SQLite nobody else writes meanwhile."""
        if self._connection.dialect.name != "postgresql":
            last = self._connection.execute(select(func.max(self._table.c.id))).scalar() or 0
            return range(last + 1, last + count + 1)
        following = func.nextval(func.pg_get_serial_sequence(self._table.name, "id"))
        return self._connection.execute(select(following).select_from(func.generate_series(1, count))).scalars().all()

    def _update(self) -> None:
        changed = list(self._changed.values())
        if not changed:
            return
        names = sorted({name for held in changed for name in held.before})
        statement = update(self._table).where(self._table.c.id == bindparam("which"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in names} | dict(self._stamped))
        self._connection.execute(
            statement, [{"which": held.id} | {f"new_{name}": held.values[name] for name in names} for held in changed]
        )
        self._log.note(
            self._table.name,
            [({"id": held.id}, held.before, {name: held.values[name] for name in held.before}) for held in changed],
        )
        self._log.accounts.update(self._account_of(held) for held in changed)
        self._changed.clear()

    def _one_of(self, columns: tuple[str, ...], keys: list[Any]) -> ColumnElement[bool]:
        if len(columns) == 1:
            return self._table.c[columns[0]].in_([key[0] for key in keys])
        return tuple_(*(self._table.c[name] for name in columns)).in_(keys)


def _account_of(held: Held) -> int:
    """A row of the account table is its own account."""
    return int(held.values.get("account") or held.id or 0)
