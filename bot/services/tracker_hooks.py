"""What trackers say by themselves: that an issue changed. How it is now is read from them afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.feedback.trackers import Hint, Place
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class TrackerHooks:
    library: Library
    clock: Callable[[], datetime]
    places: tuple[Place, ...]

    def heard(self, hint: Hint) -> None:
        """Once for each delivery; of issues that nobody linked nothing is kept."""
        known = {place.written.casefold(): place for place in self.places}
        place = known.get(hint.place.written.casefold())
        if place is None:
            return
        delivery = f"tracker:{place.tracker}:{hint.delivery}"
        with self.library.writing() as book:
            if book.seen_events.begin(delivery, now=self.clock()):
                book.trackers.ask(place, hint.key, now=self.clock())
                book.seen_events.finish(delivery)
