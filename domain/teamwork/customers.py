"""How the customers of some accounts behave: what they answer, how they use the product, how healthy they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from domain.health.model import Band
from domain.surveys.promoters import Answers
from domain.teamwork.figure import Figure, FigureName

RECENT_DAYS = 28
BEFORE_DAYS = 84
BANDS = (Band.GREEN, Band.YELLOW, Band.RED, Band.GREY)
"""In the order in which they are counted; accounts that were never scored come last."""


class Use(NamedTuple):
    """What was done in the last 28 days and in the 84 before them, and the first of those that is known (an ordinal).

    By events where the source counts them, else by people active on each day.
    """

    recent: int | None = None
    before: int | None = None
    first_on: int | None = None


class ScoreSeen(NamedTuple):
    shown: int | None
    band: Band


class SeatSpan(NamedTuple):
    """Seats that count from `starts_on` on and before `ends_on`."""

    account: int
    seats: int
    starts_on: date | None
    ends_on: date | None


class Direction(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """As of `day`, by account. `use` None: not looked at. `red_arr`: of red accounts, None where it cannot be said."""

    day: date
    answers: Mapping[int, Answers]
    users: Mapping[int, int]
    seats: Mapping[int, Decimal]
    scores: Mapping[int, ScoreSeen]
    directions: Mapping[int, Direction] | None = None
    arr: Mapping[int, int | None] = field(default_factory=dict)


def customer_figures(facts: CustomerFacts, accounts: Collection[int]) -> list[Figure]:
    """Of these accounts; what nothing is known of is in no sample."""
    return [
        _nps(facts, accounts),
        _bands(facts, accounts),
        _activity(facts, accounts),
        *_directions(facts.directions, accounts),
        _arr_red(facts, accounts),
        _score(facts, accounts),
    ]


def direction_of(use: Use, *, day: date, moves: float, is_alive: bool) -> Direction | None:
    """The last 28 days against an average 28 of the 84 before; a shorter past counts as it is, from 28 days on.

    None where there is no past to speak of. Nothing in the last 28 days is nothing done while anything else comes in.
    """
    recent = 0 if use.recent is None and is_alive else use.recent
    if recent is None or not use.before or use.first_on is None:
        return None
    days = min(day.toordinal() - RECENT_DAYS - use.first_on + 1, BEFORE_DAYS)
    if days < RECENT_DAYS:
        return None
    ratio = recent * days / (use.before * RECENT_DAYS)
    return Direction.RISING if ratio >= 1 + moves else Direction.FALLING if ratio <= 1 - moves else Direction.STEADY


def seats_over(spans: Iterable[SeatSpan], *, first: date, last: date) -> dict[int, Decimal]:
    """By account the seats of the days from `first` to `last`, each weighed by the days it was there for."""
    days = (last - first).days + 1
    weighed: dict[int, int] = {}
    for span in spans:
        begin = max(first.toordinal(), span.starts_on.toordinal() if span.starts_on else 0)
        end = min(last.toordinal() + 1, span.ends_on.toordinal() if span.ends_on else date.max.toordinal())
        weighed[span.account] = weighed.get(span.account, 0) + max(0, end - begin) * span.seats
    return {account: Decimal(seat_days) / days for account, seat_days in weighed.items() if seat_days}


def _nps(facts: CustomerFacts, accounts: Collection[int]) -> Figure:
    found = [facts.answers[account] for account in accounts if account in facts.answers]
    counts = Answers(*map(sum, zip(Answers(), *found, strict=True)))
    return Figure(FigureName.NPS, counts.people, counts=counts)


def _bands(facts: CustomerFacts, accounts: Collection[int]) -> Figure:
    found = [facts.scores[account].band for account in accounts if account in facts.scores]
    counts = (*(found.count(band) for band in BANDS), len(accounts) - len(found))
    return Figure(FigureName.BANDS, len(found), counts=counts)


def _activity(facts: CustomerFacts, accounts: Collection[int]) -> Figure:
    """The sum of the people over the sum of the seats, of accounts of which both are known."""
    known = [account for account in accounts if account in facts.users and account in facts.seats]
    users = Decimal(sum(facts.users[account] for account in known))
    seats = sum((facts.seats[account] for account in known), Decimal())
    return Figure(FigureName.ACTIVITY, len(known), part=users, whole=seats)


def _directions(directions: Mapping[int, Direction] | None, accounts: Collection[int]) -> Sequence[Figure]:
    if directions is None:
        return []
    found = [directions[account] for account in accounts if account in directions]
    names = ((FigureName.USE_RISING, Direction.RISING), (FigureName.USE_FALLING, Direction.FALLING))
    whole = Decimal(len(found))
    return [Figure(name, len(found), part=Decimal(found.count(each)), whole=whole) for name, each in names]


def _arr_red(facts: CustomerFacts, accounts: Collection[int]) -> Figure:
    """Of those that are scored: where none is, nothing can be said."""
    scored = [account for account in accounts if account in facts.scores]
    amounts = [facts.arr.get(account) for account in scored if facts.scores[account].band is Band.RED]
    left_out = sum(amount is None for amount in amounts)
    whole = Decimal(sum(amount or 0 for amount in amounts))
    return Figure(FigureName.ARR_RED, len(scored), part=whole, left_out=left_out)


def _score(facts: CustomerFacts, accounts: Collection[int]) -> Figure:
    seen = (facts.scores.get(account) for account in accounts)
    shown = [each.shown for each in seen if each and each.shown is not None]
    return Figure(FigureName.SCORE, len(shown), part=Decimal(median(shown)) if shown else Decimal())
