from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, case, delete, or_, select, update

from domain.accounts import AccountStatus
from domain.health.ports import StandingFilter
from domain.plans.plan import (
    CheckIn,
    Measurement,
    Outcome,
    PlanGlance,
    PlanMilestone,
    PlannedOutcome,
    SuccessPlan,
    UsageSource,
)
from domain.plans.ports import DueCheckIn, PlanPage, PlansOf, Usage
from domain.success import OutcomeStatus
from storage.evidence_marks import mark_changed
from storage.plans.edits import edited_from, forget_edit, remember_edit
from storage.plans.glances import glances_of, refresh_plans
from storage.plans.lists import plan_page
from storage.plans.reading import CHECKED, LEFT_UNSAID, MEASURED, OUTCOME, STEP, TASK, last_said, milestones, planned
from storage.plans.usage import usage_of
from storage.plans.values import (
    check_in_from,
    check_in_values,
    measurement_from,
    measurement_values,
    milestone_from,
    milestone_values,
    outcome_from,
    outcome_values,
)
from storage.tables import AccountRow, table_of
from storage.upsert import insert_into

_ACCOUNT = table_of(AccountRow)
MEASURED_ANEW = ("value", "replaced", "replaced_by", "replaced_at", "before", "by", "learnt_at")
"""What another value for the same day writes over."""
_OPEN = OUTCOME.c.status.not_in((OutcomeStatus.REACHED.value, OutcomeStatus.CLOSED.value))
_HERE = select(_ACCOUNT.c.id).where(_ACCOUNT.c.status != AccountStatus.CHURNED.value)


