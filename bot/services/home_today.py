"""What needs somebody today: tasks, accounts past their cadence, renewals not safe yet, accounts gone worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.digests.items import DROP, RENEWAL_DAYS, SURE, Item, Reason
from domain.health.ports import StandingFilter
from domain.home import WORSE_DAYS, HomeAsk, RenewalsSoon, TodayLook, WorseLook, is_of_accounts
from domain.home_ports import WorseAccount
from domain.home_view import ROWS, HomeList, first_row
from domain.money import rates_of
from domain.permissions import may_change_renewal, may_change_task, may_make_tasks
from domain.ports import Book
from domain.renewals.head import amounts, is_snoozed
from domain.renewals.listing import DueRenewal, RenewalFilter
from domain.tasks.ports import TaskFilter, TaskPage
from domain.touchpoints.ports import CadencePage


@dataclass(frozen=True, slots=True)
class Today:
    """`currency` is what amounts are added up in, as far as rates are stated."""

    currency: str

    def look(self, book: Book, ask: HomeAsk) -> TodayLook | None:
        """Who looks after no accounts has tasks all the same; who only looks has nothing to do."""
        if not may_make_tasks(ask.reader):
            return None
        tasks = _tasks(book, ask)
        found = TodayLook(tasks, _changeable(ask, tasks))
        if not is_of_accounts(ask.reader):
            return found
        return replace(
            found,
            contact=_contact(book, ask),
            renewals=self._renewals(book, ask),
            worse=_worse(book, ask),
            next_renewal=book.home.next_renewal(ask.people, today=ask.today),
        )

    def _renewals(self, book: Book, ask: HomeAsk) -> RenewalsSoon:
        until = ask.today + timedelta(days=RENEWAL_DAYS)
        wanted = RenewalFilter(ask.today, due_until=until, owners=ask.people, open_only=True)
        found = [each for each in book.renewals.due(wanted) if _is_unsafe(each, ask)]
        offset = first_row(ask.view.place(HomeList.RENEWALS), len(found))
        rows = tuple(book.renewals.rows([each.renewal for each in found[offset : offset + ROWS]], today=ask.today))
        changeable = frozenset(
            row.renewal.id
            for row in rows
            if may_change_renewal(ask.reader, owner=row.owner, cover=row.cover, team=ask.team)
        )
        rates = rates_of(book.rates.all(), base=self.currency, day=ask.today)
        return RenewalsSoon(rows, len(found), amounts((each.arr for each in found), rates), changeable)


def _is_unsafe(renewal: DueRenewal, ask: HomeAsk) -> bool:
    return renewal.category not in SURE and not is_snoozed(renewal.snoozed_until, ask.today)


def _tasks(book: Book, ask: HomeAsk) -> TaskPage:
    """Overdue ones and today's."""
    whose = ask.people if is_of_accounts(ask.reader) else (ask.reader.slack_id,)
    wanted = TaskFilter(assignees=whose, due_before=ask.today + timedelta(days=1))
    page = _page(book, wanted, ask, ask.view.place(HomeList.TASKS))
    if page.tasks or not page.total:
        return page
    return _page(book, wanted, ask, first_row(ask.view.place(HomeList.TASKS), page.total))


def _page(book: Book, wanted: TaskFilter, ask: HomeAsk, offset: int) -> TaskPage:
    return book.tasks.page(wanted, today=ask.today, offset=offset, limit=ROWS)


def _changeable(ask: HomeAsk, page: TaskPage) -> frozenset[int]:
    tasks = [listed.task for listed in page.tasks]
    return frozenset(
        task.id for task in tasks if may_change_task(ask.reader, assignee=task.assignee, author=task.by, team=ask.team)
    )


def _contact(book: Book, ask: HomeAsk) -> CadencePage:
    offset = ask.view.place(HomeList.CONTACT)
    page = _cadences(book, ask, offset)
    if page.standings or not page.shown:
        return page
    return _cadences(book, ask, first_row(offset, page.shown))


def _cadences(book: Book, ask: HomeAsk, offset: int) -> CadencePage:
    chosen = StandingFilter(owners=ask.people, today=ask.today)
    return book.touchpoints.cadences(chosen, overdue=True, today=ask.today, offset=offset, limit=ROWS)


def _worse(book: Book, ask: HomeAsk) -> WorseLook:
    offset = ask.view.place(HomeList.WORSE)
    found = _gone_worse(book, ask, offset)
    if not found.items and found.total:
        found = _gone_worse(book, ask, first_row(offset, found.total))
    return found


def _gone_worse(book: Book, ask: HomeAsk, offset: int) -> WorseLook:
    page = book.home.worse(ask.people, today=ask.today, drop=DROP, days=WORSE_DAYS, offset=offset, limit=ROWS)
    return WorseLook(tuple(_items(page.accounts, ask)), page.total)


def _items(accounts: Sequence[WorseAccount], ask: HomeAsk) -> Sequence[Item]:
    """In the words of a digest."""
    return [
        Item(
            each.account,
            each.name,
            each.owner,
            each.arr,
            Reason.NEWLY_RED if each.turned else Reason.DROPPED,
            silent_days=(ask.today - each.last_two_way_on).days if each.last_two_way_on else None,
            renewal_days=(each.renewal.due_on - ask.today).days if each.renewal else None,
            before=each.before,
            after=each.after,
        )
        for each in accounts
    ]
