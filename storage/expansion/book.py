from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, delete, insert, select, update

from domain.accounts import Money
from domain.expansion.play import Play, PlayStep
from domain.expansion.ports import ListedPlay, PlayFilter, PlayRow, SeatQuery
from domain.expansion.suggesting import PassedOn, SeatFacts
from storage.among import AMONG, ids_text
from storage.chunks import results_of
from storage.expansion.glances import refresh_open_plays
from storage.expansion.lists import OPEN_AMOUNTS, listed_plays, pages_rows, row_from
from storage.expansion.seats import facts_from, full_accounts
from storage.expansion.values import listed_from, play_from, play_values, step_from, step_values
from storage.money import money_from
from storage.tables import PlayPassRow, PlayStepRow, table_of
from storage.tables import PlayRow as PlayTable
from storage.upsert import insert_into

_PLAY, _STEP, _PASS = table_of(PlayTable), table_of(PlayStepRow), table_of(PlayPassRow)
_ONE = select(_PLAY).where(_PLAY.c.id == bindparam("wanted"))
_CALLED = select(_PLAY).where(_PLAY.c.key == bindparam("wanted"))
_STEPS = select(_STEP).where(_STEP.c.play == bindparam("wanted")).order_by(_STEP.c.at, _STEP.c.id)
_PASSED = ("account", "by", "at", "seats", "used", "until", "reason")


class SqlPlays:
    """Whoever writes a play writes what the card of its account says of plays, in the same transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, play: Play) -> Play | None:
        values = play_values(play) | {"version": 1}
        once = insert_into(self._connection, _PLAY).values(values).on_conflict_do_nothing(index_elements=["key"])
        number = self._connection.execute(once.returning(_PLAY.c.id)).scalar()
        if number is None:
            return None
        refresh_open_plays(self._connection, play.account)
        return replace(play, id=number, version=1)

    def of(self, play: int) -> Play | None:
        return self._one(_ONE, play)

    def called(self, key: str) -> Play | None:
        return self._one(_CALLED, key)

    def save(self, play: Play) -> bool:
        values = play_values(play) | {"version": play.version + 1}
        is_written = self._connection.execute(update(_PLAY).where(_as_it_was(play)).values(values)).rowcount == 1
        if is_written:
            refresh_open_plays(self._connection, play.account)
        return is_written

    def remove(self, play: Play) -> bool:
        is_removed = self._connection.execute(delete(_PLAY).where(_as_it_was(play))).rowcount == 1
        if is_removed:
            refresh_open_plays(self._connection, play.account)
        return is_removed

    def note(self, step: PlayStep) -> None:
        self._connection.execute(insert(_STEP), step_values(step))

    def take_back(self, step: PlayStep) -> None:
        self._connection.execute(delete(_STEP).where(_STEP.c.id == step.id))

    def steps(self, play: int) -> Sequence[PlayStep]:
        return [step_from(row) for row in self._connection.execute(_STEPS, {"wanted": play}).mappings()]

    def listed(self, wanted: PlayFilter) -> Sequence[ListedPlay]:
        return [listed_from(row) for row in self._seen(listed_plays(wanted, self._dialect), wanted.within)]

    def rows(self, plays: Sequence[int], *, today: date) -> Sequence[PlayRow]:
        found = {
            row["id"]: row_from(row, today=today) for row in self._connection.execute(pages_rows(plays)).mappings()
        }
        return [found[number] for number in plays if number in found]

    def open_amounts(self) -> Sequence[tuple[int, Money | None]]:
        rows = self._connection.execute(OPEN_AMOUNTS)
        return [(account, money_from(minor, currency)) for account, minor, currency in rows]

    def full_accounts(self, wanted: SeatQuery) -> Sequence[SeatFacts]:
        return [facts_from(row) for row in self._seen(full_accounts(wanted, self._dialect), wanted.within)]

    def passed_on(self, accounts: Collection[int]) -> Sequence[PassedOn]:
        statement = select(*(_PASS.c[name] for name in _PASSED)).order_by(_PASS.c.account)
        parts = results_of(self._connection, statement, _PASS.c.account, accounts)
        return [PassedOn(**row) for part in parts for row in part.mappings()]

    def pass_on(self, passed: PassedOn) -> None:
        values = {name: getattr(passed, name) for name in _PASSED}
        anew = {name: values[name] for name in _PASSED if name != "account"}
        statement = insert_into(self._connection, _PASS).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["account"], set_=anew))

    def revive(self, account: int) -> None:
        self._connection.execute(delete(_PASS).where(_PASS.c.account == account))

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name

    def _seen(self, statement: Select[Any], within: Collection[int] | None) -> Iterable[RowMapping]:
        """However many accounts are seen: they are one parameter."""
        return self._connection.execute(statement, {AMONG: ids_text(within)} if within is not None else {}).mappings()

    def _one(self, statement: Any, wanted: int | str) -> Play | None:
        row = self._connection.execute(statement, {"wanted": wanted}).mappings().first()
        return play_from(row) if row else None


def _as_it_was(play: Play) -> ColumnElement[bool]:
    return (_PLAY.c.id == play.id) & (_PLAY.c.version == play.version)
