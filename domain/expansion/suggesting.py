"""Which accounts are ready to grow: healthy, near their seats for weeks, and nothing that stands against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.expansion.rules import ExpansionRules
from domain.health.model import Band

_GROWN = 0.05
"""Of the contracted seats: what use has to grow by before an account that was passed on is suggested anew."""


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """How an account uses its seats. `since`: the first day of the run; `measure`: active users or assigned seats.

    `lost_on` is the day of its last lost play.
    """

    account: int
    name: str
    owner: str | None
    band: Band | None
    shown: int | None
    seats: int
    used: int
    measure: UsageMeasure
    since: date
    first_value_on: date | None
    has_open_play: bool
    has_renewal_at_risk: bool
    lost_on: date | None = None

    @property
    def share(self) -> float:
        return self.used / self.seats

    def days(self, today: date) -> int:
        return (today - self.since).days


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Somebody said `Not now…`: until a day, or, without one, until it is another case."""

    account: int
    by: str
    at: datetime
    seats: int
    used: int
    until: date | None = None
    reason: str = ""


class PassField(StrEnum):
    UNTIL = "until"
    WHY = "why"


class PassProblem(StrEnum):
    NOTHING_SAID = "nothing_said"
    NOT_AHEAD = "not_ahead"
    TOO_LONG = "too_long"


def suggestions(
    facts: Iterable[SeatFacts], passed: Iterable[PassedOn], rules: ExpansionRules, *, today: date
) -> tuple[SeatFacts, ...]:
    """One for each account, the fullest first; where seats are active, that says more than that they are assigned."""
    said = {each.account: each for each in passed}
    best: dict[int, SeatFacts] = {}
    for each in sorted((each for each in facts if is_ready(each, rules, today=today)), key=_says_less):
        best.setdefault(each.account, each)
    return tuple(sorted((each for each in best.values() if not _rests(each, said, today)), key=_order))


def is_ready(facts: SeatFacts, rules: ExpansionRules, *, today: date) -> bool:
    if facts.band is not Band.GREEN or facts.first_value_on is None or facts.first_value_on > today:
        return False
    if facts.has_open_play or facts.has_renewal_at_risk or _lost_lately(facts, rules, today):
        return False
    return facts.share >= rules.seat_share and facts.days(today) >= rules.for_days


def pass_problems(until: date | None, reason: str, *, today: date, longest: int) -> dict[PassField, PassProblem]:
    if len(reason) > longest:
        return {PassField.WHY: PassProblem.TOO_LONG}
    if until is None and not reason:
        return {PassField.WHY: PassProblem.NOTHING_SAID}
    return {PassField.UNTIL: PassProblem.NOT_AHEAD} if until is not None and until <= today else {}


def accounts_of(facts: Iterable[SeatFacts]) -> Collection[int]:
    return sorted({each.account for each in facts})


def _lost_lately(facts: SeatFacts, rules: ExpansionRules, today: date) -> bool:
    return facts.lost_on is not None and (today - facts.lost_on).days < rules.after_lost_days


def _rests(facts: SeatFacts, said: Mapping[int, PassedOn], today: date) -> bool:
    """On the day itself it is back; without a day it is back when other seats are contracted, or use has grown."""
    passed = said.get(facts.account)
    if passed is None:
        return False
    if passed.until is not None:
        return today < passed.until
    has_grown = facts.used >= passed.used + _GROWN * facts.seats
    return facts.seats == passed.seats and not has_grown


def _says_less(facts: SeatFacts) -> bool:
    return facts.measure is UsageMeasure.SEATS_ASSIGNED


def _order(facts: SeatFacts) -> tuple[float, int, str]:
    return -facts.share, -facts.seats, facts.name
