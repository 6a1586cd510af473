"""`/cs plan` and `/cs plans`: the plan of one account, or accounts by how their plans go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.health import require_reader
from bot.services.plan_records import account_of_plan, outcome_of_plan, plan_rules_of
from bot.services.sight import require_sight_of, seen_by
from bot.services.task_lists import account_meant
from bot.services.whose import usual_scope
from domain.accounts import AccountStatus
from domain.filter_words import HelpWanted, Scope
from domain.health.ports import StandingFilter
from domain.permissions import Member, may_keep_plans
from domain.plans.answer import OutcomeLook, PlanList, PlanLook, PlansAnswer
from domain.plans.ports import PlanPage
from domain.plans.question import PlansWanted, plans_question
from domain.ports import Book, Library
from domain.teams import member_called, team_of

ACCOUNTS_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class PlanLooks:
    library: Library

    def shown(self, asker: Member, text: str, *, channel: str | None, today: date) -> PlansAnswer:
        """The account that is meant, without words that of the channel; else the list."""
        with self.library.reading() as book:
            linked = seen_by(book, asker, today=today).accounts.linked_to(channel) if channel and not text else ()
            if len(linked) == 1:
                return self._look(book, asker, linked[0], today=today)
        return self.listed(asker, text, today=today)

    def of_account(self, asker: Member, account: str, *, today: date) -> PlanLook:
        with self.library.reading() as book:
            return self._look(book, asker, account_of_plan(book, asker, account, today=today).id, today=today)

    def history(self, asker: Member, outcome: str, *, today: date) -> OutcomeLook:
        with self.library.reading() as book:
            planned, account = outcome_of_plan(book, asker, outcome, today=today)
            return OutcomeLook(planned, account.name, plan_rules_of(book))

    def listed(self, asker: Member, text: str, *, today: date, offset: int = 0) -> PlansAnswer:
        question = plans_question(text)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        with self.library.reading() as book:
            wanted = _with_person(book, question)
            if wanted.account:
                account = account_meant(seen_by(book, asker, today=today), asker, wanted.account)
                return self._look(book, asker, account.account, today=today)
            return _page_of(book, asker, wanted, today=today, offset=offset)

    def _look(self, book: Book, asker: Member, account: int, *, today: date) -> PlanLook:
        found = account_of_plan(book, asker, account, today=today)
        has_left = found.status is AccountStatus.CHURNED
        return PlanLook(
            book.success_plans.of(found.id),
            found.name,
            found.owner,
            has_left,
            may_keep_plans(asker) and not has_left,
            plan_rules_of(book),
        )


def _with_person(book: Book, wanted: PlansWanted) -> PlansWanted:
    """A name after an at sign that Slack did not turn into a person, turned into one."""
    if not wanted.account.startswith("@"):
        return wanted
    person = member_called(wanted.account[1:].strip(), book.members.all())
    return replace(wanted, person=person, account="") if person else wanted


def _page_of(book: Book, asker: Member, wanted: PlansWanted, *, today: date, offset: int) -> PlanList:
    members = book.members.all()
    if wanted.scope is None and wanted.person is None:
        wanted = replace(wanted, scope=usual_scope(book, asker, today))
    require_sight_of(wanted.person, wanted.scope, asker, members)
    owners = team_of(asker, members) if wanted.scope is Scope.TEAM and not wanted.person else None
    owner = wanted.person or (asker.slack_id if wanted.scope is Scope.MINE else None)
    chosen = StandingFilter(owner=owner, owners=owners, today=today)
    page = _page(book, chosen, wanted, today, offset)
    if not page.rows and offset:
        offset = max(0, (page.shown - 1) // ACCOUNTS_ON_A_PAGE * ACCOUNTS_ON_A_PAGE)
        page = _page(book, chosen, wanted, today, offset)
    return PlanList(wanted, page, offset)


def _page(book: Book, chosen: StandingFilter, wanted: PlansWanted, today: date, offset: int) -> PlanPage:
    return book.success_plans.page(chosen, wanted.which, today=today, offset=offset, limit=ACCOUNTS_ON_A_PAGE)
