"""What success plans need of time: check-ins that fall due, and what usage says each night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.plan_records import (
    ITSELF,
    MEASURED,
    PlanAsk,
    PlanWork,
    asked_to_check_in,
    plan_rules_of,
    record_plan,
    settled,
)
from domain.plans.plan import Measurement, MeasurementSource, PlannedOutcome
from domain.plans.policy import PlanRules, next_check_in
from domain.plans.ports import DueCheckIn, Usage
from domain.plans.progress import status_by
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.playbook import Counted
from domain.ports import Book
from domain.schedules import Nightly, due_day
from domain.zones import zone_called

JOB = "plans"
ASKED_AGAIN_AFTER = 5
"""Working days after the task was closed; the second time that is the last word until the next check-in."""


@dataclass(frozen=True, slots=True)
class PlanWatch:
    """To be asked every few minutes, on every replica: whoever is second finds nothing left."""

    work: PlanWork
    schedule: Nightly

    def tick(self) -> int:
        """How many outcomes were looked at anew or asked about."""
        now = self.work.clock()
        today = now.astimezone(zone_called(None, self.work.zone)).date()
        return self._night(now) + self._asked(now, today)

    def _night(self, now: datetime) -> int:
        """Once a local day over all replicas: usage is read, and every outcome held against the line of the day."""
        with self.work.library.reading() as book:
            done = book.job_runs.last_finished(JOB)
        day = due_day(self.schedule, now=now, done={done})
        if day is None:
            return 0
        with self.work.library.writing() as book:
            if not book.job_runs.claim(JOB, day, now=now):
                return 0
        with self.work.library.reading() as book:
            watched = book.success_plans.watched()
            usage, rules = _usage_of(book, watched, day), plan_rules_of(book)
        changed = sum(self._brought_up(each, usage, rules, now=now, day=day) for each in watched)
        with self.work.library.writing() as book:
            book.job_runs.finish(JOB, day, now=self.work.clock())
        return changed

    def _brought_up(self, seen: PlannedOutcome, usage: Usage, rules: PlanRules, *, now: datetime, day: date) -> bool:
        """Looked at again while it is held: somebody may have written to it meanwhile."""
        made = _measurement(seen, usage, now=now)
        if made is None and status_by(seen, rules, today=day) is seen.outcome.status:
            return False
        with self.work.library.writing() as book:
            planned = book.success_plans.to_change(seen.outcome.id)
            if planned is None or not planned.outcome.is_open:
                return False
            if made:
                book.success_plans.measure(made)
                fresh = book.success_plans.outcome(seen.outcome.id)
                assert fresh
                planned = fresh
            return self._settled(book, planned, now=now, day=day, made=made)

    def _settled(
        self, book: Book, planned: PlannedOutcome, *, now: datetime, day: date, made: Measurement | None
    ) -> bool:
        account = book.accounts.by_id(planned.outcome.account)
        assert account, "an outcome goes with its account"
        before = planned.outcome
        stands, _ = settled(book, self.work, planned, account, by=ITSELF, now=now, today=day)
        if stands.outcome.status is not before.status:
            more = f"{made.value} on {made.day}" if made else ""
            record_plan(book, MEASURED, stands.outcome, by=ITSELF, now=now, before=before, more=more)
        return True

    def _asked(self, now: datetime, today: date) -> int:
        with self.work.library.reading() as book:
            due, rules = book.success_plans.due(today=today), book.wishes.rules()
        calendar = WorkCalendar(rules.weekdays, rules.holidays)
        asked = (each for each in due if self._is_time(each, calendar, today))
        return sum(self._asked_about(each, now=now, today=today) for each in asked)

    def _is_time(self, seen: DueCheckIn, calendar: WorkCalendar, today: date) -> bool:
        """Who closed the task without a word is asked once more, some working days later."""
        if seen.closed_at is None:
            return True
        closed_on = seen.closed_at.astimezone(zone_called(None, self.work.zone)).date()
        return calendar.after(closed_on, ASKED_AGAIN_AFTER, Counted.WORKING) <= today

    def _asked_about(self, seen: DueCheckIn, *, now: datetime, today: date) -> bool:
        with self.work.library.writing() as book:
            outcome, account = seen.outcome, book.accounts.by_id(seen.outcome.account)
            if account is None:
                return False
            if outcome.check_in_on is None:
                first = next_check_in(max(outcome.status_on, outcome.agreed_on), plan_rules_of(book))
                return book.success_plans.save(replace(outcome, check_in_on=first), now=now)
            why = PlanAsk.AGAIN if seen.closed_at else PlanAsk.DUE
            asked = replace(outcome, asked_for=today if seen.closed_at else outcome.check_in_on)
            if not book.success_plans.save(asked, now=now):
                return False
            task = asked_to_check_in(book, self.work, why, outcome, account, by=ITSELF, now=now, today=today)
            if task:
                linked = replace(asked, version=asked.version + 1, check_in_task=task.id)
                book.success_plans.save(linked, now=now)
            return task is not None


def _usage_of(book: Book, watched: Sequence[PlannedOutcome], day: date) -> Usage:
    sources = {each.outcome.usage for each in watched if each.outcome.usage}
    accounts = {each.outcome.account for each in watched if each.outcome.usage}
    return book.success_plans.usage(accounts, sources, until=day) if sources else {}


def _measurement(planned: PlannedOutcome, usage: Usage, *, now: datetime) -> Measurement | None:
    """None where usage says nothing that is not there already: what is written anew would count as new."""
    outcome, last = planned.outcome, planned.last_measurement
    found = usage.get((outcome.account, outcome.usage)) if outcome.usage else None
    if found is None:
        return None
    day, value = found
    is_there = last is not None and (last.day, last.value, last.source) == (day, value, MeasurementSource.USAGE)
    return None if is_there else Measurement(outcome.id, day, value, MeasurementSource.USAGE, now)
