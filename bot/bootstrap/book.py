"""The book, opened and made ready; the clock."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.services.policies import SHIPPED_BY
from bot.settings import Settings
from domain.health.policy_file import policy_from_toml
from domain.ports import Library
from storage import migrate
from storage.away import said_plainly
from storage.library import SqlLibrary

_BESIDE_THE_CODE = Path(__file__).parents[2] / "policy.toml"
_INSTALLED = Path(sysconfig.get_path("data")) / "share" / "moorline" / "policy.toml"
SHIPPED_POLICY = _BESIDE_THE_CODE if _BESIDE_THE_CODE.exists() else _INSTALLED


class BehindError(Exception):
    """The database is older than the tables of this version."""


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def opened_library(settings: Settings) -> Iterator[SqlLibrary]:
    library = SqlLibrary(settings.database_url.get_secret_value())
    try:
        yield library
    finally:
        library.close()


def prepared(settings: Settings) -> None:
    """The database is made ready for this version, and the first policy is published."""
    url = settings.database_url.get_secret_value()
    with said_plainly():
        if settings.migrates_at_start:
            migrate.upgrade(url)
        elif not migrate.is_newest(url):
            raise BehindError
    with opened_library(settings) as library:
        publish_first_policy(library, policy_text(settings))


def policy_text(settings: Settings) -> str:
    return (settings.policy_file or SHIPPED_POLICY).read_text(encoding="utf-8-sig")


def publish_first_policy(library: Library, text: str) -> None:
    """Raises `PolicyError` with everything that is wrong with the text; a policy that is there already stays."""
    with library.writing() as book:
        if book.policies.current() is None:
            policy_from_toml(text)
            book.policies.publish(text, by=SHIPPED_BY, at=now())
