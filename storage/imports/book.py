"""The book as an import sees it: batches go in, runs are kept, and any of them can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.imports import BatchOutcome, ImportRun, SheetBatch, Undone
from domain.ports import AuditEntry
from domain.records import AccountRef, Record, RecordKind, Verdict
from storage.audit import SqlAudit
from storage.engine import make_room
from storage.evidence_marks import mark_changed
from storage.feeds import SqlFeeds
from storage.imports.accounts import AccountWriter
from storage.imports.activity import TABLES, ActivityWriter
from storage.imports.change_log import ChangeLog
from storage.imports.contracts import ContractWriter
from storage.imports.names import AccountMatcher, Unmatched
from storage.imports.people import ContactWriter
from storage.imports.plans import PlanWriter
from storage.imports.still_to_come import last_day
from storage.imports.sweeps import fewer_sweeps
from storage.imports.undo import undone
from storage.imports.usage import UsageWriter
from storage.imports.verdicts import Verdicts
from storage.library import SqlLibrary
from storage.plans.glances import refresh_plans
from storage.tables import HeaderMappingRow, ImportFileRow, ImportRunRow, table_of
from storage.upsert import insert_into

_RUN = table_of(ImportRunRow)
_FILE = table_of(ImportFileRow)
_MAPPING = table_of(HeaderMappingRow)
_SOURCE = "file"


class SqlImports:
    """`domain.import_ports.ImportLibrary` over the library's writer."""

    def __init__(self, library: SqlLibrary) -> None:
        self._library = library

    @contextmanager
    def importing(self, *, by: str, at: datetime, today: date | None = None) -> Iterator[SqlImportBook]:
        """`today` is another day than that of `at` where what came later counts as known since then."""
        with fewer_sweeps(), self._library.writing() as book:
            yield SqlImportBook(book.connection, by=by, at=at, today=today)

    @contextmanager
    def rehearsing(self, *, by: str, at: datetime) -> Iterator[SqlImportBook]:
        with fewer_sweeps(), self._library.writing() as book:
            savepoint = book.connection.begin_nested()
            try:
                yield SqlImportBook(book.connection, by=by, at=at)
            finally:
                savepoint.rollback()


class SqlImportBook:
    def __init__(self, connection: Connection, *, by: str, at: datetime, today: date | None = None) -> None:
        make_room(connection)
        self._connection = connection
        self._by = by
        self._at = at
        self._last_day = last_day(today or at.date())
        self._begun: _Writers | None = None

    def mapping(self, fingerprint: str) -> Mapping[str, str]:
        found = self._connection.execute(
            select(_MAPPING.c.columns).where(_MAPPING.c.fingerprint == fingerprint)
        ).scalar()
        columns: dict[str, str] = json.loads(found) if found else {}
        return columns

    def remember_mapping(self, fingerprint: str, columns: Mapping[str, str], *, at: datetime) -> None:
        said = {"columns": json.dumps(dict(columns), ensure_ascii=False), "remembered_at": at}
        statement = insert_into(self._connection, _MAPPING).values(fingerprint=fingerprint, **said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["fingerprint"], set_=said))

    def applied(self, digest: str) -> ImportRun | None:
        found = select(_FILE.c.run).where(_FILE.c.digest == digest)
        return next(iter(self._runs(_RUN.c.id.in_(found), _RUN.c.undone_at.is_(None))), None)

    def take(self, batch: SheetBatch) -> BatchOutcome:
        if self._begun is None:
            self._begun = _Writers(self._connection, self._new_run(), at=self._at, last=self._last_day)
        return self._begun.take(batch)

    def touched(self) -> frozenset[int]:
        return frozenset(self._begun.log.accounts) if self._begun else frozenset()

    def finish(self, files: Mapping[str, str], counts: Mapping[Verdict, int], kinds: Iterable[RecordKind]) -> ImportRun:
        run = self._begun.log.run if self._begun else self._new_run()
        self._connection.execute(
            insert(_FILE), [{"run": run, "digest": digest, "name": name} for digest, name in files.items()]
        )
        self._connection.execute(update(_RUN).where(_RUN.c.id == run).values(counts=json.dumps(dict(counts))))
        kinds = frozenset(kinds)
        for kind in sorted(kinds):
            SqlFeeds(self._connection).record_success(f"files:{kind}", (kind,), at=self._at)
        mark_changed(self._connection, self.touched(), at=self._at)
        if RecordKind.OUTCOME in kinds:
            refresh_plans(self._connection, self.touched())
        return next(iter(self._runs(_RUN.c.id == run)))

    def runs(self) -> Sequence[ImportRun]:
        return self._runs()

    def undo(self, run: int) -> Undone:
        done = undone(self._connection, run)
        said = {"undone_at": self._at, "undone_by": self._by}
        self._connection.execute(update(_RUN).where(_RUN.c.id == run).values(said))
        mark_changed(self._connection, done.accounts, at=self._at)
        if done.plans:
            refresh_plans(self._connection, done.accounts)
        return done

    def record(self, entry: AuditEntry) -> None:
        SqlAudit(self._connection).record(entry)

    def _new_run(self) -> int:
        said = {"started_at": self._at, "actor": self._by, "counts": "{}"}
        return int(self._connection.execute(insert(_RUN).values(said).returning(_RUN.c.id)).scalar_one())

    def _runs(self, *which: Any) -> list[ImportRun]:
        rows = self._connection.execute(select(_RUN).where(*which).order_by(_RUN.c.id.desc())).all()
        files = self._connection.execute(select(_FILE.c.run, _FILE.c.name).order_by(_FILE.c.name)).all()
        named: dict[int, list[str]] = {}
        for run, name in files:
            named.setdefault(run, []).append(name)
        return [
            ImportRun(
                row.id, row.started_at, row.actor, tuple(named.get(row.id, ())), _counts(row.counts), row.undone_at
            )
            for row in rows
        ]


