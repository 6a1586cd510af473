"""The `[team]` part of the policy file; older versions have none."""

from __future__ import annotations

from collections.abc import Mapping

from domain.health.policy_table import PolicyTable
from domain.teamwork.policy import SHIPPED_TEAM, WHOLE_ATTENTION, CsmView, Family, Maturity, TeamPolicy

_LEAST_MOVE, _LARGEST_MOVE = 0.01, 0.99


def team_policy_in(whole: PolicyTable) -> TeamPolicy:
    return _team(whole.table("team")) if "team" in whole else SHIPPED_TEAM


def _team(table: PolicyTable) -> TeamPolicy:
    policy = TeamPolicy(
        maturity=table.choice("maturity", Maturity),
        csm_sees=table.choice("csm_sees", CsmView),
        usage_moves=table.number("usage_moves", least=_LEAST_MOVE, most=_LARGEST_MOVE),
        attention=_attention(table.table("attention")),
    )
    table.close()
    return policy


def _attention(table: PolicyTable) -> Mapping[Maturity, Mapping[Family, int]]:
    attention = {maturity: _shares(table.table(maturity)) for maturity in Maturity}
    table.close()
    return attention


def _shares(table: PolicyTable) -> Mapping[Family, int]:
    shares = {family: table.whole(family, most=WHOLE_ATTENTION) for family in Family}
    table.close()
    total = sum(shares.values())
    if table.is_sound and total != WHOLE_ATTENTION:
        table.add(f"the four shares add up to {total}, not {WHOLE_ATTENTION}", "make them 100 together")
    return shares
