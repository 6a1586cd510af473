"""The `[renewals]` part of the policy file; older versions have none."""

from __future__ import annotations

from domain.health.policy_table import PolicyTable
from domain.renewals.policy import SHIPPED_RENEWALS, RenewalPolicy

_LONGEST_GRACE = 365
_LONGEST_REMINDER = 730
_LOWEST_RATE, _HIGHEST_RATE = 0.01, 0.99
"""A rate of none or all would leave the curve nothing to learn."""


def renewal_policy_in(whole: PolicyTable) -> RenewalPolicy:
    return _renewals(whole.table("renewals")) if "renewals" in whole else SHIPPED_RENEWALS


def _renewals(table: PolicyTable) -> RenewalPolicy:
    policy = RenewalPolicy(
        grace_days=table.whole("grace_days", most=_LONGEST_GRACE),
        reminder_days=_reminder_days(table),
        holidays=frozenset(table.days("holidays")),
        base_renewal_rate=table.number("base_renewal_rate", least=_LOWEST_RATE, most=_HIGHEST_RATE),
    )
    table.close()
    return policy


def _reminder_days(table: PolicyTable) -> tuple[int, ...]:
    days = table.wholes("reminder_days", least=1, most=_LONGEST_REMINDER)
    if len(set(days)) < len(days):
        table.add('"reminder_days" names a number twice', "name each number once", key="reminder_days")
    return tuple(sorted(days, reverse=True))