class _Writers:
    """Everything that writes for one run."""

    def __init__(self, connection: Connection, run: int, *, at: datetime, last: date) -> None:
        self.log = ChangeLog(connection, run)
        self._matcher = AccountMatcher(connection, _SOURCE)
        self._usage = UsageWriter(connection, self.log, self._matcher, last=last)
        self._accounts = AccountWriter(connection, self.log, self._matcher, source=_SOURCE, at=at)
        self._contacts = ContactWriter(connection, self.log, at=at)
        self._contracts = ContractWriter(connection, self.log, at=at)
        self._plans = PlanWriter(connection, self.log, self._contacts, at=at, last=last)
        self._activity = {
            kind: ActivityWriter(kind, connection, self.log, self._contacts, at=at, last=last) for kind in TABLES
        }

    def take(self, batch: SheetBatch) -> BatchOutcome:
        if len(batch.usage):
            return self._usage.take(batch.usage)
        verdicts = Verdicts()
        ids = self._account_ids(batch.records, verdicts)
        placed = [
            (ids[record.account], record)
            for record in batch.records
            if record.kind is not RecordKind.ACCOUNT and not verdicts.has_refused(record)
        ]
        self._take_contacts(_of(placed, RecordKind.CONTACT), verdicts)
        self._contracts.take(_of(placed, RecordKind.CONTRACT), verdicts)
        for kind, activity in self._activity.items():
            if records := _of(placed, kind):
                activity.take(records, verdicts)
        self._plans.take(_of(placed, RecordKind.OUTCOME), _of(placed, RecordKind.MEASUREMENT), verdicts)
        return verdicts.outcome()

    def _account_ids(self, records: Sequence[Record], verdicts: Verdicts) -> Mapping[AccountRef, int]:
        if accounts := [record for record in records if record.kind is RecordKind.ACCOUNT]:
            return self._accounts.take(accounts, verdicts)
        ids: dict[AccountRef, int] = {}
        unknown: dict[AccountRef, Unmatched] = {}
        matches = self._matcher.matched(record.account for record in records)
        for record in records:
            found = matches[record.account]
            if isinstance(found, int):
                ids[record.account] = found
            else:
                if record.account not in unknown:
                    unknown[record.account] = found or self._matcher.unknown(record.account)
                verdicts.refuse(record, unknown[record.account].reason)
        return ids

    def _take_contacts(self, placed: Sequence[tuple[int, Record]], verdicts: Verdicts) -> None:
        self._contacts.load({account for account, _ in placed})
        for account, record in placed:
            self._contacts.put(account, record, verdicts)
        self._contacts.write()


def _of(placed: Sequence[tuple[int, Record]], kind: RecordKind) -> list[tuple[int, Record]]:
    return [(account, record) for account, record in placed if record.kind is kind]


def _counts(text: str) -> dict[Verdict, int]:
    return {Verdict(verdict): count for verdict, count in json.loads(text).items()}
