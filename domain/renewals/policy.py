"""The `[renewals]` part of a policy: how long a renewal may be late, and when it is reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RenewalPolicy:
    """A renewal signed up to `grace_days` after its due day is late; still open after that, it counts as lost.

    `reminder_days` are the distances to the deadline, the longest first; reminders wait for a working day, which none
    of `holidays` is. `base_renewal_rate` is the share of renewals that are kept, as this company states it.
    """

    grace_days: int
    reminder_days: tuple[int, ...]
    holidays: frozenset[date]
    base_renewal_rate: float


SHIPPED_RENEWALS = RenewalPolicy(
    grace_days=30, reminder_days=(120, 90, 60, 30, 14, 7), holidays=frozenset(), base_renewal_rate=0.85
)
"""What `policy.toml` ships; versions that were published before it spoke of renewals are read with this."""
