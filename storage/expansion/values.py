"""Plays to their rows and from them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping

from domain.expansion.play import Play, PlayKind, PlayStep, Stage
from domain.expansion.ports import ListedPlay
from storage.money import money_columns, money_from

_PLAIN = ("account", "kind", "about", "stage", "owner", "by", "at", "staged_at", "day", "contact", "became")
_TEXTS = ("reason", "note", "ended_on", "key")
_MOMENTS, _DAYS = ("at", "staged_at"), ("day", "ended_on")


def play_values(play: Play) -> dict[str, Any]:
    """Without its number and version."""
    return {name: getattr(play, name) for name in (*_PLAIN, *_TEXTS)} | money_columns("amount", play.amount)


def play_from(row: RowMapping | dict[str, Any]) -> Play:
    plain = {name: row[name] for name in (*_PLAIN, *_TEXTS)}
    words = {"kind": PlayKind(row["kind"]), "stage": Stage(row["stage"])}
    amount = money_from(row["amount_minor"], row["amount_currency"])
    return Play(amount=amount, id=row["id"], version=row["version"], **(plain | words))


def listed_from(row: RowMapping) -> ListedPlay:
    return ListedPlay(
        row["id"],
        row["account"],
        PlayKind(row["kind"]),
        row["about"],
        Stage(row["stage"]),
        money_from(row["amount_minor"], row["amount_currency"]),
        row["day"],
        row["ended_on"],
        row["became"],
    )


def step_values(step: PlayStep) -> dict[str, Any]:
    said = {name: getattr(step, name) for name in ("play", "at", "by", "stage", "why")}
    before = _before_text(step.before) if step.before else None
    return said | money_columns("amount", step.amount) | {"before": before}


def step_from(row: RowMapping) -> PlayStep:
    return PlayStep(
        row["play"],
        row["at"],
        row["by"],
        Stage(row["stage"]),
        money_from(row["amount_minor"], row["amount_currency"]),
        row["why"],
        _before_from(row["before"]) if row["before"] else None,
        row["id"],
    )


def _before_text(play: Play) -> str:
    values = play_values(play) | {"id": play.id, "version": play.version}
    written = {name: values[name].isoformat() for name in (*_MOMENTS, *_DAYS) if values[name]}
    return json.dumps(values | written)


def _before_from(text: str) -> Play:
    values = json.loads(text)
    moments = {name: datetime.fromisoformat(values[name]) for name in _MOMENTS}
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    return play_from(values | moments | days)
