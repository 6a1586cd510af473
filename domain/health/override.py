"""A person's own score in the place of the computed one: when it stands."""

from __future__ import annotations

from datetime import date, timedelta

from domain.health.model import AccountEvidence, Override
from domain.health.policy import HealthPolicy


def standing_override(evidence: AccountEvidence, policy: HealthPolicy, *, today: date) -> Override | None:
    """The override that counts today: from the day it was given, and no longer on `ends_on`.

    However it came into the book, it ends with the longest time the policy allows.
    """
    override = evidence.override
    if override is None or today < override.given_on:
        return None
    ends_on = min(override.ends_on, override.given_on + timedelta(days=policy.longest_override_days))
    return override if today < ends_on else None
