"""How much SQLite may keep for the writer: much for a large transaction, as usual afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.engine import make_room
from storage.library import SqlLibrary


@pytest.fixture
def library(tmp_path: Path) -> SqlLibrary:
    return SqlLibrary(f"sqlite:///{tmp_path / 'book.db'}")


def cache_of(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())


def test_a_large_transaction_has_room_and_gives_it_back(library: SqlLibrary) -> None:
    with library.writing() as book:
        usual = cache_of(book.connection)
        make_room(book.connection)
        roomy = cache_of(book.connection)
    with library.writing() as book:
        afterwards = cache_of(book.connection)
    library.close()

    assert (usual, roomy, afterwards) == (-2000, -16384, -2000)


def test_one_that_fails_gives_it_back_too(library: SqlLibrary) -> None:
    def fails() -> None:
        with library.writing() as book:
            make_room(book.connection)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fails()
    with library.writing() as book:
        assert cache_of(book.connection) == -2000
    library.close()
