"""The net promoter score: the share of promoters less that of detractors, with its margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.surveys.answer import Group, group_of
from domain.surveys.promoters import FEWEST_ANSWERS, Answers, nps, nps_margin


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
        return self.answers >= FEWEST_ANSWERS

    @property
    def score(self) -> float:
        """0 of nobody."""
        return float(nps(self._people) or 0)

    @property
    def margin(self) -> float:
        """Half the width of the interval that the score lies in 19 times of 20."""
        return float(nps_margin(self._people) or 0)

    @property
    def _people(self) -> Answers:
        return Answers(self.promoters, self.passives, self.detractors)


def nps_of(scores: Iterable[Decimal]) -> NpsFigures:
    groups = [group_of(score) for score in scores]
    return NpsFigures(*(groups.count(each) for each in Group))
