"""Connections for looks into the book."""

from __future__ import annotations

from collections import deque
from contextlib import AbstractContextManager
from types import TracebackType

from sqlalchemy import Connection, Engine


class Readers:
    """On SQLite a connection stays open from look to look: to hand it in and out costs as much as what is read.

    A server's goes back to its pool, which knows whether the server is still there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stays = engine.dialect.name == "sqlite"
        self._idle: deque[Connection] = deque()

    def one(self) -> AbstractContextManager[Connection]:
        """One that met an error is not taken again."""
        return _Look(self)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def take(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def give_back(self, connection: Connection) -> None:
        if not self._stays:
            connection.close()
            return
        if connection.in_transaction():
            connection.rollback()
        self._idle.append(connection)


class _Look(AbstractContextManager[Connection]):
    """A class, since a generator for each look would cost as much as the look's own bookkeeping."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def __enter__(self) -> Connection:
        self._connection = self._readers.take()
        return self._connection

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        if error is None:
            self._readers.give_back(self._connection)
        else:
            self._connection.close()
