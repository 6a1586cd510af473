"""The book's shape, version by version; found beside this file, wherever the program was started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.engine import migration_engine

HEAD = "head"
_SCRIPTS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 7_305_121


def upgrade(url: str, revision: str = HEAD) -> None:
    """Several replicas may start at once: one migrates, the others wait and find nothing to do."""
    with _connected(url) as connection:
        if revision == HEAD and _current(connection) == _newest():
            return
        from storage import revisions  # noqa: PLC0415 (see there: a start without changes does without it)

        revisions.upgrade(connection, _SCRIPTS, revision)


def downgrade(url: str, revision: str) -> None:
    from storage import revisions  # noqa: PLC0415 (as above)

    with _connected(url) as connection:
        revisions.downgrade(connection, _SCRIPTS, revision)


def check(url: str) -> list[str]:
    """What the database has otherwise than the tables say; nothing after `upgrade`."""
    from storage import revisions  # noqa: PLC0415 (as above)

    with _connected(url) as connection:
        return revisions.differences(connection)


def current(url: str) -> str | None:
    with _connected(url) as connection:
        return _current(connection)


def is_newest(url: str) -> bool:
    """Whether every migration has been run; unlike `check`, it believes what the database says of itself."""
    return current(url) == _newest()


def _current(connection: Connection) -> str | None:
    """As Alembic notes it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _newest() -> str:
    """The number that the last of the numbered migrations begins with, which is its revision."""
    return max(file.name.partition("_")[0] for file in _SCRIPTS.glob("versions/[0-9]*.py"))


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = migration_engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
            yield connection
    finally:
        engine.dispose()
