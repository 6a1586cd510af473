from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.accounts import AccountStatus
from domain.alerts.alert import Alert, AlertState, AlertStep
from domain.alerts.answer import AlertLook
from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind, AlertWay
from domain.alerts.ports import AlertPage
from domain.alerts.report import PastAlert
from domain.alerts.watching import Look
from fakes.digests import FakeDigestBook
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeAlertBook:
    """What the rules look at beside the standing, tests put in as `tables.alert_evidence`."""

    tables: FakeTables

    def claim_looks(self, *, after: int, most: int) -> Sequence[Look]:
        due = [number for number in sorted(self.tables.standings) if number > after and self._is_due(number)][:most]
        looks = [self._look(number) for number in due]
        self.tables.looked_at |= {number: self.tables.standings[number].scored_at for number in due}
        return looks

    def _is_due(self, account: int) -> bool:
        is_gone = self.tables.accounts[account].status is AccountStatus.CHURNED
        return not is_gone and self.tables.looked_at.get(account) != self.tables.standings[account].scored_at

    def _look(self, account: int) -> Look:
        return self.tables.looks.get(account) or Look(account, is_first=True)

    def keep_looks(self, looks: Sequence[Look]) -> None:
        self.tables.looks |= {look.account: replace(look, is_first=False) for look in looks}

    def forget(self, account: int, kind: AlertKind) -> None:
        if look := self.tables.looks.get(account):
            held = {each: found for each, found in look.held.items() if each is not kind}
            self.tables.looks[account] = replace(look, held=held)

    def evidence(self, accounts: Sequence[int], *, today: date) -> Sequence[AlertEvidence]:
        live = {each.account: each for each in FakeDigestBook(self.tables).accounts(today=today)}
        known = self.tables.alert_evidence
        return [
            replace(known[number], account=live[number]) if number in known else AlertEvidence(live[number])
            for number in accounts
            if number in live
        ]

    def raise_alert(self, alert: Alert) -> Alert | None:
        if any(each.once == alert.once for each in self.tables.alerts.values()):
            return None
        raised = replace(alert, id=len(self.tables.alerts) + 1)
        self.tables.alerts[raised.id] = raised
        return raised

    def save(self, alert: Alert) -> None:
        self.tables.alerts[alert.id] = alert

    def of(self, alert: int) -> Alert | None:
        return self.tables.alerts.get(alert)

    def of_to_change(self, alert: int) -> Alert | None:
        return self.of(alert)

    def latest(self, account: int, kind: AlertKind) -> Alert | None:
        found = self._all(lambda each: (each.account, each.kind) == (account, kind))
        return found[-1] if found else None

    def told_on(self, person: str, day: date) -> int:
        return len(self._all(lambda each: (each.to, each.told_on, each.way) == (person, day, AlertWay.MESSAGE)))

    def page(self, people: Collection[str] | None, *, offset: int, limit: int) -> AlertPage:
        found = self._live(lambda each: people is None or not {each.to, each.taken_by}.isdisjoint(people))
        found.sort(key=lambda each: (each.snoozed_until is not None, -each.severity.rank, -each.id))
        return AlertPage(tuple(found[offset : offset + limit]), len(found))

    def for_digest(self, *, since: datetime) -> Mapping[int, Sequence[Alert]]:
        waiting: dict[int, list[Alert]] = {}
        for alert in self._live(lambda each: each.way is AlertWay.DIGEST and each.state is AlertState.OPEN):
            if alert.account is not None and alert.snoozed_until is None and alert.last_news_at > since:
                waiting.setdefault(alert.account, []).append(alert)
        return waiting

    def live_of(self, account: int) -> Sequence[Alert]:
        return self._live(lambda each: each.account == account)

    def of_feeds(self) -> Sequence[Alert]:
        return self._live(lambda each: each.account is None)

    def of_gone_accounts(self) -> Sequence[Alert]:
        gone = {each.id for each in self.tables.accounts.values() if each.status is AccountStatus.CHURNED}
        return self._live(lambda each: each.account in gone)

    def woken(self, *, today: date) -> Sequence[Alert]:
        return self._live(lambda each: each.snoozed_until is not None and each.snoozed_until <= today)

    def looks(self, alerts: Sequence[Alert]) -> Sequence[AlertLook]:
        return [self._told(alert) for alert in alerts]

    def _told(self, alert: Alert) -> AlertLook:
        account = self.tables.accounts.get(alert.account or 0)
        if account is None:
            return AlertLook(alert, None)
        standing = self.tables.standings.get(account.id)
        return AlertLook(alert, account.name, standing.pulls_down if standing else (), account.owner)

    def step(self, step: AlertStep) -> None:
        self.tables.alert_steps.append(step)

    def steps(self, alert: int) -> Sequence[AlertStep]:
        return [step for step in self.tables.alert_steps if step.alert == alert]

    def past(self, *, since: datetime) -> Sequence[PastAlert]:
        return [self._past(alert) for alert in self._all(lambda each: each.raised_at >= since)]

    def _past(self, alert: Alert) -> PastAlert:
        own = [each for each in self.tables.renewals.values() if each.account == alert.account]
        ended = [each.outcome for each in own if each.outcome and each.outcome.resolved_on >= alert.raised_at.date()]
        first = min(ended, key=lambda outcome: outcome.resolved_on, default=None)
        became = first.kind if first else None
        return PastAlert(alert.kind, alert.state, alert.raised_at, alert.taken_at, alert.acted_at, became)

    def _live(self, wanted: Callable[[Alert], bool]) -> list[Alert]:
        return self._all(lambda each: not each.is_over and wanted(each))

    def _all(self, wanted: Callable[[Alert], bool]) -> list[Alert]:
        return [alert for _, alert in sorted(self.tables.alerts.items()) if wanted(alert)]
