"""`moorline import`: files into the book; a rehearsal unless --apply is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Self

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot.bootstrap import BehindError, now, opened_library, prepared
from bot.bootstrap.scoring import renewal_terms, scoring
from bot.cli.console import err, give_up, say, settings_or_exit, table
from bot.cli.import_report import counts_words, show_end, show_file
from bot.cli.policy import require_usable
from bot.services.imports import Imports
from bot.services.policies import Policies
from bot.services.renewal_terms import RenewalTerms
from bot.services.scoring import Scoring
from domain.errors import BookUnavailableError
from domain.imports import (
    DateOrder,
    FileRefusedError,
    ReadOptions,
    UndoRefusedError,
)
from domain.records import RecordKind
from integrations.files.cells import CellRefusedError
from integrations.files.money import currency_from
from integrations.files.reading import LocalFiles
from storage.imports.book import SqlImports

app = typer.Typer(help="Files into the book.", add_completion=False)

OPERATOR = "command line"
_KINDS = (
    {f"{kind.value}s": kind for kind in RecordKind}
    | {kind.value: kind for kind in RecordKind}
    | {"usage": RecordKind.USAGE}
)


@app.command(name="import")
def import_files(  # a command line's options are its arguments
    files: Annotated[list[Path] | None, typer.Argument(help="CSV, xlsx, xls or ods files.")] = None,
    kind: Annotated[str | None, typer.Option(help="accounts, contacts, contracts, usage, touchpoints, …")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this, only say what would happen.")] = False,  # noqa: FBT002  # a flag
    sheet: Annotated[str | None, typer.Option(help="Only this sheet of a workbook.")] = None,
    dates: Annotated[DateOrder | None, typer.Option(help="What comes first in 03/04/2026.")] = None,
    currency: Annotated[str | None, typer.Option(help="The currency of amounts that name none, like USD.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of a CSV file, like gb18030.")] = None,
    mapped: Annotated[list[str] | None, typer.Option("--map", help='"Column=field", as often as needed.')] = None,
    undo: Annotated[int | None, typer.Option(help="Take this import back.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the imports, newest first.")] = False,  # noqa: FBT002  # a flag
) -> None:
    """Bring files into the book: a rehearsal first, then --apply; an import can be undone."""
    if listed:
        _list()
    elif undo is not None:
        _undo(undo)
    elif not files:
        give_up("no file is named; say moorline import FILE…, --list or --undo ID")
    else:
        _bring(files, _options(kind, sheet, dates, currency, encoding, mapped or []), is_applied=apply)


def _bring(files: list[Path], options: ReadOptions, *, is_applied: bool) -> None:
    with _imports() as imports, _Bar() as progress:
        work = imports.apply if is_applied else imports.rehearse
        report = work(files, options, by=OPERATOR, progress=progress)
    for file in report.files:
        show_file(file)
    show_end(report, is_applied=is_applied)


def _undo(run: int) -> None:
    with _imports() as imports:
        undone = imports.undo(run, by=OPERATOR)
    say(f"✓ import {run} is undone: {undone.removed} rows removed, {undone.restored} restored")


def _list() -> None:
    with _imports() as imports:
        runs = imports.runs(by=OPERATOR)
    rows = (
        (
            str(run.id),
            f"{run.started_at:%Y-%m-%d %H:%M}",
            ", ".join(run.files),
            counts_words(run.counts),
            "undone" if run.undone_at else "",
        )
        for run in runs
    )
    table(("Import", "At (UTC)", "Files", "Rows", ""), rows)


@contextmanager
def _imports() -> Iterator[Imports]:
    """The service; whatever is refused as a whole is said in a sentence with its next step."""
    settings = settings_or_exit()
    with opened_library(settings) as library:
        reconcile = partial(_reconcile, renewal_terms(settings, library))
        rescore = partial(_rescore, scoring(settings, library))
        try:
            prepared(settings)
            require_usable(Policies(library, now))
            yield Imports(SqlImports(library), LocalFiles(), clock=now, reconcile=reconcile, rescore=rescore)
        except (FileRefusedError, UndoRefusedError) as error:
            give_up(str(error))
        except BehindError:
            give_up("the database is older than this version: run moorline db upgrade")
        except BookUnavailableError as error:
            give_up(f"the database is {error.what}; nothing was imported. Try again, or see moorline doctor")


def _reconcile(terms: RenewalTerms, accounts: frozenset[int]) -> None:
    try:
        terms.reconcile(accounts)
    except BookUnavailableError as error:
        say(f"The rows are written, but not the renewals (the database is {error.what}): run moorline score")


def _rescore(scores: Scoring, accounts: frozenset[int]) -> None:
    """The rows are in the book by now: scores that cannot be written are no reason to say otherwise."""
    try:
        scores.rescore(sorted(accounts))
    except BookUnavailableError as error:
        say(f"The rows are written, but not the scores (the database is {error.what}): run moorline score")


def _options(
    kind: str | None,
    sheet: str | None,
    dates: DateOrder | None,
    currency: str | None,
    encoding: str | None,
    mapped: list[str],
) -> ReadOptions:
    if kind is not None and kind.casefold() not in _KINDS:
        give_up(
            f"--kind {kind} is none of: accounts, contacts, contracts, usage, touchpoints, tickets, surveys, invoices, "
            "outcomes, measurements"
        )
    return ReadOptions(
        kind=_KINDS[kind.casefold()] if kind else None,
        sheet=sheet,
        dates=dates,
        currency=_currency(currency) if currency else None,
        encoding=encoding,
        columns=_columns(mapped),
    )


def _currency(said: str) -> str:
    try:
        return currency_from(said)
    except CellRefusedError:
        give_up(f"--currency {said} is no currency's code that I know; one looks like USD")


def _columns(mapped: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for said in mapped:
        column, equals, name = said.rpartition("=")
        if not equals or not column.strip() or not name.strip():
            give_up(f'--map {said} is not "Column=field", like --map "Kunde=account.name"')
        columns[column.strip()] = name.strip()
    return columns


class _Bar:
    """A progress bar on standard error; short imports are over before it is seen."""

    def __init__(self) -> None:
        columns = (
            TextColumn("importing"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("rows"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=err, transient=True)
        self._task: TaskID = self._bar.add_task("rows", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def begin(self, rows: int) -> None:
        self._bar.update(self._task, total=rows)

    def advance(self, rows: int) -> None:
        self._bar.advance(self._task, rows)
