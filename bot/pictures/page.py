"""A page measured in inches from its upper left corner, for pictures that are as high as they have rows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.pictures.ink import INK, PAPER, font, plain_letters

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, DOTS = 7.2, 200
"""Inches and dots an inch: 720 logical pixels at two dots each."""


@dataclass(frozen=True, slots=True)
class Page:
    figure: Figure
    axes: Axes

    def write(
        self,
        across: float,
        down: float,
        said: str,
        *,
        size: float = 12,
        colour: str = INK,
        weight: str = "normal",
        side: Literal["left", "center", "right"] = "left",
        paper: str = "none",
    ) -> None:
        """`side` is the part of the text that stands at the place; `paper` is its ground, which hides lines."""
        letters = font(size, weight)
        written = self.axes.text(across, down, plain_letters(said), color=colour, fontproperties=letters, zorder=5)
        written.set_verticalalignment("center")
        written.set_horizontalalignment(side)
        written.set_bbox({"facecolor": paper, "edgecolor": "none", "pad": 0.6})

    def bar(self, across: float, down: float, length: float, *, thick: float, colour: str, hatch: str = "") -> None:
        self.axes.barh(down, length, thick, across, color=colour, hatch=hatch, edgecolor=PAPER, linewidth=0.6, zorder=3)

    def line(
        self, begin: tuple[float, float], end: tuple[float, float], *, colour: str, width: float = 1, above: int = 2
    ) -> None:
        """`above` 4 it crosses bars, else it lies under them."""
        (left, top), (right, bottom) = begin, end
        self.axes.plot(
            [left, right], [top, bottom], color=colour, linewidth=width, solid_capstyle="round", zorder=above
        )

    def dot(self, across: float, down: float, *, is_filled: bool) -> None:
        """A ring is the larger: where both are at one place, both are seen."""
        face, size = (INK, 6) if is_filled else (PAPER, 11)
        self.axes.plot([across], [down], "o", color=INK, mfc=face, mec=INK, mew=1.6, ms=size, zorder=6)

    def png(self) -> bytes:
        written = io.BytesIO()
        self.figure.savefig(written, format="png", dpi=DOTS, facecolor=PAPER)
        return written.getvalue()


def blank_page(height: float) -> Page:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - half a second that only pictures need
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return Page(figure, axes)
