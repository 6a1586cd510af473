"""Success plans as every part of the feature reads and writes them: whose, by which rules, and who is asked to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.services.health import account_id, require_reader
from bot.services.sight import seen_by
from bot.services.task_records import made_task
from bot.services.tellers import tellers
from domain.accounts import Account, AccountStatus
from domain.alerts.routing import can_act
from domain.errors import AccountNotFoundError, NotAllowedError, OutcomeNotFoundError, PlanClosedError
from domain.feedback.request import Asker
from domain.health.policy_file import policy_from_toml
from domain.numbers import number_in
from domain.permissions import Member, may_keep_plans
from domain.plans.plan import Outcome, PlannedOutcome, told
from domain.plans.policy import SHIPPED_PLANS, PlanRules, next_check_in
from domain.plans.progress import progress, status_by
from domain.ports import AuditEntry, Book, Library
from domain.success import OutcomeStatus
from domain.tasks.task import Task, TaskSource

AGREED, CHANGED, MEASURED, CHECKED_IN = "plans.agreed", "plans.changed", "plans.measured", "plans.checked_in"
STEPPED, UNDONE = "plans.milestone", "plans.undone"
ITSELF = "moorline"
"""Who asks where nobody did, in the audit."""


class PlanAsk(StrEnum):
    """Why somebody is asked to check in."""

    DUE = "due"
    AGAIN = "again"
    """The task was closed, and nobody said how it goes."""
    FELL = "fell"


WITHIN = {PlanAsk.DUE: timedelta(days=7), PlanAsk.AGAIN: timedelta(days=7), PlanAsk.FELL: timedelta(days=3)}
TitleOf = Callable[[PlanAsk, Outcome, str, str | None], str]
"""The title of a task, for an outcome of an account of that name, in its reader's language."""


@dataclass(frozen=True, slots=True)
class PlanWork:
    """`rescore` makes the card say it at once; `zone` is the workspace's; `title_of` words tasks."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]
    zone: str
    title_of: TitleOf


def plan_rules_of(book: Book) -> PlanRules:
    published = book.policies.current()
    return _read(published.text) if published else SHIPPED_PLANS


def account_of_plan(book: Book, asker: Member, typed: str | int, *, today: date) -> Account:
    """As the asker sees the book."""
    require_reader(asker)
    number = typed if isinstance(typed, int) else account_id(typed)
    found = seen_by(book, asker, today=today).accounts.by_id(number)
    if found is None:
        raise AccountNotFoundError(str(typed))
    return found


def outcome_of_plan(
    book: Book, asker: Member, typed: str, *, today: date, to_change: bool = False
) -> tuple[PlannedOutcome, Account]:
    number = number_in(typed)
    found = None
    if number is not None:
        found = book.success_plans.to_change(number) if to_change else book.success_plans.outcome(number)
    if found is None:
        raise OutcomeNotFoundError(typed)
    return found, account_of_plan(book, asker, found.outcome.account, today=today)


def require_keeper(asker: Member, account: Account) -> None:
    """Of an account that has left the plan is history."""
    if not may_keep_plans(asker):
        raise NotAllowedError(asker.slack_id, CHANGED)
    if account.status is AccountStatus.CHURNED:
        raise PlanClosedError(account.name)


def record_plan(
    book: Book, action: str, outcome: Outcome, *, by: str, now: datetime, before: Outcome | None = None, more: str = ""
) -> None:
    """Facts only: a title is what customers said."""
    after = ", ".join(each for each in (told(outcome), more) if each)
    stood = told(before) if before else None
    book.audit.record(AuditEntry(now, by, action, f"outcome:{outcome.id}", before=stood, after=after))


def settled(
    book: Book, work: PlanWork, planned: PlannedOutcome, account: Account, *, by: str, now: datetime, today: date
) -> tuple[PlannedOutcome, Task | None]:
    """As its measurements say now; who looks after an outcome that fell behind is asked to check in, once a fall."""
    outcome, rules = planned.outcome, plan_rules_of(book)
    changed = _as_measured(planned, rules, today=today)
    if changed == outcome:
        return planned, None
    task = None
    if changed.status is OutcomeStatus.BEHIND and outcome.status is not OutcomeStatus.BEHIND:
        task = asked_to_check_in(book, work, PlanAsk.FELL, outcome, account, by=by, now=now, today=today)
        changed = replace(changed, check_in_task=task.id if task else outcome.check_in_task)
    book.success_plans.save(changed, now=now)
    return replace(planned, outcome=replace(changed, version=outcome.version + 1)), task


def asked_to_check_in(
    book: Book, work: PlanWork, why: PlanAsk, outcome: Outcome, account: Account, *, by: str, now: datetime, today: date
) -> Task | None:
    """None while one is open, or where nobody is here who could."""
    known = book.tasks.of(outcome.check_in_task) if outcome.check_in_task else None
    if known and known.is_open:
        return None
    desk = tellers(book, today=today)
    is_here = can_act(outcome.owner, desk.members, away=desk.away)
    to = outcome.owner if is_here else desk.of(Asker.ACCOUNT, account.owner, account.cover)
    if to is None:
        return None
    title = work.title_of(why, outcome, account.name, desk.language(to))
    task = Task(0, title, today + WITHIN[why], to, by, now, account.id, source=TaskSource.PLAN)
    return made_task(book, task, by=by, now=now, zone=work.zone)


def _as_measured(planned: PlannedOutcome, rules: PlanRules, *, today: date) -> Outcome:
    outcome = planned.outcome
    status, told_by = status_by(planned, rules, today=today), progress(planned, rules, today=today)
    last, said = told_by.last, planned.last_check_in
    status_on = outcome.status_on
    if told_by.verdict.can_be_told and last:
        status_on = max(status_on, last.day) if status is outcome.status else today
    elif said and status is not outcome.status:
        status_on = said.on
    is_over = status in {OutcomeStatus.REACHED, OutcomeStatus.CLOSED}
    return replace(
        outcome,
        status=status,
        status_on=status_on,
        closed_on=(outcome.closed_on or today) if is_over else None,
        check_in_on=None if is_over else outcome.check_in_on or next_check_in(today, rules),
    )


@lru_cache(maxsize=4)
def _read(text: str) -> PlanRules:
    """Reading a whole policy takes longer than reading a plan."""
    return policy_from_toml(text).plans
