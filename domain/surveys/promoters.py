"""NPS out of counts of people: 100 · (share of promoters − share of detractors), with its margin."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from typing import NamedTuple

from domain.health.proportions import SURE

FEWEST_ANSWERS = 30
"""Of fewer only the counts are said."""


class Answers(NamedTuple):
    """People by their latest answer: 9 or 10, 7 or 8, 6 and less."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0

    @property
    def people(self) -> int:
        return sum(self)


def nps(answers: Answers) -> Decimal | None:
    """None of nobody."""
    if not answers.people:
        return None
    return Decimal(100 * (answers.promoters - answers.detractors)) / answers.people


def nps_margin(answers: Answers) -> Decimal | None:
    """To either side: chance alone leaves 95 of 100 such samples within it."""
    if not answers.people:
        return None
    promoters, detractors = (count / answers.people for count in (answers.promoters, answers.detractors))
    spread = promoters + detractors - (promoters - detractors) ** 2
    return Decimal(SURE * 100 * sqrt(max(0.0, spread) / answers.people))
