"""Rows of the outbox as domain values."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import RowMapping

from domain.outbox.announcement import Announcement, AnnouncementKind, Manner, Posted
from domain.outbox.outgoing import OutboxState
from domain.outbox.ports import OutboxLine


def announcement_values(announcement: Announcement) -> dict[str, Any]:
    return {
        "kind": announcement.kind,
        "address": announcement.to,
        "about": announcement.about,
        "manner": announcement.manner,
        "facts": json.dumps(dict(announcement.facts), ensure_ascii=False),
        "once": announcement.once,
    }


def announcement_from(row: RowMapping) -> Announcement:
    return Announcement(
        kind=AnnouncementKind(row["kind"]),
        to=row["address"],
        about=row["about"],
        facts=json.loads(row["facts"]),
        manner=Manner(row["manner"]),
        once=row["once"],
    )


def line_from(row: RowMapping) -> OutboxLine:
    return OutboxLine(
        id=row["id"],
        announcement=announcement_from(row),
        state=OutboxState(row["state"]),
        recorded_at=row["recorded_at"],
        due_at=row["due_at"],
        tries=row["tries"],
        reason=row["reason"],
        posted=Posted(row["channel"], row["ts"]) if row["ts"] else None,
    )
