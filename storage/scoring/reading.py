"""The facts of a scoring pass out of the book, in a number of statements that does not grow with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, bindparam

from domain.health.columns import Codes, Flags, Floats, spots_of
from domain.scoring import ScoringMoment
from storage.among import AMONG, among, ids_text
from storage.scoring import sources
from storage.scoring.sql import in_one_text, raw_rows

FETCHED_AT_ONCE = 1_000
"""Rows of that many stay where the processor is quick."""
_DENSE = 1.5


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts are read: the connection, the moment, and the ascending accounts that are wanted (None: all).

    Accounts that stand close together are read as one range: then rows of those between them come too.
    """

    connection: Connection
    moment: ScoringMoment
    accounts: Sequence[int] | None = None

    def rows(self, statement: Select[Any], **more: object) -> Floats:
        """The rows of a statement of numbers, one column each; the first one is the account's id."""
        cursor = self.connection.execute(self.limited(statement), self.parameters() | more).cursor
        assert cursor is not None
        parts = [np.empty(0)]
        while batch := cursor.fetchmany(FETCHED_AT_ONCE):
            parts.append(np.array(list(chain.from_iterable(batch)), dtype=np.float64))
        return np.concatenate(parts).reshape(-1, len(statement.selected_columns))

    def whole_numbers(self, statement: Select[Any], **more: object) -> Floats:
        """The same of whole numbers alone; SQLite gives them in one piece.

        Its driver takes its turn with the interpreter for every row: beside another thread that works, that is slow.
        """
        if self.connection.dialect.name != "sqlite":
            return self.rows(statement, **more)
        whole = in_one_text(self.limited(statement))
        text = self.connection.execute(whole, self.parameters() | more).scalar_one()
        numbers = np.fromstring(text, sep=",") if text else np.empty(0)
        return numbers.reshape(-1, len(statement.selected_columns))

    def raw(self, statement: Select[Any], **more: object) -> list[tuple[Any, ...]]:
        """The rows as the driver gives them: instants and days as the database writes them."""
        return raw_rows(self.connection, self.limited(statement), self.parameters() | more)

    def needing(self, account: Codes, needed: Flags) -> Source:
        """For those of the accounts that need a second look; for all of them where most do."""
        is_most = needed.mean() > 0.5  # noqa: PLR2004 (more than half)
        return self if is_most else replace(self, accounts=account[needed].tolist())

    def limited(self, statement: Select[Any]) -> Select[Any]:
        if self.accounts is None:
            return statement
        return _in_range(statement) if self._is_dense else _in_list(statement, self.connection.dialect.name)

    def parameters(self) -> dict[str, object]:
        moment = self.moment
        return self._ids() | {
            "today": moment.day.toordinal(),
            "today_on": moment.day,
            "now": moment.now,
            "touched_since": moment.day_begins(before=sources.TOUCH_DAYS),
            "opened_since": moment.day_begins(before=sources.QUARTER_DAYS),
            "answered_after": moment.day_before(sources.YEAR_DAYS),
        }

    def _ids(self) -> dict[str, object]:
        if self.accounts is None:
            return {}
        if self._is_dense:
            return {"first": self.accounts[0], "last": self.accounts[-1]}
        return {AMONG: ids_text(self.accounts)}

    @property
    def _is_dense(self) -> bool:
        """Most of the ids between the first and the last are wanted."""
        wanted = self.accounts or ()
        return len(wanted) > 1 and wanted[-1] - wanted[0] < _DENSE * len(wanted)


@lru_cache
def _in_range(statement: Select[Any]) -> Select[Any]:
    """Kept, as the next one: a pass asks the same of every part of the book, and to write a statement takes long."""
    account = next(iter(statement.selected_columns))
    return statement.where(account.between(bindparam("first"), bindparam("last")))


@lru_cache
def _in_list(statement: Select[Any], dialect: str) -> Select[Any]:
    return statement.where(among(dialect, next(iter(statement.selected_columns))))


def aligned(account: Codes, rows: Floats) -> Floats:
    """Rows that begin with an account's id as columns of one element an account; NaN for those without a row."""
    spot, values = placed(account, rows)
    columns = np.full((values.shape[1], len(account)), np.nan)
    columns[:, spot] = values.T
    return columns


def placed(account: Codes, rows: Floats) -> tuple[Codes, Floats]:
    """The accounts' places, and the rest of the rows; those of accounts that are not scored fall away."""
    spot = spots_of(account, rows[:, 0])
    return spot[spot >= 0], rows[spot >= 0, 1:]
