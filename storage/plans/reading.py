"""Outcomes with all that is known of them: one statement a table, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from domain.plans.plan import CheckIn, Measurement, MeasurementSource, Outcome, PlanMilestone, PlannedOutcome
from storage.plans.values import check_in_from, measurement_from, milestone_from, outcome_from
from storage.tables import (
    ContactRow,
    MilestoneRow,
    OutcomeCheckInRow,
    OutcomeMeasurementRow,
    SuccessOutcomeRow,
    TaskRow,
    table_of,
)

OUTCOME, MEASURED, CHECKED, STEP = (
    table_of(row) for row in (SuccessOutcomeRow, OutcomeMeasurementRow, OutcomeCheckInRow, MilestoneRow)
)
TASK, _CONTACT = table_of(TaskRow), table_of(ContactRow)
_NAMED = (
    select(OUTCOME, _CONTACT.c.name.label("contact_name"))
    .select_from(OUTCOME.outerjoin(_CONTACT, _CONTACT.c.id == OUTCOME.c.contact))
    .order_by(OUTCOME.c.closed_on.is_not(None), OUTCOME.c.due_on.is_(None), OUTCOME.c.due_on, OUTCOME.c.id)
)
_IS_SAID = (
    select(MEASURED.c.id)
    .where(
        MEASURED.c.outcome == OUTCOME.c.id,
        MEASURED.c.source != MeasurementSource.USAGE,
        MEASURED.c.learnt_at >= TASK.c.at,
    )
    .exists()
)
LEFT_UNSAID = (OUTCOME.c.asked_for == OUTCOME.c.check_in_on) & TASK.c.done_at.is_not(None) & ~_IS_SAID
"""It was asked for once, the task was closed, and nobody typed a value since; what usage says is nobody's word."""
Said = TypeVar("Said", Measurement, CheckIn)


def planned(connection: Connection, wanted: ColumnElement[bool]) -> tuple[PlannedOutcome, ...]:
    """`wanted` is of outcomes: the open ones first, each with measurements by day and check-ins, the newest first."""
    rows = connection.execute(_NAMED.where(wanted)).mappings().all()
    measured = _by_outcome(
        [measurement_from(row) for row in _rows(connection, MEASURED, wanted, MEASURED.c.day, MEASURED.c.learnt_at)]
    )
    checked = _by_outcome(
        [check_in_from(row) for row in _rows(connection, CHECKED, wanted, CHECKED.c.at.desc(), CHECKED.c.id.desc())]
    )
    return tuple(_with_all(outcome_from(row), row["contact_name"], measured, checked) for row in rows)


def last_said(connection: Connection, wanted: ColumnElement[bool]) -> tuple[PlannedOutcome, ...]:
    """The same with nothing but the last measurement and the last check-in of each."""
    rows = connection.execute(_NAMED.where(wanted)).mappings().all()
    newest = _first(MEASURED, wanted, MEASURED.c.day.desc(), MEASURED.c.learnt_at.desc(), MEASURED.c.id.desc())
    measured = _by_outcome([measurement_from(row) for row in connection.execute(newest).mappings()])
    last = _first(CHECKED, wanted, CHECKED.c.at.desc(), CHECKED.c.id.desc())
    checked = _by_outcome([check_in_from(row) for row in connection.execute(last).mappings()])
    return tuple(_with_all(outcome_from(row), row["contact_name"], measured, checked) for row in rows)


def milestones(connection: Connection, account: int) -> tuple[PlanMilestone, ...]:
    wanted = select(STEP).where(STEP.c.account == account).order_by(STEP.c.due_on, STEP.c.id)
    return tuple(milestone_from(row) for row in connection.execute(wanted).mappings())


def _rows(connection: Connection, table: Any, wanted: ColumnElement[bool], *order: Any) -> Sequence[RowMapping]:
    statement = select(table).join(OUTCOME, OUTCOME.c.id == table.c.outcome).where(wanted).order_by(*order)
    return connection.execute(statement).mappings().all()


def _first(table: Any, wanted: ColumnElement[bool], *order: Any) -> Select[Any]:
    """Of each outcome the first row in this order."""
    nth = func.row_number().over(partition_by=table.c.outcome, order_by=order).label("nth")
    ranked = select(table, nth).join(OUTCOME, OUTCOME.c.id == table.c.outcome).where(wanted).subquery()
    return select(ranked).where(ranked.c.nth == 1)


def _by_outcome(said: Sequence[Said]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    for each in said:
        found.setdefault(each.outcome, []).append(each)
    return found


def _with_all(
    outcome: Outcome,
    contact_name: str | None,
    measured: Mapping[int, list[Measurement]],
    checked: Mapping[int, list[CheckIn]],
) -> PlannedOutcome:
    own, said = measured.get(outcome.id, ()), checked.get(outcome.id, ())
    return PlannedOutcome(outcome, tuple(own), tuple(said), contact_name)
