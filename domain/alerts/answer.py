"""What is said of alerts to those who ask, and of one in its message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.alerts.alert import Alert, AlertStep
from domain.alerts.report import RuleFigures
from domain.health.standing import KeyFactor


class AlertScope(StrEnum):
    """Whose alerts a list shows."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AlertLook:
    """One alert with what its message says beside it: `name` of the account (None for a feed), what pulls it down."""

    alert: Alert
    name: str | None
    pulls_down: tuple[KeyFactor, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class AlertLife:
    look: AlertLook
    steps: Sequence[AlertStep]


@dataclass(frozen=True, slots=True)
class AlertsAnswer:
    """A page of those that are not over, the gravest first; `scopes` are those that this person may choose."""

    looks: tuple[AlertLook, ...]
    total: int
    offset: int
    scope: AlertScope
    scopes: tuple[AlertScope, ...]
    has_report: bool


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """`was_over` or `was_taken_by`: somebody was faster, and nothing was written."""

    look: AlertLook
    was_over: bool = False
    was_taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class AlertReport:
    days: int
    rules: tuple[RuleFigures, ...]
