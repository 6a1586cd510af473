"""A dry run: who would enter a playbook on a day, and which steps would come when for whom. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.playbook_accounts import with_worth
from bot.services.playbook_look import runs_by_account
from bot.services.playbook_rules import published_in
from bot.services.playbook_steps import Making
from domain.errors import PlaybookNotFoundError
from domain.playbooks.answer import DryRun, Entrant, StepPlan
from domain.playbooks.entering import entry, is_gone, is_true_already, new_run
from domain.playbooks.playbook import PlaybookAccount, StepKind
from domain.playbooks.stepping import planned
from domain.ports import Book, Library


@dataclass(frozen=True, slots=True)
class PlaybookTries:
    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def tried(self, name: str, *, day: date) -> DryRun:
        """Roles are those of today; what enters on becoming true is compared with the last look."""
        with self.library.reading() as book:
            published = published_in(book)
            playbook = published.rules.meant(name)
            if playbook is None:
                raise PlaybookNotFoundError(name)
            making = Making(book, now=self.clock(), zone=self.zone, reasons=lambda *_: "")
            looks, past = book.playbooks.looks(), runs_by_account(book.playbooks.past())
            found, true_already = [], 0
            for account in with_worth(
                book, _accounts(book, day, making.today), self.currency, published.version, today=day
            ):
                mine = past.get(account.id, {}).get(playbook.name, ())
                signal = entry(playbook, account, looks.get(account.id), mine, today=day)
                if signal is None:
                    true_already += is_true_already(playbook, account) and not is_gone(account, day)
                    continue
                run = new_run(playbook, account, signal, version=published.version, now=self.clock())
                plan = [
                    StepPlan(due, None if due.step.kind is StepKind.WAIT else making.person(due.step, account))
                    for due in planned(playbook, run, making.calendar)
                ]
                found.append(Entrant(account.name, signal.on, plan))
            return DryRun(playbook, found, true_already)


def _accounts(book: Book, day: date, today: date) -> Iterator[PlaybookAccount]:
    """As they are known today, also on a day to come: only of scores is it asked how new they are."""
    seats = {each.id: each.seat_share for each in book.playbooks.accounts(today=min(day, today))}
    for account in book.playbooks.accounts(today=day):
        yield replace(account, seat_share=seats.get(account.id))
