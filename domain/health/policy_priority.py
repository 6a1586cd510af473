"""The `[priority]` part of the policy file; older versions have none."""

from __future__ import annotations

from collections.abc import Mapping

from domain.feedback.priority import SHIPPED_PRIORITY, PriorityRules, Weight
from domain.health.policy_table import PolicyTable

_MOST_POINTS = 1000
_LARGEST_STEP = 1_000_000_000


def priority_rules_in(whole: PolicyTable) -> PriorityRules:
    return _priority(whole.table("priority")) if "priority" in whole else SHIPPED_PRIORITY


def _priority(table: PolicyTable) -> PriorityRules:
    rules = PriorityRules(_points(table.table("points")), table.whole("arr_step", least=1, most=_LARGEST_STEP))
    table.close()
    return rules


def _points(table: PolicyTable) -> Mapping[Weight, float]:
    points = {weight: table.number(weight, most=_MOST_POINTS) for weight in Weight}
    table.close()
    if table.is_sound and not any(points.values()):
        table.add("nothing weighs anything", "give at least one of them points")
    return points
