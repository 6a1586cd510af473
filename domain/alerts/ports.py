"""What alerts need of the book."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.alerts.alert import Alert, AlertStep
from domain.alerts.answer import AlertLook
from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind
from domain.alerts.report import PastAlert
from domain.alerts.watching import Look


@dataclass(frozen=True, slots=True)
class AlertPage:
    alerts: tuple[Alert, ...]
    total: int


class AlertBook(Protocol):
    def claim_looks(self, *, after: int, most: int) -> Sequence[Look]:
        """Accounts (of greater number than `after`) that were scored since they were last looked at.

        They are ours until the transaction ends: what another replica looks at meanwhile is not among them. The looks
        are those of the last time.
        """
        ...

    def keep_looks(self, looks: Sequence[Look]) -> None: ...
    def forget(self, account: int, kind: AlertKind) -> None:
        """That the rule held at the last look: if it holds at the next, that is news."""
        ...

    def evidence(self, accounts: Sequence[int], *, today: date) -> Sequence[AlertEvidence]:
        """In a number of statements that does not grow with the accounts; the live ones among them."""
        ...

    def raise_alert(self, alert: Alert) -> Alert | None:
        """With its number; None where it was raised before (by its `once`)."""
        ...

    def save(self, alert: Alert) -> None: ...
    def of(self, alert: int) -> Alert | None: ...
    def of_to_change(self, alert: int) -> Alert | None:
        """Nobody else changes it until the transaction ends."""
        ...

    def latest(self, account: int, kind: AlertKind) -> Alert | None:
        """The one that the rule raised last for the account, to be changed."""
        ...

    def told_on(self, person: str, day: date) -> int:
        """How many were told to them in messages of their own on their day."""
        ...

    def page(self, people: Collection[str] | None, *, offset: int, limit: int) -> AlertPage:
        """Those that are not over, the gravest and newest first; told to or taken up by these people, None: all."""
        ...

    def for_digest(self, *, since: datetime) -> Mapping[int, Sequence[Alert]]:
        """By account, those that wait for a digest, still open, of which there was news since then."""
        ...

    def live_of(self, account: int) -> Sequence[Alert]:
        """Those that are not over, to be changed."""
        ...

    def of_feeds(self) -> Sequence[Alert]:
        """Those about feeds that are not over, to be changed."""
        ...

    def of_gone_accounts(self) -> Sequence[Alert]:
        """Those that are not over though their account has left."""
        ...

    def woken(self, *, today: date) -> Sequence[Alert]:
        """Those whose snooze is over."""
        ...

    def looks(self, alerts: Sequence[Alert]) -> Sequence[AlertLook]:
        """In their order, with what is to be known of their accounts, in one statement."""
        ...

    def step(self, step: AlertStep) -> None: ...
    def steps(self, alert: int) -> Sequence[AlertStep]:
        """Oldest first."""
        ...

    def past(self, *, since: datetime) -> Sequence[PastAlert]: ...
