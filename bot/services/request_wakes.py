"""Snoozed requests that wake: on their day, or once enough accounts ask or enough ARR hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.services.request_looks import looks_at
from bot.services.request_steps import Deed, step_taken
from domain.feedback.ports import RequestFilter
from domain.feedback.request import Request
from domain.feedback.snoozing import WakeReason, awake, wake_reason
from domain.feedback.states import BY_ITSELF, RequestAction
from domain.ports import Book, Library
from domain.schedules import Nightly, due_instant
from domain.zones import zone_called


@dataclass(frozen=True, slots=True)
class RequestWakes:
    """To be asked every few minutes, on every replica. `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def tick(self) -> int:
        """How many woke. A day's come with its morning, the others at once: ARR rises without a new voice, too."""
        now = self.clock()
        with self.library.reading() as book:
            today = _morning_day(book, now, self.zone)
            asleep = book.feedback.found(RequestFilter(is_snoozed=True))
            looks = looks_at(book, asleep, currency=self.currency, today=today)
        due = [look.request for look in looks if wake_reason(look.request, look.priority.demand, today=today)]
        return sum(self._woken(request, today, now) for request in due)

    def _woken(self, request: Request, today: date, now: datetime) -> bool:
        """Looked at again while it is held: another replica, or somebody, may have been faster."""
        with self.library.writing() as book:
            held = book.feedback.of_to_change(request.id)
            assert held is not None, "requests stay"
            return _woken_where_due(book, held, now=now, currency=self.currency, today=today)


def woken_by_voices(book: Book, request: Request, *, now: datetime, currency: str, today: date) -> bool:
    """To be asked in the transaction that brought it voices; `today` is whoever's, days are left to the morning."""
    undated = replace(request, snoozed_until=None)
    return undated.is_snoozed and _woken_where_due(
        book, request, now=now, currency=currency, today=today, reasons=(WakeReason.ACCOUNTS, WakeReason.ARR)
    )


def _woken_where_due(
    book: Book,
    request: Request,
    *,
    now: datetime,
    currency: str,
    today: date,
    reasons: tuple[WakeReason, ...] = tuple(WakeReason),
) -> bool:
    [look] = looks_at(book, [request], currency=currency, today=today)
    why = wake_reason(request, look.priority.demand, today=today)
    if why not in reasons:
        return False
    saved = book.feedback.save(replace(awake(request), waiting_since=now))
    step_taken(book, saved, Deed(RequestAction.WAKE, BY_ITSELF, why.value), now=now)
    return True


def _morning_day(book: Book, now: datetime, zone: str) -> date:
    """The last day whose morning has come, by everybody's usual hour."""
    where = zone_called(None, zone)
    today = now.astimezone(where).date()
    is_there = now >= due_instant(Nightly(book.wishes.rules().morning, where), today)
    return today if is_there else today - timedelta(days=1)
