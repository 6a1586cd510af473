from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select, update

from domain.outbox.outgoing import OutboxState
from domain.reader_runs import ReaderRun, RunOutcome
from storage.tables import OutboxRow, ReaderRunRow, table_of
from storage.upsert import insert_into

_RUN = table_of(ReaderRunRow)
_OUT = table_of(OutboxRow)
_COLUMNS = [_RUN.c[name] for name in ("job", "reader", "local_day", "at", "outcome", "announcement")]
_TAKEN = select(_RUN.c.reader, _RUN.c.local_day).where(
    _RUN.c.job == bindparam("wanted"), _RUN.c.local_day.in_(bindparam("days", expanding=True))
)
_ARRIVED = (
    select(_RUN.c.reader, func.max(_RUN.c.local_day).label("local_day"))
    .join(_OUT, _OUT.c.id == _RUN.c.announcement)
    .where(_RUN.c.job == bindparam("wanted"), _OUT.c.state == OutboxState.SENT)
    .group_by(_RUN.c.reader)
    .subquery()
)
_LAST_ARRIVED = (
    select(*_COLUMNS)
    .join(_ARRIVED, (_ARRIVED.c.reader == _RUN.c.reader) & (_ARRIVED.c.local_day == _RUN.c.local_day))
    .where(_RUN.c.job == bindparam("wanted"))
)
_LATEST = (
    select(*_COLUMNS)
    .where(_RUN.c.job == bindparam("wanted"), _RUN.c.reader == bindparam("who"))
    .order_by(_RUN.c.local_day.desc())
    .limit(bindparam("most"))
)


class SqlReaderRuns:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, run: ReaderRun) -> bool:
        statement = insert_into(self._connection, _RUN).values(_values(run)).on_conflict_do_nothing()
        return self._connection.execute(statement.returning(_RUN.c.reader)).first() is not None

    def note(self, run: ReaderRun) -> None:
        this = (_RUN.c.job == run.job) & (_RUN.c.reader == run.reader) & (_RUN.c.local_day == run.day)
        self._connection.execute(update(_RUN).where(this).values(_values(run)))

    def withhold(self, announcement: int) -> ReaderRun | None:
        ours = update(_RUN).where(_RUN.c.announcement == announcement).values(outcome=RunOutcome.WITHHELD)
        row = self._connection.execute(ours.returning(*_COLUMNS)).first()
        return _run_from(*row) if row else None

    def taken(self, job: str, days: Collection[date]) -> frozenset[tuple[str, date]]:
        rows = self._connection.execute(_TAKEN, {"wanted": job, "days": sorted(days)})
        return frozenset((row.reader, row.local_day) for row in rows)

    def last_arrived(self, job: str) -> dict[str, ReaderRun]:
        runs = [_run_from(*row) for row in self._connection.execute(_LAST_ARRIVED, {"wanted": job})]
        return {run.reader: run for run in runs}

    def latest(self, job: str, reader: str, *, limit: int) -> Sequence[ReaderRun]:
        asked = {"wanted": job, "who": reader, "most": limit}
        return [_run_from(*row) for row in self._connection.execute(_LATEST, asked)]


def _values(run: ReaderRun) -> dict[str, object]:
    return {
        "job": run.job,
        "reader": run.reader,
        "local_day": run.day,
        "at": run.at,
        "outcome": run.outcome,
        "announcement": run.announcement,
    }


def _run_from(job: str, reader: str, day: date, at: datetime, outcome: str, announcement: int | None) -> ReaderRun:
    return ReaderRun(job, reader, day, at, RunOutcome(outcome), announcement)
