"""Connections for looks into the book."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class Readers:
    """On SQLite a connection stays open from look to look: to hand it in and out costs as much as what is read.

    A server's goes back to its pool, which knows whether the server is still there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stays = engine.dialect.name == "sqlite"
        self._idle: deque[Connection] = deque()

    @contextmanager
    def one(self) -> Iterator[Connection]:
        """One that met an error is not taken again."""
        connection = self._taken()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def _give_back(self, connection: Connection) -> None:
        if not self._stays:
            connection.close()
            return
        if connection.in_transaction():
            connection.rollback()
        self._idle.append(connection)
