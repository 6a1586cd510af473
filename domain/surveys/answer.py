"""One person's answer to a survey; satisfaction is kept with its scale and is never part of an NPS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

BY_HAND = "slack:"
"""How the keys of answers begin that people type; others are their sources' own."""


class Survey(StrEnum):
    """The kinds that are known; an import may bring others, which are kept under their own name."""

    NPS = "nps"
    SATISFACTION = "csat"

    @property
    def lowest(self) -> int:
        return 0 if self is Survey.NPS else 1

    @property
    def best(self) -> int:
        return 10 if self is Survey.NPS else 5


class Group(StrEnum):
    """What an answer of 0 to 10 makes of who gave it."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


PROMOTERS_FROM, PASSIVES_FROM = 9, 7


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """`scale` is the best that can be answered; None where an older import did not say.

    `contact` is the number of a contact of the account. `author` typed it in; None: it came by itself or by an import.
    """

    account: int
    key: str
    survey: str
    score: Decimal
    on: date
    words: str = ""
    contact: int | None = None
    scale: int | None = None
    author: str | None = None
    id: int = 0
    version: int = 1
    learnt_at: datetime | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None

    @property
    def is_by_hand(self) -> bool:
        return self.key.startswith(BY_HAND)


def group_of(score: Decimal) -> Group:
    if score >= PROMOTERS_FROM:
        return Group.PROMOTER
    return Group.PASSIVE if score >= PASSIVES_FROM else Group.DETRACTOR


def scale_of(survey: str, score: Decimal) -> int | None:
    """For sources that do not say it; None where it cannot be told."""
    if survey == Survey.NPS:
        return Survey.NPS.best
    return next((best for best in (5, 10, 100) if score <= best), None)


def told(answer: SurveyAnswer) -> str:
    """For the audit: facts, and nothing of what was said or by whom."""
    scale = f" of {answer.scale}" if answer.scale else ""
    facts = [answer.survey, f"{answer.score.normalize():f}{scale}", answer.on.isoformat()]
    facts += ["words"] if answer.words else []
    return ", ".join(facts)
