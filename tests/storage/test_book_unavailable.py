from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import exc, text

from domain.errors import BookUnavailableError
from domain.permissions import Member, Role
from storage import engine
from storage.away import said_plainly
from storage.library import SqlLibrary

ADA = Member("U1", "Ada", Role.ADMIN)


@pytest.fixture
def hasty_library(sqlite_url: str) -> SqlLibrary:
    return SqlLibrary(sqlite_url, wait_seconds=0.05)


def test_a_held_lock_stops_writers_with_a_plain_word_and_readers_not_at_all(hasty_library: SqlLibrary) -> None:
    with closing(hasty_library), closing(_other_process(hasty_library)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with hasty_library.reading() as book:
            members = book.members.all()
        reason = _refusal(hasty_library)

    assert (list(members), reason) == ([], "locked")


def test_a_writer_of_the_same_process_that_does_not_end_is_waited_for_only_so_long(hasty_library: SqlLibrary) -> None:
    with closing(hasty_library), hasty_library.writing():
        assert _refusal(hasty_library) == "busy"


def test_a_full_disk_is_said_and_leaves_the_book_whole(hasty_library: SqlLibrary) -> None:
    with closing(hasty_library):
        with hasty_library.writing() as book:
            book.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        reason = _refusal(hasty_library, Member("U1", "A" * 100_000, Role.CSM))

        with hasty_library.reading() as book:
            assert (reason, list(book.members.all())) == ("full", [])
            assert book.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_book_that_is_not_there_is_away(tmp_path: Path) -> None:
    with closing(SqlLibrary(f"sqlite:///{tmp_path}/nowhere/book.db")) as library:
        assert _refusal(library) == "away"


def test_a_file_that_is_no_book_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(b"this is no database, but it is long enough to be looked into" * 100)

    with closing(SqlLibrary(f"sqlite:///{path}")) as library:
        assert _refusal(library) == "damaged"


@pytest.mark.postgres
def test_a_server_that_is_not_there_is_away() -> None:
    with closing(SqlLibrary("postgresql+psycopg://nobody@127.0.0.1:9/book")) as library:
        assert _refusal(library) == "away"


@pytest.mark.postgres
def test_a_lock_on_the_server_is_waited_for_only_so_long(postgres_url: str, postgres_library: SqlLibrary) -> None:
    with closing(SqlLibrary(postgres_url, wait_seconds=0.05)) as hasty, postgres_library.writing() as book:
        book.connection.execute(text("LOCK TABLE member IN EXCLUSIVE MODE"))

        assert _refusal(hasty) == "locked"


@pytest.mark.postgres
def test_a_server_that_takes_no_writes_is_read_only(postgres_library: SqlLibrary) -> None:
    with pytest.raises(BookUnavailableError) as refused:
        _write_read_only(postgres_library)

    assert refused.value.what == "read-only"


@pytest.mark.postgres
def test_a_connection_that_died_while_it_rested_is_replaced_unnoticed(
    postgres_library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "REST_SECONDS", 0.0)
    mine = _backend(postgres_library)
    with psycopg.connect(postgres_library.url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [mine])
    _wait_until_gone(postgres_library, mine)

    found = [_backend(postgres_library), _backend(postgres_library)]

    assert found[0] != mine
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        pytest.param(psycopg.errors.DiskFull(), "full", id="disk full"),
        pytest.param(psycopg.errors.DeadlockDetected(), "locked", id="deadlock"),
        pytest.param(psycopg.errors.AdminShutdown(), "away", id="shut down"),
    ],
)
def test_what_a_server_says_is_one_word(cause: psycopg.Error, reason: str) -> None:
    with pytest.raises(BookUnavailableError) as refused, said_plainly():
        raise exc.DBAPIError("SELECT 1", {}, cause)

    assert refused.value.what == reason


def test_a_wrong_question_is_a_fault_of_ours_and_not_the_books(library: SqlLibrary) -> None:
    with pytest.raises(exc.DBAPIError), library.reading() as book:
        book.connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_library_may_be_moved_as_one_file_once_it_is_closed(sqlite_library: SqlLibrary, tmp_path: Path) -> None:
    with sqlite_library.writing() as book:
        book.members.save(ADA)
    sqlite_library.close()
    shutil.copy(tmp_path / "book.db", tmp_path / "moved.db")

    with closing(SqlLibrary(f"sqlite:///{tmp_path}/moved.db")) as moved, moved.reading() as book:
        assert list(book.members.all()) == [ADA]


def _other_process(library: SqlLibrary) -> sqlite3.Connection:
    return sqlite3.connect(library.url.removeprefix("sqlite:///"), isolation_level=None)


def _refusal(library: SqlLibrary, member: Member = ADA) -> str:
    with pytest.raises(BookUnavailableError) as refused:
        _save(library, member)
    return refused.value.what


def _save(library: SqlLibrary, member: Member) -> None:
    with library.writing() as book:
        book.members.save(member)


def _write_read_only(library: SqlLibrary) -> None:
    with library.writing() as book:
        book.connection.execute(text("SET TRANSACTION READ ONLY"))
        book.members.save(ADA)


def _backend(library: SqlLibrary) -> int:
    with library.reading() as book:
        return int(book.connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _wait_until_gone(library: SqlLibrary, backend: object) -> None:
    with psycopg.connect(library.url.replace("+psycopg", ""), autocommit=True) as other:
        for _ in range(100):
            if not other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [backend]).fetchone():
                return
            time.sleep(0.01)


def test_what_is_asked_wrongly_fails_without_what_was_written(hasty_library: SqlLibrary) -> None:
    with closing(hasty_library), hasty_library.reading() as book, pytest.raises(exc.OperationalError) as raised:
        book.connection.execute(text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "Acme"})

    assert "Acme" not in str(raised.value)
