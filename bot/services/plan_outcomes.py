"""An outcome agreed with an account, and put right afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.plan_records import (
    AGREED,
    CHANGED,
    PlanWork,
    account_of_plan,
    outcome_of_plan,
    plan_rules_of,
    record_plan,
    require_keeper,
    settled,
)
from bot.services.task_records import roles_of
from domain.permissions import Member
from domain.plans.answer import OutcomeOffer, PlanChange, PlanKept, PlanRefused
from domain.plans.form import (
    OutcomeField,
    OutcomeForm,
    PlanProblem,
    edited,
    form_of,
    outcome_from,
    outcome_problems,
)
from domain.plans.plan import PlannedOutcome
from domain.plans.steps import may_still_be_undone
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class PlanOutcomes:
    work: PlanWork

    def offered(self, asker: Member, account: str, *, today: date) -> OutcomeOffer:
        """The form of a new one; it is looked after by whoever fills it in."""
        with self.work.library.reading() as book:
            found = account_of_plan(book, asker, account, today=today)
            require_keeper(asker, found)
            form = OutcomeForm(agreed_on=today.isoformat(), owner=asker.slack_id)
            contacts = tuple(book.touchpoints.contacts_of(found.id))
            return OutcomeOffer(form, f"account:{found.id}", found.name, contacts)

    def change(self, asker: Member, outcome: str, *, today: date) -> OutcomeOffer:
        with self.work.library.reading() as book:
            planned, account = outcome_of_plan(book, asker, outcome, today=today)
            require_keeper(asker, account)
            known = planned.outcome
            contacts = tuple(book.touchpoints.contacts_of(account.id))
            return OutcomeOffer(form_of(known), f"outcome:{known.id} {known.version}", account.name, contacts)

    def kept(self, asker: Member, place: str, form: OutcomeForm, *, today: date) -> PlanKept | PlanRefused:
        """What a form says: of a new outcome, or of one that is there, as `place` has it."""
        kind, _, rest = place.partition(":")
        with self.work.library.writing() as book:
            if kind == "outcome":
                done = self._edited(book, asker, rest, form, today=today)
            else:
                done = self._agreed(book, asker, rest, form, today=today)
        if isinstance(done, PlanKept):
            self.work.rescore((done.account,))
        return done

    def _agreed(
        self, book: Book, asker: Member, account: str, form: OutcomeForm, *, today: date
    ) -> PlanKept | PlanRefused:
        """The same form twice is one outcome."""
        now, found = self.work.clock(), account_of_plan(book, asker, account, today=today)
        require_keeper(asker, found)
        if problems := outcome_problems(form, today=today, roles=roles_of(book)):
            return PlanRefused(problems)
        contacts = {contact.id for contact in book.touchpoints.contacts_of(found.id)}
        rules = plan_rules_of(book)
        made = outcome_from(form, account=found.id, by=asker.slack_id, today=today, contacts=contacts, rules=rules)
        added = book.success_plans.add(made, now=now)
        if added:
            record_plan(book, AGREED, added, by=asker.slack_id, now=now)
        else:
            added = book.success_plans.called(found.id, made.title)
        assert added
        if added.by != asker.slack_id or not may_still_be_undone(added.learnt_at, now=now):
            return PlanRefused({OutcomeField.TITLE: PlanProblem.KNOWN})
        undo = f"outcome {added.id} {added.version}"
        return PlanKept(PlanChange.AGREED, found.name, found.id, PlannedOutcome(added), undo=undo, rules=rules)

    def _edited(
        self, book: Book, asker: Member, seen: str, form: OutcomeForm, *, today: date
    ) -> PlanKept | PlanRefused:
        """Nobody is written over unseen."""
        now, (number, _, version) = self.work.clock(), seen.partition(" ")
        planned, account = outcome_of_plan(book, asker, number, today=today, to_change=True)
        require_keeper(asker, account)
        problems = outcome_problems(form, today=today, roles=roles_of(book))
        known = planned.outcome
        contacts = {contact.id for contact in book.touchpoints.contacts_of(account.id)}
        changed = edited(known, form, by=asker.slack_id, now=now, today=today, contacts=contacts)
        namesake = book.success_plans.called(account.id, changed.title)
        if namesake and namesake.id != known.id:
            problems.setdefault(OutcomeField.TITLE, PlanProblem.KNOWN)
        if problems:
            return PlanRefused(problems)
        rules = plan_rules_of(book)
        if str(known.version) != version:
            return PlanKept(PlanChange.OVERTAKEN, account.name, account.id, planned, rules=rules)
        book.success_plans.save(changed, now=now)
        book.success_plans.remember_edit(known)
        record_plan(book, CHANGED, changed, by=asker.slack_id, now=now, before=known)
        stands = replace(planned, outcome=replace(changed, version=known.version + 1))
        task = None
        if known.is_open:  # another target or day is another line; what is over stays over
            stands, task = settled(book, self.work, stands, account, by=asker.slack_id, now=now, today=today)
        undo = f"edit {known.id} {stands.outcome.version}"
        return PlanKept(PlanChange.EDITED, account.name, account.id, stands, task=task, undo=undo, rules=rules)
