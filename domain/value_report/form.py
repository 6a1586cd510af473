"""The form of a value report: what is chosen for the page, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.feedback.quoting import CHINESE, language_said
from domain.value_report.period import Period, Span
from domain.value_report.progress import Outcome
from domain.value_report.report import Delivered

MADE = "value_report.made"
LONGEST_STEPS = 1500
MOST_TO_CHOOSE = 30


class ValueField(StrEnum):
    ACCOUNT = "account"
    SPAN = "span"
    LANGUAGE = "language"
    OUTCOMES = "outcomes"
    DELIVERED = "delivered"
    NEXT_STEPS = "next_steps"


@dataclass(frozen=True, slots=True)
class ValueForm:
    """As it was filled in; `outcomes` and `delivered` are numbers in the plan and of requests."""

    account: str = ""
    span: str = Span.QUARTER
    language: str = ""
    outcomes: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    next_steps: str = ""

    @property
    def chosen_span(self) -> Span:
        return Span(self.span) if self.span in set(Span) else Span.QUARTER


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A shipped request that may stand on the page; `title` is ours, and never does."""

    title: str
    delivered: Delivered


@dataclass(frozen=True, slots=True)
class ValueOffer:
    """The form with what there is to choose from; `name` is empty where no account is chosen yet.

    `unsaid`: shipped requests of which neither the customer nor product left any words. `left_on`: the account is none
    any more. `steps` are of the plan, with their day where one is said. `typed`: no account was found in it.
    """

    form: ValueForm = field(default_factory=ValueForm)
    name: str = ""
    period: Period | None = None
    outcomes: tuple[Outcome, ...] = ()
    delivered: tuple[Deliverable, ...] = ()
    unsaid: int = 0
    milestones: int = 0
    left_on: date | None = None
    steps: tuple[tuple[str, date | None], ...] = ()
    typed: str = ""


class ValueRefusal(StrEnum):
    NO_ACCOUNT = "no_account"
    NOTHING = "nothing"
    """No outcome, use, delivery, milestone or next step."""
    ALREADY = "already"
    """This form was taken before: its files are on their way."""


def language_of(name: str, said: Iterable[str], otherwise: str) -> str:
    """That of the customer's own words, else Chinese for a Chinese name, else that of whoever asks."""
    by_name = CHINESE if language_said([name]) == CHINESE else None
    return language_said(said) or by_name or otherwise
