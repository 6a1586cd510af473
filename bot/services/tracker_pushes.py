"""Requests brought into their trackers: what is recorded is made once, whatever gets lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.services.tracker_calls import TrackerCalls, redraw
from bot.services.tracker_texts import LINKED, TrackerTexts
from domain.feedback.tracker_links import (
    LinkWay,
    MissingNote,
    TrackerLink,
    WorkState,
    about_voice,
    after,
    seen,
    worked,
)
from domain.feedback.trackers import Issue, TrackerError, TrackerRefusal, TrackerRefusedError
from domain.ports import Book, Library

SHOWN_AFTER = 3
"""Tries without an answer, after which the card says so."""
LOOK_BACK = timedelta(hours=1)
"""How much older than our record of it an issue of ours may seem: clocks differ."""


@dataclass(frozen=True, slots=True)
class TrackerPushes:
    library: Library
    calls: TrackerCalls
    texts: TrackerTexts

    def next(self) -> bool:
        """False where nothing is due."""
        with self.library.writing() as book:
            link = book.trackers.claim(self.calls.free(), now=self.calls.clock())
        if link is None:
            return False
        try:
            issue = self._issue(link)
        except TrackerError as error:
            self._not_done(link, error)
        else:
            self._done(link, issue)
        return True

    def _issue(self, link: TrackerLink) -> Issue:
        """What may have been made before is looked for first."""
        tracker = self.calls.trackers.get(link.place.tracker)
        if tracker is None:
            raise TrackerRefusedError(TrackerRefusal.NOT_SET_UP)
        if link.way is LinkWay.LINK:
            return tracker.issue(link.place, link.issue)
        with self.library.reading() as book:
            draft = self.texts.draft(book, link, today=self.calls.today)
        made = tracker.made_of(link.place, draft, since=link.at - LOOK_BACK) if link.work.looks_first else None
        return made or tracker.create(link.place, draft)

    def _done(self, link: TrackerLink, issue: Issue) -> None:
        now = self.calls.clock()
        with self.library.writing() as book:
            if book.trackers.settle(seen(replace(link, work=worked(link.work)), issue, now=now)):
                self._note_what_it_says(book, link)
                redraw(book, link.request, now=now)

    def _note_what_it_says(self, book: Book, link: TrackerLink) -> None:
        """Those who ask today are in its text; an issue that was there before hears of them in one comment."""
        now = self.calls.clock()
        for voice in book.feedback.voices(link.request):
            said = MissingNote(link.id, about_voice(voice.id, voice.came_from))
            book.trackers.note(said, now=now, state=WorkState.DONE)
        if link.way is LinkWay.LINK:
            book.trackers.note(MissingNote(link.id, LINKED), now=now)

    def _not_done(self, link: TrackerLink, error: TrackerError) -> None:
        self.calls.noted(link.place.tracker, error)
        now = self.calls.clock()
        work = after(link.work, error, now=now, jitter=self.calls.jitter())
        with self.library.writing() as book:
            is_mine = book.trackers.settle(replace(link, work=work))
            if is_mine and (work.state is WorkState.FAILED or work.tries == SHOWN_AFTER):
                redraw(book, link.request, now=now)
