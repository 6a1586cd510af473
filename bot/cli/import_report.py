"""What an import says of its files: what each column was taken for, what would happen to each row, and how it ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from rich.markup import escape

from bot.cli.console import out, say, table
from domain.accounts import Money
from domain.imports import ColumnUse, FileReport, ImportReport, SheetReport
from domain.money import minor_digits
from domain.records import RecordKind, RowVerdict, Verdict

_UNREADABLE = re.compile(r"column '(.*?)' (?!has no currency)")
_SHOWN = 20
"""Rows that are named, where more are only counted."""


def show_file(file: FileReport) -> None:
    if file.already is not None:
        say(f"{file.path.name}: imported already (import {file.already.id}); nothing to do")
    for note in file.notes if file.sheets else ():
        say(f"{file.path.name}: {note}")
    for sheet in file.sheets:
        _show_sheet(sheet)


def show_end(report: ImportReport, *, is_applied: bool) -> None:
    counts = counts_words(report.counts)
    if not is_applied:
        say(f"\nRehearsal: {counts or 'nothing to do'}. Nothing was written; add --apply to write it.")
    elif report.run is not None:
        say(f"\n✓ Import {report.run.id}: {counts or 'no rows'}. Take it back: moorline import --undo {report.run.id}")


def counts_words(counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in Verdict if counts.get(verdict))


def _show_sheet(report: SheetReport) -> None:
    outline = report.outline
    out.print(f"\n[bold]{escape(outline.title)}[/bold]: {_plural(outline.kind)} ({escape(outline.kind_because)})")
    say(f"header in row {outline.header_row}, {outline.rows:,} rows below")
    table(("Column", "Field", "For example"), (_column_row(use) for use in outline.columns))
    for note in outline.notes:
        say(f"• {note}")
    if report.totals:
        say(f"• Totals and notes beneath the records are skipped: row {', '.join(map(str, report.totals[:_SHOWN]))}.")
    table((*(verdict.value for verdict in Verdict),), [[f"{report.counts.get(verdict, 0):,}" for verdict in Verdict]])
    for verdict in report.shown:
        say(f"  row {verdict.row} {verdict.account}: {_differences(verdict)}")
    _show_refused(report)
    if hint := _hint(report):
        say(hint)


def _show_refused(report: SheetReport) -> None:
    for verdict in report.refused[:_SHOWN]:
        out.print(f"  [red]row {verdict.row} refused[/red]: {escape(verdict.reason)}")
    if report.refused:
        out.print(f"[red]{len(report.refused):,} refused[/red], {escape(_next_step(report))}")


def _hint(report: SheetReport) -> str | None:
    """For a sheet of which no row was believed because of one column: perhaps it is not what it was taken for."""
    found = [_UNREADABLE.match(verdict.reason) for verdict in report.refused]
    named = {match[1] if match else None for match in found}
    if set(report.counts) != {Verdict.REFUSED} or len(named) != 1 or None in named:
        return None
    return f'If the column is not what it was taken for, leave it out: --map "{named.pop()}=ignore"'


def _next_step(report: SheetReport) -> str:
    if report.refused_file is None:
        return "but the file of them could not be written; give the command in a folder that can be written to"
    return f"all with reasons in {report.refused_file}: mend and send it"


def _column_row(use: ColumnUse) -> tuple[str, str, str]:
    unused = f'not used; like {use.suggestion}? --map "{use.text}={use.suggestion}"' if use.suggestion else "not used"
    return use.text, use.field or unused, " · ".join(use.samples)


def _plural(kind: RecordKind) -> str:
    return "usage" if kind is RecordKind.USAGE else f"{kind.value}s"


def _differences(verdict: RowVerdict) -> str:
    return "; ".join(
        f"{name}: {_shown(before)} → {_shown(after)}" for name, (before, after) in verdict.differences.items()
    )


def _shown(value: object) -> str:
    if isinstance(value, Money):
        digits = minor_digits(value.currency)
        return f"{value.currency} {Decimal(value.minor).scaleb(-digits):,.{digits}f}"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return "nothing" if value is None else str(value)
