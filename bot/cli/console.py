"""How the command line speaks: facts to standard output, what is wrong to standard error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import Settings, SettingsError, settings_read

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

_WIDEST = 100_000
"""Columns of a line that goes into a pipe."""
WRONG_USE = 2
"""The exit status for settings and arguments that cannot work, as shells use it."""


def settings_or_exit() -> Settings:
    """The settings, or every line that is wrong with them."""
    try:
        return settings_read()
    except SettingsError as error:
        give_up(*error.lines, status=WRONG_USE)


def give_up(*lines: str, status: int = 1) -> NoReturn:
    for line in lines:
        err.print(f"[red]✗[/red] {escape(line)}")
    raise typer.Exit(status)


def say(text: str) -> None:
    """Printed as it is: square brackets in it are no markup."""
    out.print(escape(text))


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """On a screen, cells are folded to its width; into a pipe every row is one whole line, for what reads it next."""
    made = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(escape(cell) for cell in row))
    (out if out.is_terminal else Console(highlight=False, width=_WIDEST)).print(made)
