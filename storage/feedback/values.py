"""Rows of requests as domain values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import AccountStatus, LifecycleStage
from domain.feedback.request import (
    AccountThen,
    Asker,
    DeclineReason,
    Importance,
    Request,
    RequestState,
    Source,
    Voice,
)
from domain.health.model import Band
from storage.money import money_columns, money_from

_REQUEST = ("title", "problem", "area", "by", "at", "state", "owner", "target", "decided_at", "reason", "words")
_REQUEST_TOO = ("snoozed_until", "into", "version", "in_backlog", "snoozed_accounts", "snoozed_arr")
_REQUEST_WHEN = ("merged_at", "waiting_since")
_VOICE = ("request", "asker", "by", "at", "importance", "account", "name", "quote", "contact", "workaround")
_VOICE_TOO = ("blocks_renewal", "came_from")
_NOWHERE = Source("", "")


def request_values(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in (*_REQUEST, *_REQUEST_TOO, *_REQUEST_WHEN)}


def request_from(row: RowMapping) -> Request:
    values = {name: row[name] for name in ("id", *_REQUEST, *_REQUEST_TOO, *_REQUEST_WHEN)}
    reason = DeclineReason(row["reason"]) if row["reason"] else None
    return Request(**(values | {"state": RequestState(row["state"]), "reason": reason}))


def voice_values(voice: Voice) -> dict[str, Any]:
    then, source = voice.then, voice.source
    return {
        **{name: getattr(voice, name) for name in (*_VOICE, *_VOICE_TOO)},
        **money_columns("then_arr", then.arr),
        **{f"then_{name}": getattr(then, name) for name in ("band", "stage", "status", "renews_on", "owner")},
        "source_channel": source.channel or None if source else None,
        "source_ts": source.ts or None if source else None,
        "permalink": source.permalink if source else "",
    }


def voice_from(row: RowMapping) -> Voice:
    values = {name: row[name] for name in ("id", *_VOICE, *_VOICE_TOO)}
    source = Source(row["source_channel"] or "", row["source_ts"] or "", row["permalink"])
    read = {
        "asker": Asker(row["asker"]),
        "importance": Importance(row["importance"]),
        "source": source if source != _NOWHERE else None,
        "then": _then_from(row),
    }
    return Voice(**(values | read))


def _then_from(row: RowMapping) -> AccountThen:
    return AccountThen(
        money_from(row["then_arr_minor"], row["then_arr_currency"]),
        Band(row["then_band"]) if row["then_band"] else None,
        LifecycleStage(row["then_stage"]) if row["then_stage"] else None,
        AccountStatus(row["then_status"]) if row["then_status"] else None,
        row["then_renews_on"],
        row["then_owner"],
    )
