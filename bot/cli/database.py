"""`moorline db`: the book's shape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.cli.console import give_up, say, settings_or_exit
from domain.errors import BookUnavailableError
from storage import migrate
from storage.away import said_plainly

app = typer.Typer(help="The database: its version, and how to change it.", no_args_is_help=True, add_completion=False)


@app.command()
def upgrade(revision: Annotated[str, typer.Argument(help="Up to this revision.")] = "head") -> None:
    """Bring the database up to date; safe to repeat."""
    with _reachable() as url:
        migrate.upgrade(url, revision)
    current()


@app.command()
def downgrade(revision: Annotated[str, typer.Argument(help="Back to this one; base removes every table.")]) -> None:
    """Go back to an older version; what only newer tables hold is lost."""
    with _reachable() as url:
        migrate.downgrade(url, revision)
    current()


@app.command()
def current() -> None:
    """Say which version the database has, and whether that is the newest."""
    with _reachable() as url:
        found = migrate.current(url)
        is_newest = found is not None and not migrate.check(url)
    say(f"{found or 'empty'}: {'up to date' if is_newest else 'run moorline db upgrade'}")


@app.command()
def check() -> None:
    """Build a new database by every migration and compare it with the tables; for whoever changes them."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'scratch.db'}"
        migrate.upgrade(url)
        differences = migrate.check(url)
    if differences:
        give_up("the migrations do not lead to the tables:", *differences)
    say("✓ the migrations lead to the tables")


@contextmanager
def _reachable() -> Iterator[str]:
    """The database's address; one that cannot be reached is said in a sentence."""
    settings = settings_or_exit()
    try:
        with said_plainly():
            yield settings.database_url.get_secret_value()
    except BookUnavailableError as error:
        give_up(f"the database cannot be reached ({error.what}); see MOORLINE_DATABASE_URL")
