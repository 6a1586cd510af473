"""One look at the book: for which accounts something is to be done, and what is only to be remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.services.playbook_accounts import with_worth
from bot.services.playbook_rules import Published, RunBooks
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.entering import Look, Signal, entry, look_after, may_enter
from domain.playbooks.playbook import Playbook, PlaybookAccount
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import PastRun, Run
from domain.playbooks.stepping import ending_of, steps_due
from domain.ports import Book

FEW = 2_000
"""Beyond that, the whole book is read as quickly."""


@dataclass(slots=True)
class Work:
    """What one account needs: it enters, or goes on in what it is in. `before` is the look at it before this one."""

    account: PlaybookAccount
    before: Look | None
    look: Look
    enters: Sequence[tuple[Playbook, Signal]]
    goes_on: Sequence[tuple[Playbook, Run]]

    @property
    def is_busy(self) -> bool:
        return bool(self.enters or self.goes_on)


def looked(
    book: Book, published: Published, currency: str, today: date, only: Collection[int] | None
) -> tuple[Sequence[Work], Sequence[Look]]:
    """What is to be done, and what is only to be remembered, in a number of statements that does not grow.

    `only` these accounts; None: all of them.
    """
    found = list(_found(book, published, currency, today, only))
    _leave_out_who_was_in_it(book, [work for work in found if work.enters])
    quiet = [work.look for work in found if not work.is_busy and work.look != work.before]
    return [work for work in found if work.is_busy], quiet


def calendar_of(book: Book) -> WorkCalendar:
    rules = book.wishes.rules()
    return WorkCalendar(rules.weekdays, rules.holidays)


def _found(
    book: Book, published: Published, currency: str, today: date, only: Collection[int] | None
) -> Iterator[Work]:
    """Of most accounts there is nothing new."""
    looks, runs, playbooks = book.playbooks.looks(only), _open_runs(book, only), published.rules.playbooks
    books, calendar = RunBooks(book), calendar_of(book)
    accounts = book.playbooks.accounts(today=today, only=only)
    for account in with_worth(book, accounts, currency, published.version, today=today):
        before = looks.get(account.id)
        look = look_after(account, before, playbooks)
        signals = [(each, entry(each, account, before, (), today=today)) for each in playbooks]
        enters = [(each, signal) for each, signal in signals if signal]
        open_runs = [(playbook, run) for run in runs.get(account.id, ()) if (playbook := books.of(run))]
        goes_on = [(each, run) for each, run in open_runs if _moves(each, run, account, calendar, today)]
        if enters or goes_on or look != before:
            yield Work(account, before, look, enters, goes_on)


def _leave_out_who_was_in_it(book: Book, works: Sequence[Work]) -> None:
    """Past runs are read only of those for whom something became true."""
    accounts = [work.account.id for work in works]
    past = runs_by_account(book.playbooks.past(accounts if len(accounts) <= FEW else None)) if accounts else {}
    for work in works:
        mine = past.get(work.account.id, {})
        work.enters = [
            (playbook, signal)
            for playbook, signal in work.enters
            if may_enter(playbook, work.account, mine.get(playbook.name, ()), signal.key, on=signal.on)
        ]


def _moves(playbook: Playbook, run: Run, account: PlaybookAccount, calendar: WorkCalendar, today: date) -> bool:
    is_over = ending_of(playbook, run, account, today=today) is not None
    return is_over or bool(steps_due(playbook, run, account, calendar, today=today))


def _open_runs(book: Book, only: Collection[int] | None) -> Mapping[int, Sequence[Run]]:
    found: dict[int, list[Run]] = defaultdict(list)
    for run in book.playbooks.runs(RunFilter(only)):
        found[run.account].append(run)
    return found


def runs_by_account(past: Sequence[PastRun]) -> Mapping[int, Mapping[str, Sequence[PastRun]]]:
    found: dict[int, dict[str, list[PastRun]]] = defaultdict(lambda: defaultdict(list))
    for run in past:
        found[run.account][run.playbook].append(run)
    return found
