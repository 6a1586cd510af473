"""How much of a period's expansion had a play, and of which kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.accounts import Money
from domain.expansion.play import PLAY_KINDS, PlayKind
from domain.expansion.ports import ListedPlay


@dataclass(frozen=True, slots=True)
class PlayedExpansion:
    """In the smallest unit of the base currency; `by_kind` and `without` add up to `whole`."""

    whole: int
    by_kind: tuple[tuple[PlayKind, int], ...]

    @property
    def without(self) -> int:
        return self.whole - sum(minor for _, minor in self.by_kind)


@dataclass(frozen=True, slots=True)
class PeriodPlays:
    """Beside the figures of a period: its expansion by play, and what is open today, which is in no figure."""

    expansion: PlayedExpansion
    open: int
    open_amounts: tuple[Money, ...]


def played_expansion(
    grown: Mapping[int, int], won: Iterable[ListedPlay], *, minor: Callable[[Money], int | None]
) -> PlayedExpansion:
    """`grown`: the expansion of each account. A play explains no more than its amount, and than its account grew."""
    left = dict(grown)
    explained: dict[PlayKind, int] = {}
    for play in won:
        amount = minor(play.amount) if play.amount else None
        part = min(amount or 0, left.get(play.account, 0))
        left[play.account] = left.get(play.account, 0) - part
        explained[play.kind] = explained.get(play.kind, 0) + part
    kinds = tuple((kind, explained[kind]) for kind in PLAY_KINDS if explained.get(kind))
    return PlayedExpansion(sum(grown.values()), kinds)
