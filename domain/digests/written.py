"""A digest as the plain facts of an announcement, and back: what was said stays as it was when it is drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.accounts import Money
from domain.alerts.policy import AlertKind, Severity
from domain.digests.digest import Digest, LateFeed, RedSums, Totals
from domain.digests.items import Item, Reason
from domain.outbox.announcement import Fact
from domain.records import RecordKind
from domain.renewals.head import Amounts
from domain.renewals.renewal import ForecastCategory
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement


def facts_of(digest: Digest) -> dict[str, Fact]:
    return {
        "since": digest.since.isoformat(),
        "as_of": digest.as_of.isoformat(),
        "items": [asdict(item) for item in digest.items],
        "more": digest.more,
        "totals": asdict(digest.totals) if digest.totals else None,
        "late_feeds": [asdict(feed) for feed in digest.late_feeds],
    }


def digest_from(facts: Mapping[str, Any]) -> Digest:
    return Digest(
        since=datetime.fromisoformat(facts["since"]),
        as_of=datetime.fromisoformat(facts["as_of"]),
        items=tuple(map(_item, facts["items"])),
        more=facts["more"],
        totals=_totals(facts["totals"]) if facts["totals"] else None,
        late_feeds=tuple(LateFeed(RecordKind(feed["kind"]), feed["days"]) for feed in facts["late_feeds"]),
    )


def _item(said: Mapping[str, Any]) -> Item:
    category, arr = said["category"], said["arr"]
    alert, gravity = said.get("alert"), said.get("gravity")
    read = {
        "reason": Reason(said["reason"]),
        "arr": Money(**arr) if arr else None,
        "category": ForecastCategory(category) if category else None,
        "alert": AlertKind(alert) if alert else None,
        "gravity": Severity(gravity) if gravity else None,
    }
    return Item(**(dict(said) | read))


def _totals(said: Mapping[str, Any]) -> Totals:
    red = RedSums(**{name: amounts_from(value) for name, value in said["red"].items()})
    sums = {"red": red, "due": amounts_from(said["due"]), "forecast": amounts_from(said["forecast"])}
    kept = said.get("kept")
    return Totals(**(dict(said) | sums | {"kept": kept_from(kept) if kept else None}))


def kept_from(said: Mapping[str, Any]) -> KeptArr:
    return KeptArr(ArrMovement(*said["arr"]), said["accounts"], tuple(said["apart"]))


def amounts_from(said: list[Mapping[str, Any]]) -> Amounts:
    return tuple(Money(**money) for money in said)
