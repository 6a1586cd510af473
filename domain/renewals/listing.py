"""What `/renewals` asks the book for, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.accounts import AccountMatch, Money, RenewalStep, Tier
from domain.expansion.play import PlayGlance
from domain.health.model import Band
from domain.renewals.renewal import ForecastCategory, OutcomeKind, Renewal
from domain.tasks.task import TaskGlance


@dataclass(frozen=True, slots=True)
class RenewalFilter:
    """Which renewals; None means "any". Due days: `due_from` <= due <= `due_until`.

    `owners` are Slack user ids (or their cover on `today`). `bands` with None in it: never scored.
    """

    today: date
    due_from: date | None = None
    due_until: date | None = None
    owners: tuple[str, ...] | None = None
    tier: Tier | None = None
    segment: str | None = None
    band: Band | None = None
    category: ForecastCategory | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class DueRenewal:
    """The few facts of one renewal that head lines and forecasts add up; one for every renewal of a list."""

    renewal: int
    account: int
    due_on: date
    arr: Money | None
    category: ForecastCategory | None
    proposed: Money | None
    step: RenewalStep | None
    notice_received: bool
    band: Band | None
    shown: int | None
    capped: bool
    """The score is held down by a hard cap (`AccountStanding.cap`)."""
    outcome: OutcomeKind | None
    final: Money | None
    snoozed_until: date | None


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One row of the list. `cover` is who stands in on the day of reading; `tasks` is what is open on the account."""

    renewal: Renewal
    name: str
    owner: str | None
    cover: str | None
    tier: Tier
    segment: str | None
    band: Band | None
    shown: int | None
    trend: float | None
    """Points in 28 days, for the arrow."""
    last_two_way_on: date | None
    tasks: TaskGlance | None
    policy_version: int | None
    has_asked: bool = False
    """The account has a voice in some request."""
    plays: PlayGlance | None = None


@dataclass(frozen=True, slots=True)
class UndatedPage:
    """Live accounts without any open renewal: they would vanish from every list by date."""

    accounts: tuple[AccountMatch, ...]
    total: int
