from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert

from domain.renewals.outcomes import RenewalOutcome, RenewalResult
from domain.renewals.renewal import OutcomeKind
from storage.tables import RenewalRow, table_of

_RENEWAL = table_of(RenewalRow)


class SqlRenewalOutcomes:
    """How terms ended that the book holds no contract of; said again for the same due day, the last word counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, outcomes: Iterable[RenewalOutcome]) -> None:
        for outcome in outcomes:
            same = (_RENEWAL.c.account == outcome.account) & (_RENEWAL.c.due_on == outcome.due_on)
            self._connection.execute(_RENEWAL.delete().where(same))
            self._connection.execute(insert(_RENEWAL), _row_from(outcome))


def _row_from(outcome: RenewalOutcome) -> dict[str, Any]:
    return {
        "account": outcome.account,
        "due_on": outcome.due_on,
        "resolved_on": outcome.resolved_on,
        "outcome": _kind_of(outcome),
        "arr_minor": outcome.due.minor,
        "final_minor": outcome.renewed.minor,
        "arr_currency": outcome.due.currency,
        "final_currency": outcome.due.currency,
        "closed_note": outcome.reason,
        "next_step": "",
        "version": 1,
    }


def _kind_of(outcome: RenewalOutcome) -> OutcomeKind:
    if outcome.result is RenewalResult.LOST:
        return OutcomeKind.LOST
    if outcome.renewed.minor < outcome.due.minor:
        return OutcomeKind.PARTLY_LOST
    return OutcomeKind.RENEWED if outcome.renewed == outcome.due else OutcomeKind.RENEWED_WITH_CHANGE
