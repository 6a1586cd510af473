"""The `[success_plan]` part of the policy file; older versions have none."""

from __future__ import annotations

from decimal import Decimal

from domain.health.policy_table import PolicyTable
from domain.plans.policy import SHIPPED_PLANS, PlanRules

_MOST_MONTHS = 24


def plan_rules_in(whole: PolicyTable) -> PlanRules:
    return _plans(whole.table("success_plan")) if "success_plan" in whole else SHIPPED_PLANS


def _plans(table: PolicyTable) -> PlanRules:
    tolerance = table.number("tolerance", most=1)
    rules = PlanRules(Decimal(str(tolerance)), table.whole("check_in_months", least=1, most=_MOST_MONTHS))
    table.close()
    return rules
