"""New voices of a linked request, told to its issue: each matter once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.services.tracker_calls import TrackerCalls, issue_of, redraw
from bot.services.tracker_pushes import LOOK_BACK
from bot.services.tracker_texts import TrackerTexts
from domain.feedback.tracker_links import MissingNote, TrackerLink, TrackerNote, Work, WorkState, after, worked
from domain.feedback.trackers import CommentDraft, TextPart, TrackerError, TrackerRefusal, TrackerRefusedError
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class TrackerComments:
    library: Library
    calls: TrackerCalls
    texts: TrackerTexts

    def record(self, missing: list[MissingNote]) -> None:
        with self.library.writing() as book:
            for each in missing:
                book.trackers.note(each, now=self.calls.clock())

    def next(self) -> bool:
        """False where nothing is due."""
        with self.library.writing() as book:
            note = book.trackers.claim_note(self.calls.free(), now=self.calls.clock())
            if note is None:
                return False
            link = book.trackers.of(note.link)
            assert link is not None, "a note goes with its link"
            parts = self.texts.comment(book, link, note.about, today=self.calls.today)
        self._settle(link, note, self._tried(link, note, parts) if parts else _dropped(note.work))
        return True

    def _tried(self, link: TrackerLink, note: TrackerNote, parts: tuple[TextPart, ...]) -> Work:
        try:
            self._say(link, note, parts)
        except TrackerError as error:
            self.calls.noted(link.place.tracker, error)
            return after(note.work, error, now=self.calls.clock(), jitter=self.calls.jitter())
        return worked(note.work)

    def _say(self, link: TrackerLink, note: TrackerNote, parts: tuple[TextPart, ...]) -> None:
        """What may have been said before is looked for first."""
        tracker = self.calls.trackers.get(link.place.tracker)
        if tracker is None:
            raise TrackerRefusedError(TrackerRefusal.NOT_SET_UP)
        draft, issue = CommentDraft(note.key, parts), issue_of(link)
        if not (note.work.looks_first and tracker.has_comment(issue, draft, since=note.at - LOOK_BACK)):
            tracker.comment(issue, draft)

    def _settle(self, link: TrackerLink, note: TrackerNote, work: Work) -> None:
        with self.library.writing() as book:
            is_mine = book.trackers.settle_note(replace(note, work=work))
            if is_mine and work.state is WorkState.FAILED:
                redraw(book, link.request, now=self.calls.clock())


def _dropped(work: Work) -> Work:
    return replace(work, state=WorkState.DROPPED, lease_until=None)
