"""Text set into a width: where its lines break, and what no font can draw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.pictures.ink import FAMILIES, font

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_DOTS = {True: "...", False: "…"}
"""Behind a Latin letter and behind another: fonts for Chinese set the ellipsis in the middle of the line."""
_CURLY = re.compile("(?<=[!-~])[‘’“”]|[‘’“”](?=[!-~])")
"""Beside Latin letters: fonts for Chinese set them as wide as a sign."""
_STRAIGHT = str.maketrans("‘’“”", "''" + '""')
_NEVER_FIRST = frozenset("，。、；：？！）》」』】”’…·,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『【“‘([{")
_WIDE_FROM = "\u2e80"
"""From here on signs stand without spaces between them, and a line may end behind each."""
_SAMPLE, _SIZE = 8, 40
Width = Callable[[str], float]


def lines_of(text: str, width_of: Width, room: float, most: int) -> list[str]:
    """At most so many lines; what does not fit ends in dots. A word that is too long is cut where it has to be."""
    lines: list[str] = []
    rest = text.strip()
    while rest:
        taken = _longest_start(rest, width_of, room)
        line, rest = rest[:taken].rstrip(), rest[taken:].lstrip()
        if rest and len(lines) + 1 == most:
            return [*lines, _ended(line, width_of, room)]
        lines.append(line)
    return lines


@cache
def advance_of(sign: str, weight: str) -> float:
    """How far a sign moves the next one, in sizes of its letters.

    Setting a text costs milliseconds; a page is measured in thousands of parts, but of few different signs.
    """
    return (_set("n" + sign * _SAMPLE + "n", weight) - _set("nn", weight)) / _SAMPLE / _SIZE


def drawable(text: str) -> str:
    """Without signs that no font has (emoji as a rule); letters stay, see `letters_missing`."""
    straight = _CURLY.sub(lambda found: found[0].translate(_STRAIGHT), text)
    kept = "".join(sign for sign in straight if sign.isspace() or _is_letter(sign) or has_glyph(sign))
    return " ".join(kept.split())


def letters_missing(text: str) -> bool:
    """Whether a letter of it would be an empty box: there is no font for its script on this machine."""
    return any(_is_letter(sign) and not has_glyph(sign) for sign in text)


def _set(text: str, weight: str) -> float:
    """Points, at the size of a sample."""
    from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415 - half a second that only pictures need

    renderer: Any = RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call] # matplotlib says no types of it
    width, _, _ = renderer.get_text_width_height_descent(text, font(_SIZE, weight), ismath=False)
    return float(width)


def _longest_start(text: str, width_of: Width, room: float) -> int:
    if width_of(text) <= room:
        return len(text)
    fits = _last_that_fits(text, width_of, room)
    breaks = [place for place in _breaks(text) if place <= fits]
    return breaks[-1] if breaks else fits


def _last_that_fits(text: str, width_of: Width, room: float) -> int:
    """At least one sign, else nothing would ever end."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(text[:middle].rstrip()) <= room else (low, middle - 1)
    return low


def _breaks(text: str) -> Iterator[int]:
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        is_gap = before.isspace() and not after.isspace()
        is_wide = (before >= _WIDE_FROM or after >= _WIDE_FROM) and after not in _NEVER_FIRST
        if is_gap or (is_wide and before not in _NEVER_LAST and not after.isspace()):
            yield place


def _ended(line: str, width_of: Width, room: float) -> str:
    dots = _DOTS[line[-1:].isascii()]
    while line and width_of(line + dots) > room:
        line = line[:-1].rstrip()
    return line.rstrip(" ,.;，。；、") + dots


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in {"L", "M", "N"} and not unicodedata.combining(sign)


@cache
def has_glyph(sign: str) -> bool:
    return any(face.get_char_index(ord(sign)) for face in known_fonts())


@cache
def known_fonts() -> tuple[FT2Font, ...]:
    from matplotlib import font_manager  # noqa: PLC0415 - half a second that only pictures need

    present = {face.name: face.fname for face in font_manager.fontManager.ttflist}
    return tuple(font_manager.get_font(present[family]) for family in FAMILIES if family in present)
