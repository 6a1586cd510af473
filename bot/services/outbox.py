"""The outbox as its worker sees it: what may be tried now, what came of it, what was given up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.announcing import announce
from bot.services.request_ways import in_their_place
from bot.services.withholding import tell_of_withheld
from domain.errors import NotAllowedError
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.outbox.outgoing import EVERYTHING, OutboxState, Outcome, Outgoing, Pause, Withheld
from domain.outbox.ports import OutboxCounts, OutboxLine
from domain.outbox.settling import RetryRules, Settled, settled
from domain.permissions import Member, Role
from domain.ports import AuditEntry, Book, Library

POSTING, EDITING = "chat.postMessage", "chat.update"
OPENING, LOOKING = "conversations.open", "conversations.history"
RETRIED = "outbox.retried"
MOST_LISTED = 100
KEPT = timedelta(days=90)
"""How long what was said is kept: a digest compares with the last one that arrived."""
_ANY_ZONE = "UTC"
"""That of the quiet hours of somebody whose own zone nobody knows."""
_MANNERS = {POSTING: (Manner.POST, Manner.REPLY), EDITING: (Manner.EDIT,)}


@dataclass(frozen=True, slots=True)
class OutboxLook:
    """How it stands: counts, what is held back and why, and what was given up (newest first)."""

    counts: OutboxCounts
    pauses: Sequence[Pause]
    parked: Sequence[OutboxLine]


class Outgoings:
    """Any number of replicas may drain one outbox: what one has claimed, no other tries."""

    def __init__(
        self,
        library: Library,
        *,
        clock: Callable[[], datetime],
        rules: RetryRules | None = None,
        jitter: Callable[[], float] = lambda: secrets.randbelow(1000) / 1000,
    ) -> None:
        self._library = library
        self._clock = clock
        self._rules = rules or RetryRules()
        self._jitter = jitter

    def claim(self, most: int) -> Sequence[Outgoing]:
        """Nothing is written when nothing is due, and nothing claimed for a method that is held back."""
        now = self._clock()
        with self._library.reading() as book:
            if not book.outbox.is_anything_due(now=now):
                return ()
            manners = free_manners(book.outbox.pauses(now=now))
        if not manners:
            return ()
        with self._library.writing() as book:
            return book.outbox.claim(now=now, most=most, manners=manners)

    def settle(self, outgoing: Outgoing, outcome: Outcome) -> Settled:
        now = self._clock()
        result = settled(outgoing, outcome, now=now, rules=self._rules, jitter=self._jitter())
        direct = in_their_place(outgoing.announcement, result, outgoing.id)
        if direct:
            result = replace(result, state=OutboxState.DROPPED)
        with self._library.writing() as book:
            if book.outbox.settle(outgoing, result, now=now):
                self._and_then(book, outgoing, result, now)
                if direct:
                    announce(book, direct, now=now, zone=_ANY_ZONE)
                    return result
                if isinstance(outcome, Withheld):
                    tell_of_withheld(book, outgoing, outcome.reason, admins=admins_of(book), now=now)
        return result

    def may_still_send(self, outgoing: Outgoing, *, within: timedelta) -> bool:
        """Whether the lease outlasts a call of that length; somebody who slept must not speak in another's turn."""
        return self._clock() + within < outgoing.lease_until

    def seconds_held(self, method: str) -> float:
        """How long a method of Slack's is still left alone; any replica may have been told so a moment ago."""
        now = self._clock()
        with self._library.reading() as book:
            pauses = [pause for pause in book.outbox.pauses(now=now) if pause.method == method]
        return max(((pause.until - now).total_seconds() for pause in pauses), default=0.0)

    def direct_line(self, person: str) -> str | None:
        with self._library.reading() as book:
            return book.outbox.direct_line(person)

    def remember_line(self, person: str, channel: str) -> None:
        with self._library.writing() as book:
            book.outbox.remember_line(person, channel)

    def look(self) -> OutboxLook:
        now = self._clock()
        with self._library.reading() as book:
            parked = book.outbox.lines([OutboxState.PARKED], limit=MOST_LISTED)
            return OutboxLook(book.outbox.counts(now=now), book.outbox.pauses(now=now), parked)

    def retry(self, number: int, *, by: str) -> bool:
        """One that was given up is due again; False when it is not given up (any more)."""
        now = self._clock()
        with self._library.writing() as book:
            if not book.outbox.retry(number, now=now):
                return False
            book.audit.record(AuditEntry(now, by, RETRIED, f"outbox:{number}"))
            return True

    def retry_for(self, asker: Member, number: int) -> bool:
        """From Slack, where only admins see the list."""
        if asker.role is not Role.ADMIN:
            raise NotAllowedError(asker.slack_id, RETRIED)
        return self.retry(number, by=asker.slack_id)

    def sweep(self) -> int:
        with self._library.writing() as book:
            return book.outbox.sweep(older_than=self._clock() - KEPT)

    def _and_then(self, book: Book, outgoing: Outgoing, result: Settled, now: datetime) -> None:
        if result.state is OutboxState.SENT:
            book.outbox.resume(EVERYTHING)
        if result.state is OutboxState.PARKED:
            self._tell_admins(book, outgoing, result, now)

    def _tell_admins(self, book: Book, outgoing: Outgoing, result: Settled, now: datetime) -> None:
        """Once a day for each reason and address; what could not be said of trouble is not said again."""
        if outgoing.announcement.kind is AnnouncementKind.TROUBLE:
            return
        to = outgoing.announcement.to
        facts = {"what": "parked", "to": to, "reason": result.reason, "kind": outgoing.announcement.kind.value}
        for admin in admins_of(book):
            once = f"parked:{now.date()}:{to}:{result.reason.partition(':')[0]}:{admin}"
            about = f"outbox:{outgoing.id}"
            if admin != to:
                book.outbox.put(Announcement(AnnouncementKind.TROUBLE, admin, about, facts, once=once), now=now)


def admins_of(book: Book) -> list[str]:
    return [member.slack_id for member in book.members.all() if member.role is Role.ADMIN]


def free_manners(pauses: Sequence[Pause]) -> tuple[Manner, ...]:
    """What may be said while these methods are held back; those that only some need are asked about by whoever does."""
    held = {pause.method for pause in pauses}
    if EVERYTHING in held:
        return ()
    return tuple(manner for method, manners in _MANNERS.items() if method not in held for manner in manners)
