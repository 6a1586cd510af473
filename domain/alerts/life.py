"""What may become of an alert: taken up, put off, found useless, over by itself, true again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.alerts.alert import Alert, AlertState, DismissReason
from domain.alerts.conditions import Condition
from domain.alerts.policy import Severity

SNOOZE = timedelta(days=7)


def taken(alert: Alert, by: str, *, now: datetime) -> Alert:
    """Whoever takes it up wakes it."""
    since = alert.taken_at if alert.taken_by == by else now
    up = replace(alert, state=AlertState.TAKEN, taken_by=by, taken_at=since)
    return replace(up, acted_at=alert.acted_at or now, snoozed_until=None)


def snoozed(alert: Alert, *, until: date, now: datetime) -> Alert:
    return replace(alert, snoozed_until=until, acted_at=alert.acted_at or now)


def dismissed(alert: Alert, by: str, reason: DismissReason, note: str, *, now: datetime) -> Alert:
    over = replace(alert, state=AlertState.DISMISSED, closed_at=now, closed_by=by, reason=reason, note=note)
    return replace(over, acted_at=alert.acted_at or now, snoozed_until=None)


def resolved(alert: Alert, *, now: datetime) -> Alert:
    """Over by itself: it is no longer true."""
    return replace(alert, state=AlertState.RESOLVED, closed_at=now, closed_by=None, snoozed_until=None)


def awake(alert: Alert) -> Alert:
    return replace(alert, snoozed_until=None)


def worse(alert: Alert, condition: Condition, severity: Severity) -> Alert:
    """The same rule, of something else or graver: whoever is on it stays on it, a snooze is over."""
    return replace(alert, key=condition.key, facts=condition.facts, severity=severity, snoozed_until=None)


def opened_again(alert: Alert, condition: Condition, severity: Severity) -> Alert:
    """True again so soon that it is no alert of its own."""
    fresh = replace(alert, state=AlertState.OPEN, since=condition.since, taken_by=None)
    fresh = replace(fresh, closed_at=None, closed_by=None, reason=None, note="")
    return worse(fresh, condition, severity)


def is_cooling(alert: Alert, *, now: datetime, days: int) -> bool:
    """Whether it was over so lately that its rule says nothing new of the account."""
    return now - (alert.closed_at or alert.raised_at) < timedelta(days=days)


def stays_silent(alert: Alert, condition: Condition) -> bool:
    """Somebody found just this useless."""
    return alert.state is AlertState.DISMISSED and alert.key == condition.key
