"""What an import needs of the world: files that turn into records, a book that takes them and can give them back."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.imports import BatchOutcome, ImportRun, ReadOptions, SheetBatch, SheetOutline, Undone
from domain.ports import AuditEntry
from domain.records import RecordKind, RowVerdict, Verdict

Remembered = Callable[[str], Mapping[str, str]]
"""The columns once mapped by hand, by the header's fingerprint."""


class RecordSheet(Protocol):
    """One sheet of a file, its columns known; rows are read when asked for, a batch at a time."""

    @property
    def outline(self) -> SheetOutline: ...
    def batches(self) -> Iterator[SheetBatch]: ...
    def cells(self, rows: Container[int]) -> Iterator[tuple[int, Sequence[object]]]:
        """The raw cells of some rows, read again from the file: what was refused is not kept in memory."""
        ...


class RecordFile(Protocol):
    """One file, looked through once; `digest` is of its content and of what the person said about it."""

    @property
    def path(self) -> Path: ...
    @property
    def digest(self) -> str: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def sheets(self) -> Sequence[RecordSheet]: ...


class RecordFiles(Protocol):
    """Opens files; `remembered` gives the columns once mapped by hand for a header's fingerprint."""

    def open(self, path: Path, options: ReadOptions, *, remembered: Remembered) -> RecordFile: ...
    def write_refused(self, file: RecordFile, sheet: RecordSheet, refused: Sequence[RowVerdict]) -> Path | None:
        """A file beside the one that was read, with its refused rows and their reasons: to be mended and sent again.

        It never takes the place of a file that says something else. None: it could not be written.
        """
        ...


class ImportBook(Protocol):
    """The book as an import sees it, inside one transaction."""

    def mapping(self, fingerprint: str) -> Mapping[str, str]: ...
    def remember_mapping(self, fingerprint: str, columns: Mapping[str, str], *, at: datetime) -> None: ...
    def applied(self, digest: str) -> ImportRun | None:
        """The import that brought this very content and was not undone."""
        ...

    def take(self, batch: SheetBatch) -> BatchOutcome:
        """Match the batch to the book and write what is new or changed, noting what stood there before."""
        ...

    def touched(self) -> frozenset[int]:
        """The accounts that this import changed something of so far."""
        ...

    def finish(self, files: Mapping[str, str], counts: Mapping[Verdict, int], kinds: Iterable[RecordKind]) -> ImportRun:
        """Record the import (file names by digest), its feeds, and that the touched accounts' evidence changed."""
        ...

    def runs(self) -> Sequence[ImportRun]:
        """Newest first."""
        ...

    def undo(self, run: int) -> Undone: ...
    def record(self, entry: AuditEntry) -> None: ...


class ImportLibrary(Protocol):
    """Opens the book for an import: for good, or for a rehearsal that does all the work and leaves no trace."""

    def importing(self, *, by: str, at: datetime) -> AbstractContextManager[ImportBook]: ...
    def rehearsing(self, *, by: str, at: datetime) -> AbstractContextManager[ImportBook]: ...


class Progress(Protocol):
    """Whoever watches an import: how many rows there are, and how many are done."""

    def begin(self, rows: int) -> None: ...
    def advance(self, rows: int) -> None: ...
