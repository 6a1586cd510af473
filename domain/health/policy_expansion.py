"""The `[expansion]` part of the policy file; older versions have none."""

from __future__ import annotations

from domain.expansion.rules import SHIPPED_EXPANSION, ExpansionRules
from domain.health.policy_table import PolicyTable

_LONGEST_RUN = 180
_LONGEST = 730


def expansion_rules_in(whole: PolicyTable) -> ExpansionRules:
    return _expansion(whole.table("expansion")) if "expansion" in whole else SHIPPED_EXPANSION


def _expansion(table: PolicyTable) -> ExpansionRules:
    rules = ExpansionRules(
        seat_share=table.above_zero("seat_share", most=1),
        for_days=table.whole("for_days", least=1, most=_LONGEST_RUN),
        after_lost_days=table.whole("after_lost_days", most=_LONGEST),
        contract_days=table.whole("contract_days", most=_LONGEST),
    )
    table.close()
    return rules
