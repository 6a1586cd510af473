"""Rows of alerts as domain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import Money
from domain.alerts.alert import Alert, AlertState, DismissReason
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.alerts.watching import Held, Look
from domain.health.model import Band

_SAME = ("account", "key", "since", "raised_at", "way", "once", "told_on", "instead_of", "renews_on", "state")
_SAME_TOO = ("taken_by", "acted_at", "snoozed_until", "closed_at", "closed_by", "reason", "note", "kind", "severity")
_PLAIN = (*_SAME, *_SAME_TOO, "taken_at", "news_at")


def alert_values(alert: Alert) -> dict[str, Any]:
    values = {name: getattr(alert, name) for name in _PLAIN}
    return values | {
        "gravity": alert.severity.rank,
        "reader": alert.to,
        "facts": json.dumps(dict(alert.facts), ensure_ascii=False),
        "arr_minor": alert.arr.minor if alert.arr else None,
        "arr_currency": alert.arr.currency if alert.arr else None,
    }


def alert_from(row: RowMapping) -> Alert:
    values = {name: row[name] for name in _PLAIN}
    read = {
        "id": row["id"],
        "to": row["reader"],
        "kind": AlertKind(row["kind"]),
        "severity": Severity(row["severity"]),
        "way": AlertWay(row["way"]),
        "state": AlertState(row["state"]),
        "reason": DismissReason(row["reason"]) if row["reason"] else None,
        "facts": json.loads(row["facts"]),
        "arr": None if row["arr_minor"] is None else Money(row["arr_minor"], row["arr_currency"]),
    }
    return Alert(**(values | read))


def look_values(look: Look) -> dict[str, Any]:
    held = {kind: [each.key, each.first_seen.isoformat(), each.alert, each.waits] for kind, each in look.held.items()}
    return {"number": look.account, "band": look.band, "held": json.dumps(held, ensure_ascii=False)}


def look_from(row: RowMapping) -> Look:
    """An empty `held` is that of an account nobody has looked at yet."""
    said: Mapping[str, list[Any]] = json.loads(row["held"]) if row["held"] else {}
    held = {AlertKind(kind): _held(each) for kind, each in said.items() if kind in set(AlertKind)}
    return Look(row["account"], Band(row["band"]) if row["band"] else None, held, is_first=not row["held"])


def _held(said: list[Any]) -> Held:
    key, first_seen, alert, waits = said
    return Held(key, date.fromisoformat(first_seen), alert, waits)
