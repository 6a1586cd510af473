"""What waits for a product manager's decision: late ones first, then by weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.request_looks import looks_at
from bot.services.request_steps import require_triage
from domain.feedback.answer import RequestLook
from domain.feedback.ports import RequestFilter
from domain.feedback.queue import FIRST_DECISION_DAYS, TriageQueue, WaitingRequest, decision_day, waits_for
from domain.permissions import Member
from domain.ports import Book, Library
from domain.preferences import WorkspaceRules
from domain.zones import zone_called

PAGE = 5


@dataclass(frozen=True, slots=True)
class TriageQueues:
    """`days` are working days for the first decision, by the calendar of the workspace, whose `zone` is given."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    days: int = FIRST_DECISION_DAYS

    def of(self, asker: Member, *, offset: int = 0) -> TriageQueue:
        require_triage(asker)
        with self.library.reading() as book:
            waiting = self.waiting(book, asker.slack_id)
        late = sum(each.is_late for each in waiting)
        start = min(offset, max(0, (len(waiting) - 1) // PAGE * PAGE))
        return TriageQueue(tuple(waiting[start : start + PAGE]), len(waiting), late, start)

    def late_of(self, person: str) -> Sequence[WaitingRequest]:
        """Those that should have been decided on by yesterday."""
        with self.library.reading() as book:
            return [each for each in self.waiting(book, person) if each.is_late]

    def waiting(self, book: Book, person: str) -> Sequence[WaitingRequest]:
        """All of them, in their order; in a number of statements that does not grow."""
        today = self.clock().astimezone(zone_called(None, self.zone)).date()
        mine = waits_for(person, book.feedback.found(RequestFilter()), book.feedback.areas())
        looks, rules = looks_at(book, mine, currency=self.currency, today=today), book.wishes.rules()
        found = [self._waiting(look, rules, today) for look in looks]
        return sorted(found, key=lambda each: (not each.is_late, -each.look.priority.points, each.look.request.id))

    def _waiting(self, look: RequestLook, rules: WorkspaceRules, today: date) -> WaitingRequest:
        last = decision_day(look.request, days=self.days, rules=rules, zone=zone_called(None, self.zone))
        return WaitingRequest(look, last, is_late=today > last)
