"""Colours, letters and measures of the value report: what makes its parts one page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.ink import INK, SOFT
from bot.pictures.sheet import WIDTH, Sheet, Type

ACCENT, TINT, HAIR, GOOD, GOOD_TINT = "#0f5e6b", "#eaf3f4", "#dfe5ea", "#1b6b3a", "#e3f2e8"
LINE, QUIET = "#0f7c8c", "#9aa5b1"
EDGE, GUTTER = 0.62, 0.36
INNER = WIDTH - 2 * EDGE

TITLE = Type(12.5, INK, "bold")
STRONG = Type(11, INK, "bold")
BODY = Type(10, INK)
SMALL = Type(9, SOFT)
TINY = Type(8.5, SOFT)
TITLE_HEIGHT = 0.36
"""Of a section, with the hair line below it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def section_title(sheet: Sheet, left: float, top: float, width: float, title: str) -> float:
    """How far down it goes."""
    sheet.write(left, top + 0.12, title, TITLE)
    sheet.line((left, left + width), (top + 0.27, top + 0.27), colour=HAIR, width=0.9)
    return top + TITLE_HEIGHT
