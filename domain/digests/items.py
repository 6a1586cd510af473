"""What of an account is worth a line this morning: one reason, how grave it is, and why now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.accounts import Money
from domain.alerts.alert import Alert
from domain.alerts.policy import AlertKind, Severity
from domain.digests.facts import Attention, Departure, DigestAccount, EarlierScore
from domain.health.model import Band
from domain.outbox.announcement import Fact
from domain.preferences import DigestSection
from domain.renewals.renewal import ForecastCategory

DROP = 15
"""Points in seven days that are worth a line."""
RENEWAL_DAYS = 30
NEAR = 90
"""Days within which a renewal makes a line weigh more."""
SURE = frozenset({ForecastCategory.COMMIT, ForecastCategory.EXPECTED_LOSS})
"""Of these everything is said: the one is safe, of the other nobody hopes."""


class Reason(StrEnum):
    NEWLY_RED = "newly_red"
    DROPPED = "dropped"
    PERSON_LEFT = "person_left"
    RENEWAL_OVERDUE = "renewal_overdue"
    RENEWAL_UNCOMMITTED = "renewal_uncommitted"
    NEWLY_SILENT = "newly_silent"
    NOT_SCORED = "not_scored"
    FIRST_VALUE_LATE = "first_value_late"
    ALERT = "alert"
    """A rule that spoke quietly, or that was too much for one day."""
    TASKS_OVERDUE = "tasks_overdue"
    SILENT = "silent"
    RECOVERED = "recovered"


SEVERITY: Mapping[Reason, int] = {
    Reason.NEWLY_RED: 6,
    Reason.RENEWAL_OVERDUE: 6,
    Reason.PERSON_LEFT: 5,
    Reason.RENEWAL_UNCOMMITTED: 5,
    Reason.DROPPED: 4,
    Reason.NEWLY_SILENT: 3,
    Reason.FIRST_VALUE_LATE: 3,
    Reason.NOT_SCORED: 2,
    Reason.ALERT: 3,
    Reason.TASKS_OVERDUE: 2,
    Reason.SILENT: 2,
    Reason.RECOVERED: 1,
}
SECTION: Mapping[Reason, DigestSection] = {
    Reason.NEWLY_RED: DigestSection.CHANGED,
    Reason.DROPPED: DigestSection.CHANGED,
    Reason.PERSON_LEFT: DigestSection.CHANGED,
    Reason.NEWLY_SILENT: DigestSection.CHANGED,
    Reason.NOT_SCORED: DigestSection.CHANGED,
    Reason.RECOVERED: DigestSection.CHANGED,
    Reason.ALERT: DigestSection.CHANGED,
    Reason.RENEWAL_OVERDUE: DigestSection.RENEWALS,
    Reason.RENEWAL_UNCOMMITTED: DigestSection.RENEWALS,
    Reason.TASKS_OVERDUE: DigestSection.WORK,
    Reason.SILENT: DigestSection.WORK,
    Reason.FIRST_VALUE_LATE: DigestSection.WORK,
}


_GRAVITY: Mapping[Severity, int] = {
    Severity.OFF: 1,
    Severity.LOW: 2,
    Severity.MEDIUM: 3,
    Severity.HIGH: 5,
    Severity.CRITICAL: 6,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `silent_days` since the last two-way contact; `renewal_days` until the renewal (below 0: past).

    `before` and `after` are shown scores, `person` who left, `count` how many tasks are late, `days` how late it is.
    `alert`, `gravity` and `facts` are of the rule that spoke.
    """

    account: int
    name: str
    owner: str | None
    arr: Money | None
    reason: Reason
    silent_days: int | None = None
    renewal_days: int | None = None
    before: int | None = None
    after: int | None = None
    person: str | None = None
    count: int = 0
    days: int = 0
    category: ForecastCategory | None = None
    alert: AlertKind | None = None
    gravity: Severity | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def severity(self) -> int:
        return _GRAVITY[self.gravity] if self.gravity else SEVERITY[self.reason]

    @property
    def section(self) -> DigestSection:
        return SECTION[self.reason]


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the past of all accounts; departures and alerts that wait for a digest, oldest first."""

    scores: Mapping[int, Sequence[EarlierScore]] = field(default_factory=dict)
    departures: Mapping[int, Sequence[Departure]] = field(default_factory=dict)
    alerts: Mapping[int, Sequence[Alert]] = field(default_factory=dict)

    def score(self, account: int, at: datetime) -> EarlierScore | None:
        """The last that was known then."""
        known = [score for score in self.scores.get(account, ()) if score.known_at <= at]
        return known[-1] if known else None

    def left(self, account: int, since: datetime) -> Departure | None:
        """The latest who left and of whom the book learnt after then."""
        news = [departure for departure in self.departures.get(account, ()) if departure.learnt_at > since]
        return news[-1] if news else None


def item_of(account: DigestAccount, past: Past, *, since: datetime, today: date) -> Item | None:
    """The gravest reason of an account; of equal ones the first in the order of `Reason`."""
    found = list(_reasons(account, past, since=since, today=today))
    return max(found, key=lambda item: item.severity, default=None)


def is_hidden(item: Item, attention: Attention | None, *, today: date) -> bool:
    """Somebody looks after it, put it off or found it useless, and it is no worse than it was then."""
    if attention is None or item.severity > attention.severity:
        return False
    is_asleep = attention.snoozed_until is not None and attention.snoozed_until > today
    return is_asleep or attention.dismissed or attention.taken_by is not None


def in_order(items: Iterable[Item], weigh: Callable[[Money], int]) -> list[Item]:
    """By ARR × severity × nearness of the renewal; `weigh` is an amount in the base currency's smallest unit."""

    def weight(item: Item) -> tuple[float, str]:
        amount = weigh(item.arr) if item.arr else 1
        return (-max(amount, 1) * item.severity * nearness(item.renewal_days), item.name)

    return sorted(items, key=weight)


