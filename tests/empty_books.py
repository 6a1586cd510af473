"""One PostgreSQL database for many tests: to empty it takes a hundredth of what it takes to make another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

_USES = 100
"""Rows that were deleted are still in the files: now and then a new database is made."""
_CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
_SHAPE = """
    SELECT md5(string_agg(format('%s %s %s', table_name, column_name, data_type), ',' ORDER BY table_name, column_name))
    FROM information_schema.columns WHERE table_schema = 'public'
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


@dataclass
class EmptyBooks:
    """Copies of the template, made with `admin`, which is connected elsewhere; `at` is the URL of a database."""

    admin: psycopg.Connection
    at: Callable[[str], str]
    template: str
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _name: str | None = None
    _used: int = 0
    _emptying: Composed = field(default_factory=lambda: Composed([]))
    _shape: object = None

    def take(self) -> str:
        if self._name is None:
            self._name, self._used = f"moorline_{next(self._numbers)}", 0
            self._run(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(self._name), Identifier(self.template)))
            self._look(self._name)
        self._used += 1
        return self.at(self._name)

    def give_back(self) -> None:
        """Emptied, or dropped where a test changed its tables."""
        assert self._name
        self.admin.execute(_CUT_OFF, [self._name])
        if self._used < _USES and self._emptied(self._name):
            return
        self._run(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(self._name)))
        self._name = None

    def _emptied(self, name: str) -> bool:
        with psycopg.connect(self.at(name), autocommit=True) as connection:
            if _one(connection, _SHAPE) != self._shape:
                return False
            connection.execute(self._emptying)
            return True

    def _look(self, name: str) -> None:
        """What there is to be emptied; what the migrations themselves write is left, or written again."""
        with psycopg.connect(self.at(name), autocommit=True) as connection:
            self._shape = _one(connection, _SHAPE)
            version = _one(connection, "SELECT version FROM account_word_version")
            tables = [str(row[0]) for row in connection.execute(_TABLES)]
            sequences = [str(row[0]) for row in connection.execute(_SEQUENCES)]
        kept = {"alembic_version", "account_word_version"}
        self._emptying = SQL(";").join(
            [
                SQL("SET session_replication_role = replica"),
                *(SQL("DELETE FROM {}").format(Identifier(table)) for table in tables if table not in kept),
                SQL("UPDATE account_word_version SET version = {}").format(Literal(version)),
                *(SQL("SELECT setval({}, 1, false)").format(Literal(sequence)) for sequence in sequences),
            ]
        )

    def _run(self, statement: Composed) -> None:
        self.admin.execute(statement)


def _one(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    assert row
    return row[0]
