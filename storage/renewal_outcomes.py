from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from domain.renewals import RenewalOutcome
from storage.tables import RenewalOutcomeRow, table_of
from storage.upsert import insert_into

_RENEWAL = table_of(RenewalOutcomeRow)
_COLUMNS = (
    "due_on", "resolved_on", "outcome", "arr_due_minor", "arr_renewed_minor", "currency", "reason",
)  # fmt: skip


class SqlRenewalOutcomes:
    """How terms ended; said again for the same due day, the last word counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, outcomes: Iterable[RenewalOutcome]) -> None:
        rows = [_row_from(outcome) for outcome in outcomes]
        if not rows:
            return
        statement = insert_into(self._connection, _RENEWAL)
        said_again = {name: statement.excluded[name] for name in _COLUMNS[1:]}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["account", "due_on"], set_=said_again), rows
        )


def _row_from(outcome: RenewalOutcome) -> dict[str, Any]:
    return {
        "account": outcome.account,
        "due_on": outcome.due_on,
        "resolved_on": outcome.resolved_on,
        "outcome": outcome.result.value,
        "arr_due_minor": outcome.due.minor,
        "arr_renewed_minor": outcome.renewed.minor,
        "currency": outcome.due.currency,
        "reason": outcome.reason,
    }
