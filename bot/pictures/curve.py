"""The curve of a score: bands behind it, what happened beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.blocks.health_words import BAND_WORDS
from bot.blocks.kit import plain
from bot.locale import Words
from bot.pictures.happenings import marks_on, new_versions, renewal_name, stage_name
from bot.pictures.ink import FAINT, INK, PAPER, SOFT, font
from domain.health.model import Band
from domain.health.snapshots import SnapshotLine
from domain.health_answer import History

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, DOTS = 7.2, 3.9, 200
"""Inches and dots an inch: 720 × 390 logical pixels at two dots each."""
LONGEST_NAME = 48
CLOSE = 0.15
"""The share of the width that a name above the picture needs."""
ROWS = 2
WIDEST_GAP = timedelta(days=7)
"""Days without a score for longer than this leave the line open."""

_TINTS = {
    Band.RED: ("#fbe3e1", "#a61b1b"),
    Band.YELLOW: ("#fdf3d3", "#8a5b00"),
    Band.GREEN: ("#e0f3e6", "#1b6b3a"),
}
"""A band's background and the ink of its name."""


def curve_png(history: History, words: Words) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - half a second that only pictures need
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.06, 0.165, 0.785, 0.575))
    _frame(axes, history, words)
    _bands(axes, history, words)
    _curve(axes, history.lines)
    _happenings(axes, history, words)
    _titles(figure, history, words)
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=DOTS, facecolor=PAPER)
    return written.getvalue()


def _frame(axes: Axes, history: History, words: Words) -> None:
    first, last = history.lines[0].day, history.lines[-1].day
    span = max(timedelta(days=1), last - first)
    axes.set_xlim(first - span / 40, last + span / 14)  # type: ignore[arg-type] # matplotlib reads dates by its converter
    axes.set_ylim(0, 100)
    axes.set_yticks([0, history.yellow_from, history.green_from, 100])
    ticks = _date_ticks(first, last)
    axes.set_xticks(ticks, [words.day(day) for day in ticks])  # type: ignore[arg-type] # as above
    axes.tick_params(length=0, colors=SOFT, pad=5)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(10.5))
    for side in axes.spines.values():
        side.set_visible(False)


def _date_ticks(first: date, last: date) -> list[date]:
    """First and last day and those that cut the time between into even parts."""
    parts = min(3, (last - first).days)
    return [first + (last - first) * part // parts for part in range(parts + 1)]


def _bands(axes: Axes, history: History, words: Words) -> None:
    """Named at the edge: the colour alone says nothing to some."""
    edges = (0, history.yellow_from, history.green_from, 100)
    for (low, high), (band, (tint, ink)) in zip(pairwise(edges), _TINTS.items(), strict=True):
        axes.axhspan(low, high, color=tint, linewidth=0, zorder=0)
        axes.annotate(
            words.text(BAND_WORDS[band]),
            (1.0, (low + high) / 2),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=ink,
            fontproperties=font(11.5),
        )
    for edge in edges[1:-1]:
        axes.axhline(edge, color=PAPER, linewidth=1.5, zorder=1)


def _curve(axes: Axes, lines: Sequence[SnapshotLine]) -> None:
    for run in _runs(lines):
        days: Any = [line.day for line in run]
        shown = [line.shown for line in run]
        axes.plot(days, shown, color=INK, linewidth=2, solid_capstyle="round", solid_joinstyle="round", zorder=4)
        grey: Any = [line.day for line in run if line.band is Band.GREY]
        axes.plot(grey, [line.shown for line in run if line.band is Band.GREY], ".", color=FAINT, ms=4, zorder=5)
    last: Any = lines[-1]
    axes.plot([last.day], [last.shown], "o", color=INK, ms=7, mec=PAPER, mew=1.5, zorder=6)
    axes.annotate(
        str(last.shown),  # beside the curve's end, where no fall or rise crosses it
        (last.day, last.shown),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontproperties=font(14, "bold"),
        zorder=7,
    )


def _runs(lines: Sequence[SnapshotLine]) -> list[list[SnapshotLine]]:
    """The line in pieces, cut where scores are missing for long."""
    runs: list[list[SnapshotLine]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if line.day - before.day > WIDEST_GAP:
            runs.append([])
        runs[-1].append(line)
    return runs


def _happenings(axes: Axes, history: History, words: Words) -> None:
    room = (history.lines[-1].day - history.lines[0].day) * CLOSE
    before, row = None, 0
    for happening in sorted(_lines_to_draw(history, words), key=lambda happening: happening.day):
        row = (row + 1) % ROWS if before and happening.day - before < room else 0
        before = happening.day
        _line(axes, happening, row)
    touched: Any = [mark.day for mark in marks_on(history, "touchpoint")]
    axes.plot(touched, [3] * len(touched), "^", color=SOFT, ms=5.5, mew=0, zorder=5)


@dataclass(frozen=True, slots=True)
class _Happening:
    """A day that mattered: a line through the picture, its name above it."""

    day: date
    label: str
    style: Any
    colour: str


def _lines_to_draw(history: History, words: Words) -> Iterable[_Happening]:
    for day, version in new_versions(history.lines):
        yield _Happening(day, words.text("model %(version)s", version=version), (0, (2, 2)), SOFT)
    for mark in marks_on(history, "stage"):
        yield _Happening(mark.day, stage_name(mark.label, words), (0, (1, 3)), SOFT)
    for mark in marks_on(history, "renewal"):
        yield _Happening(mark.day, renewal_name(mark.label, words), "solid", INK)


def _line(axes: Axes, happening: _Happening, row: int) -> None:
    """Names too near to each other stand in rows."""
    day: Any = happening.day
    axes.axvline(day, color=happening.colour, linewidth=1, linestyle=happening.style, zorder=2)
    axes.annotate(
        happening.label,
        (day, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 4 + 12 * row),
        textcoords="offset points",
        ha="center",
        color=happening.colour,
        fontproperties=font(10),
    )


def _titles(figure: Figure, history: History, words: Words) -> None:
    last = history.lines[-1]
    name = plain(" ".join(history.name.split()), LONGEST_NAME)
    now = words.text("Health score, now %(score)s (%(band)s)", score=last.shown, band=words.text(BAND_WORDS[last.band]))
    # A dollar sign would start a formula.
    figure.text(0.06, 0.94, name.replace("$", r"\$"), color=INK, fontproperties=font(15, "bold"), va="center")
    figure.text(0.06, 0.865, now, color=SOFT, fontproperties=font(11.5), va="center")
    legend = "    ".join(_legend(history, words))
    figure.text(0.06, 0.035, legend, color=SOFT, fontproperties=font(10.5), va="center")


def _legend(history: History, words: Words) -> Iterable[str]:
    if marks_on(history, "touchpoint"):
        yield words.text("▲ touchpoint")
    if any(line.band is Band.GREY for line in history.lines):
        yield words.text("● too little known for a colour")
