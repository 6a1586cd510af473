"""What waits for a decision, whose it is, and by when product has said yes or no."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.feedback.answer import RequestLook
from domain.feedback.request import ProductArea, Request
from domain.preferences import WorkspaceRules

FIRST_DECISION_DAYS = 5
_LONGEST = 400
"""So many days are looked through: a year of nothing but holidays has no working day."""


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """`decide_by` is the last day on which a first decision is in time."""

    look: RequestLook
    decide_by: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class TriageQueue:
    """A page: late ones first, then by weight. `late` counts those of all pages."""

    waiting: tuple[WaitingRequest, ...]
    total: int
    late: int
    offset: int = 0


def decide_by(since: date, *, days: int, rules: WorkspaceRules) -> date:
    """So many working days after the day on which it came in; holidays are none."""
    coming = (since + timedelta(days=each) for each in range(1, _LONGEST))
    working = [day for day in coming if day.weekday() in rules.weekdays and day not in rules.holidays]
    return working[days - 1] if len(working) >= days else since + timedelta(days=_LONGEST)


def waits(request: Request) -> bool:
    """What is snoozed waits for nobody."""
    return not request.state.is_decided and not request.is_snoozed


def decision_day(request: Request, *, days: int, rules: WorkspaceRules, zone: ZoneInfo) -> date:
    """The last one in time, by the workspace's calendar."""
    return decide_by(request.waits_since.astimezone(zone).date(), days=days, rules=rules)


def waits_for(person: str, requests: Iterable[Request], areas: Collection[ProductArea]) -> Sequence[Request]:
    """Undecided ones of the person's areas, and those they took."""
    mine = {area.id for area in areas if area.manager == person}
    return [request for request in requests if waits(request) and (request.area in mine or request.owner == person)]
