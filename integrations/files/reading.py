"""Opens a file of records: finds its sheets, headers, kinds and columns, then reads it a batch at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from domain.import_ports import RecordFile, RecordSheet, Remembered
from domain.imports import FileRefusedError, ReadOptions, SheetBatch, SheetOutline, UsageColumns
from domain.records import Record, RecordKind, RowVerdict, Verdict
from integrations.files.beneath import is_beneath
from integrations.files.cells import CellRefusedError, Row
from integrations.files.contradictions import contradictions_in
from integrations.files.disguises import WORKBOOKS, refuse_disguised
from integrations.files.headers import HEAD_ROWS, Header, header_in
from integrations.files.look import look_at, parts_below, rows_below, senses_of
from integrations.files.outlines import kind_found, name_of, outline_of
from integrations.files.refused import refused_file, refused_path
from integrations.files.rows import RowReader, is_empty
from integrations.files.tables import Limits, Table, delimited_table
from integrations.files.usage_rows import UsageReader
from integrations.files.workbooks import workbook_from

_BATCH = 5_000
_USAGE_POINTS = 500_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSheet:
    """One sheet whose columns are known."""

    outline: SheetOutline
    table: Table
    header: Header
    reader: RowReader
    contradicted: dict[int, str]
    usage: UsageReader | None

    def batches(self) -> Iterator[SheetBatch]:
        return _large(self._usage_batches(self.usage)) if self.usage else self._record_batches()

    def _usage_batches(self, usage: UsageReader) -> Iterator[SheetBatch]:
        for part in parts_below(self.table, self.header):
            yield usage.read(part)

    def _record_batches(self) -> Iterator[SheetBatch]:
        rows = rows_below(self.table, self.header)
        while chunk := list(islice(rows, _BATCH)):
            filled = [(number, row) for number, row in chunk if not is_empty(row)]
            totals = {number for number, row in filled if is_beneath(row)}
            batch = self._batch([pair for pair in filled if pair[0] not in totals])
            yield replace(batch, totals=sorted(totals), rows=len(chunk))

    def cells(self, rows: Container[int]) -> Iterator[tuple[int, Row]]:
        return (pair for pair in rows_below(self.table, self.header) if pair[0] in rows)

    def _batch(self, rows: list[tuple[int, Row]]) -> SheetBatch:
        records: list[Record] = []
        refused: list[RowVerdict] = []
        for number, row in rows:
            try:
                records += self._records(number, row)
            except CellRefusedError as refusal:
                refused.append(RowVerdict(number, Verdict.REFUSED, reason=str(refusal)))
        return SheetBatch(records, refused=refused)

    def _records(self, number: int, row: Row) -> list[Record]:
        if number in self.contradicted:
            raise CellRefusedError(self.contradicted[number])
        return self.reader.records(number, row)


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A file whose sheets are known."""

    path: Path
    digest: str
    notes: tuple[str, ...]
    sheets: tuple[FileSheet, ...]


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """`domain.import_ports.RecordFiles` for files on this machine."""

    limits: Limits = field(default_factory=Limits)

    def open(self, path: Path, options: ReadOptions, *, remembered: Remembered) -> LookedThrough:
        refuse_disguised(path)
        tables, notes = self._tables(path, options)
        sheets: list[FileSheet] = []
        for table in tables:
            head = [pair for pair in islice(table.rows(), HEAD_ROWS) if not is_empty(pair[1])]
            header = header_in(head, options.columns)
            if header is None:
                notes += _without_header(path, table, head, is_only=len(tables) == 1)
            else:
                sheets.append(_sheet(path, table, header, options, remembered))
        if not sheets:
            raise FileRefusedError(
                path.name, "It holds no rows that I can read.", "See docs/import.md for the columns."
            )
        return LookedThrough(path, _digest_of(path, options), tuple(notes), tuple(sheets))

    def write_refused(self, file: RecordFile, sheet: RecordSheet, refused: Sequence[RowVerdict]) -> Path | None:
        """Beside the file, else (its folder may be read-only) where the command was given."""
        part = sheet.outline.sheet if len(file.sheets) > 1 else None
        beside = refused_path(file.path, part)
        for place in (beside, Path.cwd() / beside.name):
            with suppress(OSError):
                return refused_file(place, sheet.outline.header, _with_reasons(sheet, refused))
        return None

    def _tables(self, path: Path, options: ReadOptions) -> tuple[Sequence[Table], list[str]]:
        if path.suffix.casefold() in WORKBOOKS:
            book = workbook_from(path, sheet=options.sheet, limits=self.limits)
            return book.tables, list(book.notes)
        table = delimited_table(path, encoding=options.encoding, limits=self.limits)
        named = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}[table.delimiter]
        return (table,), [f"Read as {table.encoding}, columns divided by {named}."]


