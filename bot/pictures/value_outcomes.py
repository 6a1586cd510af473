"""The outcomes of a value report: each in the customer's words, with its measure over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.locale import Words
from bot.pictures.ink import PAPER
from bot.pictures.sheet import Sheet, Type
from bot.pictures.value_look import (
    ACCENT,
    GOOD,
    GOOD_TINT,
    HAIR,
    LINE,
    QUIET,
    SMALL,
    STRONG,
    TINT,
    TINY,
    Place,
)
from domain.value_report.progress import Measured, Outcome, progress_of, reached_on

TEXT, BETWEEN, MARGIN = 2.85, 0.3, 0.98
"""How wide the words are, what is between them and the chart, and what the names of its lines need beside it."""
NUMBER = Type(17, ACCENT, "bold")
NEXT_TO_EACH_OTHER = 0.16
STEPS = 24
TALL, UNCHARTED = 1.4, 0.94


def draw_outcomes(sheet: Sheet, place: Place, outcomes: Sequence[Outcome], words: Words, *, charted: float) -> float:
    """`charted` is the height of a row with a chart; how far down it goes."""
    top = place.top
    for row, outcome in enumerate(outcomes):
        if row:
            sheet.line((place.left, place.right), (top, top), colour=HAIR, width=0.6)
        height = charted if outcome.measurements else UNCHARTED
        _outcome(sheet, Place(place.left, top + 0.07, place.width, height - 0.14), outcome, words)
        top += height
    return top


def standing_words(outcome: Outcome, words: Words) -> str:
    """For whoever does not see the chart."""
    if outcome.latest is None:
        return words.text("Not measured yet")
    value = valued(outcome.latest.value, outcome.unit, words)
    return " · ".join(part for part in (value, _way(outcome, words)) if part)


def _outcome(sheet: Sheet, place: Place, outcome: Outcome, words: Words) -> None:
    left = place.left + TEXT + BETWEEN
    has_chart = bool(outcome.measurements)
    _words(sheet, Place(place.left, place.top, TEXT, place.height), outcome, words)
    if has_chart:
        _chart(sheet, Place(left, place.top, place.right - left, place.height), outcome, words)
        return
    said = words.text("Not measured yet")
    sheet.box(left, place.top + 0.06, place.right - left, place.height - 0.12, colour=TINT, rounding=0.05)
    sheet.write((left + place.right) / 2, place.top + place.height / 2, said, SMALL, side="center")


def _words(sheet: Sheet, place: Place, outcome: Outcome, words: Words) -> None:
    is_tall = place.height > TALL
    title = sheet.lines(outcome.title, STRONG, place.width, most=3 if is_tall else 2)
    measure = sheet.lines(outcome.measure, SMALL, place.width, most=2 if is_tall else 1)
    way = [] if outcome.latest else sheet.lines(_way(outcome, words), SMALL, place.width, most=2)
    number = 0.34 if outcome.latest or reached_on(outcome) else 0.0
    height = len(title) * STRONG.line + (len(measure) + len(way)) * SMALL.line + number
    down = place.top + max(0, (place.height - height) / 2)
    down = sheet.paragraph(place.left, down, title, STRONG)
    down = sheet.paragraph(place.left, down, measure, SMALL)
    if number:
        _standing(sheet, place.left, down + number / 2, outcome, words)
    sheet.paragraph(place.left, down + number, way, SMALL)


def _standing(sheet: Sheet, left: float, middle: float, outcome: Outcome, words: Words) -> None:
    """Where it stands, and beside it how much of the way that is."""
    across = left
    if outcome.latest:
        said = valued(outcome.latest.value, outcome.unit, words)
        said = sheet.lines(said, NUMBER, TEXT - 1.2, most=1)[0]
        sheet.write(across, middle, said, NUMBER)
        across += sheet.width_of(said, NUMBER) + 0.14
    if since := reached_on(outcome):
        letters = Type(8.5, GOOD, "bold")
        said = words.text("Reached on %(day)s", day=words.day(since))
        fits = across + sheet.width_of(said, letters) + 0.16 <= left + TEXT
        _pill(sheet, across, middle, said if fits else words.text("Reached"), letters)
    elif (way := progress_of(outcome)) is not None and way > 0:
        share = words.percent(float(min(way, Decimal("0.99"))))
        _pill(sheet, across, middle, words.text("%(share)s of the way", share=share), Type(8.5, ACCENT, "bold"))


def _pill(sheet: Sheet, left: float, middle: float, said: str, type_: Type) -> None:
    ground = GOOD_TINT if type_.colour == GOOD else TINT
    sheet.box(left, middle - 0.1, sheet.width_of(said, type_) + 0.16, 0.2, colour=ground, rounding=0.09)
    sheet.write(left + 0.08, middle + 0.005, said, type_)


def _way(outcome: Outcome, words: Words) -> str:
    said = []
    if outcome.baseline is not None:
        said.append(words.text("from %(value)s", value=valued(outcome.baseline, outcome.unit, words)))
    if outcome.target is not None:
        said.append(words.text("target %(value)s", value=valued(outcome.target, outcome.unit, words)))
    if outcome.due_on:
        said.append(words.text("by %(day)s", day=words.day(outcome.due_on)))
    return " · ".join(said)


def valued(value: Decimal, unit: str, words: Words) -> str:
    """With as many decimals as it was measured with, two at most; a per cent sign stands close."""
    digits = min(2, max(0, -int(value.normalize().as_tuple().exponent)))
    number = words.number(float(value), digits)
    if not unit:
        return number
    return f"{number}%" if unit in {"%", "％"} else f"{number} {unit}"


@dataclass(frozen=True, slots=True)
class _Scale:
    place: Place
    first: date
    last: date
    low: Decimal
    high: Decimal

    def across(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return self.place.left + self.place.width * (day - self.first).days / days

    def down(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return self.place.bottom - self.place.height * share


def _chart(sheet: Sheet, place: Place, outcome: Outcome, words: Words) -> None:
    scale = _scale(Place(place.left, place.top + 0.1, place.width - MARGIN, place.height - 0.36), outcome)
    _named_lines(sheet, scale, outcome, words)
    across = [scale.across(each.on) for each in outcome.measurements]
    down = [scale.down(each.value) for each in outcome.measurements]
    sheet.line(across, down, colour=LINE, width=2, above=4)
    for x, y in zip(across[:-1], down[:-1], strict=True):
        sheet.dot(x, y, colour=LINE, size=4.2)
    sheet.dot(across[-1], down[-1], colour=GOOD if reached_on(outcome) else ACCENT, size=8)
    _days(sheet, scale, outcome, words)


def _scale(place: Place, outcome: Outcome) -> _Scale:
    days = [each.on for each in outcome.measurements]
    days += [day for day in (outcome.starts_on, outcome.due_on) if day]
    values = [each.value for each in outcome.measurements]
    values += [value for value in (outcome.baseline, outcome.target) if value is not None]
    low, high = min(values), max(values)
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    return _Scale(place, min(days), max(days), low - room, high + room)


def _named_lines(sheet: Sheet, scale: _Scale, outcome: Outcome, words: Words) -> None:
    """Target and baseline, each with its name beside the chart; where they are close, one above the other."""
    named = []
    if outcome.baseline is not None:
        named.append((scale.down(outcome.baseline), words.text("Start"), outcome.baseline, QUIET, (2.0, 2.0)))
    if outcome.target is not None:
        named.append((scale.down(outcome.target), words.text("Target"), outcome.target, GOOD, (5.0, 2.5)))
    named.sort(key=lambda each: each[0])
    before = scale.place.top - 1
    for down, name, value, colour, dashes in named:
        sheet.line((scale.place.left, scale.place.right), (down, down), colour=colour, width=1, dashes=dashes)
        before = max(down, before + NEXT_TO_EACH_OTHER)
        said = f"{name} {valued(value, '%' if outcome.unit == '%' else '', words)}"
        letters = Type(8.5, GOOD if colour == GOOD else SMALL.colour)
        line = sheet.lines(said, letters, MARGIN - 0.12, most=1)
        sheet.write(scale.place.right + 0.1, before, line[0], letters)


def _days(sheet: Sheet, scale: _Scale, outcome: Outcome, words: Words) -> None:
    """The first day and the day it is due below the chart, the day of the last measurement at its dot."""
    down = scale.place.bottom + 0.15
    sheet.line((scale.place.left, scale.place.right), (scale.place.bottom,) * 2, colour=HAIR, width=0.9, above=2)
    labels = [(scale.across(scale.first), words.day(scale.first), "left")]
    if outcome.due_on:
        across = scale.across(outcome.due_on)
        sheet.line((across, across), (scale.place.top, scale.place.bottom), colour=QUIET, width=0.9, dashes=(1.2, 1.8))
        labels.append((across, words.text("due %(day)s", day=words.day(outcome.due_on)), "right"))
    _without_overlap(sheet, labels, down, scale.place)
    _last_day(sheet, scale, outcome, words)


def _last_day(sheet: Sheet, scale: _Scale, outcome: Outcome, words: Words) -> None:
    """Where the line leaves room: above one that goes down, below one that goes up."""
    last, before = outcome.measurements[-1], outcome.measurements[-2:][0]
    said, across, down = words.day(last.on), scale.across(last.on), scale.down(last.value)
    wide = sheet.width_of(said, TINY)
    left = min(max(scale.place.left, across - 0.06), max(scale.place.left, scale.place.right - wide - 0.04))
    first = 0.17 if last.value > before.value else -0.17
    places = [down + shift for shift in (first, -first, 2 * first, -2 * first)]
    free = [
        place
        for place in places
        if scale.place.top <= place <= scale.place.bottom - 0.06
        and not _crosses(scale, outcome.measurements, Place(left, place - 0.08, wide, 0.16))
    ]
    sheet.write(left, free[0] if free else places[0], said, TINY, paper=PAPER)


def _crosses(scale: _Scale, measurements: Sequence[Measured], label: Place) -> bool:
    """Whether the line, looked at in small steps, runs through a label."""
    points = [(scale.across(each.on), scale.down(each.value)) for each in measurements]
    steps = [
        (x + (to_x - x) * step / STEPS, y + (to_y - y) * step / STEPS)
        for (x, y), (to_x, to_y) in pairwise(points)
        for step in range(STEPS + 1)
    ]
    return any(label.left <= x <= label.right and label.top <= y <= label.bottom for x, y in steps)


def _without_overlap(sheet: Sheet, labels: Sequence[tuple[float, str, str]], down: float, place: Place) -> None:
    """The first ones count more: what would touch one of them is left out."""
    taken: list[tuple[float, float]] = []
    for across, said, side in labels:
        wide = sheet.width_of(said, TINY)
        begins = across - {"left": 0, "center": wide / 2, "right": wide}[side]
        begins = min(max(begins, place.left), max(place.left, place.right + MARGIN - wide))
        if all(begins + wide + 0.1 < left or begins > right + 0.1 for left, right in taken):
            taken.append((begins, begins + wide))
            sheet.write(begins, down, said, TINY)
