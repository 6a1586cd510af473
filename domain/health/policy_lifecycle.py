"""The `[lifecycle]` part of the policy file; older versions have none."""

from __future__ import annotations

from domain.health.policy_table import PolicyTable
from domain.lifecycle.policy import SHIPPED_LIFECYCLE, LifecycleRules

_LONGEST = 3650


def lifecycle_rules_in(whole: PolicyTable) -> LifecycleRules:
    return _lifecycle(whole.table("lifecycle")) if "lifecycle" in whole else SHIPPED_LIFECYCLE


def _lifecycle(table: PolicyTable) -> LifecycleRules:
    rules = LifecycleRules(
        live_within_days=table.whole("live_within_days", most=_LONGEST),
        value_after_onboarding_days=table.whole("value_after_onboarding_days", most=_LONGEST),
        value_asked_days=table.whole("value_asked_days", least=1, most=_LONGEST),
        renewal_past_days=table.whole("renewal_past_days", most=_LONGEST),
    )
    table.close()
    return rules