def _sheet(path: Path, table: Table, header: Header, options: ReadOptions, remembered: Remembered) -> FileSheet:
    title = f"{path.name} [{table.name}]" if table.name else path.name
    found = kind_found(title, name_of(path, table), header, options, remembered)
    look = look_at(table, header, found.mapping)
    senses = senses_of(title, header, found.mapping, look, options)
    reader = RowReader(found.kind, header, found.mapping.fields, senses)
    is_accounts = found.kind is RecordKind.ACCOUNT
    contradicted = contradictions_in(_accounts(reader, rows_below(table, header))) if is_accounts else {}
    outline = outline_of(path.name, table, header, found, look, senses)
    usage = UsageReader(reader) if found.kind is RecordKind.USAGE else None
    return FileSheet(outline, table, header, reader, contradicted, usage)


def _with_reasons(sheet: RecordSheet, refused: Sequence[RowVerdict]) -> Iterator[tuple[RowVerdict, Sequence[object]]]:
    reasons = {verdict.row: verdict for verdict in refused}
    return ((reasons[number], cells) for number, cells in sheet.cells(reasons.keys()))


def _accounts(reader: RowReader, rows: Iterable[tuple[int, Row]]) -> Iterator[Record]:
    for number, row in rows:
        if not is_empty(row) and not is_beneath(row):
            with suppress(CellRefusedError):
                yield reader.records(number, row)[0]


def _large(batches: Iterator[SheetBatch]) -> Iterator[SheetBatch]:
    """Usage is read in small batches but written in large ones: it goes into the book sorted by its key."""
    some: list[SheetBatch] = []
    points = 0
    for batch in batches:
        some.append(batch)
        points += len(batch.usage)
        if points >= _USAGE_POINTS:
            yield _joined(some)
            some, points = [], 0
    if some:
        yield _joined(some)


def _joined(parts: list[SheetBatch]) -> SheetBatch:
    return SheetBatch(
        usage=UsageColumns.joined([part.usage for part in parts]),
        refused=[verdict for part in parts for verdict in part.refused],
        totals=[row for part in parts for row in part.totals],
        rows=sum(part.rows for part in parts),
    )


def _without_header(path: Path, table: Table, head: list[tuple[int, Row]], *, is_only: bool) -> list[str]:
    if not is_only:
        return [
            f"Sheet '{table.name}' has no header that I know: skipped."
            if head
            else f"Sheet '{table.name}' is empty: skipped."
        ]
    raise FileRefusedError(
        path.name,
        f"None of its first {HEAD_ROWS} rows is a header that I know." if head else "It is empty.",
        'Give its columns names like "Account" or "客户名称", or say --map "Column=field" (docs/import.md).',
    )


def _digest_of(path: Path, options: ReadOptions) -> str:
    """Of the content and of what was said about it: the same file read otherwise is another import."""
    digest = hashlib.sha256(repr((options.kind, options.sheet, options.dates, options.currency)).encode())
    digest.update(repr(sorted(options.columns.items())).encode())
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
