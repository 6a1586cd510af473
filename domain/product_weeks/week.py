"""A week of requests for who decides on them: what is new, what was decided, what waits, what grew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.feedback.answer import RequestLook
from domain.feedback.request import RequestState, waited_days
from domain.feedback.states import RequestAction, RequestStep
from domain.renewals.head import Amounts

LONGEST_MEMORY = timedelta(days=28)
MOST_LINES = 5
MOST_REMEMBERED = 40
"""So many of the weightiest are compared with what they weigh in the next week."""
UNDECIDED = frozenset(state for state in RequestState if not state.is_decided)
DECISIONS = frozenset({RequestAction.ACCEPT, RequestAction.DECLINE})
_LEAST_MOVE, _LEAST_SHARE = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in a line; ARR is in the smallest unit of the week's currency. `by` did what the line is about."""

    number: int
    title: str
    state: RequestState
    area: str
    points: float
    accounts: int
    arr: int
    due_90: int
    red: int
    blocks: int
    waited: int
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Mover:
    line: RequestLine
    before: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The first few of `count`."""

    shown: tuple[RequestLine, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class ProductWeek:
    """Since the last one that arrived. `areas` are names, none: every one. `weights` are those of now, by number."""

    since: datetime
    as_of: datetime
    currency: str
    areas: tuple[str, ...]
    open: int
    accounts: int
    arr: Amounts
    new: Lines
    decided: Lines
    shipped: Lines
    late: Lines
    movers: tuple[Mover, ...]
    top: tuple[RequestLine, ...]
    weights: Mapping[int, float]

    @property
    def has_news(self) -> bool:
        """What weighs most is no news by itself."""
        return bool(self.new.count or self.decided.count or self.shipped.count or self.late.count or self.movers)


def line_of(look: RequestLook, *, today: date, by: str | None = None) -> RequestLine:
    request, demand = look.request, look.priority.demand
    return RequestLine(
        request.id,
        request.title,
        request.state,
        look.area.name,
        look.priority.points,
        demand.accounts,
        demand.arr,
        demand.due_90,
        demand.red,
        demand.blocks,
        waited_days(request, today=today),
        by,
    )


def lines_of(looks: Iterable[RequestLook], *, today: date, by: Mapping[int, str] | None = None) -> Lines:
    """The weightiest first."""
    found = sorted(looks, key=lambda look: (-look.priority.points, look.request.id))
    shown = tuple(line_of(look, today=today, by=(by or {}).get(look.request.id)) for look in found[:MOST_LINES])
    return Lines(shown, len(found))


def movers_of(looks: Iterable[RequestLook], before: Mapping[int, float], *, today: date) -> tuple[Mover, ...]:
    """Those that weigh otherwise than when it was last told, by a point and a tenth at least; the furthest first."""
    moved = [
        Mover(line_of(look, today=today), before[look.request.id])
        for look in looks
        if look.request.id in before and _has_moved(before[look.request.id], look.priority.points)
    ]
    moved.sort(key=lambda each: (-abs(each.line.points - each.before), each.line.number))
    return tuple(moved[:MOST_LINES])


def last_steps(steps: Sequence[RequestStep], what: Collection[RequestAction], since: datetime) -> dict[int, str]:
    """Who did it last, by request."""
    return {step.request: step.by for step in steps if step.what in what and step.at > since}


def looked_back_to(last: datetime | None, *, now: datetime) -> datetime:
    """To the last one that arrived; the first looks back on a week, none on more than four."""
    return max(last, now - LONGEST_MEMORY) if last else now - timedelta(days=7)


def _has_moved(before: float, now: float) -> bool:
    return abs(now - before) >= max(_LEAST_MOVE, _LEAST_SHARE * before)
