"""The sections of the Home tab: what each finds in the book, and how that is drawn. One more is one line more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.blocks.home import Drawing, Paper
from bot.blocks.kit import Block
from bot.services.home import Section
from domain.home import HomeLook


@dataclass(frozen=True, slots=True)
class HomeSection:
    """`look` is asked within one transaction, together with all others; `draw` gets what it found, unless None."""

    look: Section
    draw: Callable[[Any, Paper], Iterable[Block]]


def drawings(sections: Sequence[HomeSection], look: HomeLook) -> list[Drawing]:
    found = zip(sections, look.parts, strict=True)
    return [partial(section.draw, part) for section, part in found if part is not None]
