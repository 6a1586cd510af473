"""The value report: one page for the customer, as a picture to look at and as a PDF to hand over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.kit import plain
from bot.locale import Words
from bot.pictures.ink import INK, SOFT, drawn
from bot.pictures.letters import letters_missing
from bot.pictures.sheet import HEIGHT, WIDTH, Sheet, Type, blank_sheet
from bot.pictures.value_lists import Listed, draw_lists, height_of, lists_of
from bot.pictures.value_look import ACCENT, EDGE, HAIR, INNER, SMALL, TINT, TITLE_HEIGHT, Place, section_title
from bot.pictures.value_outcomes import UNCHARTED, draw_outcomes, standing_words
from bot.pictures.value_use import draw_use
from domain.value_report.report import ValueReport

LONGEST_ALT = 900
FOOT, GAP, TILES = 0.72, 0.2, 0.82
ROW_LEAST, ROW_MOST, USE_LEAST, USE_MOST = 1.08, 2.1, 1.26, 2.3
WORTH_SAYING = 0.5
"""The share of seats from which it is a headline; below it the chart says it."""
FEWEST_TILES = 2
"""A lone one is no wider than one of two."""
MORE = SMALL.line + 0.05
NAMES = (Type(25, INK, "bold"), Type(21, INK, "bold"), Type(17, INK, "bold"))
"""A name is set as large as it fits on one line; the smallest letters take two."""


@dataclass(frozen=True, slots=True)
class ValuePage:
    """`png` to look at, with what it shows in words; `pdf` to hand over."""

    png: bytes
    pdf: bytes
    title: str
    alt_text: str


class LettersMissingError(Exception):
    """No font of this machine has the letters of what is to be written."""


def value_page(report: ValueReport, words: Words, *, made_at: datetime) -> ValuePage:
    title = words.text("Value report: %(account)s", account=plain(report.account, 150))
    made: list[bytes] = []

    def draw() -> bytes:
        sheet = value_sheet(report, words)
        made.append(sheet.pdf(title, made_at=made_at))
        return sheet.png()

    png = drawn(draw)
    return ValuePage(png, made[0], title, value_alt_text(report, words))


def value_alt_text(report: ValueReport, words: Words) -> str:
    """What is seen at the first glance, and each outcome with where it stands."""
    said = [
        words.text("Value report: %(account)s", account=report.account) + ".",
        f"{_days(report, words)}.",
        *(f"{number} {name}." for number, name in _numbers(report, words)),
        *(f"{outcome.title}: {standing_words(outcome, words)}." for outcome in report.outcomes.first),
    ]
    return plain(words.sentences(*said), LONGEST_ALT)


def value_sheet(report: ValueReport, words: Words) -> Sheet:
    """To be drawn by one thread at a time, see `drawn`."""
    sheet = blank_sheet()
    if any(letters_missing(text) for text in _texts(report, words)):
        raise LettersMissingError
    sheet.box(0, 0, WIDTH, 0.13, colour=ACCENT)
    down = _head(sheet, report, words)
    down = _tiles(sheet, down, _numbers(report, words))
    _sections(sheet, Place(EDGE, down, INNER, HEIGHT - FOOT - down), report, words)
    _foot(sheet, report, words)
    return sheet


def _head(sheet: Sheet, report: ValueReport, words: Words) -> float:
    top = 0.5
    sheet.write(EDGE, top, words.text("Value report"), Type(11, ACCENT, "bold"))
    sheet.write(WIDTH - EDGE, top, _days(report, words), Type(10.5, SOFT), side="right")
    for type_ in NAMES:
        lines = sheet.lines(report.account, type_, INNER, most=2)
        if len(lines) == 1:
            break
    return sheet.paragraph(EDGE, top + 0.16, lines, type_) + 0.14


def _days(report: ValueReport, words: Words) -> str:
    first, last = words.day(report.period.first), words.day(report.period.last)
    return words.text("%(first)s – %(last)s", first=first, last=last)


def _numbers(report: ValueReport, words: Words) -> list[tuple[str, str]]:
    """What is to be seen at the first glance."""
    found: list[tuple[str, str]] = []
    if report.reached:
        share = words.text(
            "%(some)s of %(all)s", some=words.number(report.reached), all=words.number(report.outcomes.count)
        )
        found.append((share, words.text("outcomes reached")))
    elif count := report.outcomes.count:
        found.append((words.number(count), words.plural("outcome agreed", "outcomes agreed", count)))
    if report.use and (report.use.share_of_seats or 0) >= WORTH_SAYING:
        found.append((words.percent(report.use.share_of_seats or 0), words.text("of your seats are in use")))
    elif report.use:
        found.append((words.number(report.use.people), words.text("people use it")))
    if count := report.delivered.count:
        found.append((words.number(count), words.plural("request delivered", "requests delivered", count)))
    if count := report.milestones.count:
        found.append((words.number(count), words.plural("milestone reached", "milestones reached", count)))
    return found


def _tiles(sheet: Sheet, top: float, numbers: Sequence[tuple[str, str]]) -> float:
    if not numbers:
        return top + 0.1
    count = max(len(numbers), FEWEST_TILES)
    width = (INNER - 0.16 * (count - 1)) / count
    for place, (number, said) in enumerate(numbers):
        left = EDGE + place * (width + 0.16)
        sheet.box(left, top, width, TILES, colour=TINT, rounding=0.06)
        sheet.write(left + 0.16, top + 0.3, number, Type(21, ACCENT, "bold"))
        sheet.write(left + 0.16, top + 0.6, sheet.lines(said, SMALL, width - 0.26, most=1)[0], SMALL)
    return top + TILES + 0.26


def _sections(sheet: Sheet, place: Place, report: ValueReport, words: Words) -> None:
    columns = lists_of(report, words)
    rows, heights = len(report.outcomes.first), _Heights.of(sheet, place.height, report, columns)
    down = place.top
    if rows:
        title = section_title(sheet, place.left, down, place.width, words.text("What you want to reach"))
        outcomes = Place(place.left, title, place.width, place.bottom - title)
        down = draw_outcomes(sheet, outcomes, report.outcomes.first, words, charted=heights.charted)
        if report.outcomes.more:
            said = words.plural("and %(count)s more", "and %(count)s more", report.outcomes.more)
            down = sheet.paragraph(place.left, down + 0.05, [said], SMALL)
        down += GAP
    if report.use:
        title = section_title(sheet, place.left, down, place.width, words.text("How you use it"))
        draw_use(sheet, Place(place.left, title, place.width, heights.use), report.use, words)
        down = title + heights.use + GAP
    if columns:
        draw_lists(sheet, Place(place.left, down, place.width, place.bottom - down), columns, words)
    elif not rows and not report.use:
        said = words.text("There is nothing to show for this time yet.")
        sheet.write(place.left, down + 0.2, said, Type(11, SOFT))


@dataclass(frozen=True, slots=True)
class _Heights:
    """Charts grow into what is left over; where room is short, lists give way: what they leave out is counted."""

    charted: float
    use: float

    @classmethod
    def of(cls, sheet: Sheet, room: float, report: ValueReport, columns: Sequence[Sequence[Listed]]) -> _Heights:
        charts = sum(bool(outcome.measurements) for outcome in report.outcomes.first)
        bare, uses = len(report.outcomes.first) - charts, int(report.use is not None)
        titles = (bool(charts + bare) + uses) * (TITLE_HEIGHT + GAP) + (MORE if report.outcomes.more else 0)
        left = room - titles - bare * UNCHARTED - height_of(sheet, columns, INNER)
        least, most = (charts * row + uses * use for row, use in ((ROW_LEAST, USE_LEAST), (ROW_MOST, USE_MOST)))
        share = min(1.0, max(0.0, (left - least) / (most - least))) if most else 0.0
        return cls(ROW_LEAST + share * (ROW_MOST - ROW_LEAST), USE_LEAST + share * (USE_MOST - USE_LEAST))


def _foot(sheet: Sheet, report: ValueReport, words: Words) -> None:
    down = HEIGHT - FOOT + 0.3
    sheet.line((EDGE, WIDTH - EDGE), (down - 0.2, down - 0.2), colour=HAIR, width=0.9)
    made = words.text("As of %(day)s", day=words.day(report.made_on))
    sheet.write(WIDTH - EDGE, down, made, SMALL, side="right")
    if report.contact:
        said = " · ".join(part for part in (report.contact.name, report.contact.email) if part)
        text = words.text("Your contact: %(contact)s", contact=said)
        room = INNER - sheet.width_of(made, SMALL) - 0.3
        sheet.write(EDGE, down, sheet.lines(text, SMALL, room, most=1)[0], SMALL)


def _texts(report: ValueReport, words: Words) -> Iterable[str]:
    """Everything that may be written with other letters than ours."""
    yield report.account
    yield words.text("Value report")
    for outcome in report.outcomes.first:
        yield from (outcome.title, outcome.measure, outcome.unit)
    for each in report.delivered.first:
        yield from (each.asked, each.there)
    yield from (milestone.title for milestone in report.milestones.first)
    yield from report.next_steps.first
    if report.contact:
        yield report.contact.name
