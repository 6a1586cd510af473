"""Looks at the book again and again: who enters a playbook, which step is due, which run is over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.services.playbook_look import FEW, Work, calendar_of, looked
from bot.services.playbook_rules import Published, published_in
from bot.services.playbook_steps import Making, Reasons
from bot.services.playbook_trouble import HeldUp
from domain.errors import BookUnavailableError
from domain.money import rates_of
from domain.playbooks.entering import new_run
from domain.playbooks.playbook import Playbook, PlaybookAccount
from domain.playbooks.run import Ending, Run
from domain.playbooks.stepping import ending_of
from domain.ports import AuditEntry, Book, Library
from domain.tasks.task import ITSELF
from domain.zones import zone_called

Part = TypeVar("Part")
ENTERED, REOPENED = "playbooks.entered", "playbooks.reopened"
CLOSINGS_TAKEN_BACK = timedelta(days=1)
"""So long after a run ended by a closing it goes on again where that was taken back."""
AT_ONCE = 20
"""Accounts for which something is done in one transaction, so that a command that writes waits for few of them."""
KEPT_AT_ONCE = 2_500


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last look found: by `basis` (the day, the policy, the calendar and the rates) all is seen otherwise."""

    day: date
    mark: str
    basis: object = None
    marks: Mapping[int, int] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    """Accounts that could not go on: they are looked at again, whatever changed."""

    def changed_since(self, before: Seen | None) -> Collection[int] | None:
        """The accounts at which there may be something new; None: all of them."""
        if before is None or self.basis != before.basis:
            return None
        marks, held = before.marks, before.held
        changed = [account for account, mark in self.marks.items() if marks.get(account) != mark or account in held]
        return changed if len(changed) <= FEW else None


@dataclass(slots=True)
class PlaybookWatch:
    """To be asked every few minutes, on every replica: each entry and each step is claimed by a row of its own.

    Nothing is read twice where nothing can have changed: within a day only accounts that did, since a step comes with
    a day. `zone` is the workspace's, whose day counts.
    """

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    reasons: Reasons
    _seen: Seen | None = field(default=None, init=False)

    def tick(self) -> int:
        """How many steps were made and runs ended. Raises `AccountsHeldUpError` once all others went on."""
        now = self.clock()
        today = now.astimezone(zone_called(None, self.zone)).date()
        held = HeldUp(known=self._seen.held if self._seen else ())
        with self.library.reading() as book:
            mark, before = book.playbooks.mark(), self._seen
            if before and not before.held and (before.day, before.mark) == (today, mark):
                return 0
            published = published_in(book)
            seen = Seen(today, mark, _basis(book, published, self.currency, today), book.playbooks.marks())
            only = seen.changed_since(before)
            busy, quiet = looked(book, published, self.currency, today, only, held)
            reopened = book.playbooks.reopened_renewals(since=now - CLOSINGS_TAKEN_BACK, only=only)
        done = sum(self._done(some, published, now, held) for some in _parts(busy, AT_ONCE))
        self._go_on_again(reopened, now)
        for looks in _parts(quiet, KEPT_AT_ONCE):
            with self.library.writing() as book:
                book.playbooks.keep_looks(looks)
        self._seen = replace(seen, held=frozenset(held.accounts))
        return held.told(made=done)

    def _done(self, works: Sequence[Work], published: Published, now: datetime, held: HeldUp) -> int:
        """Where one of several fails, each is tried alone."""
        try:
            return self._written(works, published, now)
        except Exception as error:
            if isinstance(error, BookUnavailableError):
                raise
            alone = (held.tried(work.account, partial(self._written, [work], published, now)) for work in works)
            return sum(made or 0 for made in alone)

    def _written(self, works: Sequence[Work], published: Published, now: datetime) -> int:
        """With the looks that it follows from: what a crash undoes is found again."""
        with self.library.writing() as book:
            making = self._making(book, now)
            for work in works:
                for run in work.makes_way:
                    making.end(run, Ending.NEXT_TERM, by=None)
                for playbook, run in work.goes_on:
                    gone_on(making, playbook, run, work.account)
                for playbook, signal in work.enters:
                    run = new_run(playbook, work.account, signal, version=published.version, now=now)
                    enter(book, making, playbook, run, work.account)
            book.playbooks.keep_looks([work.look for work in works])
        return making.made

    def _go_on_again(self, runs: Sequence[int], now: datetime) -> None:
        """A closing that was taken back ended nothing."""
        for number in runs:
            with self.library.writing() as book:
                run = book.playbooks.of(number)
                if run and run.ended_at and self._making(book, now).open_again(run, by=ITSELF):
                    entry = AuditEntry(now, ITSELF, REOPENED, f"account:{run.account}", after=run.playbook)
                    book.audit.record(entry)

    def _making(self, book: Book, now: datetime) -> Making:
        return Making(book, now=now, zone=self.zone, reasons=self.reasons)


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


def _basis(book: Book, published: Published, currency: str, today: date) -> object:
    return today, published.version, calendar_of(book), rates_of(book.rates.all(), base=currency, day=today)


def _parts(all_of_them: Sequence[Part], size: int) -> Iterator[Sequence[Part]]:
    return (all_of_them[start : start + size] for start in range(0, len(all_of_them), size))
