from __future__ import annotations

import pytest
from sqlalchemy import event, text

from storage.library import SqlLibrary


def connections_taken(library: SqlLibrary) -> list[object]:
    """Grows by each connection that leaves the pool."""
    taken: list[object] = []
    event.listen(library.engines.reading, "checkout", lambda connection, *_: taken.append(connection))
    return taken


def test_look_after_look_uses_one_connection_of_sqlite(sqlite_library: SqlLibrary) -> None:
    taken = connections_taken(sqlite_library)

    for _ in range(3):
        with sqlite_library.reading() as book:
            book.members.all()

    assert len(taken) == 1


def test_looks_at_the_same_time_have_a_connection_each(sqlite_library: SqlLibrary) -> None:
    with sqlite_library.reading() as one, sqlite_library.reading() as other:
        assert one.connection is not other.connection


def test_each_look_sees_what_was_written_since_the_last(sqlite_library: SqlLibrary) -> None:
    with sqlite_library.reading() as book:
        before = book.policies.current()
    with sqlite_library.writing() as book:
        book.connection.execute(text("CREATE TABLE made_since (n INTEGER)"))

    with sqlite_library.reading() as book:
        assert before is None
        assert book.connection.execute(text("SELECT count(*) FROM made_since")).scalar_one() == 0


def test_a_connection_that_met_an_error_is_not_used_again(sqlite_library: SqlLibrary) -> None:
    taken = connections_taken(sqlite_library)

    with pytest.raises(ValueError, match="no"), sqlite_library.reading() as book:
        raise ValueError("no")
    with sqlite_library.reading() as book:
        book.members.all()

    assert len(taken) == 2


@pytest.mark.postgres
def test_a_connection_to_a_server_goes_back_after_each_look(postgres_library: SqlLibrary) -> None:
    taken = connections_taken(postgres_library)

    for _ in range(2):
        with postgres_library.reading() as book:
            book.members.all()

    assert len(taken) == 2
