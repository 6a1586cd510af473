"""`Touchpoint` to its row and from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import ContactRole, TouchpointDirection, TouchpointKind
from domain.touchpoints.touchpoint import AccountContact, Quoted, Sentiment, Touchpoint, TouchReason

_SAID = ("account", "kind", "direction", "at", "author", "automatic", "changed_by", "changed_at")


def touchpoint_values(touchpoint: Touchpoint) -> dict[str, Any]:
    """Without what only the book gives: number, version, task, and when it became known."""
    quoted = touchpoint.quoted
    return {name: getattr(touchpoint, name) for name in _SAID} | {
        "external_id": touchpoint.key,
        "summary": touchpoint.summary or None,
        "sentiment": touchpoint.sentiment,
        "reasons": json.dumps(touchpoint.reasons),
        "quote": quoted.words or None,
        "permalink": quoted.permalink or None,
        "said_by": quoted.said_by or None,
    }


def touchpoint_from(row: RowMapping, contacts: Sequence[int]) -> Touchpoint:
    return Touchpoint(
        account=row["account"],
        key=row["external_id"],
        kind=TouchpointKind(row["kind"]),
        direction=TouchpointDirection(row["direction"]),
        at=row["at"],
        author=row["author"],
        summary=row["summary"] or "",
        contacts=tuple(sorted(contacts)),
        sentiment=Sentiment(row["sentiment"]) if row["sentiment"] else None,
        reasons=tuple(TouchReason(reason) for reason in json.loads(row["reasons"])),
        quoted=Quoted(row["permalink"] or "", row["said_by"] or "", row["quote"] or ""),
        task=row["task"],
        automatic=row["automatic"],
        id=row["id"],
        version=row["version"],
        logged_at=row["learnt_at"],
        changed_by=row["changed_by"],
        changed_at=row["changed_at"],
    )


def contact_from(row: RowMapping) -> AccountContact:
    return AccountContact(row["id"], row["name"], ContactRole(row["role"]) if row["role"] else None, row["left_on"])
