"""The use of a value report: people week by week against their seats, and beside it what they use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.locale import Words, marked
from bot.pictures.sheet import Sheet, Type
from bot.pictures.value_look import ACCENT, BODY, HAIR, LINE, QUIET, SMALL, TINT, TINY, Place
from domain.value_report.use import Counting, Use

FACTS, BETWEEN = 2.15, 0.4
COUNTED = {
    Counting.FOUR_WEEKS: marked("people active within four weeks"),
    Counting.BUSIEST_DAY: marked("people active on the week's busiest day"),
}
TICKS = 4
NUMBER = Type(17, ACCENT, "bold")


def draw_use(sheet: Sheet, place: Place, use: Use, words: Words) -> None:
    _chart(sheet, Place(place.left, place.top, place.width - FACTS - BETWEEN, place.height), use, words)
    _facts(sheet, Place(place.right - FACTS, place.top, FACTS, place.height), use, words)


@dataclass(frozen=True, slots=True)
class _Scale:
    place: Place
    first: date
    last: date
    highest: float

    def across(self, day: date) -> float:
        return self.place.left + self.place.width * (day - self.first).days / (self.last - self.first).days

    def down(self, people: float) -> float:
        return self.place.bottom - self.place.height * people / self.highest


def _chart(sheet: Sheet, place: Place, use: Use, words: Words) -> None:
    inside = Place(place.left, place.top + 0.06, place.width, place.height - 0.32)
    most = max(1, use.seats or 0, *(week.people for week in use.weeks))
    scale = _Scale(inside, use.weeks[0].starts_on, use.weeks[-1].starts_on, most * 1.16)
    across = [scale.across(week.starts_on) for week in use.weeks]
    down = [scale.down(week.people) for week in use.weeks]
    sheet.area(across, down, floor=inside.bottom, colour=TINT)
    sheet.line((inside.left, inside.right), (inside.bottom, inside.bottom), colour=HAIR, width=0.9)
    sheet.line(across, down, colour=LINE, width=2, above=4)
    sheet.dot(across[-1], down[-1], colour=ACCENT, size=8)
    if use.seats:
        _seats(sheet, scale, use.seats, words)
    _months(sheet, scale, words)


def _seats(sheet: Sheet, scale: _Scale, seats: int, words: Words) -> None:
    down = scale.down(seats)
    sheet.line((scale.place.left, scale.place.right), (down, down), colour=QUIET, width=1, dashes=(5, 2.5))
    said = words.plural("%(count)s seat", "%(count)s seats", seats)
    sheet.write(scale.place.left, down - 0.1, said, TINY)


def _months(sheet: Sheet, scale: _Scale, words: Words) -> None:
    firsts = list(_firsts(scale.first, scale.last))
    step = max(1, -(-len(firsts) // TICKS))
    for day in firsts[::step]:
        said = words.short_month(day)
        wide = sheet.width_of(said, TINY)
        begins = min(max(scale.across(day) - wide / 2, scale.place.left), scale.place.right - wide)
        sheet.line((scale.across(day),) * 2, (scale.place.bottom, scale.place.bottom + 0.045), colour=QUIET, width=0.8)
        sheet.write(begins, scale.place.bottom + 0.15, said, TINY)


def _firsts(first: date, last: date) -> Iterable[date]:
    """The first days of the months between."""
    year, month = first.year, first.month
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - a year has twelve


def _facts(sheet: Sheet, place: Place, use: Use, words: Words) -> None:
    counted = sheet.lines(words.text(COUNTED[use.counting]), SMALL, place.width, most=2)
    rest = [sheet.lines(said, BODY, place.width, most=2) for said in _said(use, words)]
    height = NUMBER.line + len(counted) * SMALL.line + sum(len(lines) * BODY.line + 0.05 for lines in rest)
    down = place.top + max(0, (place.height - 0.2 - height) / 2)
    down = sheet.paragraph(place.left, down, [words.number(use.people)], NUMBER)
    down = sheet.paragraph(place.left, down, counted, SMALL)
    for lines in rest:
        down = sheet.paragraph(place.left, down + 0.05, lines, BODY)


def _said(use: Use, words: Words) -> Iterable[str]:
    if use.features:
        yield words.plural("%(count)s core feature in use", "%(count)s core features in use", use.features)
    if use.done:
        yield words.plural("%(count)s action in four weeks", "%(count)s actions in four weeks", use.done)
