"""The numbers by which sources know their rows, apart from those that we give ourselves."""

from __future__ import annotations

from domain.people.contact import BY_HAND as PERSON_BY_HAND
from domain.surveys.answer import BY_HAND as ANSWER_BY_HAND
from domain.touchpoints.touchpoint import BY_HAND as TOUCH_BY_HAND

_MADE, _SOURCES = "~", "="
_OURS = (PERSON_BY_HAND, ANSWER_BY_HAND, TOUCH_BY_HAND, _MADE, _SOURCES)


def sources_own(number: str) -> str:
    """Never one of ours, whatever a source calls its rows: what reads like one has a sign of its own before it."""
    return f"{_SOURCES}{number}" if number.casefold().startswith(_OURS) else number
