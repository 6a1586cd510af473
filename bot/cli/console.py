"""How the command line speaks: facts to standard output, what is wrong to standard error."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NoReturn

import typer

from bot.settings import Settings, SettingsError, settings_read

if TYPE_CHECKING:
    from rich.console import Console

    out: Console
    err: Console

_WIDEST = 100_000
"""Columns of a line that goes into a pipe."""
WRONG_USE = 2
"""The exit status for settings and arguments that cannot work, as shells use it."""


def __getattr__(name: str) -> Console:
    """`out` and `err`, made when something is printed: a bot that runs prints nothing, and does without rich."""
    if name not in {"out", "err"}:
        raise AttributeError(name)
    return _console(is_error=name == "err")


@cache
def _console(*, is_error: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415 (as above)

    return Console(stderr=is_error, highlight=False, soft_wrap=True)


def settings_or_exit() -> Settings:
    """The settings, or every line that is wrong with them."""
    try:
        return settings_read()
    except SettingsError as error:
        give_up(*error.lines, status=WRONG_USE)


def give_up(*lines: str, status: int = 1) -> NoReturn:
    from rich.markup import escape  # noqa: PLC0415 (as above)

    for line in lines:
        _console(is_error=True).print(f"[red]✗[/red] {escape(line)}")
    raise typer.Exit(status)


def say(text: str) -> None:
    """Printed as it is: square brackets in it are no markup."""
    from rich.markup import escape  # noqa: PLC0415 (as above)

    _console(is_error=False).print(escape(text))


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """On a screen, cells are folded to its width; into a pipe every row is one whole line, for what reads it next."""
    from rich.console import Console  # noqa: PLC0415 (as above)
    from rich.markup import escape  # noqa: PLC0415 (as above)
    from rich.table import Table  # noqa: PLC0415 (as above)

    out = _console(is_error=False)
    made = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(escape(cell) for cell in row))
    (out if out.is_terminal else Console(highlight=False, width=_WIDEST)).print(made)
