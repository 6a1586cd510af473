"""What readers do about the lines of a digest; everybody who reads the same line sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.services.alert_life import follow
from bot.services.announcing import announce
from bot.services.health import name_of
from bot.services.sight import day_of, seen_by
from bot.services.task_records import outdate_homes, roles_of
from domain.digests.facts import Attention
from domain.errors import NotAllowedError
from domain.outbox.announcement import Manner
from domain.permissions import Member, may_judge
from domain.ports import AuditEntry, Book, Library
from domain.tasks.answer import TaskRefused
from domain.tasks.form import TaskForm, task_from, task_problems
from domain.tasks.notices import assigned_notice
from domain.tasks.task import Priority

ATTENDED = "digest.attended"
SNOOZE_DAYS = 7
DRAWN_AGAIN_FOR = timedelta(days=3)
"""Older messages stay as they are."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Who looks after it; `was_taken` says that somebody was faster, and nothing was written."""

    name: str
    attention: Attention
    was_taken: bool = False


class Attentions:
    """`zone` is the workspace's."""

    def __init__(self, library: Library, *, clock: Callable[[], datetime], zone: str = "UTC") -> None:
        self._library = library
        self._clock = clock
        self._zone = zone

    def take(self, asker: Member, account: int, severity: int) -> Taken:
        """The first of two people has it; the second hears who."""
        with self._library.writing() as book:
            name = self._named(book, asker, account)
            mine = self._plain(asker, account, severity, taken_by=asker.slack_id)
            if not book.digests.take(mine):
                return Taken(name, book.digests.attention([account])[account], was_taken=True)
            return self._told(book, asker, name, mine)

    def name(self, asker: Member, account: int) -> str:
        with self._library.reading() as book:
            return self._named(book, asker, account)

    def assign(
        self, asker: Member, account: int, severity: int, to: str, *, title: str, today: date
    ) -> Taken | TaskRefused:
        """They look after it from now on, and have a task for tomorrow that says so."""
        tomorrow = (today + timedelta(days=1)).isoformat()
        form = TaskForm(title=title, due_on=tomorrow, assignee=to, priority=Priority.HIGH)
        with self._library.writing() as book:
            name = self._named(book, asker, account)
            if problems := task_problems(form, today=today, roles=roles_of(book)):
                return TaskRefused(problems)
            now = self._clock()
            added = book.tasks.add(task_from(form, by=asker.slack_id, now=now, account=account, renewal=None))
            outdate_homes(book, added, by=asker.slack_id)
            if notice := assigned_notice(added, by=asker.slack_id):
                announce(book, notice, now=now, zone=self._zone)
            return self._attended(book, asker, name, self._plain(asker, account, severity, taken_by=to))

    def snooze(self, asker: Member, account: int, severity: int, *, today: date) -> Taken:
        until = today + timedelta(days=SNOOZE_DAYS)
        with self._library.writing() as book:
            name = self._named(book, asker, account)
            return self._attended(book, asker, name, self._plain(asker, account, severity, snoozed_until=until))

    def dismiss(self, asker: Member, account: int, severity: int) -> Taken:
        with self._library.writing() as book:
            name = self._named(book, asker, account)
            return self._attended(book, asker, name, self._plain(asker, account, severity, dismissed=True))

    def of(self, accounts: list[int]) -> dict[int, Attention]:
        with self._library.reading() as book:
            return dict(book.digests.attention(accounts))

    def _plain(
        self,
        asker: Member,
        account: int,
        severity: int,
        *,
        taken_by: str | None = None,
        snoozed_until: date | None = None,
        dismissed: bool = False,
    ) -> Attention:
        return Attention(account, asker.slack_id, self._clock(), severity, taken_by, snoozed_until, dismissed)

    def _named(self, book: Book, asker: Member, account: int) -> str:
        if not may_judge(asker):
            raise NotAllowedError(asker.slack_id, ATTENDED)
        return name_of(seen_by(book, asker, today=day_of(asker, self._clock())), account)

    def _attended(self, book: Book, asker: Member, name: str, attention: Attention) -> Taken:
        book.digests.attend(attention)
        return self._told(book, asker, name, attention)

    def _told(self, book: Book, asker: Member, name: str, attention: Attention) -> Taken:
        """Recorded, and drawn in every message that names the account."""
        now = self._clock()
        what = _what(attention)
        book.audit.record(AuditEntry(now, asker.slack_id, ATTENDED, f"account:{attention.account}", after=what))
        numbers = book.digests.messages_about(attention.account, since=now - DRAWN_AGAIN_FOR)
        lines = book.outbox.of(numbers)
        read_at = max((line.recorded_at for line in lines), default=now - DRAWN_AGAIN_FOR)
        follow(book, attention, read_at=read_at, now=now)
        for line in lines:
            book.outbox.put(replace(line.announcement, manner=Manner.EDIT, once=None), now=now)
        return Taken(name, attention)


def _what(attention: Attention) -> str:
    if attention.dismissed:
        return "dismissed"
    if attention.snoozed_until:
        return f"snoozed until {attention.snoozed_until}"
    return f"taken by {attention.taken_by}"
