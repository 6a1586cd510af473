"""Files into the book: rehearsed first, then all of them in one transaction, and back again if asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from domain.import_ports import ImportBook, ImportLibrary, Progress, RecordFile, RecordFiles, RecordSheet
from domain.imports import (
    FileRefusedError,
    FileReport,
    ImportReport,
    ImportRun,
    ReadOptions,
    SheetReport,
    Undone,
)
from domain.ports import AuditEntry
from domain.records import RecordKind, RowVerdict, Verdict

_SHOWN = 20


class Imports:
    """After everything is written, `reconcile` and then `rescore` are given the accounts whose evidence changed."""

    def __init__(
        self,
        library: ImportLibrary,
        files: RecordFiles,
        *,
        clock: Callable[[], datetime],
        reconcile: Callable[[frozenset[int]], object],
        rescore: Callable[[frozenset[int]], object],
    ) -> None:
        self._library = library
        self._files = files
        self._clock = clock
        self._reconcile = reconcile
        self._rescore = rescore

    def rehearse(self, paths: Sequence[Path], options: ReadOptions, *, by: str, progress: Progress) -> ImportReport:
        """What `apply` would do; all the work is done and taken back, the book stays as it is."""
        files = self._opened(paths, options, by=by)
        with self._library.rehearsing(by=by, at=self._clock()) as book:
            reports = _taken(book, files, progress)
        self._remember(files, options, by=by)
        return ImportReport(self._with_refused_files(files, reports))

    def apply(self, paths: Sequence[Path], options: ReadOptions, *, by: str, progress: Progress) -> ImportReport:
        """All files or none; a file that was applied before is left alone."""
        files = self._opened(paths, options, by=by)
        self._remember(files, options, by=by)
        with self._library.importing(by=by, at=self._clock()) as book:
            reports = _taken(book, files, progress)
            run = self._finished(book, files, reports, by=by)
            accounts = book.touched()
        report = ImportReport(self._with_refused_files(files, reports), run, accounts)
        self._follow(accounts)
        return report

    def undo(self, run: int, *, by: str) -> Undone:
        at = self._clock()
        with self._library.importing(by=by, at=at) as book:
            undone = book.undo(run)
            done = f"{undone.removed} removed, {undone.restored} restored"
            book.record(AuditEntry(at, by, "import.undone", f"import:{run}", after=done, origin="import"))
        self._follow(undone.accounts)
        return undone

    def runs(self, *, by: str) -> Sequence[ImportRun]:
        with self._library.rehearsing(by=by, at=self._clock()) as book:
            return book.runs()

    def _follow(self, accounts: frozenset[int]) -> None:
        """Renewals follow contracts, and scores follow both."""
        if accounts:
            self._reconcile(accounts)
            self._rescore(accounts)

    def _opened(self, paths: Sequence[Path], options: ReadOptions, *, by: str) -> list[RecordFile]:
        with self._library.rehearsing(by=by, at=self._clock()) as book:
            files = [self._files.open(path, options, remembered=book.mapping) for path in paths]
        _refuse_unknown_columns(files, options)
        return files

    def _remember(self, files: Sequence[RecordFile], options: ReadOptions, *, by: str) -> None:
        """What was said with --map holds for the next file with these columns too, so a rehearsal may say it."""
        if not options.columns:
            return
        at = self._clock()
        with self._library.importing(by=by, at=at) as book:
            for sheet in _sheets(files):
                columns = _columns_of(sheet, options)
                if columns:
                    known = {**book.mapping(sheet.outline.fingerprint), **columns}
                    book.remember_mapping(sheet.outline.fingerprint, known, at=at)

    def _finished(
        self, book: ImportBook, files: Sequence[RecordFile], reports: Sequence[FileReport], *, by: str
    ) -> ImportRun | None:
        fresh = [(file, report) for file, report in zip(files, reports, strict=True) if report.already is None]
        if not fresh:
            return None
        counts = ImportReport(tuple(report for _, report in fresh)).counts
        kinds = {kind for file, report in fresh for kind in _kinds_brought(file, report)}
        run = book.finish({file.digest: file.path.name for file, _ in fresh}, counts, kinds)
        book.record(
            AuditEntry(run.started_at, by, "import.applied", f"import:{run.id}", after=_in_words(run), origin="import")
        )
        return run

    def _with_refused_files(self, files: Sequence[RecordFile], reports: Sequence[FileReport]) -> tuple[FileReport, ...]:
        return tuple(
            replace(report, sheets=tuple(self._with_refused_file(file, *pair) for pair in _pairs(file, report)))
            for file, report in zip(files, reports, strict=True)
        )

    def _with_refused_file(self, file: RecordFile, sheet: RecordSheet, report: SheetReport) -> SheetReport:
        if not report.refused:
            return report
        return replace(report, refused_file=self._files.write_refused(file, sheet, report.refused))


@dataclass(slots=True)
class _Tally:
    """One sheet's verdicts while its batches come by."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    refused: list[RowVerdict] = field(default_factory=list)
    shown: list[RowVerdict] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)


