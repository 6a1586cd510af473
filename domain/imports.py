"""An import in the words of the book: what a file said, what was believed of it, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path

from domain.errors import CustomerSuccessError
from domain.records import AccountRef, Record, RecordKind, RowVerdict, Verdict


class DateOrder(StrEnum):
    """What comes first in 03/04/2026; a whole column has one order."""

    DMY = "dmy"
    MDY = "mdy"


@dataclass(unsafe_hash=True)
class FileRefusedError(CustomerSuccessError):
    """A whole file cannot be read as it is; `next_step` is what to do about it, a sentence."""

    file: str
    reason: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason} {self.next_step}"


@dataclass(unsafe_hash=True)
class UndoRefusedError(CustomerSuccessError):
    """An import cannot be taken back: `reason` says what stands in the way."""

    run: int
    reason: str

    def __str__(self) -> str:
        return f"Import {self.run} cannot be undone: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person said about a file; `columns` maps a column's text to a field's name."""

    kind: RecordKind | None = None
    sheet: str | None = None
    dates: DateOrder | None = None
    currency: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of a sheet: the field it fills (None: not used, perhaps with a suggestion) and what stands in it."""

    text: str
    position: int
    field: str | None
    suggestion: str | None = None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetOutline:
    """How a sheet is read, to be shown before anything is believed; `rows` counts those below the header."""

    file: str
    sheet: str | None
    kind: RecordKind
    kind_because: str
    header_row: int
    header: tuple[str, ...]
    columns: tuple[ColumnUse, ...]
    notes: tuple[str, ...]
    fingerprint: str
    rows: int

    @property
    def title(self) -> str:
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class UsageColumns:
    """Usage roll-ups as columns of equal length, as files hold millions; `rows` are file rows, `days` are ordinals.

    Measures are the plain values of `UsageMeasure`: an enum's members are slow to hash and to bind.
    """

    rows: Sequence[int] = ()
    accounts: Sequence[AccountRef] = ()
    measures: Sequence[str] = ()
    days: Sequence[int] = ()
    values: Sequence[int] = ()

    @classmethod
    def joined(cls, parts: Sequence[UsageColumns]) -> UsageColumns:
        columns = zip(
            *((part.rows, part.accounts, part.measures, part.days, part.values) for part in parts), strict=True
        )
        return cls(*(list(chain.from_iterable(column)) for column in columns))

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class SheetBatch:
    """Some rows of a sheet, read: records (several a row, the account first) or usage, and the rows refused.

    `rows` counts all of them, the blank ones too; `totals` are the row numbers of total rows, which are skipped.
    """

    records: Sequence[Record] = ()
    usage: UsageColumns = field(default_factory=UsageColumns)
    refused: Sequence[RowVerdict] = ()
    totals: Sequence[int] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of a batch: how many rows of each verdict, the refused and (some of) the changed in full."""

    counts: Mapping[Verdict, int]
    refused: Sequence[RowVerdict] = ()
    shown: Sequence[RowVerdict] = ()


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import that was applied."""

    id: int
    started_at: datetime
    actor: str
    files: tuple[str, ...]
    counts: Mapping[Verdict, int]
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did; `plans`: also to outcomes of success plans."""

    run: int
    removed: int
    restored: int
    accounts: frozenset[int]
    plans: bool = False


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What an import did with one sheet, or would do; `refused_file` holds the refused rows, to be mended."""

    outline: SheetOutline
    counts: Mapping[Verdict, int]
    refused: tuple[RowVerdict, ...] = ()
    shown: tuple[RowVerdict, ...] = ()
    totals: tuple[int, ...] = ()
    refused_file: Path | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file's sheets; `already` is the import that brought this very file before, so that nothing was done."""

    path: Path
    notes: tuple[str, ...]
    sheets: tuple[SheetReport, ...]
    already: ImportRun | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened to all files together; no `run` for a rehearsal, or when there was nothing to do."""

    files: tuple[FileReport, ...]
    run: ImportRun | None = None
    accounts: frozenset[int] = frozenset()

    @property
    def counts(self) -> Mapping[Verdict, int]:
        total: Counter[Verdict] = Counter()
        for file in self.files:
            for sheet in file.sheets:
                total.update(sheet.counts)
        return total
