"""What lies around a container: the files of its image, and a database with nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from chart_cases import GOOD, REFUSED
from cluster import Rendered, rendered
from recipe import built


@pytest.fixture
def empty_database(postgres_template: Callable[[str], str]) -> Iterator[str]:
    """As the container of the database makes it: nothing in it yet."""
    with psycopg.connect(postgres_template("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE moorline")
        yield postgres_template("moorline").replace("postgresql://", "postgresql+psycopg://", 1)
        connection.execute("DROP DATABASE moorline WITH (FORCE)")


@pytest.fixture
def image(tmp_path: Path) -> Path:
    return built(tmp_path)


@pytest.fixture(scope="session")
def chart() -> Rendered:
    """Each of the cases, as Helm renders it."""
    return rendered({**GOOD, **{name: values for name, (values, _) in REFUSED.items()}})
