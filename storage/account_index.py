"""The search index of a process, kept in step with the book."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from domain.account_names import without_legal_form
from storage.tables import AccountWordRow, AccountWordVersionRow, table_of

if TYPE_CHECKING:
    from storage.name_index import NameIndex

_WORD = table_of(AccountWordRow)
_VERSION = select(table_of(AccountWordVersionRow).c.version)
_WORDS = select(_WORD.c.account, _WORD.c.normal)
_LOOK_EVERY_SECONDS = 1.0


class AccountIndex:
    """The index of this process, made again when the words in the book have changed since it was made."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._building = Lock()
        self._index: NameIndex | None = None
        self._version: int | None = None
        self._looked_at: float | None = None

    def like(
        self, connection: Connection, typed: str, *, limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """`typed` is normalised; other replicas' changes are noticed within a second."""
        return self._current(connection).like(without_legal_form(typed), limit=limit, within=within)

    def look_again(self) -> None:
        """This process has written: its next search sees it."""
        self._looked_at = None

    def _current(self, connection: Connection) -> NameIndex:
        """One thread makes a new index, the others go on with the old one; the first is waited for."""
        index = self._index
        if index is None:
            with self._building:
                return self._refreshed(connection)
        if not self._is_due() or not self._building.acquire(blocking=False):
            return index
        try:
            return self._refreshed(connection)
        finally:
            self._building.release()

    def _is_due(self) -> bool:
        return self._looked_at is None or self._clock() - self._looked_at >= _LOOK_EVERY_SECONDS

    def _refreshed(self, connection: Connection) -> NameIndex:
        looked_at = self._clock()
        version = connection.execute(_VERSION).scalar()
        if self._index is None or version != self._version:
            from storage.name_index import name_index  # noqa: PLC0415 (numpy, which a name written rightly does without)

            self._index = name_index((account, normal) for account, normal in connection.execute(_WORDS))
            self._version = version
        self._looked_at = looked_at
        return self._index
