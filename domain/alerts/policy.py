"""The `[alerts]` part of a policy: which rules speak, how grave each is, and where they begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class AlertKind(StrEnum):
    """The rules, in the order in which a list names them."""

    PERSON_LEFT = "person_left"
    BAND_DOWN = "band_down"
    DETRACTOR = "detractor"
    CRITICAL_TICKET = "critical_ticket"
    USAGE_DOWN = "usage_down"
    DROP = "drop"
    SILENCE = "silence"
    INVOICE_OVERDUE = "invoice_overdue"
    FIRST_VALUE_LATE = "first_value_late"
    RENEWAL_WINDOW = "renewal_window"
    JUDGEMENT_EXPIRED = "judgement_expired"
    FEED_STOPPED = "feed_stopped"


class Severity(StrEnum):
    """How grave; a rule that is off still watches, so that it does not shout when it is switched on."""

    OFF = "off"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)

    @property
    def speaks_at_once(self) -> bool:
        return self.rank >= Severity.HIGH.rank

    @property
    def one_lower(self) -> Severity:
        """`low` stays low, and what is off stays off."""
        return list(Severity)[self.rank - 1] if self.rank > Severity.LOW.rank else self


class AlertWay(StrEnum):
    """How it reaches its reader."""

    MESSAGE = "message"
    DIGEST = "digest"
    NOWHERE = "nowhere"
    """Its reader wants to hear nothing of this rule: it is in the list, for who looks."""


@dataclass(frozen=True, slots=True)
class AlertRules:
    """Thresholds and gravities. Days are days; `usage_down` is a share, 0.3 is a fall by 30 %.

    `silence_days` counts where an account has no cadence of its own. `true_for_days` are the days a rule has to hold
    before it speaks; a rule that is not named speaks at once. `cool_down_days` hold for one rule and account.
    """

    cool_down_days: int
    most_a_day: int
    drop_points: int
    silence_days: int
    usage_down: float
    critical_ticket_days: int
    detractor_at_most: int
    invoice_overdue_days: int
    renewal_window_days: int
    feed_days: int
    severity: Mapping[AlertKind, Severity]
    true_for_days: Mapping[AlertKind, int] = field(default_factory=dict)


SHIPPED_ALERTS = AlertRules(
    cool_down_days=7,
    most_a_day=5,
    drop_points=15,
    silence_days=45,
    usage_down=0.3,
    critical_ticket_days=7,
    detractor_at_most=6,
    invoice_overdue_days=0,
    renewal_window_days=90,
    feed_days=3,
    severity=MappingProxyType(
        {
            AlertKind.PERSON_LEFT: Severity.CRITICAL,
            AlertKind.BAND_DOWN: Severity.HIGH,
            AlertKind.DETRACTOR: Severity.HIGH,
            AlertKind.CRITICAL_TICKET: Severity.HIGH,
            AlertKind.USAGE_DOWN: Severity.MEDIUM,
            AlertKind.DROP: Severity.MEDIUM,
            AlertKind.SILENCE: Severity.MEDIUM,
            AlertKind.INVOICE_OVERDUE: Severity.MEDIUM,
            AlertKind.FIRST_VALUE_LATE: Severity.MEDIUM,
            AlertKind.RENEWAL_WINDOW: Severity.LOW,
            AlertKind.JUDGEMENT_EXPIRED: Severity.LOW,
            AlertKind.FEED_STOPPED: Severity.HIGH,
        }
    ),
)
"""What `policy.toml` ships; versions that were published before it spoke of alerts are read with this."""
