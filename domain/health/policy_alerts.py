"""The `[alerts]` part of the policy file; older versions have none."""

from __future__ import annotations

from collections.abc import Mapping

from domain.alerts.policy import SHIPPED_ALERTS, AlertKind, AlertRules, Severity
from domain.health.policy_table import PolicyTable

_LONGEST = 730
_POINTS = 100
_ANSWERS = 10


def alert_rules_in(whole: PolicyTable) -> AlertRules:
    return _alerts(whole.table("alerts")) if "alerts" in whole else SHIPPED_ALERTS


def _alerts(table: PolicyTable) -> AlertRules:
    rules = AlertRules(
        cool_down_days=table.whole("cool_down_days", most=_LONGEST),
        most_a_day=table.whole("most_a_day", most=_POINTS),
        drop_points=table.whole("drop_points", least=1, most=_POINTS),
        silence_days=table.whole("silence_days", least=1, most=_LONGEST),
        usage_down=table.above_zero("usage_down", most=1),
        critical_ticket_days=table.whole("critical_ticket_days", most=_LONGEST),
        detractor_at_most=table.whole("detractor_at_most", most=_ANSWERS),
        invoice_overdue_days=table.whole("invoice_overdue_days", most=_LONGEST),
        renewal_window_days=table.whole("renewal_window_days", least=1, most=_LONGEST),
        feed_days=table.whole("feed_days", least=1, most=_LONGEST),
        severity=_severities(table.table("severity")),
        true_for_days=_waits(table.table("true_for_days")) if "true_for_days" in table else {},
    )
    table.close()
    return rules


def _severities(table: PolicyTable) -> Mapping[AlertKind, Severity]:
    found = {kind: table.choice(kind, Severity) for kind in AlertKind}
    table.close()
    return found


def _waits(table: PolicyTable) -> Mapping[AlertKind, int]:
    found = {kind: table.whole(kind, most=_LONGEST) for kind in AlertKind if kind in table}
    table.close()
    return found
