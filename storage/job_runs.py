from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select, update

from storage.tables import JobRunRow, table_of
from storage.upsert import insert_into

_RUN = table_of(JobRunRow)
_LEASE = timedelta(minutes=30)


class SqlJobRuns:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, job: str, local_day: date, *, now: datetime) -> bool:
        statement = insert_into(self._connection, _RUN).values(job=job, local_day=local_day, claimed_at=now)
        taken_over = statement.on_conflict_do_update(
            index_elements=["job", "local_day"],
            set_={"claimed_at": now},
            where=_RUN.c.finished_at.is_(None) & (_RUN.c.claimed_at <= now - _LEASE),
        )
        return self._connection.execute(taken_over.returning(_RUN.c.job)).first() is not None

    def finish(self, job: str, local_day: date, *, now: datetime) -> None:
        this = (_RUN.c.job == job) & (_RUN.c.local_day == local_day)
        self._connection.execute(update(_RUN).where(this).values(finished_at=now))

    def last_finished(self, job: str) -> date | None:
        finished = (_RUN.c.job == job) & _RUN.c.finished_at.is_not(None)
        return self._connection.execute(select(func.max(_RUN.c.local_day)).where(finished)).scalar()
