"""All that is to be done in trackers, looked for again and again on every replica; each thing is claimed by one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.tracker_comments import TrackerComments
from bot.services.tracker_pushes import TrackerPushes
from bot.services.tracker_watch import TrackerWatch
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class TrackerWork:
    library: Library
    pushes: TrackerPushes
    comments: TrackerComments
    watch: TrackerWatch

    def tick(self) -> int:
        """How many calls were made for what was due; while nothing is, nothing is written."""
        calls = self.pushes.calls
        with self.library.reading() as book:
            is_due = book.trackers.is_anything_due(now=calls.clock())
            missing = list(book.trackers.missing_notes())
            asked, places = book.trackers.asked(calls.free()), book.trackers.places()
        if missing:
            self.comments.record(missing)
        done = self._done_in_turn() if is_due or missing else 0
        self.watch.look_at(asked)
        self.watch.look_into(places)
        return done

    def _done_in_turn(self) -> int:
        done = 0
        while self.pushes.next() or self.comments.next():
            done += 1
        return done