class SqlSuccessPlans:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account: int) -> SuccessPlan:
        outcomes = planned(self._connection, OUTCOME.c.account == account)
        return SuccessPlan(account, outcomes, milestones(self._connection, account))

    def summaries(self, accounts: Collection[int]) -> Mapping[int, PlanGlance]:
        return glances_of(self._connection, accounts)

    def page(self, wanted: StandingFilter, which: PlansOf, *, today: date, offset: int, limit: int) -> PlanPage:
        return plan_page(self._connection, wanted, which, today=today, offset=offset, limit=limit)

    def outcome(self, outcome: int) -> PlannedOutcome | None:
        return next(iter(planned(self._connection, OUTCOME.c.id == outcome)), None)

    def to_change(self, outcome: int) -> PlannedOutcome | None:
        self._connection.execute(select(OUTCOME.c.id).where(OUTCOME.c.id == outcome).with_for_update()).all()
        return self.outcome(outcome)

    def called(self, account: int, title: str) -> Outcome | None:
        wanted = select(OUTCOME).where(OUTCOME.c.account == account, OUTCOME.c.title == title)
        row = self._connection.execute(wanted).mappings().first()
        return outcome_from(row) if row else None

    def add(self, outcome: Outcome, *, now: datetime) -> Outcome | None:
        said = outcome_values(outcome) | {"learnt_at": now}
        statement = insert_into(self._connection, OUTCOME).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "title"]).returning(OUTCOME.c.id)
        number = self._connection.execute(once).scalar()
        if number is None:
            return None
        self._say(outcome.account, now)
        return replace(outcome, id=number, version=1, learnt_at=now)

    def save(self, outcome: Outcome, *, now: datetime) -> bool:
        values = outcome_values(outcome) | {"version": outcome.version + 1}
        written = self._connection.execute(update(OUTCOME).where(_as_it_was(outcome)).values(values)).rowcount == 1
        if written:
            self._say(outcome.account, now)
        return written

    def remove(self, outcome: Outcome, *, now: datetime) -> bool:
        removed = self._connection.execute(delete(OUTCOME).where(_as_it_was(outcome))).rowcount == 1
        if removed:
            self._say(outcome.account, now)
        return removed

    def remember_edit(self, before: Outcome) -> None:
        remember_edit(self._connection, before)

    def edited_from(self, outcome: int) -> Outcome | None:
        return edited_from(self._connection, outcome)

    def forget_edit(self, outcome: int) -> None:
        forget_edit(self._connection, outcome)

    def measure(self, measurement: Measurement) -> Measurement:
        there = (
            (MEASURED.c.outcome == measurement.outcome)
            & (MEASURED.c.day == measurement.day)
            & (MEASURED.c.source == measurement.source.value)
        )
        known = self._connection.execute(select(MEASURED.c.value, MEASURED.c.by, MEASURED.c.learnt_at).where(there))
        value, by, at = known.first() or (None, None, None)
        kept = replace(measurement, replaced=value, replaced_by=by, replaced_at=at)
        statement = insert_into(self._connection, MEASURED).values(measurement_values(kept))
        changes = {name: statement.excluded[name] for name in MEASURED_ANEW}
        written = statement.on_conflict_do_update(index_elements=["outcome", "day", "source"], set_=changes)
        return replace(kept, id=self._connection.execute(written.returning(MEASURED.c.id)).scalar_one())

    def measurement(self, measurement: int) -> Measurement | None:
        row = self._connection.execute(select(MEASURED).where(MEASURED.c.id == measurement)).mappings().first()
        return measurement_from(row) if row else None

    def unmeasure(self, measurement: Measurement) -> None:
        this = MEASURED.c.id == measurement.id
        if measurement.replaced is None:
            self._connection.execute(delete(MEASURED).where(this))
        else:
            stood = {"value": measurement.replaced, "by": measurement.replaced_by, "learnt_at": measurement.replaced_at}
            before = dict.fromkeys(MEASURED_ANEW) | stood
            self._connection.execute(update(MEASURED).where(this).values(before))

    def check_in(self, check_in: CheckIn) -> CheckIn | None:
        statement = insert_into(self._connection, CHECKED).values(check_in_values(check_in))
        once = statement.on_conflict_do_nothing(index_elements=["outcome", "key"]).returning(CHECKED.c.id)
        number = self._connection.execute(once).scalar()
        return None if number is None else replace(check_in, id=number)

    def withdraw(self, check_in: int) -> None:
        self._connection.execute(delete(CHECKED).where(CHECKED.c.id == check_in))

    def check_in_of(self, outcome: int, key: str) -> CheckIn | None:
        wanted = select(CHECKED).where(CHECKED.c.outcome == outcome, CHECKED.c.key == key)
        row = self._connection.execute(wanted).mappings().first()
        return check_in_from(row) if row else None

    def milestone(self, milestone: int) -> PlanMilestone | None:
        row = self._connection.execute(select(STEP).where(STEP.c.id == milestone)).mappings().first()
        return milestone_from(row) if row else None

    def add_milestone(self, milestone: PlanMilestone, *, now: datetime) -> PlanMilestone | None:
        said = milestone_values(milestone) | {"learnt_at": now}
        statement = insert_into(self._connection, STEP).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "title"]).returning(STEP.c.id)
        number = self._connection.execute(once).scalar()
        if number is None:
            return None
        mark_changed(self._connection, [milestone.account], at=now)
        return replace(milestone, id=number, learnt_at=now)

    def save_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None:
        values = milestone_values(milestone)
        self._connection.execute(update(STEP).where(STEP.c.id == milestone.id).values(values))
        mark_changed(self._connection, [milestone.account], at=now)

    def remove_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None:
        self._connection.execute(delete(STEP).where(STEP.c.id == milestone.id))
        mark_changed(self._connection, [milestone.account], at=now)

    def due(self, *, today: date) -> Sequence[DueCheckIn]:
        asked = OUTCOME.c.asked_for.is_not(None) & (OUTCOME.c.asked_for >= OUTCOME.c.check_in_on)
        is_new = (OUTCOME.c.check_in_on <= today) & ~asked
        is_due = or_(OUTCOME.c.check_in_on.is_(None), is_new, LEFT_UNSAID & (OUTCOME.c.check_in_on <= today))
        wanted = (
            select(
                OUTCOME, _ACCOUNT.c.owner.label("account_owner"), case((LEFT_UNSAID, TASK.c.done_at)).label("closed_at")
            )
            .join(_ACCOUNT, _ACCOUNT.c.id == OUTCOME.c.account)
            .outerjoin(TASK, TASK.c.id == OUTCOME.c.check_in_task)
            .where(_OPEN, is_due, _ACCOUNT.c.status != AccountStatus.CHURNED.value)
            .order_by(OUTCOME.c.id)
        )
        rows = self._connection.execute(wanted).mappings()
        return [DueCheckIn(outcome_from(row), row["account_owner"], row["closed_at"]) for row in rows]

    def watched(self) -> Sequence[PlannedOutcome]:
        measured = OUTCOME.c.baseline.is_not(None) & OUTCOME.c.target.is_not(None)
        return last_said(self._connection, _OPEN & measured & OUTCOME.c.account.in_(_HERE))

    def usage(self, accounts: Collection[int], sources: Collection[UsageSource], *, until: date) -> Usage:
        return usage_of(self._connection, accounts, sources, until=until)

    def _say(self, account: int, now: datetime) -> None:
        refresh_plans(self._connection, [account])
        mark_changed(self._connection, [account], at=now)


def _as_it_was(outcome: Outcome) -> ColumnElement[bool]:
    return (OUTCOME.c.id == outcome.id) & (OUTCOME.c.version == outcome.version)
