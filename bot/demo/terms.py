"""The terms of a demo account, one contract each, from its first day to the one that runs (or ended with it)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.demo.activity import record
from bot.demo.stories import TERM_DAYS, Quirk, Story
from domain.accounts import Money, RenewalStep
from domain.records import Record, RecordKind

ADD_ON = "Analytics"
"""What some accounts bought in the middle of a term."""


@dataclass(frozen=True, slots=True)
class Term:
    """`arr` in whole currency units; `add_on` of it came with a line of its own, on `add_on_from`."""

    number: str
    starts_on: date
    ends_on: date
    arr: int
    is_last: bool
    add_on: int = 0
    add_on_from: date | None = None


def terms_of(story: Story) -> tuple[Term, ...]:
    """Oldest first. Amounts are drawn backwards from what the account pays today."""
    days = _term_days(story)
    terms: list[Term] = []
    arr = story.arr
    for place in range(len(days) - 1, -1, -1):
        is_last = place == len(days) - 1
        terms.append(_term(story, place, days[place], arr, is_last=is_last))
        factor = story.dice(f"price/{days[place][0]}").choice((0.85, 1.0, 1.0, 1.0, 1.0, 1.05, 1.1, 1.15))
        arr = max(1, round(arr / factor / 100)) * 100
    return tuple(terms[::-1])


def contract_records(story: Story) -> Iterator[Record]:
    for term in terms_of(story):
        yield record(story, RecordKind.CONTRACT, _contract_fields(story, term))
        if term.add_on_from:
            yield record(story, RecordKind.CONTRACT, _add_on_fields(story, term))


def _term_days(story: Story) -> list[tuple[date, date]]:
    """Terms of 365 days from the first day on, up to the one that runs, ended the account, or waits to be renewed."""
    starts = [story.customer_since]
    while starts[-1] + timedelta(days=TERM_DAYS) <= story.ends_on:
        starts.append(starts[-1] + timedelta(days=TERM_DAYS))
    days = [(start, start + timedelta(days=TERM_DAYS)) for start in starts]
    if story.quirk is Quirk.OVERDUE:
        days.pop()
    if story.quirk is Quirk.CHURNED:
        days[-1] = (days[-1][0], story.ends_on)
    return [(start, end) for start, end in days if start < end]


def _term(story: Story, place: int, days: tuple[date, date], arr: int, *, is_last: bool) -> Term:
    starts_on, ends_on = days
    dice = story.dice(f"add-on/{starts_on}")
    has_add_on = dice.random() < 0.18 and story.quirk is Quirk.NONE
    add_on_from = starts_on + timedelta(days=dice.randint(60, 200))
    is_bought = has_add_on and add_on_from < min(ends_on, story.today)
    return Term(
        number=f"{story.external_id}-C{place + 1}",
        starts_on=starts_on,
        ends_on=ends_on,
        arr=arr,
        is_last=is_last,
        add_on=round(arr * 0.15 / 100) * 100 if is_bought else 0,
        add_on_from=add_on_from if is_bought else None,
    )


def _contract_fields(story: Story, term: Term) -> dict[str, object]:
    is_open = term.is_last and story.quirk is Quirk.NO_RENEWAL_DATE
    notice = story.today - timedelta(days=5) if term.is_last and story.quirk is Quirk.NOTICE_GIVEN else None
    return {
        "number": term.number,
        "product": "Platform",
        "start_on": term.starts_on,
        "end_on": None if is_open else term.ends_on,
        "arr": Money((term.arr - term.add_on) * 100, story.currency),
        "seats": story.seats,
        "auto_renew": story.number % 2 == 0,
        "notice_days": None if is_open else (30, 60, 90)[story.number % 3],
        "notice_received_on": notice,
        "core_features": 10,
        "renewal_step": _renewal_step(story, term),
    }


def _add_on_fields(story: Story, term: Term) -> dict[str, object]:
    """A line that began in the middle of the term."""
    return {
        "number": term.number,
        "product": ADD_ON,
        "start_on": term.add_on_from,
        "end_on": term.ends_on,
        "arr": Money(term.add_on * 100, story.currency),
    }


def _renewal_step(story: Story, term: Term) -> RenewalStep:
    if not term.is_last:
        return RenewalStep.SIGNED
    if story.quirk is Quirk.NOTICE_GIVEN:
        return RenewalStep.NOTICE
    days_left = (term.ends_on - story.today).days
    if days_left > 104:  # the shipped renewal window
        return RenewalStep.NOT_STARTED
    steps = (RenewalStep.NOT_STARTED, RenewalStep.DISCUSSION, RenewalStep.PROPOSAL, RenewalStep.VERBAL)
    return steps[min(3, int(story.quality_on(story.today) * (1.2 - days_left / 150) * 4))]
