"""One look at the book: for which accounts something is to be done, and what is only to be remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.services.playbook_accounts import with_worth
from bot.services.playbook_rules import Published, RunBooks
from bot.services.playbook_trouble import HeldUp
from domain.days import shifted
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.entering import Look, Signal, entry, look_after, may_enter
from domain.playbooks.playbook import GRACE_DAYS, EndsWhen, Playbook, PlaybookAccount
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
    open_runs: Sequence[Run] = ()

    @property
    def is_busy(self) -> bool:
        return bool(self.enters or self.goes_on)

    @property
    def makes_way(self) -> Sequence[Run]:
        """Left open in a term before, by an account that enters for its next one."""
        entering = {playbook.name for playbook, _ in self.enters}
        return [run for run in self.open_runs if run.playbook in entering]


def looked(
    book: Book, published: Published, currency: str, today: date, only: Collection[int] | None, held: HeldUp
) -> tuple[Sequence[Work], Sequence[Look]]:
    """What is to be done, and what is only to be remembered, in a number of statements that does not grow.

    `only` these accounts; None: all of them.
    """
    looking = _Looking(book, published, today, only)
    found = list(looking.found(with_worth(book, looking.accounts(), currency, published.version, today=today), held))
    _leave_out_who_was_in_it(book, [work for work in found if work.enters])
    _leave_out_what_is_decided(book, [work for work in found if work.enters], today)
    quiet = [work.look for work in found if not work.is_busy and work.look != work.before]
    return [work for work in found if work.is_busy], quiet


def calendar_of(book: Book) -> WorkCalendar:
    rules = book.wishes.rules()
    return WorkCalendar(rules.weekdays, rules.holidays)


class _Looking:
    """What is read once for all accounts."""

    def __init__(self, book: Book, published: Published, today: date, only: Collection[int] | None) -> None:
        self._book, self._only, self._today = book, only, today
        self._playbooks, self._books, self._calendar = published.rules.playbooks, RunBooks(book), calendar_of(book)
        self._looks, self._runs = book.playbooks.looks(only), _open_runs(book, only)

    def accounts(self) -> Sequence[PlaybookAccount]:
        return self._book.playbooks.accounts(today=self._today, only=self._only)

    def found(self, accounts: Iterable[PlaybookAccount], held: HeldUp) -> Iterator[Work]:
        """Of most accounts there is nothing new."""
        for account in accounts:
            work = held.tried(account, partial(self._work, account))
            if work and (work.is_busy or work.look != work.before):
                yield work

    def _work(self, account: PlaybookAccount) -> Work:
        today, before, runs = self._today, self._looks.get(account.id), self._runs.get(account.id, ())
        look = look_after(account, before, self._playbooks)
        signals = [(each, entry(each, account, before, (), today=today)) for each in self._playbooks]
        enters = [(each, signal) for each, signal in signals if signal]
        known = [(playbook, run) for run in runs if (playbook := self._books.of(run))]
        goes_on = [(each, run) for each, run in known if _moves(each, run, account, self._calendar, today)]
        return Work(account, before, look, enters, goes_on, runs)


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


def _leave_out_what_is_decided(book: Book, works: Sequence[Work], today: date) -> None:
    """A renewal that is lost long before its day needs no offer when its window opens."""
    asked = [work for work in works if any(_ends_with_renewal(playbook) for playbook, _ in work.enters)]
    accounts = [work.account.id for work in asked]
    since, only = shifted(today, -GRACE_DAYS), accounts if len(accounts) <= FEW else None
    decided = book.playbooks.decided_terms(since=since, only=only) if accounts else ()
    for work in asked:
        if (work.account.id, work.account.term_end) in decided:
            work.enters = [each for each in work.enters if not _ends_with_renewal(each[0])]


def _ends_with_renewal(playbook: Playbook) -> bool:
    return EndsWhen.RENEWAL_CLOSED in playbook.ends_when


def _moves(playbook: Playbook, run: Run, account: PlaybookAccount, calendar: WorkCalendar, today: date) -> bool:
    is_over = ending_of(playbook, run, account, today=today) is not None
    return is_over or bool(steps_due(playbook, run, account, calendar, today=today))


def _open_runs(book: Book, only: Collection[int] | None) -> Mapping[int, Sequence[Run]]:
    """Each with what became of the renewal of its term."""
    found: dict[int, list[Run]] = defaultdict(list)
    closed = book.playbooks.closed_renewals(only)
    for run in book.playbooks.runs(RunFilter(only)):
        known = replace(run, renewed=closed[run.id]) if run.id in closed else run
        found[run.account].append(known)
    return found


def runs_by_account(past: Sequence[PastRun]) -> Mapping[int, Mapping[str, Sequence[PastRun]]]:
    found: dict[int, dict[str, list[PastRun]]] = defaultdict(lambda: defaultdict(list))
    for run in past:
        found[run.account][run.playbook].append(run)
    return found
