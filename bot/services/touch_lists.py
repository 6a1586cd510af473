"""`/cs touches`: accounts by how silent they are, or what was spoken of with one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.health import account_id, require_reader
from bot.services.sight import require_sight_of, seen_by
from bot.services.task_lists import account_meant
from bot.services.touch_accounts import changeable
from bot.services.whose import usual_scope
from domain.accounts import AccountMatch
from domain.errors import AccountNotFoundError
from domain.filter_words import HelpWanted, Scope
from domain.health.ports import StandingFilter
from domain.permissions import Member
from domain.ports import Book, Library
from domain.teams import member_called, team_of
from domain.touchpoints.answer import CadenceList, TouchesAnswer, TouchHistory
from domain.touchpoints.ports import CadencePage
from domain.touchpoints.question import TouchesWanted, touches_question

ACCOUNTS_ON_A_PAGE = 8
TOUCHES_ON_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class TouchLists:
    library: Library

    def listed(self, asker: Member, text: str, *, today: date, offset: int = 0) -> TouchesAnswer:
        question = touches_question(text)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        with self.library.reading() as book:
            wanted = _with_person(book, question)
            if wanted.account:
                account = account_meant(seen_by(book, asker, today=today), asker, wanted.account)
                return _history(book, asker, account)
            return _cadences(book, asker, wanted, today=today, offset=offset)

    def of_account(self, asker: Member, account: str, *, today: date, offset: int = 0) -> TouchHistory:
        require_reader(asker)
        with self.library.reading() as book:
            found = seen_by(book, asker, today=today).accounts.by_id(account_id(account))
            if found is None:
                raise AccountNotFoundError(account)
            return _history(book, asker, AccountMatch(found.id, found.name, 1.0), offset)


def _with_person(book: Book, wanted: TouchesWanted) -> TouchesWanted:
    """A name after an at sign that Slack did not turn into a person, turned into one."""
    if not wanted.account.startswith("@"):
        return wanted
    person = member_called(wanted.account[1:].strip(), book.members.all())
    return replace(wanted, person=person, account="") if person else wanted


def _cadences(book: Book, asker: Member, wanted: TouchesWanted, *, today: date, offset: int) -> CadenceList:
    members = book.members.all()
    if wanted.scope is None and wanted.person is None:
        wanted = replace(wanted, scope=usual_scope(book, asker, today))
    require_sight_of(wanted.person, wanted.scope, asker, members)
    owners = team_of(asker, members) if wanted.scope is Scope.TEAM and not wanted.person else None
    owner = wanted.person or (asker.slack_id if wanted.scope is Scope.MINE else None)
    chosen = StandingFilter(owner=owner, owners=owners, today=today)
    page = _cadence_page(book, chosen, wanted, today, offset)
    if not page.standings and offset:
        offset = max(0, (page.shown - 1) // ACCOUNTS_ON_A_PAGE * ACCOUNTS_ON_A_PAGE)
        page = _cadence_page(book, chosen, wanted, today, offset)
    return CadenceList(wanted, page, offset)


def _cadence_page(book: Book, chosen: StandingFilter, wanted: TouchesWanted, today: date, offset: int) -> CadencePage:
    return book.touchpoints.cadences(
        chosen, overdue=wanted.overdue, today=today, offset=offset, limit=ACCOUNTS_ON_A_PAGE
    )


def _history(book: Book, asker: Member, account: AccountMatch, offset: int = 0) -> TouchHistory:
    page = book.touchpoints.page(account.account, offset=offset, limit=TOUCHES_ON_A_PAGE)
    if not page.rows and offset:
        offset = max(0, (page.total - 1) // TOUCHES_ON_A_PAGE * TOUCHES_ON_A_PAGE)
        page = book.touchpoints.page(account.account, offset=offset, limit=TOUCHES_ON_A_PAGE)
    standing = book.standings.of(account.account)
    may_edit = changeable(book, asker, account.account, [row.touchpoint for row in page.rows])
    return TouchHistory(account, page, offset, may_edit, standing)
