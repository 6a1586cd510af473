from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.accounts import AccountStatus
from domain.health.ports import StandingFilter
from domain.plans.plan import (
    USAGE_DAYS,
    CheckIn,
    Measurement,
    MeasurementSource,
    Outcome,
    PlanGlance,
    PlanMilestone,
    PlannedOutcome,
    SuccessPlan,
    UsageReading,
    UsageSource,
)
from domain.plans.ports import DueCheckIn, PlanPage, PlanRow, PlansOf, Usage
from fakes.accounts import is_wanted
from fakes.plan_glances import plan_glance
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeSuccessPlans:
    """Scoring is not here: whoever tests what an outcome does to a score needs a real database."""

    tables: FakeTables

    def of(self, account: int) -> SuccessPlan:
        own = [each for each in self.tables.outcomes.values() if each.account == account]
        own.sort(key=lambda each: (each.closed_on is not None, each.due_on or date.max, each.id))
        steps = [each for each in self.tables.milestones.values() if each.account == account]
        steps.sort(key=lambda each: (each.due_on, each.id))
        return SuccessPlan(account, tuple(map(self._planned, own)), tuple(steps))

    def summaries(self, accounts: Collection[int]) -> Mapping[int, PlanGlance]:
        return {each: glance for each in accounts if (glance := plan_glance(each, self.tables))}

    def page(self, wanted: StandingFilter, which: PlansOf, *, today: date, offset: int, limit: int) -> PlanPage:
        rows = [
            PlanRow(number, account.name, account.owner, plan_glance(number, self.tables))
            for number, account in self.tables.accounts.items()
            if is_wanted(account, wanted)
        ]
        behind = [row for row in rows if row.glance and row.glance.behind]
        due = [row for row in rows if row.glance and (row.glance.check_in_on or date.max) <= today]
        planned = [row for row in rows if row.glance]
        bare = [row for row in rows if not row.glance]
        kept = {PlansOf.EVERY: rows, PlansOf.BEHIND: behind, PlansOf.DUE: due, PlansOf.NONE: bare}[which]
        listed = sorted(kept, key=_gravest_first)
        return PlanPage(
            tuple(listed[offset : offset + limit]), len(kept), len(rows), len(planned), len(behind), len(due)
        )

    def outcome(self, outcome: int) -> PlannedOutcome | None:
        known = self.tables.outcomes.get(outcome)
        return self._planned(known) if known else None

    def to_change(self, outcome: int) -> PlannedOutcome | None:
        return self.outcome(outcome)

    def called(self, account: int, title: str) -> Outcome | None:
        known = self.tables.outcomes.values()
        return next((each for each in known if (each.account, each.title) == (account, title)), None)

    def add(self, outcome: Outcome, *, now: datetime) -> Outcome | None:
        if self.called(outcome.account, outcome.title):
            return None
        added = replace(outcome, id=self._number(), version=1, learnt_at=now)
        self.tables.outcomes[added.id] = added
        return added

    def save(self, outcome: Outcome, *, now: datetime) -> bool:
        del now
        known = self.tables.outcomes.get(outcome.id)
        if known is None or known.version != outcome.version:
            return False
        self.tables.outcomes[outcome.id] = replace(outcome, version=known.version + 1)
        return True

    def remove(self, outcome: Outcome, *, now: datetime) -> bool:
        del now
        known = self.tables.outcomes.get(outcome.id)
        if known is None or known.version != outcome.version:
            return False
        del self.tables.outcomes[outcome.id]
        for said in (self.tables.measurements, self.tables.check_ins):
            for number in [number for number, each in said.items() if each.outcome == outcome.id]:
                del said[number]
        for step in [each for each in self.tables.milestones.values() if each.outcome == outcome.id]:
            self.tables.milestones[step.id] = replace(step, outcome=None)
        return True

    def remember_edit(self, before: Outcome) -> None:
        self.tables.outcome_edits[before.id] = before

    def edited_from(self, outcome: int) -> Outcome | None:
        return self.tables.outcome_edits.get(outcome)

    def forget_edit(self, outcome: int) -> None:
        self.tables.outcome_edits.pop(outcome, None)

    def measure(self, measurement: Measurement) -> Measurement:
        known = next((each for each in self.tables.measurements.values() if _same(each, measurement)), None)
        kept = replace(measurement, id=known.id if known else self._number(), replaced=None)
        if known:
            kept = replace(kept, replaced=known.value, replaced_by=known.by, replaced_at=known.learnt_at)
        self.tables.measurements[kept.id] = kept
        return kept

    def measurement(self, measurement: int) -> Measurement | None:
        return self.tables.measurements.get(measurement)

    def unmeasure(self, measurement: Measurement) -> None:
        if measurement.replaced is None:
            del self.tables.measurements[measurement.id]
        else:
            assert measurement.replaced_at
            self.tables.measurements[measurement.id] = Measurement(
                measurement.outcome,
                measurement.day,
                measurement.replaced,
                measurement.source,
                measurement.replaced_at,
                measurement.replaced_by,
                id=measurement.id,
            )

    def check_in(self, check_in: CheckIn) -> CheckIn | None:
        if self.check_in_of(check_in.outcome, check_in.key):
            return None
        added = replace(check_in, id=self._number())
        self.tables.check_ins[added.id] = added
        return added

    def withdraw(self, check_in: int) -> None:
        self.tables.check_ins.pop(check_in, None)

    def check_in_of(self, outcome: int, key: str) -> CheckIn | None:
        known = self.tables.check_ins.values()
        return next((each for each in known if (each.outcome, each.key) == (outcome, key)), None)

    def milestone(self, milestone: int) -> PlanMilestone | None:
        return self.tables.milestones.get(milestone)

    def add_milestone(self, milestone: PlanMilestone, *, now: datetime) -> PlanMilestone | None:
        known = {(each.account, each.title) for each in self.tables.milestones.values()}
        if (milestone.account, milestone.title) in known:
            return None
        added = replace(milestone, id=self._number(), learnt_at=now)
        self.tables.milestones[added.id] = added
        return added

    def save_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None:
        del now
        self.tables.milestones[milestone.id] = milestone

    def remove_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None:
        del now
        self.tables.milestones.pop(milestone.id, None)

    def due(self, *, today: date) -> Sequence[DueCheckIn]:
        known = sorted(self.tables.outcomes.values(), key=lambda each: each.id)
        watched = [(each, self._closed_at(each, today)) for each in known if self._is_watched(each)]
        return [
            DueCheckIn(each, self.tables.accounts[each.account].owner, closed_at)
            for each, closed_at in watched
            if closed_at or _is_due(each, today)
        ]

    def _closed_at(self, outcome: Outcome, today: date) -> datetime | None:
        """When its task was closed without a word."""
        task = self.tables.tasks.get(outcome.check_in_task or 0)
        if task is None or task.done_at is None or outcome.check_in_on is None or outcome.check_in_on > today:
            return None
        said = [each for each in self.tables.measurements.values() if each.outcome == outcome.id]
        is_said = any(each.source is not MeasurementSource.USAGE and each.learnt_at >= task.at for each in said)
        return None if is_said or outcome.asked_for != outcome.check_in_on else task.done_at

    def watched(self) -> Sequence[PlannedOutcome]:
        found = []
        for each in self.tables.outcomes.values():
            if self._is_watched(each) and each.is_measured:
                planned = self._planned(each)
                last = planned.last_measurement
                found.append(replace(planned, measurements=(last,) if last else (), check_ins=planned.check_ins[:1]))
        return sorted(found, key=lambda each: (each.outcome.due_on or date.max, each.outcome.id))

    def usage(self, accounts: Collection[int], sources: Collection[UsageSource], *, until: date) -> Usage:
        found: dict[tuple[int, UsageSource], tuple[date, Decimal]] = {}
        for account in accounts:
            for source in sources:
                known = self.tables.usage.get((account, source.measure), {})
                newest = max((day for day in known if day <= until), default=date.min)
                if newest > until - timedelta(USAGE_DAYS):
                    days = [value for day, value in known.items() if 0 <= (newest - day).days < USAGE_DAYS]
                    found[account, source] = (newest, _read(source.reading, days))
        return found

    def _planned(self, outcome: Outcome) -> PlannedOutcome:
        measured = [each for each in self.tables.measurements.values() if each.outcome == outcome.id]
        measured.sort(key=lambda each: (each.day, each.learnt_at))
        checked = [each for each in self.tables.check_ins.values() if each.outcome == outcome.id]
        checked.sort(key=lambda each: (each.at, each.id), reverse=True)
        people = self.tables.contacts.get(outcome.account, [])
        name = next((each.name for each in people if each.id == outcome.contact), None)
        return PlannedOutcome(outcome, tuple(measured), tuple(checked), name)

    def _is_watched(self, outcome: Outcome) -> bool:
        return outcome.is_open and self.tables.accounts[outcome.account].status is not AccountStatus.CHURNED

    def _number(self) -> int:
        tables = self.tables
        taken = (*tables.outcomes, *tables.measurements, *tables.check_ins, *tables.milestones)
        return max(taken, default=0) + 1


def _gravest_first(row: PlanRow) -> tuple[int, bool, date, str, int]:
    glance = row.glance
    if glance is None:
        return 0, True, date.max, row.name, row.account
    return -glance.behind, False, glance.check_in_on or date.max, row.name, row.account


def _same(one: Measurement, other: Measurement) -> bool:
    return (one.outcome, one.day, one.source) == (other.outcome, other.day, other.source)


def _is_due(outcome: Outcome, today: date) -> bool:
    due_on, asked_for = outcome.check_in_on, outcome.asked_for
    return due_on is None or (due_on <= today and (asked_for is None or asked_for < due_on))


def _read(reading: UsageReading, values: list[int]) -> Decimal:
    total = Decimal(sum(values))
    return total if reading is UsageReading.SUM else (total / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
