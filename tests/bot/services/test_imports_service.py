from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.services.imports import Imports
from domain.import_ports import RecordFile, RecordSheet, Remembered
from domain.imports import (
    BatchOutcome,
    ColumnUse,
    FileRefusedError,
    ImportRun,
    ReadOptions,
    SheetBatch,
    SheetOutline,
    Undone,
)
from domain.ports import AuditEntry
from domain.records import RecordKind, RowVerdict, Verdict

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOOK = Path("book.csv")
REFUSED = RowVerdict(3, Verdict.REFUSED, reason="has no name")
UNKNOWN = RowVerdict(2, Verdict.REFUSED, reason="no account 'Acme'")
CHANGED = RowVerdict(4, Verdict.CHANGED, "Acme", differences={"tier": ("mid", "high")})


@dataclass(frozen=True)
class FakeSheet:
    outline: SheetOutline
    given: tuple[SheetBatch, ...] = (SheetBatch(refused=[REFUSED], totals=[9], rows=5),)

    def batches(self) -> Iterator[SheetBatch]:
        return iter(self.given)

    def cells(self, rows: Container[int]) -> Iterator[tuple[int, Sequence[object]]]:
        return iter(())


@dataclass(frozen=True)
class FakeFile:
    path: Path
    digest: str
    sheets: tuple[FakeSheet, ...]
    notes: tuple[str, ...] = ("Read as utf-8.",)


@dataclass
class FakeFiles:
    files: dict[Path, FakeFile]
    refused: list[tuple[str, tuple[RowVerdict, ...]]] = field(default_factory=list)

    def open(self, path: Path, options: ReadOptions, *, remembered: Remembered) -> RecordFile:
        remembered("fingerprint")
        return self.files[path]

    def write_refused(self, file: RecordFile, sheet: RecordSheet, refused: Sequence[RowVerdict]) -> Path:
        self.refused.append((file.path.name, tuple(refused)))
        return Path(f"{file.path.name}.refused.csv")


@dataclass
class FakeBook:
    """What a transaction did; kept by the library only when it was meant for good."""

    outcome: BatchOutcome
    changed: frozenset[int]
    before: dict[str, ImportRun]
    mappings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    finished: list[tuple[dict[str, str], dict[Verdict, int], set[RecordKind]]] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)
    taken: list[SheetBatch] = field(default_factory=list)

    def mapping(self, fingerprint: str) -> Mapping[str, str]:
        return self.mappings.get(fingerprint, {})

    def remember_mapping(self, fingerprint: str, columns: Mapping[str, str], *, at: datetime) -> None:
        self.mappings[fingerprint] = columns

    def applied(self, digest: str) -> ImportRun | None:
        return self.before.get(digest)

    def take(self, batch: SheetBatch) -> BatchOutcome:
        self.taken.append(batch)
        return self.outcome

    def touched(self) -> frozenset[int]:
        return self.changed

    def finish(self, files: Mapping[str, str], counts: Mapping[Verdict, int], kinds: Iterable[RecordKind]) -> ImportRun:
        self.finished.append((dict(files), dict(counts), set(kinds)))
        return ImportRun(7, NOON, "ops", tuple(files.values()), counts)

    def runs(self) -> Sequence[ImportRun]:
        return list(self.before.values())

    def undo(self, run: int) -> Undone:
        return Undone(run, 3, 2, self.changed)

    def record(self, entry: AuditEntry) -> None:
        self.audit.append(entry)


@dataclass
class FakeLibrary:
    book: FakeBook
    opened: list[str] = field(default_factory=list)

    @contextmanager
    def importing(self, *, by: str, at: datetime) -> Iterator[FakeBook]:
        self.opened.append("importing")
        yield self.book

    @contextmanager
    def rehearsing(self, *, by: str, at: datetime) -> Iterator[FakeBook]:
        self.opened.append("rehearsing")
        yield self.book


@dataclass
class FakeProgress:
    total: int = 0
    done: int = 0

    def begin(self, rows: int) -> None:
        self.total = rows

    def advance(self, rows: int) -> None:
        self.done += rows


def sheet(*batches: SheetBatch) -> FakeSheet:
    columns = (ColumnUse("Kunde", 0, "account.name"), ColumnUse("ARR", 1, "contract.arr"), ColumnUse("Hue", 2, None))
    outline = SheetOutline(
        "book.csv", None, RecordKind.ACCOUNT, "you said so", 1, ("Kunde", "ARR", ""), columns, (), "fingerprint", 5
    )
    return FakeSheet(outline, batches) if batches else FakeSheet(outline)


