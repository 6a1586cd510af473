"""The newest state of an account: what cards and lists read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import LifecycleStage, Money, Pulse, Tier
from domain.expansion.play import PlayGlance
from domain.first_value.reached import ValueReached
from domain.health.model import Band, Cap, Confidence, Measure
from domain.lifecycle.policy import Stuck
from domain.plans.plan import PlanGlance
from domain.renewals.renewal import RenewalGlance
from domain.tasks.task import TaskGlance


@dataclass(frozen=True, slots=True)
class KeyFactor:
    """A factor as the card names it: which measure, its value, and the points it lost or gave."""

    measure: Measure
    value: float | str
    points: float
    fine: float | str | None = None
    """The value at 70 points, in the measure's own unit, under the policy that made the score."""
    excellent: float | str | None = None
    """The value at 100 points."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The CSM's own word on an account, with the day it stops counting."""

    pulse: Pulse
    note: str
    author: str
    given_at: datetime
    expires_on: date
    score: int | None = None
    """Set when the author overrides the score as well; then at most 30 days."""


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What the `/health` card and the lists read: one row an account, written by each scoring.

    Money is one amount a currency, never added up. `change_7` and `change_30` are shown-score differences in
    points, None where no snapshot of that day exists. `days` and texts are computed at reading time from the
    dates here, so a card read at noon does not say yesterday's numbers. `touches_due` of 90 days, `touches_met` of
    them: None where it cannot be said.
    """

    account: int
    name: str
    owner: str | None
    cover: str | None
    tier: Tier
    stage: LifecycleStage
    shown: int | None
    raw: float | None
    band: Band
    confidence: Confidence
    coverage: float
    low: float
    high: float
    known_dimensions: int
    all_dimensions: int
    oldest_known_on: date | None
    trend: float | None
    change_7: int | None
    change_30: int | None
    pulls_down: tuple[KeyFactor, ...]
    lifts: tuple[KeyFactor, ...]
    cap: Cap | None
    arr: tuple[Money, ...]
    renewal_on: date | None
    notice_on: date | None
    auto_renew: bool | None
    last_two_way_on: date | None
    open_tickets: int
    open_critical_tickets: int
    first_value_on: date | None
    first_value_due_on: date | None
    judgement: Judgement | None
    policy_version: int
    scored_at: datetime
    churned: bool = False
    churned_on: date | None = None
    cover_starts_on: date | None = None
    cover_ends_on: date | None = None
    cadence_days: int | None = None
    next_renewal: RenewalGlance | None = None
    tasks: TaskGlance | None = None
    plan: PlanGlance | None = None
    with_us_since: date | None = None
    touches_due: int | None = None
    touches_met: int | None = None
    has_asked: bool = False
    """It has asked for something, or has a voice in what others ask for; whether that is open, the requests say."""
    stage_since: date | None = None
    """The first day of its stage; None where that cannot be said."""
    stuck: Stuck | None = None
    went_live_on: date | None = None
    value_reached: ValueReached | None = None
    """How first value was reached, where that is known."""
    plays: PlayGlance | None = None
    """What is open of plays, as whoever wrote the last one left it."""