def _taken(book: ImportBook, files: Sequence[RecordFile], progress: Progress) -> list[FileReport]:
    """Accounts come first: they are what other files speak of. The reports stand as the files do."""
    progress.begin(sum(sheet.outline.rows for sheet in _sheets(files)))
    taken = {id(file): _file_taken(book, file, progress) for file in sorted(files, key=_rank)}
    return [taken[id(file)] for file in files]


def _rank(file: RecordFile) -> int:
    kinds = list(RecordKind)
    return min((kinds.index(sheet.outline.kind) for sheet in file.sheets), default=len(kinds))


def _file_taken(book: ImportBook, file: RecordFile, progress: Progress) -> FileReport:
    """A file of which rows were refused is read again: what they lacked may be in the book by now."""
    already = book.applied(file.digest)
    if already and not already.counts.get(Verdict.REFUSED):
        return FileReport(file.path, tuple(file.notes), (), already)
    sheets = tuple(_sheet_taken(book, sheet, progress) for sheet in file.sheets)
    return FileReport(file.path, tuple(file.notes), sheets)


def _sheet_taken(book: ImportBook, sheet: RecordSheet, progress: Progress) -> SheetReport:
    tally = _Tally()
    for batch in sheet.batches():
        outcome = book.take(batch)
        refused = [*batch.refused, *outcome.refused]
        tally.counts.update(outcome.counts)
        tally.counts[Verdict.REFUSED] += len(refused)
        tally.refused += refused
        tally.shown += outcome.shown[: _SHOWN - len(tally.shown)]
        tally.totals += batch.totals
        progress.advance(batch.rows)
    refused = sorted(tally.refused, key=lambda verdict: verdict.row)
    return SheetReport(sheet.outline, +tally.counts, tuple(refused), tuple(tally.shown), tuple(tally.totals))


def _sheets(files: Iterable[RecordFile]) -> list[RecordSheet]:
    return [sheet for file in files for sheet in file.sheets]


def _pairs(file: RecordFile, report: FileReport) -> list[tuple[RecordSheet, SheetReport]]:
    """No pairs for a file that was applied before: nothing of it was looked at."""
    return list(zip(file.sheets, report.sheets, strict=False))


def _columns_of(sheet: RecordSheet, options: ReadOptions) -> Mapping[str, str]:
    texts = {text.strip().casefold() for text in sheet.outline.header}
    return {column: name for column, name in options.columns.items() if column.strip().casefold() in texts}


def _refuse_unknown_columns(files: Sequence[RecordFile], options: ReadOptions) -> None:
    known = {column for sheet in _sheets(files) for column in _columns_of(sheet, options)}
    for column in options.columns:
        if column not in known:
            shown = ", ".join(text for sheet in _sheets(files) for text in sheet.outline.header if text)
            raise FileRefusedError(files[0].path.name, f"There is no column '{column}'.", f"The columns are: {shown}.")


def _kinds_brought(file: RecordFile, report: FileReport) -> set[RecordKind]:
    """A sheet that was refused to the last row brought nothing: its feed has not worked."""
    worked = (sheet for sheet, told in _pairs(file, report) if told.counts.keys() - {Verdict.REFUSED})
    return {kind for sheet in worked for kind in _kinds_of(sheet)}


def _kinds_of(sheet: RecordSheet) -> set[RecordKind]:
    """The sheet's own kind, and those that its columns bring along."""
    groups = {use.field.partition(".")[0] for use in sheet.outline.columns if use.field}
    return {sheet.outline.kind} | {kind for kind in RecordKind if kind.value in groups}


def _in_words(run: ImportRun) -> str:
    counts = ", ".join(f"{count} {verdict}" for verdict, count in run.counts.items())
    return f"{', '.join(run.files)}: {counts or 'nothing'}"
