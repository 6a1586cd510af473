"""What became true, told: to whom, how, and whether it is an alert of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.services.alert_life import ended, step_taken, told, told_below
from domain.alerts.alert import Alert, AlertStep, StepKind
from domain.alerts.conditions import Condition, severity_of
from domain.alerts.life import is_cooling, opened_again, stays_silent, worse
from domain.alerts.policy import AlertKind, AlertRules, AlertWay, Severity
from domain.alerts.routing import Route, can_act, route, way_of
from domain.digests.facts import DigestAccount
from domain.ports import Book
from domain.preferences import Preferences
from domain.records import RecordKind
from domain.zones import zone_called


class Raising:
    """In one transaction, at one moment; `raised` counts what was told anew."""

    def __init__(self, book: Book, rules: AlertRules, now: datetime, *, zone: str) -> None:
        self._book = book
        self._rules = rules
        self._now = now
        self._zone = zone
        self._members = {member.slack_id: member for member in book.members.all()}
        self._wishes = book.wishes.all()
        self._away = frozenset(person for person in self._members if self._is_away(person))
        self.today = now.astimezone(zone_called(None, zone)).date()
        self.raised = 0

    def enter(self, account: DigestAccount, condition: Condition) -> int | None:
        """The number of the alert that speaks of it; None where none does."""
        severity = severity_of(condition, self._rules)
        last = self._book.alerts.latest(account.account, condition.kind)
        if severity is Severity.OFF:
            return last.id if last and not last.is_over else None
        if last and not last.is_over:
            what = StepKind.WORSE if condition.kind is AlertKind.BAND_DOWN else StepKind.ANOTHER
            return self._go_on(worse(last, condition, severity), what, account)
        if last and is_cooling(last, now=self._now, days=self._rules.cool_down_days):
            if stays_silent(last, condition):
                return None
            self.raised += 1
            return self._go_on(opened_again(last, condition, severity), StepKind.AGAIN, account)
        path = route(account.owner, account.cover, self._members, away=self._away)
        once = f"{account.account}:{condition.kind}:{self._now.isoformat()}"
        return self._raise(condition, severity, path, once, account)

    def end(self, number: int) -> None:
        alert = self._book.alerts.of_to_change(number)
        if alert and not alert.is_over:
            ended(self._book, alert, StepKind.RESOLVED, now=self._now)

    def feeds(self, quiet: Mapping[RecordKind, datetime]) -> None:
        """Each silence of a feed is one alert, of whoever looks after Moorline; it ends when something comes."""
        for alert in self._book.alerts.of_feeds():
            if alert.key not in quiet:
                ended(self._book, alert, StepKind.RESOLVED, now=self._now)
        for kind, at in quiet.items():
            condition = Condition(AlertKind.FEED_STOPPED, at.date(), kind, {"feed": kind, "last": at.isoformat()})
            severity = severity_of(condition, self._rules)
            if severity is not Severity.OFF:
                path = route(None, None, self._members, away=self._away)
                self._raise(condition, severity, path, f"feed:{kind}:{at.isoformat()}", None)

    def _raise(
        self, condition: Condition, severity: Severity, path: Route, once: str, account: DigestAccount | None
    ) -> int | None:
        raised = self._book.alerts.raise_alert(self._new(condition, severity, path, once, account))
        if raised is None:
            return None
        self.raised += 1
        self._book.alerts.step(AlertStep(raised.id, self._now, StepKind.RAISED))
        if raised.to and raised.way is AlertWay.MESSAGE:
            told(self._book, raised, raised.to, now=self._now, zone=self._zone)
        return raised.id

    def _new(
        self, condition: Condition, severity: Severity, path: Route, once: str, account: DigestAccount | None
    ) -> Alert:
        return Alert(
            id=0,
            kind=condition.kind,
            account=account.account if account else None,
            key=condition.key,
            severity=severity,
            since=condition.since,
            raised_at=self._now,
            to=path.to,
            way=self._way(condition.kind, severity, path.to),
            once=once,
            told_on=self._day_of(path.to),
            instead_of=path.instead_of,
            facts=condition.facts,
            arr=account.arr if account else None,
            renews_on=account.renewal.due_on if account and account.renewal else None,
        )

    def _go_on(self, alert: Alert, what: StepKind, account: DigestAccount) -> int:
        alert = self._addressed(alert, account)
        step_taken(self._book, alert, what, now=self._now)
        told_below(self._book, alert, what, now=self._now, zone=self._zone)
        return alert.id

    def _addressed(self, alert: Alert, account: DigestAccount) -> Alert:
        """Whose it is goes on reading it while they can; what did not come as a message may be grave enough by now."""
        if not can_act(alert.to, self._members, away=self._away):
            path = route(account.owner, account.cover, self._members, away=self._away)
            alert = replace(alert, to=path.to, instead_of=path.instead_of, way=AlertWay.NOWHERE)
        if alert.way is AlertWay.MESSAGE:
            return alert
        way = self._way(alert.kind, alert.severity, alert.to)
        return replace(alert, way=way, told_on=self._day_of(alert.to))

    def _way(self, kind: AlertKind, severity: Severity, to: str | None) -> AlertWay:
        if to is None:
            return AlertWay.NOWHERE
        wishes = self._wishes.get(to) or Preferences()
        return way_of(
            kind,
            severity,
            wishes,
            told_today=lambda: self._book.alerts.told_on(to, self._day_of(to)),
            most_a_day=self._rules.most_a_day,
        )

    def _is_away(self, person: str) -> bool:
        wishes = self._wishes.get(person)
        return wishes is not None and wishes.away_until is not None and wishes.away_until >= self._day_of(person)

    def _day_of(self, person: str | None) -> date:
        """The day it is where they are."""
        wishes = self._wishes.get(person) if person else None
        zone = (wishes.zone if wishes else None) or (self._members[person].zone if person else None)
        return self._now.astimezone(zone_called(zone, self._zone)).date()
