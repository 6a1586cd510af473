"""First value in the demo: a segment by what is done, one by hand, the others by seats; somebody recorded one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.demo.stories import Quirk, Story
from domain.first_value.reached import ValueNote
from domain.ports import Book

RECORDED = "Lantern Learning"
NOT_RECORDED = "Bramble Foods"
NOT_LIVE = "千寻数据"
BY_HAND = "enterprise"
SEGMENTS = f"""
[health.first_value.segments."small business"]
by = "event"
measure = "events"
count = 1500
target_days = 21

[health.first_value.segments."mid-market"]
by = "seats"
active_seat_share = 0.4
target_days = 30

[health.first_value.segments."{BY_HAND}"]
by = "hand"
target_days = 45
"""
"""What the demo's policy has beyond the shipped one."""
_RECORDED_DAYS_AGO = 3
_USUAL_DAYS = 20
_DAYS_TO_LIVE = 12


_SOONER = {"live_within_days = 30": 20, "value_asked_days = 365": 500, "renewal_past_days = 14": 7}


def demo_policy(shipped: str) -> str:
    """Sooner stuck than shipped, so that every way of it is in the book."""
    for line, days in _SOONER.items():
        shipped = shipped.replace(line, f"{line.partition(' ')[0]} = {days}")
    return shipped + SEGMENTS


def went_live_on(story: Story) -> date | None:
    return None if story.name == NOT_LIVE else story.customer_since + timedelta(days=_DAYS_TO_LIVE)


def imported_first_value(story: Story) -> date | None:
    """What a spreadsheet says; of what began within the history of use the book finds out by itself."""
    is_found = story.history_starts_on == story.customer_since and story.segment != BY_HAND
    if story.quirk is Quirk.ONBOARDING or is_found or story.name == NOT_RECORDED:
        return None
    return story.customer_since + timedelta(days=_USUAL_DAYS + story.number % 25)


def tell_first_value(book: Book, stories: Iterable[Story], ids: Mapping[str, int], *, now: datetime) -> None:
    """The owner's own word, with the customer's."""
    for story in stories:
        if story.name == RECORDED:
            account = ids[story.external_id]
            note = ValueNote(
                account,
                story.today - timedelta(days=_RECORDED_DAYS_AGO),
                "The first class was set up without us",
                "We did the whole autumn plan in one afternoon.",
                story.owner,
                now - timedelta(days=2),
            )
            book.lifecycle.record(note, seen=book.lifecycle.first_value_of(account))
