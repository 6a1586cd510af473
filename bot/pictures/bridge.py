"""A waterfall from opening to closing ARR; below it what is due in each of the coming months, by forecast."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.blocks.figures_words import accounts_words, period_words, share_words
from bot.blocks.renewal_words import category_words
from bot.locale import Words
from bot.pictures.forecast_looks import COMES, LOOKS, LOST
from bot.pictures.ink import FAINT, INK, PAPER, SOFT, font, plain_letters
from domain.accounts import Money
from domain.renewals.renewal import ForecastCategory
from domain.revenue.ahead import Ahead, MonthDue
from domain.revenue.figures import PeriodFigures
from domain.revenue.retention import gross_revenue_retention, net_revenue_retention

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, DOTS = 7.2, 6.6, 200
"""Inches and dots an inch: 720 × 660 logical pixels at two dots each."""
FITS = 0.0158
"""The share of the widest month that one letter of a word needs."""

ROOMY = 0.55
"""The share of the widest month below which there is room for words beside the bar."""

_STANDS, _COMES, _GOES = "#7b8794", COMES, LOST


def bridge_png(figures: PeriodFigures, ahead: Ahead, words: Words) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - half a second that only pictures need
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=PAPER)
    FigureCanvasAgg(figure)
    _titles(figure, figures, words)
    _waterfall(figure.add_axes((0.05, 0.535, 0.91, 0.305)), figures, words)
    _calendar(figure.add_axes((0.16, 0.08, 0.69, 0.35)), ahead, words)
    _legend(figure, ahead, words)
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=DOTS, facecolor=PAPER)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar from `low` to `high`; `ends_at` is where the next one begins."""

    name: str
    label: str
    low: int
    high: int
    ends_at: int
    colour: str


def _steps(figures: PeriodFigures, words: Words) -> list[_Step]:
    arr = figures.retention.arr
    changes = [
        (words.text("new"), arr.new),
        (words.text("expansion"), arr.expansion),
        (words.text("reactivated"), arr.reactivated),
        (words.text("contraction"), -arr.contraction),
        (words.text("churn"), -arr.churn),
    ]
    steps = [_standing(words.text("opening"), arr.opening, figures.currency, words)]
    for name, amount in changes:
        before = steps[-1].ends_at
        label = ("+" if amount > 0 else "") + words.short_money(Money(amount, figures.currency)) if amount else "0"
        low, high = sorted((before, before + amount))
        steps.append(_Step(name, label, low, high, before + amount, _COMES if amount > 0 else _GOES))
    return [*steps, _standing(words.text("closing"), arr.closing, figures.currency, words)]


def _standing(name: str, amount: int, currency: str, words: Words) -> _Step:
    return _Step(name, words.short_money(Money(amount, currency)), 0, amount, amount, _STANDS)


def _waterfall(axes: Axes, figures: PeriodFigures, words: Words) -> None:
    steps = _steps(figures, words)
    top = max(1, *(step.high for step in steps))
    floor = _floor(steps, top)
    for place, step in enumerate(steps):
        axes.bar(place, step.high - max(step.low, floor), 0.62, max(step.low, floor), color=step.colour, zorder=3)
        _named(axes, place, step)
        if place + 1 < len(steps):
            axes.plot([place - 0.31, place + 1.31], [step.ends_at] * 2, color=FAINT, linewidth=1, zorder=2)
    axes.set_xticks(range(len(steps)), [step.name for step in steps])
    axes.set_yticks([])
    axes.set_xlim(-0.5, len(steps) - 0.5)
    axes.set_ylim(floor, top + (top - floor) * 0.14)
    _bare(axes)
    axes.axhline(floor, color=FAINT, linewidth=1)
    if floor > 0:
        _broken(axes, len(steps))


def _floor(steps: Sequence[_Step], top: int) -> int:
    """Where changes are small beside what stands, the columns are cut at the foot, and marked as cut."""
    lowest = min(step.ends_at for step in steps)
    return int(lowest - (top - lowest) * 0.6) if top * 0.6 < lowest < top else 0


def _broken(axes: Axes, count: int) -> None:
    for place in (0, count - 1):
        axes.plot(
            [place - 0.36, place + 0.36],
            [0.075, 0.115],
            transform=axes.get_xaxis_transform(),
            color=PAPER,
            linewidth=3,
            zorder=4,
        )


def _named(axes: Axes, place: int, step: _Step) -> None:
    axes.annotate(
        plain_letters(step.label),
        (place, step.high),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        color=INK if step.high > step.low else FAINT,
        fontproperties=font(10.5, "bold"),
        zorder=5,
    )


