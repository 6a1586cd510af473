"""From what held at the last look and what holds now to what is news: an alert speaks on entering, not while true."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.alerts.conditions import Condition, band_condition, conditions_of, severity_of, told_band
from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind, AlertRules, Severity
from domain.health.model import Band
from domain.health.policy import Policy
from domain.records import RecordKind

FED_BY: Mapping[RecordKind, frozenset[AlertKind]] = {
    RecordKind.USAGE: frozenset({AlertKind.USAGE_DOWN}),
    RecordKind.TOUCHPOINT: frozenset({AlertKind.SILENCE}),
    RecordKind.TICKET: frozenset({AlertKind.CRITICAL_TICKET}),
}
"""Rules that would speak falsely, or fall silent falsely, while nothing comes of that kind."""

SAID_BY: Mapping[AlertKind, frozenset[AlertKind]] = {AlertKind.DROP: frozenset({AlertKind.BAND_DOWN})}
"""Rules that say nothing new of an account in the same look as another: a new colour tells of its fall as well."""


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that held at the last look. `waits`: it has to hold for longer before it speaks.

    `alert` None: nothing was raised, because it held when the account was first looked at or the rule is off.
    """

    key: str
    first_seen: date
    alert: int | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What the last look at an account left; `band` None: there was none yet, or no score."""

    account: int
    band: Band | None = None
    held: Mapping[AlertKind, Held] = field(default_factory=dict)
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """`look` is to be kept; what entered gets its alerts, what ended (by the number of its alert) is over."""

    look: Look
    entered: tuple[Condition, ...] = ()
    ended: tuple[int, ...] = ()


def watched(
    look: Look, evidence: AlertEvidence, policy: Policy, *, today: date, frozen: Collection[AlertKind] = ()
) -> Watched:
    """`frozen` are rules whose data do not come: they stay as they were.

    The first look only takes note, of all rules: what it left out would be told as news once the data come again.
    """
    frozen = () if look.is_first else frozen
    band = told_band(evidence, look.band, policy.health)
    true_now = _true_now(look, evidence, policy, band, today)
    kept = {kind: held for kind, held in look.held.items() if kind in frozen}
    entered: list[Condition] = []
    for kind, condition in true_now.items():
        if kind in frozen:
            continue
        kept[kind] = _held(look.held.get(kind), condition, policy.alerts, today, is_first=look.is_first)
        if not look.is_first and _enters(look.held.get(kind), kept[kind]):
            entered.append(replace(condition, since=min(condition.since, kept[kind].first_seen)))
    gone = (held.alert for kind, held in look.held.items() if kind not in kept)
    said = _not_said_by_another(entered, policy.alerts)
    return Watched(Look(look.account, band, kept), said, tuple(alert for alert in gone if alert is not None))


def _true_now(
    look: Look, evidence: AlertEvidence, policy: Policy, band: Band | None, today: date
) -> dict[AlertKind, Condition]:
    true_now = {each.kind: each for each in conditions_of(evidence, policy.alerts, today)}
    held = look.held.get(AlertKind.BAND_DOWN)
    if fallen := band_condition(evidence, before=look.band, now=band, held=held.key if held else None, today=today):
        true_now[AlertKind.BAND_DOWN] = fallen
    return true_now


def _not_said_by_another(entered: Sequence[Condition], rules: AlertRules) -> tuple[Condition, ...]:
    """A rule that is switched off says nothing for another."""
    told = {each.kind for each in entered if severity_of(each, rules) is not Severity.OFF}
    return tuple(condition for condition in entered if not told & SAID_BY.get(condition.kind, frozenset()))


def _held(before: Held | None, condition: Condition, rules: AlertRules, today: date, *, is_first: bool) -> Held:
    if before and before.key == condition.key and not before.waits:
        return before
    first_seen = before.first_seen if before and before.key == condition.key else today
    waits = not is_first and (today - first_seen).days < rules.true_for_days.get(condition.kind, 0)
    return Held(condition.key, first_seen, before.alert if before else None, waits)


def _enters(before: Held | None, now: Held) -> bool:
    was_true = before is not None and before.key == now.key and not before.waits
    return not was_true and not now.waits
