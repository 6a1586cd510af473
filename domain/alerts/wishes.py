"""What somebody wants to hear of which rule, against what its gravity says."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.alerts.policy import AlertKind, AlertRules, AlertWay, Severity
from domain.alerts.routing import wanted_way
from domain.preferences import Preferences


def offered_kinds(rules: AlertRules) -> tuple[AlertKind, ...]:
    """Rules that are off offer no choice."""
    return tuple(kind for kind in AlertKind if rules.severity[kind] is not Severity.OFF)


def kinds_by(way: AlertWay, wishes: Preferences, rules: AlertRules) -> tuple[AlertKind, ...]:
    return tuple(kind for kind in offered_kinds(rules) if wanted_way(kind, rules.severity[kind], wishes) is way)


def ways_chosen(
    at_once: Collection[str], in_digest: Collection[str], wishes: Preferences, rules: AlertRules
) -> Mapping[AlertKind, AlertWay]:
    """Only what differs from the gravity's way is kept: who chose nothing follows the policy when it changes.

    What is chosen twice comes at once; what is chosen in neither place comes nowhere. Rules that are off keep what was
    chosen before.
    """
    chosen = {kind: way for kind, way in wishes.alert_ways.items() if rules.severity[kind] is Severity.OFF}
    for kind in offered_kinds(rules):
        way = _way(kind, at_once, in_digest)
        if way is not wanted_way(kind, rules.severity[kind], Preferences()):
            chosen[kind] = way
    return chosen


def _way(kind: AlertKind, at_once: Collection[str], in_digest: Collection[str]) -> AlertWay:
    if kind in at_once:
        return AlertWay.MESSAGE
    return AlertWay.DIGEST if kind in in_digest else AlertWay.NOWHERE