def _calendar(axes: Axes, ahead: Ahead, words: Words) -> None:
    widest = max(1, *(month.minor for month in ahead.calendar))
    for row, month in enumerate(ahead.calendar):
        without_room = _month(axes, row, month, widest, words)
        total = words.short_money(Money(month.minor, ahead.currency)) if month.count else words.text("nothing")
        written = _beside(axes, (month.minor, row), total, font(10.5, "bold" if month.count else "normal"))
        written.set_color(INK if month.count else FAINT)
        if without_room and month.minor < widest * ROOMY:
            _beside(axes, (1, 0.45), " · ".join(without_room), font(9.5), coordinates=written)
    axes.set_yticks(range(len(ahead.calendar)), [words.short_month(month.starts_on) for month in ahead.calendar])
    axes.set_xticks([])
    axes.set_xlim(0, widest)
    axes.set_ylim(len(ahead.calendar) - 0.5, -0.5)
    _bare(axes)


def _month(axes: Axes, row: int, month: MonthDue, widest: int, words: Words) -> list[str]:
    """A word stands in its part of the bar where it has room; the words that have none are given back."""
    left, without_room = 0, []
    for category, found in month.said.items():
        colour, hatch = LOOKS[category]
        axes.barh(row, found.minor, 0.64, left, color=colour, hatch=hatch, edgecolor=PAPER, linewidth=0.8, zorder=3)
        name = category_words(category, words)
        if found.minor > widest * FITS * _width(name):
            _word(axes, left + found.minor / 2, row, name, is_dark=category is ForecastCategory.COMMIT)
        else:
            without_room.append(name)
        left += found.minor
    return without_room


def _beside(axes: Axes, place: tuple[float, float], text: str, letters: Any, *, coordinates: Any = "data") -> Any:
    """Written to the right of a place; `coordinates` may be what was written before."""
    return axes.annotate(
        plain_letters(text),
        place,
        xycoords=coordinates,
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=SOFT,
        fontproperties=letters,
    )


def _word(axes: Axes, across: float, row: int, name: str, *, is_dark: bool) -> None:
    colour, paper = (PAPER, LOOKS[ForecastCategory.COMMIT][0]) if is_dark else (INK, PAPER)
    box = {"boxstyle": "round,pad=0.18", "facecolor": paper, "edgecolor": "none", "alpha": 0.82}
    axes.text(across, row, name, ha="center", va="center", color=colour, fontproperties=font(9), bbox=box, zorder=5)


def _width(name: str) -> float:
    """In letters: a Chinese one takes as much room as two."""
    return sum(1.0 if letter.isascii() else 1.9 for letter in name)


def _titles(figure: Figure, figures: PeriodFigures, words: Words) -> None:
    arr, name = figures.retention.arr, period_words(figures.period, words)
    days = words.text(
        "%(first)s – %(last)s", first=words.day(figures.window.starts_on), last=words.day(figures.window.ends_on)
    )
    rates = words.text(
        "GRR %(grr)s   NRR %(nrr)s   %(accounts)s",
        grr=share_words(gross_revenue_retention(arr), words),
        nrr=share_words(net_revenue_retention(arr), words),
        accounts=accounts_words(figures.retention.accounts, words),
    )
    _text(figure, 0.95, words.text("ARR bridge: %(period)s", period=name), INK, font(15, "bold"))
    _text(figure, 0.905, f"{days}   {rates}   {figures.currency}", SOFT, font(11))
    _text(figure, 0.462, words.text("Open renewals by month and forecast"), INK, font(13, "bold"))


def _text(figure: Figure, height: float, text: str, colour: str, letters: Any) -> None:
    figure.text(0.05, height, plain_letters(text), color=colour, fontproperties=letters, va="center")


def _legend(figure: Figure, ahead: Ahead, words: Words) -> None:
    """Only what the calendar shows."""
    from matplotlib.patches import Patch  # noqa: PLC0415 - as in bridge_png

    there = {category for month in ahead.calendar for category in month.said}
    patches = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=PAPER, label=category_words(category, words))
        for category, (colour, hatch) in LOOKS.items()
        if category in there
    ]
    if patches:
        figure.legend(
            handles=patches,
            loc=3,
            bbox_to_anchor=(0.04, 0.005),
            ncols=len(patches),
            frameon=False,
            prop=font(9.5),
            handlelength=1.5,
            columnspacing=0.9,
            labelcolor=SOFT,
        )


def _bare(axes: Axes) -> None:
    axes.tick_params(length=0, colors=SOFT, pad=5)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(10.5))
    for side in axes.spines.values():
        side.set_visible(False)
