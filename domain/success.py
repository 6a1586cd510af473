"""What an account wants to reach with us, and the steps of its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OutcomeStatus(StrEnum):
    AGREED = "agreed"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    REACHED = "reached"
    CLOSED = "closed"
    """Given up with the account, not reached; it counts neither way any more."""


@dataclass(frozen=True, slots=True)
class SuccessOutcome:
    """Something agreed with the account, in its own words; an account has a title once."""

    account: int
    title: str
    agreed_on: date
    status: OutcomeStatus
    status_on: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the onboarding; an account has a title once."""

    account: int
    title: str
    due_on: date
    done_on: date | None = None
