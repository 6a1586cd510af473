"""When an account is stuck in its stage: the `[lifecycle]` part of a policy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stuck(StrEnum):
    """Why an account does not get on, the first that holds."""

    NOT_LIVE = "not_live"
    RENEWAL_OPEN = "renewal_open"
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True)
class LifecycleRules:
    """Days that may pass: in onboarding before going live, after onboarding without first value, past the term's end.

    After `value_asked_days` with us nobody waits for first value any more: then it was not written down.
    """

    live_within_days: int
    value_after_onboarding_days: int
    value_asked_days: int
    renewal_past_days: int


SHIPPED_LIFECYCLE = LifecycleRules(
    live_within_days=30, value_after_onboarding_days=0, value_asked_days=365, renewal_past_days=14
)
"""What `policy.toml` ships; versions that were published before it spoke of this are read with it."""
