"""The words of trackers: why one refuses and what to do, and what an issue's state means."""

from __future__ import annotations

from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.feedback.trackers import IssueState, TrackerRefusal

REFUSAL_WORDS = {
    TrackerRefusal.BAD_TOKEN: marked(
        "it does not take the token. An admin sets a new one; `moorline doctor` says whether it works"
    ),
    TrackerRefusal.FORBIDDEN: marked("the token may not read and write issues there. An admin gives it that right"),
    TrackerRefusal.NOT_FOUND: marked(
        "it knows no such issue or place, or the token may not see it. Check the key, or have an admin check the "
        "settings"
    ),
    TrackerRefusal.MOVED: marked("it is called otherwise now. An admin sets the new name"),
    TrackerRefusal.GONE: marked("issues are switched off or were deleted there. Push it to another place"),
    TrackerRefusal.INVALID: marked("it refuses what was sent"),
    TrackerRefusal.NO_ANSWER: marked("it did not answer for a day"),
    TrackerRefusal.NOT_SET_UP: marked("it is not in the settings any more. Push the request to another place"),
}
_STATES = {
    IssueState.OPEN: marked("open"),
    IssueState.STARTED: marked("in progress"),
    IssueState.COMPLETED: marked("completed"),
    IssueState.CANCELED: marked("closed, not planned"),
}
_OWN_NAMES = frozenset({"open", "completed", "not_planned", "duplicate", "closed"})
"""GitHub's, which our own words say better."""


def issue_state(state: IssueState, name: str, words: Words) -> str:
    """Ours, with the tracker's own word where that says more."""
    said = words.text(_STATES[state])
    if name.casefold() in _OWN_NAMES or name.casefold() == said.casefold():
        return said
    return f"{one_line(name, 60)} ({said})"
