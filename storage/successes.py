from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table

from domain.success import Milestone, SuccessOutcome
from storage.evidence_marks import mark_changed
from storage.plans.glances import refresh_plans
from storage.tables import MilestoneRow, SuccessOutcomeRow, table_of
from storage.upsert import insert_into

_OUTCOME = table_of(SuccessOutcomeRow)
_MILESTONE = table_of(MilestoneRow)


class SqlSuccesses:
    """What accounts agreed to reach, and the milestones of their onboarding; said again, the last word counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def agree(self, outcomes: Iterable[SuccessOutcome], *, at: datetime) -> None:
        rows = [
            {
                "account": outcome.account,
                "title": outcome.title,
                "agreed_on": outcome.agreed_on,
                "status": outcome.status.value,
                "status_on": outcome.status_on,
                "learnt_at": at,
            }
            for outcome in outcomes
        ]
        self._write(_OUTCOME, rows, ("status", "status_on", "learnt_at"), at=at)

    def plan(self, milestones: Iterable[Milestone], *, at: datetime) -> None:
        rows = [
            {
                "account": milestone.account,
                "title": milestone.title,
                "due_on": milestone.due_on,
                "done_on": milestone.done_on,
                "learnt_at": at,
            }
            for milestone in milestones
        ]
        self._write(_MILESTONE, rows, ("due_on", "done_on", "learnt_at"), at=at)

    def _write(self, table: Table, rows: list[dict[str, Any]], changes: tuple[str, ...], *, at: datetime) -> None:
        if not rows:
            return
        statement = insert_into(self._connection, table)
        said_again = {name: statement.excluded[name] for name in changes}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["account", "title"], set_=said_again), rows
        )
        accounts = sorted({row["account"] for row in rows})
        refresh_plans(self._connection, accounts)
        mark_changed(self._connection, accounts, at=at)
