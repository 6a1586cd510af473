"""How the database is spoken to: SQLite with WAL and immediate writers, or PostgreSQL through psycopg."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

if TYPE_CHECKING:
    import psycopg

POOL_SIZE = 10
WAIT_SECONDS = 2.5
"""How long a lock, a free connection or a server is waited for: a slash command is answered within three seconds."""

REST_SECONDS = 30.0
LOST_SECONDS = 10
"""How long a server may leave unanswered what keeps a connection alive, before the connection counts as lost: the
machine of a database can vanish without a word, and threads that wait for it would wait for a quarter of an hour."""

STALLED_SECONDS = 10.0
"""How long the server lets a transaction say nothing: a frozen process would keep its rows from all others until it is
thawed, and a message that it claimed would wait for longer than its lease."""

PostgresConnection: TypeAlias = "psycopg.Connection[Any]"

_ALIVE = MappingProxyType(
    {
        "keepalives_idle": LOST_SECONDS // 2,
        "keepalives_interval": LOST_SECONDS // 5,
        "keepalives_count": 2,
        "tcp_user_timeout": LOST_SECONDS * 1000,
    }
)
"""The kernel asks a silent connection whether it is still there; on a socket of the same machine it need not."""

_READING = MappingProxyType({"query_only": "ON"})
_WRITING = MappingProxyType({"foreign_keys": "ON", "wal_autocheckpoint": "8000"})
"""A few parts of a scoring pass fit in the log (pages) before it is written back."""
_USUAL_CACHE, _ROOMY_CACHE = "-2000", "-16384"
"""KiB that SQLite may keep for a connection; a part of a scoring pass fits in the larger one."""
_ROOMY = "has a roomy cache"
_MIGRATING = MappingProxyType({"foreign_keys": "OFF"})


@dataclass(frozen=True, slots=True)
class Engines:
    """Reads never wait for the writer, and see each statement's own moment; a writer has the whole transaction."""

    reading: Engine
    writing: Engine

    def dispose(self) -> None:
        self.reading.dispose()
        self.writing.dispose()


def engines(url: str, *, wait_seconds: float = WAIT_SECONDS) -> Engines:
    if make_url(url).get_backend_name() == "sqlite":
        return Engines(
            reading=_sqlite(url, _READING, wait_seconds, pool_size=POOL_SIZE, isolation_level="AUTOCOMMIT"),
            writing=_sqlite_writer(url, _WRITING, wait_seconds),
        )
    shared = _postgresql(url, wait_seconds)
    return Engines(reading=shared.execution_options(isolation_level="AUTOCOMMIT"), writing=shared)


def make_room(connection: Connection) -> None:
    """For much that is written in one transaction; the bot lives for weeks, and gives the room back after it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = {_ROOMY_CACHE}")
        connection.info[_ROOMY] = True


def migration_engine(url: str) -> Engine:
    """Foreign keys are off on SQLite: a batch migration drops and rebuilds tables that others point to."""
    if make_url(url).get_backend_name() == "sqlite":
        _make_folder(url)
        return _sqlite_writer(url, _MIGRATING, WAIT_SECONDS)
    return _postgresql(url, WAIT_SECONDS)


def _sqlite_writer(url: str, pragmas: Mapping[str, str], wait_seconds: float) -> Engine:
    """One connection: writers of this process stand in a queue, and the lock is taken before anything is read."""
    engine = _sqlite(url, pragmas, wait_seconds, pool_size=1)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "checkin", _give_room_back)
    return engine


def _give_room_back(connection: SqliteConnection | None, record: ConnectionPoolEntry) -> None:
    if connection is not None and record.info.pop(_ROOMY, False):
        connection.execute(f"PRAGMA cache_size = {_USUAL_CACHE}")


def _sqlite(url: str, pragmas: Mapping[str, str], wait_seconds: float, **options: Any) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": wait_seconds},
        max_overflow=0,
        pool_timeout=wait_seconds,
        hide_parameters=True,
        **options,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    return engine


def _postgresql(url: str, wait_seconds: float) -> Engine:
    told = {
        "timezone": "UTC",
        "lock_timeout": round(wait_seconds * 1000),
        "idle_in_transaction_session_timeout": round(STALLED_SECONDS * 1000),
    }
    options = " ".join(f"-c {name}={value}" for name, value in told.items())
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 2, "options": options, **_ALIVE},
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=wait_seconds,
        hide_parameters=True,
    )
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _ask_after_rest)
    return engine


def _note_rest(_connection: PostgresConnection, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _ask_after_rest(connection: PostgresConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection that rested for long may be dead: asked each time, it would cost every command a round trip."""
    if time.monotonic() - record.info.get("rests_since", math.inf) < REST_SECONDS:
        return
    import psycopg  # noqa: PLC0415 (9 MiB that a book on SQLite does without)

    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.OperationalError as error:
        raise DisconnectionError from error


def _make_folder(url: str) -> None:
    Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
