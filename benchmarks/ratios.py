"""A measured ratio, with what it must be and what it should be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Ratio:
    """`value` = product / anchor of the same run; None where the anchor cannot run here, and `detail` says why.

    `must` is the bound; `higher_is_better` says on which side of it.
    """

    name: str
    value: float | None
    must: float | None
    aim: float | None = None
    detail: str = ""
    higher_is_better: bool = False

    @property
    def holds(self) -> bool:
        return self._meets(self.must)

    @property
    def is_aim_met(self) -> bool:
        return self.value is not None and self.aim is not None and self._meets(self.aim)

    def _meets(self, bound: float | None) -> bool:
        if self.value is None or bound is None:
            return True
        return self.value >= bound if self.higher_is_better else self.value <= bound


def seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def medians(works: Sequence[Callable[[], object]], *, rounds: int) -> list[float]:
    """Median seconds of each, run in turn, round by round, so that a drifting machine drifts for all."""
    runs: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, runs, strict=True):
            times.append(seconds(work))
    return [median(times) for times in runs]
