"""Which trackers may be asked now, and what follows where one does not say yes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Event

from bot.services.request_looks import area_of
from bot.services.request_news import tell_card
from domain.feedback.tracker_links import TrackerLink
from domain.feedback.trackers import Issue, Tracker, TrackerBusyError, TrackerError, TrackerKind
from domain.outbox.announcement import Manner
from domain.ports import Book

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrackerCalls:
    """`held` says until when a tracker that was asked too much is left alone."""

    trackers: Mapping[TrackerKind, Tracker]
    clock: Callable[[], datetime]
    jitter: Callable[[], float]
    held: dict[TrackerKind, datetime] = field(default_factory=dict)
    is_over: Event = field(default_factory=Event)

    @property
    def today(self) -> date:
        return self.clock().date()

    def free(self) -> frozenset[TrackerKind]:
        """Those that were taken out of the settings too: what waits for them has to be said."""
        if self.is_over.is_set():
            return frozenset()
        now = self.clock()
        return frozenset(kind for kind in TrackerKind if kind not in self.held or self.held[kind] <= now)

    def stop(self) -> None:
        """What is going on may end; nothing further is begun."""
        self.is_over.set()

    def noted(self, kind: TrackerKind, error: TrackerError) -> None:
        log.warning("%s did not do it: %s", kind.proper_name, error.what)
        if isinstance(error, TrackerBusyError):
            self.held[kind] = self.clock() + timedelta(seconds=error.seconds)


def redraw(book: Book, number: int, *, now: datetime) -> None:
    """The card of a request, and of the one that it was merged into."""
    request = book.feedback.of(number)
    assert request is not None, "a link goes with its request"
    tell_card(book, request, area_of(book, request), now=now, manner=Manner.EDIT)
    if request.into is not None:
        redraw(book, request.into, now=now)


def issue_of(link: TrackerLink) -> Issue:
    """As it was last seen."""
    assert link.issue_state is not None, "only what is linked has an issue"
    assert link.changed_at is not None, "only what is linked has an issue"
    seen = (link.issue_state, link.state_name, link.changed_at)
    return Issue(link.place, link.issue, link.issue_id, link.url, "", *seen)
