"""Milestones of a success plan: set, passed, opened again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.first_values import UNDONE as VALUE_UNDONE
from bot.services.first_values import value_entry
from bot.services.plan_records import STEPPED, PlanWork, account_of_plan, require_keeper
from bot.services.task_records import roles_of
from domain.errors import OutcomeNotFoundError
from domain.first_value.reached import ValueStanding, is_by_milestone
from domain.numbers import number_in
from domain.permissions import Member
from domain.plans.answer import MilestoneOffer, PlanChange, PlanKept, PlanRefused
from domain.plans.form import PlanProblem
from domain.plans.plan import PlanMilestone
from domain.plans.steps import MilestoneForm, StepField, may_still_be_undone, milestone_from, milestone_problems
from domain.ports import AuditEntry, Book


@dataclass(frozen=True, slots=True)
class PlanMilestones:
    work: PlanWork

    def offered(self, asker: Member, account: str, *, today: date) -> MilestoneOffer:
        with self.work.library.reading() as book:
            found = account_of_plan(book, asker, account, today=today)
            require_keeper(asker, found)
            outcomes = (each.outcome for each in book.success_plans.of(found.id).outcomes)
            form = MilestoneForm(owner=asker.slack_id)
            return MilestoneOffer(form, found.id, found.name, tuple(each for each in outcomes if each.is_open))

    def kept(self, asker: Member, account: str, form: MilestoneForm, *, today: date) -> PlanKept | PlanRefused:
        """The same form twice is one milestone."""
        now = self.work.clock()
        with self.work.library.writing() as book:
            found = account_of_plan(book, asker, account, today=today)
            require_keeper(asker, found)
            if problems := milestone_problems(form, today=today, roles=roles_of(book)):
                return PlanRefused(problems)
            plan = book.success_plans.of(found.id)
            made = milestone_from(form, account=found.id, by=asker.slack_id)
            if made.outcome not in {each.outcome.id for each in plan.outcomes}:
                made = replace(made, outcome=None)
            added = book.success_plans.add_milestone(made, now=now)
            if added:
                _record_step(book, added, by=asker.slack_id, now=now)
            known = added or next(each for each in plan.milestones if each.title == made.title)
            if known.by != asker.slack_id or not may_still_be_undone(known.learnt_at, now=now):
                return PlanRefused({StepField.TITLE: PlanProblem.KNOWN})
        self.work.rescore((found.id,))
        undo = f"milestone {known.id} 1"
        return PlanKept(PlanChange.MILESTONE, found.name, found.id, milestone=known, undo=undo)

    def turned(self, asker: Member, milestone: str, *, done: bool, today: date) -> int:
        """Its account. What is as it should be already stays as it is, with the day on which it was first done."""
        now, number = self.work.clock(), number_in(milestone)
        with self.work.library.writing() as book:
            found = book.success_plans.milestone(number) if number is not None else None
            if found is None:
                raise OutcomeNotFoundError(milestone)
            account = account_of_plan(book, asker, found.account, today=today)
            require_keeper(asker, account)
            if (found.done_on is not None) is done:
                return found.account
            if not done:
                _unfind_value(book, found, by=asker.slack_id, now=now)
            changed = replace(found, done_on=today if done else None)
            book.success_plans.save_milestone(changed, now=now)
            _record_step(book, changed, by=asker.slack_id, now=now)
        self.work.rescore((found.account,))
        return found.account


def _unfind_value(book: Book, milestone: PlanMilestone, *, by: str, now: datetime) -> None:
    """First value that was found by a milestone which is not done after all was not reached; scoring looks again."""
    stands = book.lifecycle.first_value_of(milestone.account)
    if is_by_milestone(stands, title=milestone.title, done_on=milestone.done_on) and book.lifecycle.unfind(
        milestone.account, seen=stands, now=now
    ):
        book.audit.record(value_entry(by, VALUE_UNDONE, milestone.account, stands, ValueStanding(), at=now))


def _record_step(book: Book, milestone: PlanMilestone, *, by: str, now: datetime) -> None:
    said = f"due {milestone.due_on}" + (f", done {milestone.done_on}" if milestone.done_on else "")
    book.audit.record(AuditEntry(now, by, STEPPED, f"milestone:{milestone.id}", after=said))
