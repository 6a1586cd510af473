"""The `[people]` part of the policy file; older versions have none."""

from __future__ import annotations

from domain.accounts import Tier
from domain.health.policy_table import PolicyTable
from domain.people.gaps import SHIPPED_PEOPLE, PeopleNeeded, PeopleRules

_MOST_PEOPLE = 100
_MOST_DAYS = 730


def people_rules_in(whole: PolicyTable) -> PeopleRules:
    return _people(whole.table("people")) if "people" in whole else SHIPPED_PEOPLE


def _people(table: PolicyTable) -> PeopleRules:
    days = table.whole("engaged_days", least=1, most=_MOST_DAYS)
    rules = PeopleRules(days, {tier: _needed(table.table(tier)) for tier in Tier})
    table.close()
    return rules


def _needed(table: PolicyTable) -> PeopleNeeded:
    buyers, champions, engaged = (table.whole(key, most=_MOST_PEOPLE) for key in ("buyers", "champions", "engaged"))
    table.close()
    return PeopleNeeded(buyers, champions, engaged)
