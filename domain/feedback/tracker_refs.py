"""Which issue somebody means: its address, or its key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.feedback.trackers import Place, TrackerKind

_GITHUB = re.compile(r"(?:https?://[^/\s]+/)?([\w.-]+/[\w.-]+)(?:/issues/|#)(\d{1,9})(?:[/?#].*)?")
_NUMBER = re.compile(r"#?(\d{1,9})")
_KEY = re.compile(
    r"(?:https?://[^/\s]+/(?:\S*/)?(?:issue|browse)/|https?://\S+[?&]selectedIssue=)?"
    r"([A-Za-z][A-Za-z0-9_]{0,29})-(\d{1,9})(?:[/?#&].*)?"
)


def issue_meant(typed: str, chosen: Place, places: Sequence[Place]) -> tuple[Place, str] | None:
    """In one of the places that are set up; a bare number is one of the chosen place."""
    text = typed.strip().strip("<>")
    if found := _GITHUB.fullmatch(text):
        return _in_place(places, found[1], found[2], is_github=True)
    if found := _NUMBER.fullmatch(text):
        return (chosen, found[1]) if chosen.tracker is TrackerKind.GITHUB else (chosen, f"{chosen.project}-{found[1]}")
    if found := _KEY.fullmatch(text):
        return _in_place(places, found[1], f"{found[1].upper()}-{found[2]}", is_github=False, first=chosen)
    return None


def _in_place(
    places: Sequence[Place], project: str, key: str, *, is_github: bool, first: Place | None = None
) -> tuple[Place, str] | None:
    """Two trackers may call a project the same: the chosen one goes first."""
    ordered = [first, *places] if first else places
    fitting = (each for each in ordered if (each.tracker is TrackerKind.GITHUB) is is_github)
    place = next((each for each in fitting if each.project.casefold() == project.casefold()), None)
    return (place, key) if place else None
