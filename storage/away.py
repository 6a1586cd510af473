"""The one place that knows when a database error means "the book is away" rather than "we asked something wrong"."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from types import TracebackType

from sqlalchemy import exc

from domain.errors import BookUnavailableError

_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "away",
    sqlite3.SQLITE_CANTOPEN: "away",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}


class _SaidPlainly(AbstractContextManager[None]):
    """Made once: a generator for each look would cost more than the look's own bookkeeping."""

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        if isinstance(error, exc.TimeoutError):
            raise BookUnavailableError("busy") from error
        if isinstance(error, exc.DBAPIError) and (reason := _reason(error)):
            raise BookUnavailableError(reason) from error


_SAID_PLAINLY = _SaidPlainly()


def said_plainly() -> AbstractContextManager[None]:
    """Turns errors of an absent, locked or full database into `BookUnavailableError`; lets all others pass."""
    return _SAID_PLAINLY


def _reason(error: exc.DBAPIError) -> str | None:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _SQLITE_AWAY.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    import psycopg  # noqa: PLC0415 (9 MiB that a book on SQLite does without)

    if isinstance(cause, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
        return "locked"
    if isinstance(cause, psycopg.errors.DiskFull):
        return "full"
    if isinstance(cause, psycopg.errors.ReadOnlySqlTransaction):
        return "read-only"
    return "away" if error.connection_invalidated or isinstance(cause, psycopg.OperationalError) else None
