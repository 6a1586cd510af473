"""What a value report lists: deliveries, milestones, next steps; as many as there is room for, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.locale import Words
from bot.pictures.sheet import Sheet, Type
from bot.pictures.value_look import (
    ACCENT,
    BODY,
    GUTTER,
    SMALL,
    TINY,
    TITLE_HEIGHT,
    Place,
    section_title,
)
from domain.value_report.report import ValueReport

INDENT, GAP, BETWEEN = 0.2, 0.08, 0.14
BULLET = Type(10, ACCENT, "bold")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind one dot: parts in their own letters."""

    parts: tuple[tuple[str, Type, int], ...]
    """Text, letters, and how many lines it may take."""


@dataclass(frozen=True, slots=True)
class Listed:
    title: str
    entries: tuple[Entry, ...]
    more: int


def lists_of(report: ValueReport, words: Words) -> list[list[Listed]]:
    """In one column or two."""
    delivered, milestones, steps = _delivered(report, words), _milestones(report, words), _steps(report, words)
    if delivered:
        right = [each for each in (milestones, steps) if each]
        return [[delivered], right] if right else [[delivered]]
    return [[each] for each in (milestones, steps) if each]


def height_of(sheet: Sheet, columns: Sequence[Sequence[Listed]], width: float) -> float:
    """What everything would take."""
    return max((_column_height(sheet, column, _column_width(columns, width)) for column in columns), default=0)


def draw_lists(sheet: Sheet, place: Place, columns: Sequence[Sequence[Listed]], words: Words) -> None:
    width = _column_width(columns, place.width)
    for number, column in enumerate(columns):
        left = place.left + number * (width + GUTTER)
        _draw_column(sheet, Place(left, place.top, width, place.height), column, words)


def _draw_column(sheet: Sheet, place: Place, column: Sequence[Listed], words: Words) -> None:
    """What stands last, the next steps, gets its room first; where both have none, it stands alone."""
    first, last = column[0], column[-1]
    whole = _listed_height(sheet, last, last.entries, place.width)
    for_first = place.height - BETWEEN - whole
    least = _least(sheet, first, place.width)
    if len(column) == 1 or least + BETWEEN + _least(sheet, last, place.width) > place.height:
        _draw(sheet, place, last, words)
        return
    room = max(least, for_first)
    down = _draw(sheet, Place(place.left, place.top, place.width, room), first, words) + BETWEEN
    _draw(sheet, Place(place.left, down, place.width, place.bottom - down), last, words)


def _draw(sheet: Sheet, place: Place, listed: Listed, words: Words) -> float:
    down = section_title(sheet, place.left, place.top, place.width, listed.title)
    for number, entry in enumerate(listed.entries):
        rest = listed.more + len(listed.entries) - number - 1
        needed = _height(sheet, entry, place.width) + (SMALL.line if rest else 0)
        if down + needed > place.bottom and number:
            return _more(sheet, place.left, down, listed.more + len(listed.entries) - number, words)
        sheet.write(place.left, down + BODY.line / 2, "•", BULLET)
        for lines, type_ in _lines(sheet, entry, place.width):
            down = sheet.paragraph(place.left + INDENT, down, lines, type_)
        down += GAP
    return _more(sheet, place.left, down, listed.more, words) if listed.more else down


def _more(sheet: Sheet, left: float, down: float, count: int, words: Words) -> float:
    said = words.plural("and %(count)s more", "and %(count)s more", count)
    return sheet.paragraph(left + INDENT, down, [said], SMALL)


def _column_width(columns: Sequence[object], width: float) -> float:
    return width if len(columns) < 2 else (width - GUTTER) / 2  # noqa: PLR2004 - one column or two


def _column_height(sheet: Sheet, column: Sequence[Listed], width: float) -> float:
    return sum(_listed_height(sheet, each, each.entries, width) for each in column) + BETWEEN * (len(column) - 1)


def _least(sheet: Sheet, listed: Listed, width: float) -> float:
    """With one entry, and how many more there are."""
    return _listed_height(sheet, listed, listed.entries[:1], width)


def _listed_height(sheet: Sheet, listed: Listed, entries: Sequence[Entry], width: float) -> float:
    more = SMALL.line if listed.more or len(entries) < len(listed.entries) else 0
    return TITLE_HEIGHT + sum(_height(sheet, entry, width) + GAP for entry in entries) + more


def _height(sheet: Sheet, entry: Entry, width: float) -> float:
    return sum(len(lines) * type_.line for lines, type_ in _lines(sheet, entry, width))


def _lines(sheet: Sheet, entry: Entry, width: float) -> Iterable[tuple[list[str], Type]]:
    for text, type_, most in entry.parts:
        yield sheet.lines(text, type_, width - INDENT, most=most), type_


def _delivered(report: ValueReport, words: Words) -> Listed | None:
    entries = []
    for each in report.delivered.first:
        asked = words.text("“%(quote)s”", quote=each.asked) if each.asked else each.there
        there = each.there if each.asked else ""
        parts = [(asked, BODY, 2), (there, SMALL, 2), (words.day(each.on), TINY, 1)]
        entries.append(Entry(tuple(part for part in parts if part[0])))
    return _listed(words.text("Delivered, as you asked"), entries, report.delivered.more)


def _milestones(report: ValueReport, words: Words) -> Listed | None:
    entries = [
        Entry(((each.title, BODY, 2), (words.day(each.done_on), TINY, 1)))
        for each in report.milestones.first
        if each.done_on
    ]
    return _listed(words.text("Milestones reached"), entries, report.milestones.more)


def _steps(report: ValueReport, words: Words) -> Listed | None:
    entries = [Entry(((step, BODY, 3),)) for step in report.next_steps.first]
    return _listed(words.text("Next steps"), entries, report.next_steps.more)


def _listed(title: str, entries: Sequence[Entry], more: int) -> Listed | None:
    return Listed(title, tuple(entries), more) if entries else None
