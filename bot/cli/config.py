"""`moorline config`: which settings are in force, and where each comes from."""

from __future__ import annotations

import typer

from bot.cli.console import settings_or_exit, table
from bot.settings import shown

app = typer.Typer(help="The settings in force.", no_args_is_help=True, add_completion=False)


@app.callback()
def config() -> None:
    """The settings in force."""


@app.command()
def show() -> None:
    """List every setting, its value and its origin; secrets are hidden."""
    table(("Setting", "Value", "From", "Meaning"), shown(settings_or_exit()))
