"""What becomes of issues, brought back to their requests: because somebody said so, and by looking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.services.outbox import admins_of
from bot.services.request_looks import area_of
from bot.services.tracker_calls import TrackerCalls, redraw
from bot.services.triage import Decision, Triage
from domain.feedback.request import Request, RequestState, about_request
from domain.feedback.states import RequestAction
from domain.feedback.tracker_links import TrackerLink, WorkState, seen
from domain.feedback.tracker_states import StateMap, following, is_old_news
from domain.feedback.trackers import Issue, Place, Tracker, TrackerError, TrackerRefusedError
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.ports import Book, Library

OVERLAP = timedelta(minutes=5)
"""Each look begins so long before what was seen last: lists lag, and one minute may hold several changes."""


@dataclass(frozen=True, slots=True)
class TrackerWatch:
    """`every` is how often a place is read; `next_look` spares asking the book in between."""

    library: Library
    calls: TrackerCalls
    triage: Triage
    states: StateMap
    every: timedelta
    next_look: dict[Place, datetime] = field(default_factory=dict)

    def look_at(self, links: Sequence[TrackerLink]) -> None:
        """Each issue that somebody spoke of, as it is now."""
        for link in links:
            tracker = self.calls.trackers.get(link.place.tracker)
            if tracker and link.place.tracker in self.calls.free():
                self._look_at(tracker, link)

    def look_into(self, places: Sequence[Place]) -> None:
        """All that changed there, once it is time and nobody else does."""
        now = self.calls.clock()
        for place in places:
            tracker = self.calls.trackers.get(place.tracker)
            is_time = self.next_look.get(place, now) <= now and place.tracker in self.calls.free()
            if tracker and is_time:
                self.next_look[place] = now + self.every
                self._look_into(tracker, place, now)

    def _look_at(self, tracker: Tracker, link: TrackerLink) -> None:
        try:
            issue = tracker.issue(link.place, link.issue)
        except TrackerError as error:
            self._not_read(link.place, error)
            if isinstance(error, TrackerRefusedError):
                self._forget_question(link)
        else:
            self._take_in(replace(issue, key=link.issue))

    def _look_into(self, tracker: Tracker, place: Place, now: datetime) -> None:
        with self.library.writing() as book:
            seen_until = book.trackers.claim_watch(place, now=now, until=now + self.every)
        if seen_until is None:
            return
        try:
            changed = tracker.changed(place, since=seen_until - OVERLAP)
        except TrackerError as error:
            self._not_read(place, error)
            return
        for issue in self._linked(place, changed):
            self._take_in(issue)
        with self.library.writing() as book:
            book.trackers.checked(place, now=now)
            if changed:
                book.trackers.watched(place, seen_until=max(issue.changed_at for issue in changed))

    def _linked(self, place: Place, changed: Sequence[Issue]) -> list[Issue]:
        with self.library.reading() as book:
            known = {link.issue for link in book.trackers.to(place, [issue.key for issue in changed])}
        return [issue for issue in changed if issue.key in known]

    def _take_in(self, issue: Issue) -> None:
        with self.library.writing() as book:
            for link in book.trackers.to(issue.place, [issue.key]):
                self._follow(book, link, issue)

    def _follow(self, book: Book, link: TrackerLink, issue: Issue) -> None:
        now = self.calls.clock()
        if is_old_news(link, issue):
            book.trackers.save(replace(link, checked_at=now, asked_at=None))
            return
        if (link.changed_at, link.state_name, link.asked_at) == (issue.changed_at, issue.state_name, None):
            return
        if request := _moved_by(book, link):
            self._move(book, request, link, issue)
        book.trackers.save(seen(link, issue, now=now))
        if (link.issue_state, link.state_name) != (issue.state, issue.state_name):
            redraw(book, link.request, now=now)

    def _move(self, book: Book, request: Request, link: TrackerLink, issue: Issue) -> None:
        """Signed by the tracker; where a person has to stand behind it, by whoever linked it."""
        by = link.place.tracker.proper_name
        what = following(request.state, link, issue, self.states)
        for action in what.actions:
            note = "" if action is RequestAction.ACCEPT else f"{link.called} {issue.url}"
            decision = Decision(action, note)
            request = self.triage.carry_out(book, request, decision, by=by, person=link.by, today=self.calls.today)
        if what.asks:
            self._ask(book, request, link, issue)

    def _ask(self, book: Book, request: Request, link: TrackerLink, issue: Issue) -> None:
        """In the thread of the card, once for each change."""
        area = area_of(book, request)
        facts: dict[str, Fact] = {
            "request": request.id,
            "what": "canceled" if issue.state.is_over else "reopened",
            "state": request.state.value,
            "tracker": link.place.tracker.proper_name,
            "issue": link.called,
            "to": request.owner or area.manager,
        }
        once = f"tracker:{link.id}:{issue.changed_at.isoformat()}:{issue.state_name}"
        news = Announcement(
            AnnouncementKind.TRACKER_NEWS, area.channel, about_request(request.id), facts, Manner.REPLY, once
        )
        book.outbox.put(news, now=self.calls.clock())

    def _not_read(self, place: Place, error: TrackerError) -> None:
        """Admins hear of what they can mend, once a day."""
        self.calls.noted(place.tracker, error)
        if not isinstance(error, TrackerRefusedError):
            return
        facts: dict[str, Fact] = {"what": "tracker", "place": place.written, "reason": error.refusal.value}
        with self.library.writing() as book:
            for admin in admins_of(book):
                once = f"tracker:{place.written}:{error.refusal}:{self.calls.today}:{admin}"
                trouble = Announcement(AnnouncementKind.TROUBLE, admin, f"tracker:{place.written}", facts, once=once)
                book.outbox.put(trouble, now=self.calls.clock())

    def _forget_question(self, link: TrackerLink) -> None:
        with self.library.writing() as book:
            if known := book.trackers.of(link.id):
                book.trackers.save(replace(known, asked_at=None))


def _moved_by(book: Book, link: TrackerLink) -> Request | None:
    """Its own request; of one that was merged, the one it went into, unless that has an issue of its own."""
    request = book.feedback.of_to_change(link.request)
    if request is None or request.state is not RequestState.DUPLICATE or request.into is None:
        return request
    links = (glance.link for glance in book.trackers.of_request(request.into))
    has_own = any(each.request == request.into and each.work.state is WorkState.DONE for each in links)
    return None if has_own else book.feedback.of_to_change(request.into)
