"""`moorline audit`: what was done, by whom."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import opened_library
from bot.cli.console import give_up, say, settings_or_exit, table
from domain.errors import BookUnavailableError
from domain.ports import AuditEntry

app = typer.Typer(add_completion=False)

HEADINGS = ("At", "Who", "Action", "Subject", "Before", "After", "From")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@app.command()
def show(
    action: Annotated[str | None, typer.Option(help="Only this action, such as access.refused.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many entries at most.")] = 100,
    file: Annotated[Path | None, typer.Option("--csv", help="Write them to this file.")] = None,
) -> None:
    """List what was done, newest first."""
    entries = _entries(action, limit)
    if file is None:
        table(HEADINGS, map(_cells, entries))
        return
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(HEADINGS)
        rows.writerows([_guarded(cell) for cell in _cells(entry)] for entry in entries)
    say(f"✓ {len(entries)} entries in {file}")


def _entries(action: str | None, limit: int) -> Sequence[AuditEntry]:
    try:
        with opened_library(settings_or_exit()) as library, library.reading() as book:
            return book.audit.entries(action=action, limit=limit)
    except BookUnavailableError as error:
        give_up(f"the book cannot be reached ({error.what})")


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    at = entry.at.isoformat(timespec="seconds")
    return at, entry.actor, entry.action, entry.subject, entry.before or "", entry.after or "", entry.origin or ""


def _guarded(cell: str) -> str:
    """Spreadsheets run cells that begin like formulas; a leading quote makes them text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
