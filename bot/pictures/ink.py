"""What all pictures share: their colours, their letters, and one at a time."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

INK, SOFT, FAINT, PAPER = "#1f2933", "#52606d", "#9aa5b1", "#ffffff"
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Noto Sans CJK JP",
    "DejaVu Sans",
)
_DRAWING = threading.Lock()
"""matplotlib's fonts and Python's warning filters are shared by all threads."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and what it shows, in words."""

    png: bytes
    alt_text: str
    title: str


def drawn(draw: Callable[[], bytes]) -> bytes:
    with _DRAWING, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        return draw()


def font(size: float, weight: str = "normal") -> FontProperties:
    from matplotlib import font_manager  # noqa: PLC0415 - half a second that only pictures need

    present = {font.name for font in font_manager.fontManager.ttflist}
    families = [family for family in FAMILIES if family in present]
    return font_manager.FontProperties(family=families, size=size, weight=weight)


def plain_letters(text: str) -> str:
    """A dollar sign would start a formula."""
    return text.replace("$", r"\$")