def nearness(renewal_days: int | None) -> float:
    """From 1 (no renewal within 90 days) to 2 (due today, or past)."""
    if renewal_days is None or renewal_days >= NEAR:
        return 1.0
    return 2.0 - max(renewal_days, 0) / NEAR


def _reasons(account: DigestAccount, past: Past, *, since: datetime, today: date) -> Iterable[Item]:
    yield from _of_score(account, past, since=since, today=today)
    if departure := past.left(account.account, since):
        yield replace(_line(account, Reason.PERSON_LEFT, today), person=departure.name)
    yield from _of_silence(account, since=since, today=today)
    yield from _of_renewal(account, today)
    yield from _of_work(account, today)
    for alert in past.alerts.get(account.account, ()):
        if alert.last_news_at > since:
            said = replace(_line(account, Reason.ALERT, today), alert=alert.kind, gravity=alert.severity)
            yield replace(said, facts=alert.facts)


def _of_score(account: DigestAccount, past: Past, *, since: datetime, today: date) -> Iterable[Item]:
    before = past.score(account.account, since)
    if before is None:
        return
    if account.band in {None, Band.GREY} and before.band is not Band.GREY:
        yield replace(_line(account, Reason.NOT_SCORED, today), before=before.shown, after=account.shown)
    if account.band is Band.RED and before.band is not Band.RED:
        yield replace(_line(account, Reason.NEWLY_RED, today), before=before.shown, after=account.shown)
    if account.band in {Band.YELLOW, Band.GREEN} and before.band is Band.RED:
        yield replace(_line(account, Reason.RECOVERED, today), before=before.shown, after=account.shown)
    if account.shown is not None and account.shown < before.shown and (account.change_7 or 0) <= -DROP:
        week_ago = account.shown - (account.change_7 or 0)
        yield replace(_line(account, Reason.DROPPED, today), before=week_ago, after=account.shown)


def _of_silence(account: DigestAccount, *, since: datetime, today: date) -> Iterable[Item]:
    if account.last_two_way_on is None or account.cadence_days is None:
        return
    silent_on = account.last_two_way_on + timedelta(days=account.cadence_days + 1)
    if silent_on <= today:
        is_new = silent_on > since.date()
        yield replace(
            _line(account, Reason.NEWLY_SILENT if is_new else Reason.SILENT, today), days=account.cadence_days
        )


def _of_renewal(account: DigestAccount, today: date) -> Iterable[Item]:
    renewal = account.renewal
    if renewal is None:
        return
    days = (renewal.due_on - today).days
    category = renewal.forecast.category if renewal.forecast else None
    if days < 0:
        yield replace(_line(account, Reason.RENEWAL_OVERDUE, today), days=-days, category=category)
    elif days <= RENEWAL_DAYS and category not in SURE:
        yield replace(_line(account, Reason.RENEWAL_UNCOMMITTED, today), days=days, category=category)


def _of_work(account: DigestAccount, today: date) -> Iterable[Item]:
    due = account.first_value_due_on
    if due is not None and account.first_value_on is None and due < today:
        yield replace(_line(account, Reason.FIRST_VALUE_LATE, today), days=(today - due).days)
    if account.overdue_tasks:
        yield replace(_line(account, Reason.TASKS_OVERDUE, today), count=account.overdue_tasks)


def _line(account: DigestAccount, reason: Reason, today: date) -> Item:
    last, renewal = account.last_two_way_on, account.renewal
    return Item(
        account.account,
        account.name,
        account.owner,
        account.arr,
        reason,
        silent_days=(today - last).days if last else None,
        renewal_days=(renewal.due_on - today).days if renewal else None,
    )