@dataclass
class Bench:
    library: FakeLibrary
    files: FakeFiles
    rescored: list[frozenset[int]]
    reconciled: list[frozenset[int]]
    progress: FakeProgress
    imports: Imports


def bench(
    *files: FakeFile,
    outcome: BatchOutcome | None = None,
    touched: Iterable[int] = (1, 2),
    before: dict[str, ImportRun] | None = None,
) -> Bench:
    taken = outcome or BatchOutcome({Verdict.NEW: 2, Verdict.CHANGED: 1}, [UNKNOWN], [CHANGED])
    library = FakeLibrary(FakeBook(taken, frozenset(touched), before or {}))
    reader = FakeFiles({file.path: file for file in files or (FakeFile(BOOK, "d1", (sheet(),)),)})
    rescored: list[frozenset[int]] = []
    reconciled: list[frozenset[int]] = []
    imports = Imports(library, reader, clock=lambda: NOON, reconcile=reconciled.append, rescore=rescored.append)
    return Bench(library, reader, rescored, reconciled, FakeProgress(), imports)


def test_a_rehearsal_says_what_would_happen_and_scores_nothing() -> None:
    on = bench()

    report = on.imports.rehearse([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert on.library.opened == ["rehearsing", "rehearsing"]
    assert (report.run, on.rescored, on.library.book.finished) == (None, [], [])
    assert report.counts == {Verdict.NEW: 2, Verdict.CHANGED: 1, Verdict.REFUSED: 2}


def test_what_is_applied_is_counted_recorded_audited_and_scored() -> None:
    on = bench()

    report = on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert on.library.opened == ["rehearsing", "importing"]
    assert on.library.book.finished == [
        (
            {"d1": "book.csv"},
            {Verdict.NEW: 2, Verdict.CHANGED: 1, Verdict.REFUSED: 2},
            {RecordKind.ACCOUNT, RecordKind.CONTRACT},
        )
    ]
    assert on.library.book.audit == [
        AuditEntry(
            NOON, "ops", "import.applied", "import:7", after="book.csv: 2 new, 1 changed, 2 refused", origin="import"
        )
    ]
    assert (on.rescored, report.accounts) == ([frozenset({1, 2})], frozenset({1, 2}))
    assert on.reconciled == on.rescored
    assert (on.progress.total, on.progress.done) == (5, 5)


def test_refused_rows_come_in_the_order_of_the_file_and_go_to_a_file_of_their_own() -> None:
    on = bench()

    report = on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    sheet_report = report.files[0].sheets[0]
    assert on.files.refused == [("book.csv", (UNKNOWN, REFUSED))]
    assert (sheet_report.refused, sheet_report.refused_file) == ((UNKNOWN, REFUSED), Path("book.csv.refused.csv"))
    assert (sheet_report.shown, sheet_report.totals) == ((CHANGED,), (9,))


def test_without_refused_rows_there_is_no_file_of_them() -> None:
    clean = FakeFile(BOOK, "d1", (sheet(SheetBatch(rows=1)),))
    on = bench(clean, outcome=BatchOutcome({Verdict.UNCHANGED: 1}), touched=())

    report = on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert (on.files.refused, report.files[0].sheets[0].refused_file) == ([], None)
    assert on.rescored == []


def test_an_import_that_brought_nothing_is_audited_as_such() -> None:
    on = bench(FakeFile(BOOK, "d1", (sheet(SheetBatch(rows=0)),)), outcome=BatchOutcome({}), touched=())

    on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert [entry.after for entry in on.library.book.audit] == ["book.csv: nothing"]


def test_a_file_that_was_applied_before_is_left_alone() -> None:
    run = ImportRun(3, NOON, "ops", ("book.csv",), {})
    on = bench(before={"d1": run}, touched=())

    report = on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert (report.run, report.files[0].already, report.files[0].sheets) == (None, run, ())
    assert (on.library.book.finished, on.library.book.audit) == ([], [])


def test_a_file_of_which_rows_were_refused_is_read_again() -> None:
    run = ImportRun(3, NOON, "ops", ("book.csv",), {Verdict.REFUSED: 1})
    on = bench(before={"d1": run})

    report = on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert (report.files[0].already, on.library.book.finished[0][0]) == (None, {"d1": "book.csv"})


def test_accounts_are_taken_before_the_files_that_speak_of_them() -> None:
    tickets = sheet(SheetBatch(rows=2))
    tickets = replace(tickets, outline=replace(tickets.outline, kind=RecordKind.TICKET))
    other = Path("tickets.csv")
    on = bench(FakeFile(other, "d2", (tickets,)), FakeFile(BOOK, "d1", (sheet(),)))

    report = on.imports.apply([other, BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert list(on.library.book.finished[0][0]) == ["d2", "d1"]
    assert [batch.rows for batch in on.library.book.taken] == [5, 2]
    assert [file.path for file in report.files] == [other, BOOK]


def test_a_feed_that_brought_nothing_but_refusals_has_not_worked() -> None:
    on = bench(outcome=BatchOutcome({}, [UNKNOWN]), touched=())

    on.imports.apply([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert on.library.book.finished == [({"d1": "book.csv"}, {Verdict.REFUSED: 2}, set())]


def test_of_two_files_only_the_new_one_is_recorded() -> None:
    other = Path("other.csv")
    on = bench(
        FakeFile(BOOK, "d1", (sheet(),)),
        FakeFile(other, "d2", (sheet(),)),
        before={"d1": ImportRun(3, NOON, "ops", ("book.csv",), {})},
    )

    on.imports.apply([BOOK, other], ReadOptions(), by="ops", progress=on.progress)

    assert on.library.book.finished[0][0] == {"d2": "other.csv"}


@pytest.mark.parametrize("is_applied", [True, False])
def test_columns_mapped_by_hand_are_remembered(*, is_applied: bool) -> None:
    on = bench()
    on.library.book.mappings["fingerprint"] = {"ARR": "contract.arr"}
    work = on.imports.apply if is_applied else on.imports.rehearse

    work([BOOK], ReadOptions(columns={"kunde ": "account.name"}), by="ops", progress=on.progress)

    assert on.library.book.mappings == {"fingerprint": {"ARR": "contract.arr", "kunde ": "account.name"}}


def test_a_sheet_without_the_mapped_column_remembers_nothing() -> None:
    plain = sheet()
    other = FakeSheet(
        SheetOutline("b.csv", None, RecordKind.CONTACT, "", 1, ("Name",), (), (), "other fingerprint", 1), ()
    )
    on = bench(FakeFile(BOOK, "d1", (plain, other)))

    on.imports.apply([BOOK], ReadOptions(columns={"Kunde": "account.name"}), by="ops", progress=on.progress)

    assert list(on.library.book.mappings) == ["fingerprint"]


def test_a_mapped_column_that_no_file_has_is_refused_before_anything_is_written() -> None:
    on = bench()

    with pytest.raises(FileRefusedError) as refused:
        on.imports.apply([BOOK], ReadOptions(columns={"Client": "account.name"}), by="ops", progress=on.progress)

    assert str(refused.value) == "book.csv: There is no column 'Client'. The columns are: Kunde, ARR."
    assert on.library.opened == ["rehearsing"]


def test_only_the_first_differences_are_kept() -> None:
    many = BatchOutcome({Verdict.CHANGED: 15}, shown=[CHANGED] * 15)
    on = bench(FakeFile(BOOK, "d1", (sheet(SheetBatch(rows=15), SheetBatch(rows=15)),)), outcome=many)

    report = on.imports.rehearse([BOOK], ReadOptions(), by="ops", progress=on.progress)

    assert len(report.files[0].sheets[0].shown) == 20


@pytest.mark.parametrize(("touched", "scored"), [({1}, [frozenset({1})]), (set(), [])])
def test_an_undone_import_is_audited_and_its_accounts_scored(touched: set[int], scored: list[frozenset[int]]) -> None:
    on = bench(touched=touched)

    undone = on.imports.undo(7, by="ops")

    assert (undone.removed, undone.restored, on.rescored) == (3, 2, scored)
    assert on.reconciled == scored
    assert on.library.book.audit == [
        AuditEntry(NOON, "ops", "import.undone", "import:7", after="3 removed, 2 restored", origin="import")
    ]


def test_the_imports_are_listed() -> None:
    run = ImportRun(3, NOON, "ops", ("book.csv",), {})

    assert bench(before={"d1": run}).imports.runs(by="ops") == [run]
