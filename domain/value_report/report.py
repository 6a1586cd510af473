"""What a value report says: chosen, put in order, in words that a customer may read, and nothing that is ours alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from domain.success import Milestone
from domain.value_report.period import Period
from domain.value_report.plain_words import page_words
from domain.value_report.progress import Outcome, reached_on
from domain.value_report.use import Use

MOST_OUTCOMES = 4
"""As many as a page has room for beside everything else."""
MOST_LISTED = 6
LONGEST_WORDS = 400
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The first few; `more` says how many do not stand here."""

    first: tuple[T, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.first) + self.more


@dataclass(frozen=True, slots=True)
class Delivered:
    """A shipped request that the account asked for: its own words, else what product wrote for those who asked."""

    number: int
    on: date
    asked: str = ""
    there: str = ""

    @property
    def can_be_said(self) -> bool:
        """What only has our own title is for us alone."""
        return bool(self.asked or self.there)


@dataclass(frozen=True, slots=True)
class OurContact:
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class ValueReport:
    """`language` is the customer's; `reached` counts all outcomes, also those that have no room."""

    account: str
    period: Period
    made_on: date
    language: str
    outcomes: Some[Outcome] = Some()
    reached: int = 0
    use: Use | None = None
    delivered: Some[Delivered] = Some()
    milestones: Some[Milestone] = Some()
    next_steps: Some[str] = Some()
    contact: OurContact | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was chosen for the page, as it stands in the book or was typed."""

    account: str
    period: Period
    made_on: date
    language: str
    outcomes: Sequence[Outcome] = ()
    use: Use | None = None
    delivered: Sequence[Delivered] = ()
    milestones: Sequence[Milestone] = ()
    next_steps: str = ""
    contact: OurContact | None = None


def value_report(told: Told) -> ValueReport:
    outcomes = [outcome for each in told.outcomes if (outcome := _outcome(each, told.period)).title]
    return ValueReport(
        page_words(told.account),
        told.period,
        told.made_on,
        told.language,
        _some(outcomes, MOST_OUTCOMES),
        sum(reached_on(each) is not None for each in outcomes),
        told.use,
        _some(_delivered(told), MOST_LISTED),
        _some(_milestones(told), MOST_LISTED),
        _some(steps_in(told.next_steps), MOST_LISTED),
        _contact(told.contact),
    )


def has_content(report: ValueReport) -> bool:
    """Whether anything but a name would stand on the page."""
    lists = (report.outcomes, report.delivered, report.milestones, report.next_steps)
    return report.use is not None or any(each.count for each in lists)


def steps_in(text: str) -> list[str]:
    """A line is a step, whatever sign it was begun with."""
    lines = (page_words(line.strip().lstrip("-*•·–").strip()) for line in text.splitlines())
    return [line[:LONGEST_WORDS] for line in lines if line]


def milestones_reached(milestones: Iterable[Milestone], period: Period) -> list[Milestone]:
    """In the period, the latest first."""
    reached = [each for each in milestones if each.done_on and period.holds(each.done_on)]
    return sorted(reached, key=lambda each: (each.done_on or period.first, each.title), reverse=True)


def _outcome(outcome: Outcome, period: Period) -> Outcome:
    """As it was known at the end of the period."""
    return replace(
        outcome,
        title=page_words(outcome.title)[:LONGEST_WORDS],
        measure=page_words(outcome.measure)[:LONGEST_WORDS],
        unit=page_words(outcome.unit),
        measurements=tuple(each for each in outcome.measurements if each.on <= period.last),
    )


def _delivered(told: Told) -> list[Delivered]:
    said = [
        replace(each, asked=page_words(each.asked)[:LONGEST_WORDS], there=page_words(each.there)[:LONGEST_WORDS])
        for each in told.delivered
    ]
    return sorted((each for each in said if each.can_be_said), key=lambda each: each.on, reverse=True)


def _milestones(told: Told) -> list[Milestone]:
    reached = milestones_reached(told.milestones, told.period)
    return [replace(each, title=title) for each in reached if (title := page_words(each.title)[:LONGEST_WORDS])]


def _contact(contact: OurContact | None) -> OurContact | None:
    return OurContact(page_words(contact.name), page_words(contact.email)) if contact else None


def _some(all_of_them: Sequence[T], most: int) -> Some[T]:
    return Some(tuple(all_of_them[:most]), max(0, len(all_of_them) - most))
