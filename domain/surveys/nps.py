"""The net promoter score: the share of promoters less that of detractors, with its margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from domain.surveys.answer import Group, group_of

FEWEST_FOR_A_FIGURE = 30
_NINETY_FIVE = 1.96


@dataclass(frozen=True, slots=True)
class NpsFigures:
    """Who answered, each with their latest answer. `score` and `margin` are points from -100 to 100."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0

    @property
    def answers(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def has_figure(self) -> bool:
        """Of fewer answers only counts are said."""
        return self.answers >= FEWEST_FOR_A_FIGURE

    @property
    def score(self) -> float:
        return 100 * (self._share(self.promoters) - self._share(self.detractors))

    @property
    def margin(self) -> float:
        """Half the width of the interval that the score lies in 19 times of 20."""
        promoters, detractors = self._share(self.promoters), self._share(self.detractors)
        variance = promoters + detractors - (promoters - detractors) ** 2
        return _NINETY_FIVE * 100 * sqrt(max(variance, 0) / self.answers) if self.answers else 0.0

    def _share(self, count: int) -> float:
        return count / self.answers if self.answers else 0.0


def nps_of(scores: Iterable[Decimal]) -> NpsFigures:
    groups = [group_of(score) for score in scores]
    return NpsFigures(*(groups.count(each) for each in Group))
