"""The database's address: whether it can be used at all, and what of it may be shown."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
_IN_MEMORY = frozenset({"", ":memory:"})


def is_usable(url: str) -> bool:
    """Whether it names a file of SQLite, or a PostgreSQL; an `@` outside of its place belongs to a password."""
    return (read := _read(url)) is not None and read.drivername in _DRIVERS and _names_a_place(read)


def without_credentials(url: str) -> str:
    """Of an address that nobody can read nothing is shown: any part of it may be a password."""
    if (read := _read(url)) is None:
        return "…"
    port = f":{read.port}" if read.port else ""
    hidden = "…@" if read.username or read.password else ""
    return f"{read.drivername}://{hidden}{read.host or ''}{port}/{read.database or ''}"


def password_in(url: str) -> str:
    """Empty where there is none."""
    read = _read(url)
    return str((read and (read.password or read.query.get("password"))) or "")


def _read(url: str) -> URL | None:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        return None


def _names_a_place(read: URL) -> bool:
    if read.get_backend_name() == "sqlite":
        return (read.database or "") not in _IN_MEMORY
    is_split_wrongly = "password=" in (read.password or "")
    return not is_split_wrongly and not any("@" in part for part in (read.host or "", read.database or ""))
