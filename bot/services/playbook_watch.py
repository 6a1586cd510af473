"""Looks at the book again and again: who enters a playbook, which step is due, which run is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.services.playbook_accounts import with_worth
from bot.services.playbook_rules import Published, RunBooks, published_in
from bot.services.playbook_steps import Making, Reasons
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.entering import Look, Signal, entry, look_after, new_run
from domain.playbooks.playbook import Playbook, PlaybookAccount
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import PastRun, Run
from domain.playbooks.stepping import ending_of, steps_due
from domain.ports import AuditEntry, Book, Library
from domain.tasks.task import ITSELF
from domain.zones import zone_called

ENTERED = "playbooks.entered"
AT_ONCE = 20
"""Accounts for which something is done in one transaction, so that a command that writes waits for few of them."""


@dataclass(slots=True)
class Work:
    """What one account needs: it enters, or goes on in what it is in."""

    account: PlaybookAccount
    look: Look
    enters: Sequence[tuple[Playbook, Signal]] = ()
    goes_on: Sequence[tuple[Playbook, Run]] = ()


@dataclass(slots=True)
class PlaybookWatch:
    """To be asked every few minutes, on every replica: each entry and each step is claimed by a row of its own.

    Nothing is read twice where nothing can have changed. `zone` is the workspace's, whose day counts.
    """

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    reasons: Reasons
    _seen: tuple[date, str] | None = field(default=None, init=False)

    def tick(self) -> int:
        """How many steps were made and runs ended."""
        now = self.clock()
        today = now.astimezone(zone_called(None, self.zone)).date()
        with self.library.reading() as book:
            seen = (today, book.playbooks.mark())
            if seen == self._seen:
                return 0
            published = published_in(book)
            busy, quiet = _looked(book, published, self.currency, today)
        done = sum(self._done(busy[start : start + AT_ONCE], published, now) for start in range(0, len(busy), AT_ONCE))
        with self.library.writing() as book:
            book.playbooks.keep_looks(quiet)
        self._seen = seen
        return done

    def _done(self, works: Sequence[Work], published: Published, now: datetime) -> int:
        """With the looks that it follows from: what a crash undoes is found again."""
        with self.library.writing() as book:
            making = Making(book, now=now, zone=self.zone, reasons=self.reasons)
            for work in works:
                for playbook, run in work.goes_on:
                    gone_on(making, playbook, run, work.account)
                for playbook, signal in work.enters:
                    run = new_run(playbook, work.account, signal, version=published.version, now=now)
                    enter(book, making, playbook, run, work.account)
            book.playbooks.keep_looks([work.look for work in works])
        return making.made


def enter(book: Book, making: Making, playbook: Playbook, run: Run, account: PlaybookAccount) -> Run | None:
    """With the steps that are due at once; None where somebody was first."""
    made = book.playbooks.enter(run)
    if made is None:
        return None
    by = run.by or ITSELF
    book.audit.record(AuditEntry(run.entered_at, by, ENTERED, f"account:{account.id}", after=playbook.name))
    making.take_steps(playbook, made, account)
    return made


def gone_on(making: Making, playbook: Playbook, run: Run, account: PlaybookAccount) -> None:
    ending = ending_of(playbook, run, account, today=making.today)
    if ending is None:
        making.take_steps(playbook, run, account)
    else:
        making.end(run, ending, by=None)


def _looked(book: Book, published: Published, currency: str, today: date) -> tuple[list[Work], list[Look]]:
    """What is to be done, and what is only to be remembered, in a number of statements that does not grow."""
    looks, past, runs = book.playbooks.looks(), _by_account(book.playbooks.past()), _open_runs(book)
    books, calendar = RunBooks(book), _calendar(book)
    busy, quiet = [], []
    for account in with_worth(book, book.playbooks.accounts(today=today), currency, published.version, today=today):
        before = looks.get(account.id)
        look = look_after(account, before, published.rules.playbooks)
        work = Work(
            account,
            look,
            _entries(published, account, before, past.get(account.id, {}), today),
            [
                (playbook, run)
                for run in runs.get(account.id, ())
                if (playbook := books.of(run)) and _moves(playbook, run, account, calendar, today)
            ],
        )
        if work.enters or work.goes_on:
            busy.append(work)
        elif look != before:
            quiet.append(look)
    return busy, quiet


def _entries(
    published: Published,
    account: PlaybookAccount,
    before: Look | None,
    past: Mapping[str, Sequence[PastRun]],
    today: date,
) -> Sequence[tuple[Playbook, Signal]]:
    found = (
        (playbook, entry(playbook, account, before, past.get(playbook.name, ()), today=today))
        for playbook in published.rules.playbooks
    )
    return [(playbook, signal) for playbook, signal in found if signal]


def _moves(playbook: Playbook, run: Run, account: PlaybookAccount, calendar: WorkCalendar, today: date) -> bool:
    is_over = ending_of(playbook, run, account, today=today) is not None
    return is_over or bool(steps_due(playbook, run, account, calendar, today=today))


def _open_runs(book: Book) -> Mapping[int, Sequence[Run]]:
    found: dict[int, list[Run]] = defaultdict(list)
    for run in book.playbooks.runs(RunFilter()):
        found[run.account].append(run)
    return found


def _by_account(past: Sequence[PastRun]) -> Mapping[int, Mapping[str, Sequence[PastRun]]]:
    found: dict[int, dict[str, list[PastRun]]] = defaultdict(lambda: defaultdict(list))
    for run in past:
        found[run.account][run.playbook].append(run)
    return found


def _calendar(book: Book) -> WorkCalendar:
    rules = book.wishes.rules()
    return WorkCalendar(rules.weekdays, rules.holidays)
