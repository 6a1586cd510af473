"""Playbooks started and stopped by hand, and taken back within minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.health import account_id, name_of, require_reader
from bot.services.playbook_accounts import account_now
from bot.services.playbook_rights import require_runner
from bot.services.playbook_rules import RunBooks, published_in
from bot.services.playbook_steps import Making, Reasons
from bot.services.playbook_watch import enter
from bot.services.sight import seen_by
from domain.accounts import AccountMatch
from domain.errors import PlaybookNotFoundError
from domain.numbers import number_in
from domain.permissions import Member
from domain.playbooks.answer import PlaybookChange, PlaybookChanged, StartOffer, StepPlan
from domain.playbooks.entering import is_gone, run_by_hand
from domain.playbooks.playbook import Playbook, PlaybookAccount, PlaybookRules, StepKind, TriggerKind
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import UNDO, Ending, Run
from domain.playbooks.stepping import planned
from domain.ports import AuditEntry, Book, Library
from domain.texts import written

STOPPED, UNDONE = "playbooks.stopped", "playbooks.undone"
LONGEST_REASON = 300
START, STOP = "start", "stop"


@dataclass(frozen=True, slots=True)
class Playbooks:
    """`zone` is the workspace's, in whose days steps are counted."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    reasons: Reasons

    def offer(self, asker: Member, account: str, name: str, *, today: date) -> StartOffer:
        """What may be started and does not run, and of the one that is named (else the first) its steps and people."""
        require_reader(asker)
        with self.library.reading() as book:
            number = account_id(account)
            match = AccountMatch(number, name_of(seen_by(book, asker, today=today), number), 1.0)
            require_runner(book, asker, number, today=today)
            published = published_in(book)
            known = account_now(book, number, self.currency, published.version, today=today)
            running = {run.playbook for run in book.playbooks.runs(RunFilter([number]))}
            choices = [each for each in startable(published.rules, known, today=today) if each.name not in running]
            chosen = next((each for each in choices if each.name == name), choices[0] if choices else None)
            making = self._making(book)
            plan = plan_of(making, chosen, known, by=asker.slack_id, now=self.clock()) if chosen else ()
            return StartOffer(match, choices, chosen, plan)

    def start(self, asker: Member, account: str, name: str, *, today: date) -> PlaybookChanged:
        require_reader(asker)
        with self.library.writing() as book:
            number = account_id(account)
            called = name_of(seen_by(book, asker, today=today), number)
            require_runner(book, asker, number, today=today)
            published = published_in(book)
            known = account_now(book, number, self.currency, published.version, today=today)
            playbook = next(
                (each for each in startable(published.rules, known, today=today) if each.name == name), None
            )
            if playbook is None:
                raise PlaybookNotFoundError(name)
            making, now = self._making(book), self.clock()
            run = run_by_hand(
                playbook, known, by=asker.slack_id, version=published.version, now=now, today=making.today
            )
            made = enter(book, making, playbook, run, known)
            if made is None:
                return PlaybookChanged(PlaybookChange.RUNNING_ALREADY, playbook.title, called)
            return PlaybookChanged(PlaybookChange.STARTED, playbook.title, called, f"{START} {made.id}")

    def look(self, asker: Member, run: str, *, today: date) -> tuple[Run, PlaybookChanged]:
        """One that may be stopped, with its title and its account."""
        require_reader(asker)
        with self.library.reading() as book:
            found = _run_to_change(book, asker, run, today=today)
            change = PlaybookChange.STOPPED if found.is_open else PlaybookChange.OVER_ALREADY
            return found, _changed(book, found, change)

    def stop(self, asker: Member, run: str, reason: str, *, today: date) -> tuple[int, PlaybookChanged]:
        """Its open tasks are closed, and say why; with the number of the account."""
        require_reader(asker)
        note = written(reason)[:LONGEST_REASON]
        with self.library.writing() as book:
            found = _run_to_change(book, asker, run, today=today)
            if not self._making(book).end(found, Ending.STOPPED, by=asker.slack_id, note=note):
                return found.account, _changed(book, found, PlaybookChange.OVER_ALREADY)
            self._record(book, asker, STOPPED, found)
            return found.account, _changed(book, found, PlaybookChange.STOPPED, undo=f"{STOP} {found.id}")

    def undo(self, asker: Member, what: str, *, today: date) -> tuple[int, PlaybookChanged]:
        """`what` is what the button carries; with the number of the account. Only who did it, within ten minutes."""
        require_reader(asker)
        kind, _, number = what.partition(" ")
        with self.library.writing() as book:
            found = _run_to_change(book, asker, number, today=today)
            is_start = kind == START
            by, at = (found.by, found.entered_at) if is_start else (found.ended_by, found.ended_at)
            if by != asker.slack_id or at is None:
                return found.account, _changed(book, found, PlaybookChange.CHANGED_MEANWHILE)
            if self.clock() - at > UNDO:
                return found.account, _changed(book, found, PlaybookChange.TOO_LATE)
            making = self._making(book)
            is_undone = (
                making.end(found, Ending.UNDONE, by=asker.slack_id)
                if is_start
                else making.open_again(found, by=asker.slack_id)
            )
            if not is_undone:
                return found.account, _changed(book, found, PlaybookChange.CHANGED_MEANWHILE)
            self._record(book, asker, UNDONE, found)
            change = PlaybookChange.START_UNDONE if is_start else PlaybookChange.STOP_UNDONE
            return found.account, _changed(book, found, change)

    def _making(self, book: Book) -> Making:
        return Making(book, now=self.clock(), zone=self.zone, reasons=self.reasons)

    def _record(self, book: Book, asker: Member, action: str, run: Run) -> None:
        entry = AuditEntry(self.clock(), asker.slack_id, action, f"account:{run.account}", after=run.playbook)
        book.audit.record(entry)


def startable(rules: PlaybookRules, account: PlaybookAccount, *, today: date) -> Sequence[Playbook]:
    """For who left only what is for those who left."""
    has_left = is_gone(account, today)
    return [each for each in rules.playbooks if (each.trigger.kind is TriggerKind.ACCOUNT_LEFT) is has_left]


def plan_of(
    making: Making, playbook: Playbook, account: PlaybookAccount, *, by: str, now: datetime
) -> Sequence[StepPlan]:
    """As though it were started today; of a wait, when it ends at the latest."""
    run = run_by_hand(playbook, account, by=by, version=0, now=now, today=making.today)
    return [
        StepPlan(due, None if due.step.kind is StepKind.WAIT else making.person(due.step, account))
        for due in planned(playbook, run, making.calendar)
    ]


def _run_to_change(book: Book, asker: Member, typed: str, *, today: date) -> Run:
    number = number_in(typed)
    found = None if number is None else book.playbooks.of(number)
    if found is None:
        raise PlaybookNotFoundError(typed)
    name_of(seen_by(book, asker, today=today), found.account)
    require_runner(book, asker, found.account, today=today)
    return found


def _changed(book: Book, run: Run, change: PlaybookChange, *, undo: str = "") -> PlaybookChanged:
    return PlaybookChanged(change, RunBooks(book).title(run), run.account_name, undo)
