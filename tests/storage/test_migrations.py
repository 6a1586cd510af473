from __future__ import annotations

import pytest

from storage import migrate


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


def test_after_the_upgrade_the_database_has_what_the_tables_say(url: str) -> None:
    assert migrate.check(url) == []


def test_every_migration_can_be_taken_back_and_done_again(url: str) -> None:
    migrate.downgrade(url, "base")
    bare = migrate.current(url)
    migrate.upgrade(url)

    assert (bare, migrate.current(url)) == (None, "0033")
    assert migrate.check(url) == []
