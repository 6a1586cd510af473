"""Alembic at work; imported only where there is something to change, as it takes a fifth of a second and 12 MiB."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.tables import BookTable


def upgrade(connection: Connection, scripts: Path, revision: str) -> None:
    command.upgrade(_config(connection, scripts), revision)


def downgrade(connection: Connection, scripts: Path, revision: str) -> None:
    command.downgrade(_config(connection, scripts), revision)


def differences(connection: Connection) -> list[str]:
    """What the database has otherwise than the tables say."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [repr(difference) for difference in compare_metadata(context, BookTable.metadata)]


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
