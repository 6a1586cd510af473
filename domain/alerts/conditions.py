"""The rules: what is true of an account today. Each is a pure question to its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile

from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind, AlertRules, Severity
from domain.health.model import Band
from domain.health.policy import HealthPolicy
from domain.health.trend import colour_to_tell
from domain.outbox.announcement import Fact

LATELY = timedelta(days=90)
"""How long somebody's leaving and a bad answer stay something to look after."""
JUST_EXPIRED = timedelta(days=30)
_WORTH = {Band.GREEN: 3, Band.YELLOW: 2, Band.RED: 1}


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule that holds. `key` says of what: another key is another thing, and news."""

    kind: AlertKind
    since: date
    key: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


def severity_of(condition: Condition, rules: AlertRules) -> Severity:
    """As the rule has it; a fall that stops at yellow is one lower than one to red."""
    severity = rules.severity[condition.kind]
    is_to_yellow = condition.kind is AlertKind.BAND_DOWN and condition.key == Band.YELLOW
    return severity.one_lower if is_to_yellow else severity


def told_band(evidence: AlertEvidence, told: Band | None, health: HealthPolicy) -> Band | None:
    """The colour that counts now: the last one, unless it flickers; None where there never was one.

    Grey is no colour that something fell to or from: what was told before it counts until there is one again.
    """
    if told is None:
        return evidence.lines[-1].band if evidence.lines else None
    now = colour_to_tell(told, evidence.lines, health)
    return told if now in {None, Band.GREY} else now


def band_condition(
    evidence: AlertEvidence, *, before: Band | None, now: Band | None, held: str | None, today: date
) -> Condition | None:
    """A crossing downward holds until the colour is better again; `held` is the colour that was told of before."""
    if before is None or now is None:
        return None
    has_fallen = _WORTH.get(now, 0) < _WORTH.get(before, 0) and now is not Band.GREY
    if not has_fallen and held != now:
        return None
    shown = [line.shown for line in evidence.lines if line.band is before]
    facts: dict[str, Fact] = {"from": before, "to": now, "after": evidence.account.shown}
    same = takewhile(lambda line: line.band is now, reversed(evidence.lines))
    since = min((line.day for line in same), default=today)
    return Condition(AlertKind.BAND_DOWN, since, now, facts | {"before": shown[-1] if shown else None})


def conditions_of(evidence: AlertEvidence, rules: AlertRules, today: date) -> Iterable[Condition]:
    """All but the colour, which depends on what was told before."""
    found = (rule(evidence, rules, today) for rule in _RULES)
    return [condition for condition in found if condition]


def _drop(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    account = evidence.account
    if account.shown is None or account.change_7 is None or -account.change_7 < rules.drop_points:
        return None
    facts: dict[str, Fact] = {"before": account.shown - account.change_7, "after": account.shown}
    return Condition(AlertKind.DROP, today, facts=facts)


def _silence(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    """Of who was never spoken with nothing can be said."""
    last = evidence.account.last_two_way_on
    days = evidence.account.cadence_days or rules.silence_days
    if last is None or last + timedelta(days=days) >= today:
        return None
    return Condition(
        AlertKind.SILENCE, last + timedelta(days=days + 1), facts={"last": last.isoformat(), "cadence": days}
    )


def _usage_down(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    change = evidence.usage_change
    if change is None or change > -rules.usage_down:
        return None
    return Condition(AlertKind.USAGE_DOWN, today, facts={"percent": round(-change * 100)})


def _critical_ticket(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    ticket = evidence.ticket
    if ticket is None or (today - ticket.opened_on).days <= rules.critical_ticket_days:
        return None
    since = ticket.opened_on + timedelta(days=rules.critical_ticket_days + 1)
    facts: dict[str, Fact] = {"number": ticket.number, "opened": ticket.opened_on.isoformat(), "count": ticket.count}
    return Condition(AlertKind.CRITICAL_TICKET, since, ticket.number, facts)


def _detractor(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    answer = evidence.answer
    if answer is None or answer.score > rules.detractor_at_most or answer.on < today - LATELY:
        return None
    facts: dict[str, Fact] = {"score": answer.score, "words": answer.words, "person": answer.person}
    return Condition(AlertKind.DETRACTOR, answer.on, answer.key, facts)


def _person_left(evidence: AlertEvidence, _: AlertRules, today: date) -> Condition | None:
    leaver = evidence.leaver
    if leaver is None or leaver.left_on < today - LATELY:
        return None
    return Condition(AlertKind.PERSON_LEFT, leaver.left_on, leaver.key, {"person": leaver.name})


def _invoice_overdue(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    invoice = evidence.invoice
    if invoice is None or (today - invoice.due_on).days <= rules.invoice_overdue_days:
        return None
    since = invoice.due_on + timedelta(days=rules.invoice_overdue_days + 1)
    facts: dict[str, Fact] = {"number": invoice.number, "due": invoice.due_on.isoformat()}
    return Condition(AlertKind.INVOICE_OVERDUE, since, invoice.number, facts)


def _renewal_window(evidence: AlertEvidence, rules: AlertRules, today: date) -> Condition | None:
    renewal = evidence.account.renewal
    if renewal is None or (renewal.due_on - today).days > rules.renewal_window_days:
        return None
    since = renewal.due_on - timedelta(days=rules.renewal_window_days)
    return Condition(AlertKind.RENEWAL_WINDOW, since, str(renewal.id), {"due": renewal.due_on.isoformat()})


def _first_value_late(evidence: AlertEvidence, _: AlertRules, today: date) -> Condition | None:
    due = evidence.account.first_value_due_on
    if due is None or evidence.account.first_value_on is not None or due >= today:
        return None
    return Condition(AlertKind.FIRST_VALUE_LATE, due + timedelta(days=1), facts={"due": due.isoformat()})


def _judgement_expired(evidence: AlertEvidence, _: AlertRules, today: date) -> Condition | None:
    judgement = evidence.judgement
    if judgement is None or judgement.expired_on < today - JUST_EXPIRED:
        return None
    facts: dict[str, Fact] = {"author": judgement.author}
    return Condition(AlertKind.JUDGEMENT_EXPIRED, judgement.expired_on, judgement.expired_on.isoformat(), facts)


_RULES: tuple[Callable[[AlertEvidence, AlertRules, date], Condition | None], ...] = (
    _person_left,
    _detractor,
    _critical_ticket,
    _usage_down,
    _drop,
    _silence,
    _invoice_overdue,
    _first_value_late,
    _renewal_window,
    _judgement_expired,
)
