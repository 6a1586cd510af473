"""Two servers under the same load, in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Load, Target, closed_loop, open_loop
from benchmarks.processes import Server

WARM_SECONDS = 0.5
Loading = Callable[[Target], Load]


@dataclass(frozen=True, slots=True)
class Side:
    """`posts` are made anew for each turn, because signatures grow old; `expects` is the status of every answer."""

    server: Server
    posts: Callable[[int], Target]
    expects: int = 200


@dataclass(frozen=True, slots=True)
class Turn:
    load: Load
    cpu: float
    """Seconds of the server's processors for each request."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The turns of one side, as medians."""

    turns: Sequence[Turn]

    @property
    def cpu(self) -> float:
        return median(turn.cpu for turn in self.turns)

    @property
    def rate(self) -> float:
        return median(turn.load.rate for turn in self.turns)

    def latency(self, share: float) -> float:
        return median(turn.load.quantile(share) for turn in self.turns)


def at_once(connections: int, *, seconds: float) -> Loading:
    return lambda target: closed_loop(target, connections=connections, seconds=seconds)


def on_timetable(rate: float, *, seconds: float) -> Loading:
    return lambda target: open_loop(target, rate=rate, seconds=seconds)


def in_turn(sides: Sequence[Side], loading: Loading, *, rounds: int) -> list[Seen]:
    """Each side is warmed up, then has its turn in every round, first and last by turns: a machine drifts for all."""
    for side in sides:
        _turn(side, at_once(4, seconds=WARM_SECONDS))
    turns: list[list[Turn]] = [[] for _ in sides]
    order = list(zip(sides, turns, strict=True))
    for _ in range(rounds):
        for side, taken in order:
            taken.append(_turn(side, loading))
        order.reverse()
    return [Seen(taken) for taken in turns]


def _turn(side: Side, loading: Loading) -> Turn:
    before = side.server.cpu_seconds()
    load = loading(side.posts(side.server.port))
    if set(load.statuses) != {side.expects}:
        raise RuntimeError(f"expected nothing but {side.expects}, got {dict(load.statuses)}")
    return Turn(load, (side.server.cpu_seconds() - before) / load.requests)
