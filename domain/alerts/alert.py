"""An alert: something became true of an account, told once to who can do something, and followed until it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import Money
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.outbox.announcement import Fact


class AlertState(StrEnum):
    """open → taken → resolved or dismissed; what comes back soon is opened again."""

    OPEN = "open"
    TAKEN = "taken"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"

    @property
    def is_over(self) -> bool:
        return self in {AlertState.RESOLVED, AlertState.DISMISSED}


class DismissReason(StrEnum):
    KNOWN = "known"
    NOT_TRUE = "not_true"
    NOT_IMPORTANT = "not_important"
    TOO_LATE = "too_late"
    OTHER = "other"


class StepKind(StrEnum):
    """What happened to an alert; nobody's name beside it means that it happened by itself."""

    RAISED = "raised"
    WORSE = "worse"
    ANOTHER = "another"
    """The same rule, of something else: another ticket, another answer, the next renewal."""
    AGAIN = "again"
    TAKEN = "taken"
    SNOOZED = "snoozed"
    AWAKE = "awake"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    ACCOUNT_LEFT = "account_left"


NEWS = frozenset({StepKind.WORSE, StepKind.ANOTHER, StepKind.AGAIN, StepKind.AWAKE})
"""Steps that its reader is to hear of."""


@dataclass(frozen=True, slots=True)
class Alert:
    """`key` is what of the account it is about (a ticket's number, an answer), `facts` what its words need.

    `account` is None where it is about a feed. `since` is the day it became true, `told_on` the reader's day when it
    was told, `to` its reader (None: nobody could be found), `instead_of` whose it would be, who is away. `arr` and
    `renews_on` are of the moment it was raised. `once` keeps two replicas from raising it twice. `acted_at` is when
    somebody first did anything about it, `taken_at` since when `taken_by` is on it, `news_at` when it got
    worse, came back or woke.
    """

    id: int
    kind: AlertKind
    account: int | None
    key: str
    severity: Severity
    since: date
    raised_at: datetime
    to: str | None
    way: AlertWay
    once: str
    told_on: date | None = None
    instead_of: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    arr: Money | None = None
    renews_on: date | None = None
    state: AlertState = AlertState.OPEN
    taken_by: str | None = None
    taken_at: datetime | None = None
    acted_at: datetime | None = None
    news_at: datetime | None = None
    snoozed_until: date | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    reason: DismissReason | None = None
    note: str = ""

    @property
    def is_over(self) -> bool:
        return self.state.is_over

    @property
    def last_news_at(self) -> datetime:
        """When there was something to tell of it, the last time."""
        return self.news_at or self.raised_at


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One line of an alert's life; `by` None: by itself."""

    alert: int
    at: datetime
    what: StepKind
    by: str | None = None
    note: str = ""


def about_alert(alert: int) -> str:
    return f"alert:{alert}"
