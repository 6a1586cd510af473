"""What happens to an outcome: a value is typed, somebody says how it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.plan_records import (
    CHECKED_IN,
    MEASURED,
    PlanWork,
    outcome_of_plan,
    plan_rules_of,
    record_plan,
    require_keeper,
    settled,
)
from bot.services.task_changes import written_task
from domain.accounts import Account
from domain.permissions import Member
from domain.plans.answer import PlanChange, PlanKept, PlanRefused, StepOffer
from domain.plans.plan import CheckIn, Measurement, MeasurementSource, PlannedOutcome
from domain.plans.steps import (
    CheckInForm,
    MeasureForm,
    check_in_from,
    check_in_problems,
    checked_in,
    may_still_be_undone,
    measure_problems,
    measurement_from,
)
from domain.ports import Book
from domain.tasks.answer import TaskChange
from domain.tasks.task import Task


@dataclass(frozen=True, slots=True)
class PlanSteps:
    work: PlanWork

    def offered(self, asker: Member, outcome: str, form: MeasureForm | CheckInForm, *, today: date) -> StepOffer:
        with self.work.library.reading() as book:
            planned, account = outcome_of_plan(book, asker, outcome, today=today)
            require_keeper(asker, account)
            return StepOffer(form, planned, account.name, plan_rules_of(book))

    def measured(self, asker: Member, outcome: str, form: MeasureForm, *, today: date) -> PlanKept | PlanRefused:
        """The same form twice is one value; whose value of that day it replaces is said."""
        now = self.work.clock()
        with self.work.library.writing() as book:
            planned, account = outcome_of_plan(book, asker, outcome, today=today, to_change=True)
            require_keeper(asker, account)
            if problems := measure_problems(form, today=today):
                return PlanRefused(problems)
            kept = self._kept_value(book, asker, planned, account, form, now=now, today=today)
        self.work.rescore((account.id,))
        return kept

    def checked_in(
        self, asker: Member, seen: str, form: CheckInForm, *, key: str, today: date
    ) -> PlanKept | PlanRefused:
        """`seen` is the outcome and the last check-in that the form was opened on; `key` is the form's own."""
        now, (number, _, last) = self.work.clock(), seen.partition(" ")
        with self.work.library.writing() as book:
            planned, account = outcome_of_plan(book, asker, number, today=today, to_change=True)
            require_keeper(asker, account)
            if problems := check_in_problems(form):
                return PlanRefused(problems)
            if known := book.success_plans.check_in_of(planned.outcome.id, key):
                return _said_before(book, planned, account, known, now=now)
            if last != _last(planned):
                rules = plan_rules_of(book)
                said = planned.last_check_in
                return PlanKept(PlanChange.OVERTAKEN, account.name, account.id, planned, check_in=said, rules=rules)
            kept = self._said(book, asker, planned, account, form, key=key, now=now, today=today)
        self.work.rescore((account.id,))
        return kept

    def _kept_value(
        self,
        book: Book,
        asker: Member,
        planned: PlannedOutcome,
        account: Account,
        form: MeasureForm,
        *,
        now: datetime,
        today: date,
    ) -> PlanKept:
        outcome = planned.outcome
        made = measurement_from(form, outcome=outcome, by=asker.slack_id, now=now, today=today)
        there = _typed_on(planned, made.day)
        task, kept = None, there
        if there is None or not _is_same(there, made):
            kept = book.success_plans.measure(made)
            fresh = book.success_plans.outcome(outcome.id)
            assert fresh
            planned = fresh
            if outcome.is_open:
                planned, task = settled(book, self.work, planned, account, by=asker.slack_id, now=now, today=today)
            more = f"{made.value} on {made.day}"
            record_plan(book, MEASURED, planned.outcome, by=asker.slack_id, now=now, before=outcome, more=more)
        assert kept
        return PlanKept(
            PlanChange.MEASURED,
            account.name,
            account.id,
            planned,
            measurement=kept,
            task=task,
            instead_of=there if there and there.by != asker.slack_id else None,
            undo=f"measurement {kept.id} {kept.learnt_at.isoformat()}",
            rules=plan_rules_of(book),
        )

    def _said(
        self,
        book: Book,
        asker: Member,
        planned: PlannedOutcome,
        account: Account,
        form: CheckInForm,
        *,
        key: str,
        now: datetime,
        today: date,
    ) -> PlanKept:
        outcome, rules = planned.outcome, plan_rules_of(book)
        task = self._done_task(book, asker, outcome.check_in_task, now=now)
        made = check_in_from(form, outcome, key=key, by=asker.slack_id, now=now, today=today)
        said = book.success_plans.check_in(replace(made, task=task.id if task else None))
        assert said, "the outcome is held"
        changed = checked_in(outcome, said, rules)
        book.success_plans.save(changed, now=now)
        more = said.cause.value if said.cause else ""
        record_plan(book, CHECKED_IN, changed, by=asker.slack_id, now=now, before=outcome, more=more)
        stands = replace(
            planned,
            outcome=replace(changed, version=outcome.version + 1),
            check_ins=(said, *planned.check_ins),
        )
        return _kept_check_in(stands, account, said, task=task, undo=True, book=book)

    def _done_task(self, book: Book, asker: Member, number: int | None, *, now: datetime) -> Task | None:
        """The task that asked for it is done by it, whoever's it is."""
        task = book.tasks.of(number) if number else None
        if task is None or not task.is_open:
            return None
        done = replace(task, done_at=now, done_by=asker.slack_id)
        changed = written_task(book, task, done, TaskChange.DONE, by=asker.slack_id, now=now, zone=self.work.zone)
        return changed.task


def last_check_in(planned: PlannedOutcome) -> str:
    """What a form carries: the outcome, and the last that was said of it."""
    return f"{planned.outcome.id} {_last(planned)}"


def _last(planned: PlannedOutcome) -> str:
    return str(planned.last_check_in.id) if planned.last_check_in else "0"


def _said_before(book: Book, planned: PlannedOutcome, account: Account, said: CheckIn, *, now: datetime) -> PlanKept:
    is_last = planned.last_check_in == said
    undo = is_last and may_still_be_undone(said.at, now=now)
    task = book.tasks.of(said.task) if said.task else None
    return _kept_check_in(planned, account, said, task=task, undo=undo, book=book)


def _kept_check_in(
    planned: PlannedOutcome, account: Account, said: CheckIn, *, task: Task | None, undo: bool, book: Book
) -> PlanKept:
    return PlanKept(
        PlanChange.CHECKED_IN,
        account.name,
        account.id,
        planned,
        check_in=said,
        task=task,
        undo=f"check_in {planned.outcome.id} {said.id}" if undo else "",
        rules=plan_rules_of(book),
    )


def _typed_on(planned: PlannedOutcome, day: date) -> Measurement | None:
    typed = (each for each in planned.measurements if each.source is MeasurementSource.TYPED)
    return next((each for each in typed if each.day == day), None)


def _is_same(one: Measurement, other: Measurement) -> bool:
    return (one.value, one.by) == (other.value, other.by) and may_still_be_undone(one.learnt_at, now=other.learnt_at)
