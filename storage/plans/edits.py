"""An outcome as it stood before somebody changed it, as text on its own row: for taking the change back."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select, update

from domain.plans.plan import Outcome
from storage.plans.reading import OUTCOME
from storage.plans.values import outcome_from, outcome_values

_DAYS = ("agreed_on", "status_on", "due_on", "check_in_on", "asked_for", "closed_on")
_NUMBERS = ("baseline", "target")


def remember_edit(connection: Connection, before: Outcome) -> None:
    text = json.dumps(outcome_values(before), default=str)
    connection.execute(update(OUTCOME).where(OUTCOME.c.id == before.id).values(edited_from=text))


def forget_edit(connection: Connection, outcome: int) -> None:
    connection.execute(update(OUTCOME).where(OUTCOME.c.id == outcome).values(edited_from=None))


def edited_from(connection: Connection, outcome: int) -> Outcome | None:
    row = connection.execute(select(OUTCOME).where(OUTCOME.c.id == outcome)).mappings().first()
    if row is None or row["edited_from"] is None:
        return None
    return outcome_from({**row, **_values_from(json.loads(row["edited_from"]))})


def _values_from(said: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(said[name]) for name in _DAYS if said[name]}
    numbers = {name: Decimal(said[name]) for name in _NUMBERS if said[name] is not None}
    moment = {"changed_at": datetime.fromisoformat(said["changed_at"])} if said["changed_at"] else {}
    return said | days | numbers | moment
