from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, select

from domain.job_states import JobState
from storage.tables import JobStateRow, table_of
from storage.upsert import insert_into

_STATE = table_of(JobStateRow)
_ALL = select(*(_STATE.c[name] for name in ("job", "began_at", "ended_at", "failed_with", "failing_since"))).order_by(
    _STATE.c.job
)
_ONE = _ALL.where(_STATE.c.job == bindparam("wanted"))


class SqlJobStates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, job: str) -> JobState | None:
        row = self._connection.execute(_ONE, {"wanted": job}).first()
        return JobState(*row) if row else None

    def all(self) -> Sequence[JobState]:
        return [JobState(*row) for row in self._connection.execute(_ALL)]

    def note(self, state: JobState) -> None:
        said = asdict(state)
        statement = insert_into(self._connection, _STATE).values(said)
        newer = _STATE.c.began_at <= state.began_at
        self._connection.execute(statement.on_conflict_do_update(index_elements=["job"], set_=said, where=newer))
