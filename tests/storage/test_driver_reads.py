from __future__ import annotations

import psycopg
import pytest
from shelves import SqlShelf
from sqlalchemy import bindparam, select, text

from domain.accounts import Account
from domain.errors import BookUnavailableError
from storage.driver_reads import DriverRead
from storage.library import SqlLibrary
from storage.tables import AccountRow, table_of

ACCOUNT = table_of(AccountRow)
STATEMENT = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("wanted"))


def test_the_driver_gives_what_sqlalchemy_gives(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme", aliases=("A",)))
    read = DriverRead(STATEMENT)

    with library.reading() as book:
        whole = [list(row) for row in book.connection.execute(STATEMENT, {"wanted": 1})]

        assert list(read.rows(book.connection, {"wanted": 1})) == whole
        assert list(read.rows(book.connection, {"wanted": 1})) == whole
        assert list(read.rows(book.connection, {"wanted": 2})) == []


def test_a_read_that_fails_is_said_as_sqlalchemy_says_it(library: SqlLibrary) -> None:
    read = DriverRead(select(text("1")).select_from(text("nowhere")))

    with library.reading() as book, pytest.raises(Exception, match="nowhere") as failure:
        read.rows(book.connection, {})

    assert type(failure.value).__module__ == "sqlalchemy.exc"


@pytest.mark.postgres
def test_a_server_that_goes_is_said_plainly_and_the_next_look_works(postgres_library: SqlLibrary) -> None:
    with pytest.raises(BookUnavailableError, match="away"):
        _read_when_the_server_is_gone(postgres_library)

    with postgres_library.reading() as book:
        assert book.standings.of(1) is None


def _read_when_the_server_is_gone(library: SqlLibrary) -> None:
    with library.reading() as book:
        pid = book.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(library.url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        book.standings.of(1)
