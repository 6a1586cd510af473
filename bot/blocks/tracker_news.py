"""What an issue's end or return asks of whoever decides, below the card of its request."""

from __future__ import annotations

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message, message, one_line, section
from bot.locale import Words, marked
from domain.feedback.request import RequestState


def tracker_news(words: Words, *, what: str, state: str, tracker: str, issue: str, to: str) -> Message:
    """`what` is canceled or reopened; `state` is the request's now."""
    place = f"*{tracker} {one_line(issue, 120)}*"
    named = {"person": mentioned(to), "issue": place}
    if what == "canceled":
        return message([section(words.text(_CANCELED, **named))])
    is_open_again = state == RequestState.UNDER_REVIEW
    return message([section(words.text(_OPEN_AGAIN if is_open_again else _LOOK_AGAIN, **named))])


_CANCELED = marked(
    "%(person)s, %(issue)s was closed without being done. Nobody who asked has heard of it. Decline the request on its "
    "card, with words that a CSM can use, or leave it open."
)
_OPEN_AGAIN = marked(
    "%(person)s, %(issue)s was opened again, so the request is under review once more. Who asked was told that it is "
    "there: say on the card what happens now."
)
_LOOK_AGAIN = marked(
    "%(person)s, %(issue)s was opened again. The request stays declined until you open it on its card."
)
