"""What counts as first value, for each segment: the `[health.first_value]` part of a policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.accounts import UsageMeasure


class ValueWay(StrEnum):
    """By what it is known that first value was reached."""

    SEATS = "seats"
    EVENT = "event"
    MILESTONE = "milestone"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class ValueRule:
    """One definition; of the fields below `target_days` those of other ways say nothing.

    `active_seat_share` of the contracted seats are active within a week. Of things that are done (`events`) the sum
    since going live comes to `count`, every other measure stands at it on one day.
    """

    by: ValueWay
    target_days: int
    active_seat_share: float = 0.0
    measure: UsageMeasure = UsageMeasure.EVENTS
    count: int = 0
    milestone: str = ""


@dataclass(frozen=True, slots=True)
class FirstValuePolicy:
    """Of an account without a segment of its own here, first value is a share of seats active, `target_days` in."""

    target_days: int
    active_seat_share: float
    segments: Mapping[str, ValueRule] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[ValueRule, ...]:
        """The usual one, then those of the segments in the order of the file."""
        usual = ValueRule(ValueWay.SEATS, self.target_days, self.active_seat_share)
        return (usual, *self.segments.values())

    @property
    def named(self) -> tuple[str, ...]:
        """The segments that have a rule of their own, as they are compared."""
        return tuple(map(folded_segment, self.segments))

    def rule_for(self, segment: str | None) -> ValueRule:
        wanted = folded_segment(segment or "")
        return self.rules[self.named.index(wanted) + 1 if wanted in self.named else 0]


def folded_segment(segment: str) -> str:
    """Neither case nor outer spaces make another segment."""
    return segment.strip().lower()
