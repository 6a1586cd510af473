"""A sheet of A4, measured in inches from its upper left corner, as a picture and for print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from bot.pictures.ink import INK, PAPER, font, plain_letters
from bot.pictures.letters import advance_of, drawable, lines_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 8.27, 11.69
DOTS = 180
POINTS = 72
LEADING = 1.36
"""The height of a line, in heights of its letters."""


@dataclass(frozen=True, slots=True)
class Type:
    """How letters look; `size` is in points."""

    size: float
    colour: str = INK
    weight: str = "normal"

    @property
    def line(self) -> float:
        """Inches."""
        return self.size * LEADING / POINTS


@dataclass(frozen=True, slots=True)
class Sheet:
    figure: Figure
    axes: Axes

    def width_of(self, text: str, type_: Type) -> float:
        """Inches."""
        return sum(advance_of(sign, type_.weight) for sign in text) * type_.size / POINTS

    def lines(self, text: str, type_: Type, room: float, *, most: int) -> list[str]:
        return lines_of(drawable(text), lambda part: self.width_of(part, type_), room, most)

    def write(
        self,
        across: float,
        down: float,
        said: str,
        type_: Type,
        *,
        side: Literal["left", "center", "right"] = "left",
        paper: str = "none",
    ) -> None:
        """`down` is the middle of the line; `paper` is its ground, which hides what lies below."""
        written = self.axes.text(
            across,
            down,
            plain_letters(drawable(said)),
            color=type_.colour,
            fontproperties=font(type_.size, type_.weight),
            zorder=6,
        )
        written.set_verticalalignment("center_baseline")
        written.set_horizontalalignment(side)
        if paper != "none":
            written.set_bbox({"facecolor": paper, "edgecolor": "none", "pad": 1.2})

    def paragraph(self, across: float, down: float, lines: Sequence[str], type_: Type) -> float:
        """From `down` on; how far down it goes."""
        for place, line in enumerate(lines):
            self.write(across, down + (place + 0.5) * type_.line, line, type_)
        return down + len(lines) * type_.line

    def line(
        self,
        across: Sequence[float],
        down: Sequence[float],
        *,
        colour: str,
        width: float = 1,
        dashes: tuple[float, float] | None = None,
        above: int = 3,
    ) -> None:
        (drawn,) = self.axes.plot(across, down, color=colour, linewidth=width, zorder=above)
        if dashes:
            drawn.set_dashes(dashes)
            drawn.set_dash_capstyle("butt")
        else:
            drawn.set_solid_capstyle("round")
            drawn.set_solid_joinstyle("round")

    def area(self, across: Sequence[float], down: Sequence[float], *, floor: float, colour: str) -> None:
        self.axes.fill_between(across, down, floor, color=colour, linewidth=0, zorder=2)

    def box(self, left: float, top: float, width: float, height: float, *, colour: str, rounding: float = 0) -> None:
        from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 - half a second that only pictures need

        style = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
        patch = FancyBboxPatch((left, top), width, height, boxstyle=style, facecolor=colour, edgecolor="none", zorder=1)
        self.axes.add_patch(patch)

    def dot(self, across: float, down: float, *, colour: str, size: float = 6, edge: str = PAPER) -> None:
        self.axes.plot([across], [down], "o", color=colour, ms=size, mec=edge, mew=1.3, zorder=5)

    def png(self) -> bytes:
        return self._written(format="png", dpi=DOTS)

    def pdf(self, title: str, *, made_at: datetime) -> bytes:
        """With its letters inside; it says its title and its day, and nothing of who or what made it."""
        from matplotlib import rc_context  # noqa: PLC0415 - half a second that only pictures need

        said = {"Title": title, "CreationDate": made_at, "Creator": None, "Producer": None}
        with rc_context({"pdf.fonttype": 42}):
            return self._written(format="pdf", metadata=said)

    def _written(self, **how: Any) -> bytes:
        written = io.BytesIO()
        self.figure.savefig(written, facecolor=PAPER, **how)
        return written.getvalue()


def blank_sheet() -> Sheet:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - half a second that only pictures need
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.axis("off")
    return Sheet(figure, axes)
