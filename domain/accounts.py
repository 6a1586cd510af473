"""The account and the people around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tier(StrEnum):
    """How closely we serve an account."""

    HIGH = "high"
    MID = "mid"
    TECH = "tech"


class AccountStatus(StrEnum):
    ONBOARDING = "onboarding"
    LIVE = "live"
    CHURNED = "churned"


class LifecycleStage(StrEnum):
    ONBOARDING = "onboarding"
    STABLE = "stable"
    RENEWAL = "renewal"


class ContactRole(StrEnum):
    ECONOMIC_BUYER = "economic_buyer"
    DECISION_MAKER = "decision_maker"
    CHAMPION = "champion"
    ADMIN = "admin"
    USER = "user"
    DETRACTOR = "detractor"


class Stance(StrEnum):
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    OPPONENT = "opponent"


class TouchpointKind(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    SLACK = "slack"
    ON_SITE = "on_site"
    BUSINESS_REVIEW = "business_review"
    TRAINING = "training"
    OTHER = "other"


class TouchpointDirection(StrEnum):
    """Who spoke: only `TWO_WAY` contact resets silence."""

    TWO_WAY = "two_way"
    OUTBOUND = "outbound"
    INBOUND = "inbound"


class UsageMeasure(StrEnum):
    """The daily usage roll-ups that the scorecard reads, one whole number per account, measure and day."""

    ACTIVE_USERS = "active_users"
    """Distinct users active on the day."""
    ACTIVE_USERS_28D = "active_users_28d"
    """Distinct users active in the 28 days up to and including the day."""
    EVENTS = "events"
    """Things done in the product on the day."""
    CORE_FEATURES_USED = "core_features_used"
    """Distinct core features used in the 28 days up to and including the day."""
    SEATS_ASSIGNED = "seats_assigned"
    """Seats that had a person assigned at the end of the day."""


class RenewalStep(StrEnum):
    """How far the coming renewal has come, as the seller says."""

    NOTICE = "notice"
    LATE = "late"
    NOT_STARTED = "not_started"
    DISCUSSION = "discussion"
    PROPOSAL = "proposal"
    VERBAL = "verbal"
    SIGNED = "signed"


class Pulse(StrEnum):
    """The CSM's own judgement."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Cover:
    """Who stands in for the owner, and on which days (both included); without a day, that end is open."""

    member: str
    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        has_begun = self.starts_on is None or self.starts_on <= day
        return has_begun and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the book.

    `owner`, `cover.member` and `seller` are Slack user ids where the person is known there, else the name or
    e-mail that the import brought. `stars` is 1 to 3, how well the industry fits us.
    """

    id: int
    name: str
    status: AccountStatus = AccountStatus.LIVE
    tier: Tier = Tier.MID
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    parent: int | None = None
    segment: str | None = None
    industry: str | None = None
    stars: int | None = None
    owner: str | None = None
    cover: Cover | None = None
    seller: str | None = None
    tags: tuple[str, ...] = ()
    customer_since: date | None = None
    went_live_on: date | None = None
    first_value_on: date | None = None
    churned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit of its currency (ISO 4217): cents, fen; yen have none."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """An account that may be the one a person meant; `likeness` is 0 to 1, 1 being an exact match of a known word."""

    account: int
    name: str
    likeness: float
    exact: bool = False
    owner: str | None = None
