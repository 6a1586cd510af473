"""The renewal of one term, and what people said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import Money, RenewalStep


class ForecastCategory(StrEnum):
    """What people expect of a renewal, from certain to lost."""

    COMMIT = "commit"
    PROBABLE = "probable"
    BEST_CASE = "best_case"
    AT_RISK = "at_risk"
    EXPECTED_LOSS = "expected_loss"


class OutcomeKind(StrEnum):
    """How a term ended. Moved by co-term: the decision goes with the new end date, so nothing was decided here."""

    RENEWED = "renewed"
    RENEWED_WITH_CHANGE = "renewed_with_change"
    PARTLY_LOST = "partly_lost"
    LOST = "lost"
    MOVED = "moved"

    @property
    def is_kept(self) -> bool:
        return self in {OutcomeKind.RENEWED, OutcomeKind.RENEWED_WITH_CHANGE, OutcomeKind.PARTLY_LOST}


class Timing(StrEnum):
    """When a kept renewal came, by the first day of the new term: before, at, or after the end of the old one."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class ChurnReason(StrEnum):
    WRONG_FIT = "wrong_fit"
    VALUE_NEVER_REACHED = "value_never_reached"
    PRODUCT_GAP = "product_gap"
    SUPPORT = "support"
    PRICE = "price"
    COMPANY_CHANGED = "company_changed"
    CHAMPION_LEFT = "champion_left"
    COMPETITOR = "competitor"
    CLOSED_DOWN = "closed_down"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One person's word; every one is kept. `proposed` is the ARR offered for the next term, None: not said."""

    category: ForecastCategory
    by: str
    at: datetime
    proposed: Money | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended. `final` is the ARR of the next term in the currency of the renewal (0 when lost or moved).

    `by` is a Slack user id, or the name of what brought it (`import`). `next_contract` is the contract that holds the
    next term, where this closing opened it or joined it; `left`: this closing turned the account into a churned one.
    """

    kind: OutcomeKind
    resolved_on: date
    final: Money | None
    by: str
    at: datetime
    next_starts_on: date | None = None
    next_ends_on: date | None = None
    note: str = ""
    next_contract: int | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """The decision at the end of one term of one contract, in one currency.

    The term is `starts_on` <= day < `due_on`; `arr` is what its lines add up to on its last day, None where no amount
    is known. `version` goes up with every change: whoever writes says which one they saw.
    """

    id: int
    account: int
    contract: int | None
    due_on: date
    arr: Money | None
    starts_on: date | None = None
    notice_on: date | None = None
    auto_renew: bool | None = None
    notice_received_on: date | None = None
    step: RenewalStep | None = None
    forecast: Forecast | None = None
    next_step: str = ""
    snoozed_until: date | None = None
    outcome: Outcome | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def deadline(self) -> date:
        """What reminders count towards: the last day for notice, else the day it renews."""
        return self.notice_on or self.due_on


@dataclass(frozen=True, slots=True)
class RenewalGlance:
    """What the `/health` card says of the account's next open renewal."""

    id: int
    due_on: date
    notice_on: date | None
    auto_renew: bool | None
    forecast: Forecast | None = None
    reminded_on: date | None = None
    """The day of the latest reminder."""


@dataclass(frozen=True, slots=True)
class Churn:
    """ARR that was lost, in full or in part, and why; the account stays in the book, so that history adds up.

    `reasons` holds the main one first and up to two more; `avoidable` None: nobody can say.
    """

    id: int
    account: int
    renewal: int | None
    on: date
    arr: Money | None
    whole: bool
    reasons: tuple[ChurnReason, ...]
    by: str
    at: datetime
    competitor: str = ""
    avoidable: bool | None = None
    note: str = ""
