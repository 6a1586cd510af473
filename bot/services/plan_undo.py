"""What was written to a success plan, taken back within minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.plan_records import (
    UNDONE,
    PlanWork,
    account_of_plan,
    outcome_of_plan,
    record_plan,
    require_keeper,
    settled,
)
from bot.services.task_changes import written_task
from bot.services.task_records import withdrawn_task
from domain.accounts import Account
from domain.errors import OutcomeNotFoundError, PlanStandsError
from domain.numbers import number_in
from domain.permissions import Member
from domain.plans.answer import PlanChange, PlanKept
from domain.plans.plan import CheckIn, Outcome, OutcomeBefore, PlannedOutcome
from domain.plans.steps import as_before, as_it_stood, may_still_be_undone
from domain.ports import AuditEntry, Book
from domain.tasks.answer import TaskChange
from domain.tasks.task import Task
from domain.touchpoints.undoing import is_untouched

GONE, TOO_LATE, MEANWHILE = "gone", "too_late", "changed"


@dataclass(frozen=True, slots=True)
class PlanUndo:
    work: PlanWork

    def undone(self, asker: Member, seen: str, *, today: date) -> PlanKept:
        """`seen` is what the button carries: what was written, its number, and how it stood.

        Raises `PlanStandsError` where it is too late, or somebody has gone on from it.
        """
        kind, number, stood = (*seen.split(" ", 2), "", "", "")[:3]
        take_back = {
            "outcome": self._outcome,
            "edit": self._edit,
            "measurement": self._measurement,
            "check_in": self._check_in,
            "milestone": self._milestone,
        }.get(kind)
        if take_back is None:
            raise PlanStandsError(GONE)
        with self.work.library.writing() as book:
            try:
                done = take_back(book, asker, number, stood, today=today, now=self.work.clock())
            except OutcomeNotFoundError as gone:
                raise PlanStandsError(GONE) from gone
        self.work.rescore((done.account,))
        return done

    def _outcome(self, book: Book, asker: Member, number: str, stood: str, *, today: date, now: datetime) -> PlanKept:
        """Nothing may have been said of it since."""
        planned, account = self._found(book, asker, number, today=today)
        outcome = planned.outcome
        if not may_still_be_undone(outcome.learnt_at, now=now):
            raise PlanStandsError(TOO_LATE)
        if str(outcome.version) != stood or planned.measurements or planned.check_ins:
            raise PlanStandsError(MEANWHILE, outcome.changed_by or "")
        book.success_plans.remove(outcome, now=now)
        record_plan(book, UNDONE, outcome, by=asker.slack_id, now=now)
        return _undone(account, None)

    def _edit(self, book: Book, asker: Member, number: str, stood: str, *, today: date, now: datetime) -> PlanKept:
        """All of it is as before, a task that the change led to goes too."""
        planned, account = self._found(book, asker, number, today=today)
        outcome, was = planned.outcome, book.success_plans.edited_from(planned.outcome.id)
        if was is None or outcome.changed_at is None:
            raise PlanStandsError(GONE)
        if not may_still_be_undone(outcome.changed_at, now=now):
            raise PlanStandsError(TOO_LATE)
        if str(outcome.version) != stood or _goes_on_from_edit(planned, outcome.changed_at):
            raise PlanStandsError(MEANWHILE, _who_went_on(planned, outcome.changed_at))
        namesake = book.success_plans.called(account.id, was.title)
        if namesake and namesake.id != outcome.id:
            raise PlanStandsError(MEANWHILE, namesake.by or "")
        task = self._withdrawn(book, asker, planned, outcome.changed_at, now=now)
        again = replace(was, version=outcome.version, check_in_task=task.id if task else was.check_in_task)
        book.success_plans.save(again, now=now)
        book.success_plans.forget_edit(outcome.id)
        record_plan(book, UNDONE, again, by=asker.slack_id, now=now, before=outcome)
        return _undone(account, book.success_plans.outcome(outcome.id), task)

    def _measurement(
        self, book: Book, asker: Member, number: str, stood: str, *, today: date, now: datetime
    ) -> PlanKept:
        """What it replaced stands again, and the outcome is as the rest says; a task that it led to goes too."""
        seen = book.success_plans.measurement(number_in(number) or 0)
        planned, account = self._found(book, asker, str(seen.outcome if seen else ""), today=today)
        known = next((each for each in planned.measurements if seen and each.id == seen.id), None)
        if known is None:  # looked at again, as the outcome is held only now
            raise PlanStandsError(GONE)
        if known.before is None or known.learnt_at.isoformat() != stood:
            raise PlanStandsError(MEANWHILE, known.by or "")
        if not may_still_be_undone(known.learnt_at, now=now):
            raise PlanStandsError(TOO_LATE)
        before = planned.outcome
        book.success_plans.unmeasure(known)
        task = self._withdrawn(book, asker, planned, known.learnt_at, now=now)
        fresh = book.success_plans.outcome(before.id)
        assert fresh
        if _was_settled_by(planned, known.learnt_at, known.before):
            fresh = replace(fresh, outcome=_stands_again(book, fresh.outcome, known.before, now=now))
            fresh, _ = settled(book, self.work, fresh, account, by=asker.slack_id, now=now, today=today)
        record_plan(book, UNDONE, fresh.outcome, by=asker.slack_id, now=now, before=before)
        return _undone(account, fresh, task)

    def _check_in(self, book: Book, asker: Member, number: str, stood: str, *, today: date, now: datetime) -> PlanKept:
        planned, account = self._found(book, asker, number, today=today)
        said = next((each for each in planned.check_ins if str(each.id) == stood), None)
        if said is None:
            raise PlanStandsError(GONE)
        if not may_still_be_undone(said.at, now=now):
            raise PlanStandsError(TOO_LATE)
        last = planned.last_check_in
        if last != said or _goes_on(planned, said):
            raise PlanStandsError(MEANWHILE, last.by if last and last != said else planned.outcome.changed_by or "")
        outcome = planned.outcome
        book.success_plans.withdraw(said.id)
        changed = as_before(outcome, said)
        book.success_plans.save(changed, now=now)
        task = self._reopened(book, asker, said, now=now)
        record_plan(book, UNDONE, changed, by=asker.slack_id, now=now, before=outcome)
        stands = replace(changed, version=outcome.version + 1)
        return _undone(account, replace(planned, outcome=stands, check_ins=planned.check_ins[1:]), task)

    def _milestone(self, book: Book, asker: Member, number: str, stood: str, *, today: date, now: datetime) -> PlanKept:
        del stood
        known = book.success_plans.milestone(number_in(number) or 0)
        if known is None:
            raise PlanStandsError(GONE)
        account = account_of_plan(book, asker, known.account, today=today)
        require_keeper(asker, account)
        if not may_still_be_undone(known.learnt_at, now=now):
            raise PlanStandsError(TOO_LATE)
        if known.done_on:
            raise PlanStandsError(MEANWHILE)
        book.success_plans.remove_milestone(known, now=now)
        entry = AuditEntry(now, asker.slack_id, UNDONE, f"milestone:{known.id}", before=f"due {known.due_on}")
        book.audit.record(entry)
        return replace(_undone(account, None), milestone=known)

    def _found(self, book: Book, asker: Member, number: str, *, today: date) -> tuple[PlannedOutcome, Account]:
        planned, account = outcome_of_plan(book, asker, number, today=today, to_change=True)
        require_keeper(asker, account)
        return planned, account

    def _withdrawn(
        self, book: Book, asker: Member, planned: PlannedOutcome, made_at: datetime, *, now: datetime
    ) -> Task | None:
        """The task that stays, because somebody has gone on from it."""
        number = planned.outcome.check_in_task
        task = book.tasks.of(number) if number else None
        if task is None or task.at != made_at:
            return None
        is_gone = is_untouched(task, book.tasks.comments(task.id)) and withdrawn_task(
            book, task, by=asker.slack_id, now=now
        )
        return None if is_gone else task

    def _reopened(self, book: Book, asker: Member, said: CheckIn, *, now: datetime) -> Task | None:
        """Who asked for the check-in still wants it."""
        task = book.tasks.of(said.task) if said.task else None
        if task is None or task.done_at != said.at:
            return None
        again = replace(task, done_at=None, done_by=None)
        by = asker.slack_id
        return written_task(book, task, again, TaskChange.REOPENED, by=by, now=now, zone=self.work.zone).task


def _undone(account: Account, planned: PlannedOutcome | None, task: Task | None = None) -> PlanKept:
    return PlanKept(PlanChange.UNDONE, account.name, account.id, planned, task=task)


def _goes_on(planned: PlannedOutcome, said: CheckIn) -> bool:
    """Somebody measured or changed it since."""
    changed_at = planned.outcome.changed_at
    is_changed = changed_at is not None and changed_at > said.at
    return is_changed or any(each.learnt_at > said.at for each in planned.measurements)


def _goes_on_from_edit(planned: PlannedOutcome, changed_at: datetime) -> bool:
    return any(each.learnt_at > changed_at for each in planned.measurements)


def _who_went_on(planned: PlannedOutcome, changed_at: datetime) -> str:
    """Whoever said something of it after the change, else who changed it last."""
    last, said = planned.last_measurement, planned.last_check_in
    if said and said.at > changed_at:
        return said.by
    return (last.by if last and last.learnt_at > changed_at else planned.outcome.changed_by) or ""


def _was_settled_by(planned: PlannedOutcome, written_at: datetime, stood: OutcomeBefore) -> bool:
    """Whether its status may hang on a value: not where it was over already, or somebody's word came after it."""
    said = planned.last_check_in
    is_word = said is not None and said.at > written_at
    return stood.closed_on is None and not is_word


def _stands_again(book: Book, outcome: Outcome, stood: OutcomeBefore, *, now: datetime) -> Outcome:
    """As before the value; what else was measured is held against the line after this."""
    again = as_it_stood(outcome, stood)
    if again == outcome:
        return outcome
    book.success_plans.save(again, now=now)
    return replace(again, version=outcome.version + 1)
