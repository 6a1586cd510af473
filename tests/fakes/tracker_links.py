from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from domain.feedback.request import RequestState
from domain.feedback.tracker_links import (
    FIRST_LOOK,
    LEASE,
    LinkGlance,
    MissingNote,
    TrackerLink,
    TrackerNote,
    Work,
    WorkState,
    about_voice,
)
from domain.feedback.trackers import Place, TrackerKind
from fakes.tables import FakeTables

_KEYS = count(1)


@dataclass(frozen=True, slots=True)
class FakeTrackerLinks:
    tables: FakeTables

    def add(self, link: TrackerLink) -> TrackerLink | None:
        if any(each.request == link.request for each in self.tables.tracker_links.values()):
            return None
        added = replace(link, id=max(self.tables.tracker_links, default=0) + 1)
        self.tables.tracker_links[added.id] = added
        return added

    def of(self, link: int) -> TrackerLink | None:
        return self.tables.tracker_links.get(link)

    def of_request(self, request: int) -> Sequence[LinkGlance]:
        links = [each for each in self.tables.tracker_links.values() if self._is_told_by(request, each)]
        links.sort(key=lambda link: (link.request != request, link.id))
        return [LinkGlance(link, self._unsaid(link)) for link in links]

    def _is_told_by(self, request: int, link: TrackerLink) -> bool:
        merged = self.tables.requests[link.request]
        return link.request == request or (merged.into == request and merged.state is RequestState.DUPLICATE)

    def _unsaid(self, link: TrackerLink) -> int:
        notes = self.tables.tracker_notes.values()
        return sum(each.link == link.id and each.work.state is WorkState.FAILED for each in notes)

    def save(self, link: TrackerLink) -> None:
        self.tables.tracker_links[link.id] = replace(link, work=replace(link.work, fence=link.work.fence + 1))

    def is_anything_due(self, *, now: datetime) -> bool:
        works = [each.work for each in self.tables.tracker_links.values()]
        works += [each.work for each in self.tables.tracker_notes.values()]
        return any(_is_due(work, now) for work in works)

    def claim(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerLink | None:
        due = [each for each in self._links() if _is_due(each.work, now) and each.place.tracker in trackers]
        first = min(due, key=lambda each: (each.work.due_at, each.id), default=None)
        if first is None:
            return None
        taken = replace(first, work=_taken(first.work, now))
        self.tables.tracker_links[taken.id] = taken
        return taken

    def settle(self, link: TrackerLink) -> bool:
        if self.tables.tracker_links[link.id].work.fence != link.work.fence:
            return False
        self.tables.tracker_links[link.id] = link
        return True

    def missing_notes(self) -> Sequence[MissingNote]:
        told = {(each.link, each.about) for each in self.tables.tracker_notes.values()}
        done = {link.request: link.id for link in self._done()}
        voices = sorted((each for each in self.tables.voices if each.request in done), key=lambda each: each.id)
        wanted = dict.fromkeys((done[each.request], about_voice(each.id, each.came_from)) for each in voices)
        return [MissingNote(*each) for each in wanted if each not in told]

    def note(self, missing: MissingNote, *, now: datetime, state: WorkState = WorkState.NEW) -> None:
        notes = self.tables.tracker_notes
        if any((each.link, each.about) == (missing.link, missing.about) for each in notes.values()):
            return
        number = max(notes, default=0) + 1
        notes[number] = TrackerNote(number, missing.link, missing.about, f"key-{next(_KEYS)}", now, Work(now, state))

    def claim_note(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerNote | None:
        links = self.tables.tracker_links
        notes = self.tables.tracker_notes.values()
        due = [each for each in notes if _is_due(each.work, now) and links[each.link].place.tracker in trackers]
        first = min(due, key=lambda each: (each.work.due_at, each.id), default=None)
        if first is None:
            return None
        taken = replace(first, work=_taken(first.work, now))
        self.tables.tracker_notes[taken.id] = taken
        return taken

    def settle_note(self, note: TrackerNote) -> bool:
        if self.tables.tracker_notes[note.id].work.fence != note.work.fence:
            return False
        self.tables.tracker_notes[note.id] = note
        return True

    def retry_notes(self, link: int, *, now: datetime) -> None:
        for note in [*self.tables.tracker_notes.values()]:
            if note.link == link and note.work.state is WorkState.FAILED:
                again = replace(note.work, state=WorkState.NEW, tries=0, due_at=now, refusal=None, detail="")
                self.tables.tracker_notes[note.id] = replace(note, work=again)

    def ask(self, place: Place, issue: str, *, now: datetime) -> int:
        found = self.to(place, [issue])
        for link in found:
            self.tables.tracker_links[link.id] = replace(link, asked_at=now)
        return len(found)

    def asked(self, trackers: Collection[TrackerKind]) -> Sequence[TrackerLink]:
        asked = [(each.asked_at, each.id, each) for each in self._links() if each.asked_at]
        return [link for _, _, link in sorted(asked, key=lambda each: each[:2]) if link.place.tracker in trackers]

    def to(self, place: Place, issues: Collection[str]) -> Sequence[TrackerLink]:
        return [each for each in self._done() if each.place == place and each.issue in issues]

    def checked(self, place: Place, *, now: datetime) -> None:
        for link in self._done():
            if link.place == place:
                self.tables.tracker_links[link.id] = replace(link, checked_at=now)

    def places(self) -> Sequence[Place]:
        return sorted({link.place for link in self._done()}, key=lambda place: (place.tracker, place.project))

    def claim_watch(self, place: Place, *, now: datetime, until: datetime) -> datetime | None:
        seen_until, next_at = self.tables.tracker_watches.get(place, (now - FIRST_LOOK, now))
        if next_at > now:
            return None
        self.tables.tracker_watches[place] = (seen_until, until)
        return seen_until

    def watched(self, place: Place, *, seen_until: datetime) -> None:
        known, next_at = self.tables.tracker_watches[place]
        self.tables.tracker_watches[place] = (max(known, seen_until), next_at)

    def _links(self) -> Sequence[TrackerLink]:
        return sorted(self.tables.tracker_links.values(), key=lambda link: link.id)

    def _done(self) -> Sequence[TrackerLink]:
        return [link for link in self._links() if link.work.state is WorkState.DONE]


def _is_due(work: Work, now: datetime) -> bool:
    return work.state is WorkState.NEW and work.due_at <= now and (work.lease_until is None or work.lease_until <= now)


def _taken(work: Work, now: datetime) -> Work:
    return replace(
        work,
        lease_until=now + LEASE,
        fence=work.fence + 1,
        tries=work.tries + 1,
        looks_first=work.is_begun,
        is_begun=True,
    )
