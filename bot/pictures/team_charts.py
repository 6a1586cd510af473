"""Small charts of a team's figures: rates as bars of one scale, amounts as bars of their own; too few as counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.blocks.figures_words import share_words, titled
from bot.blocks.team_words import FAMILY_WORDS, FIGURE_WORDS, figure_words
from bot.locale import Words
from bot.pictures.ink import FAINT, INK, SOFT
from bot.pictures.page import WIDTH, Page, blank_page
from domain.accounts import Money
from domain.health.model import Band
from domain.surveys.promoters import Answers
from domain.teamwork.answer import TeamAnswer, TeamColumn
from domain.teamwork.customers import BANDS
from domain.teamwork.figure import Figure, FigureName, Kind
from domain.teamwork.policy import Family

CHARTS = {
    Family.CUSTOMERS: (FigureName.BANDS, FigureName.ACTIVITY, FigureName.NPS),
    Family.WORK: (FigureName.TOUCHES, FigureName.TASKS_ON_TIME, FigureName.TOLD),
    Family.BUSINESS: (FigureName.LOGOS_LOST, FigureName.ARR_LOST, FigureName.EXPANDED),
    Family.REVENUE: (FigureName.GRR, FigureName.NRR, FigureName.RENEWED),
}
MOST_ROWS = 20
EDGE, TOP, HEAD, ROW, GAP, FOOT = 0.3, 0.62, 0.66, 0.29, 0.18, 0.38
"""Inches: margin, title of all, titles of a family and its charts, a row, between families, the last line."""
SMALL = 11
CHARTS_AT, CHART = 1.72, 1.82
BAR, ROOM = 0.98, 0.08
"""How long the longest bar is, and what lies between it and its number."""
NAME = 13
"""Letters of a name that have room; a Chinese one takes two."""
FIRST_WIDE = "\u2e80"
"""Chinese letters and what else is as wide begin here."""
COLOURS = {Band.GREEN: "#3c9d6b", Band.YELLOW: "#e6b422", Band.RED: "#c8443c", Band.GREY: "#c3cbd3"}
OF_FAMILY = {
    Family.CUSTOMERS: "#3b6ea8",
    Family.WORK: "#7a6bb0",
    Family.BUSINESS: "#b0704a",
    Family.REVENUE: "#3f8f86",
}
TEAM_SHADE = "#f1f4f7"
_OF_ONE = frozenset({Kind.SHARE, Kind.ARR_SHARE, Kind.RATE})


def team_png(answer: TeamAnswer, words: Words) -> bytes:
    rows = [*answer.columns[:MOST_ROWS], *([answer.whole] if answer.whole else [])]
    height = HEAD + max(1, len(rows)) * ROW + GAP
    page = blank_page(TOP + len(Family) * height + FOOT)
    title = words.text("Team figures: %(period)s", period=titled(answer.period, words, is_to_date=answer.is_to_date))
    page.write(EDGE, 0.32, title, size=15, weight="bold")
    for place, (family, share) in enumerate(answer.policy.families):
        _family(page, TOP + place * height, rows, family, answer, words, share=share)
    page.write(EDGE, TOP + len(Family) * height + FOOT / 2, _foot(answer, words), size=SMALL - 1, colour=SOFT)
    return page.png()


def _family(
    page: Page,
    down: float,
    rows: Sequence[TeamColumn],
    family: Family,
    answer: TeamAnswer,
    words: Words,
    *,
    share: int,
) -> None:
    page.line((EDGE, down - 0.06), (WIDTH - EDGE, down - 0.06), colour="#e4e7eb")
    page.write(EDGE, down + 0.14, words.text(FAMILY_WORDS[family]), size=13.5, weight="bold")
    page.write(WIDTH - EDGE, down + 0.14, words.percent(share / 100), size=SMALL, colour=SOFT, side="right")
    if not rows:
        page.write(EDGE, down + HEAD, words.text("Nobody yet."), colour=SOFT)
        return
    for place, column in enumerate(rows):
        _row_head(page, down + HEAD + (place + 0.5) * ROW, column, answer, words)
    for place, name in enumerate(CHARTS[family]):
        across = CHARTS_AT + place * CHART
        page.write(across, down + 0.46, words.text(FIGURE_WORDS[name]), size=SMALL, colour=SOFT)
        figures = [column.figures.get(name) for column in rows]
        _chart(page, (across, down + HEAD), figures, answer, words, colour=OF_FAMILY[family])


def _row_head(page: Page, middle: float, column: TeamColumn, answer: TeamAnswer, words: Words) -> None:
    person = column.person
    if person is None:
        page.line((EDGE, middle), (WIDTH - EDGE, middle), colour=TEAM_SHADE, width=19, above=1)
    name = answer.names.get(person, person) if person else words.text("Whole team")
    page.write(EDGE, middle, _short(name), size=SMALL, weight="normal" if person else "bold")


def _short(name: str) -> str:
    """What of a name has room."""
    room, kept = float(NAME), ""
    for letter in " ".join(name.split()):
        room -= 1.8 if letter >= FIRST_WIDE else 1
        if room < 0:
            return kept + "…"
        kept += letter
    return kept


def _chart(
    page: Page,
    corner: tuple[float, float],
    figures: Sequence[Figure | None],
    answer: TeamAnswer,
    words: Words,
    *,
    colour: str,
) -> None:
    across, down = corner
    longest = max([Decimal(1), *(_drawn(figure) for figure in figures if figure)])
    for place, figure in enumerate(figures):
        middle = down + (place + 0.5) * ROW
        if figure is None or (figure.kind is not Kind.BANDS and figure.value is None):
            page.write(across, middle, "–", colour=FAINT, size=SMALL)
        elif figure.kind is Kind.BANDS:
            _bands(page, across, middle, figure)
        elif figure.is_small:
            page.write(across, middle, _counts(figure, answer, words), colour=SOFT, size=SMALL)
        else:
            length = BAR * float(max(Decimal(), _drawn(figure)) / longest)
            page.bar(across, middle, length, thick=0.16, colour=colour)
            said, beside = _label(figure, answer, words), length + ROOM if length else 0
            page.write(across + beside, middle, said, size=SMALL, weight="bold", colour=INK)


def _drawn(figure: Figure) -> Decimal:
    """How long its bar is: rates by a whole one, points by a hundred, amounts by the largest of them."""
    if figure.is_small or figure.value is None:
        return Decimal()
    if figure.kind is Kind.NPS:
        return figure.value / 100
    return figure.value


def _label(figure: Figure, answer: TeamAnswer, words: Words) -> str:
    if figure.kind in _OF_ONE:
        return share_words(figure.value, words)
    if figure.kind is Kind.AMOUNT:
        return words.short_money(Money(int(figure.part), answer.currency))
    return words.signed(float(figure.value or 0))


def _counts(figure: Figure, answer: TeamAnswer, words: Words) -> str:
    """Of so few no bar: it would look as sure as the others."""
    if figure.kind is Kind.NPS:
        answers = Answers(*figure.counts)
        return f"+{answers.promoters} ={answers.passives} −{answers.detractors}"
    if figure.kind is Kind.ARR_SHARE:
        amounts = (Money(int(each or 0), answer.currency) for each in (figure.part, figure.whole))
        part, whole = (words.short_money(money) for money in amounts)
        return words.text("%(part)s of %(amount)s", part=part, amount=whole)
    return figure_words(figure, answer.currency, words)


def _bands(page: Page, across: float, middle: float, figure: Figure) -> None:
    """How the scored accounts split up; the number of red ones stands beside them."""
    counts = dict(zip(BANDS, figure.counts, strict=False))
    if not figure.sample:
        page.write(across, middle, "–", colour=FAINT, size=SMALL)
        return
    at = across
    for band in BANDS:
        length = BAR * counts[band] / figure.sample
        page.bar(at, middle, length, thick=0.16, colour=COLOURS[band], hatch="///" if band is Band.RED else "")
        at += length
    page.write(across + BAR + ROOM, middle, f"{counts[Band.RED]}/{figure.sample}", size=SMALL, weight="bold")


def _foot(answer: TeamAnswer, words: Words) -> str:
    said = [words.text("Too few are shown as counts. Health: red accounts (hatched) of those scored.")]
    if (more := len(answer.columns) - MOST_ROWS) > 0:
        said.append(words.plural("%(count)s person more is not drawn.", "%(count)s people more are not drawn.", more))
    return words.sentences(*said)
