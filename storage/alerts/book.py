from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, insert, select, true, update

from domain.accounts import AccountStatus
from domain.alerts.alert import Alert, AlertState, AlertStep, StepKind
from domain.alerts.answer import AlertLook
from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind, AlertWay
from domain.alerts.ports import AlertPage
from domain.alerts.report import PastAlert
from domain.alerts.watching import Look
from domain.renewals.renewal import OutcomeKind
from storage.alerts.evidence import evidence_of
from storage.alerts.values import alert_from, alert_values, look_from, look_values
from storage.chunks import LOOKED_UP, chunks
from storage.standing_values import factors_from
from storage.tables import AccountRow, AlertLookRow, AlertRow, AlertStepRow, RenewalRow, StandingRow, table_of
from storage.upsert import insert_into

_ALERT, _LOOK, _STEP = table_of(AlertRow), table_of(AlertLookRow), table_of(AlertStepRow)
_ACCOUNT, _STANDING, _RENEWAL = table_of(AccountRow), table_of(StandingRow), table_of(RenewalRow)
_IS_LIVE = _ALERT.c.closed_at.is_(None)
_DUE = (
    select(_STANDING.c.account, _STANDING.c.scored_at)
    .join(_ACCOUNT, _ACCOUNT.c.id == _STANDING.c.account)
    .join(_LOOK, _LOOK.c.account == _STANDING.c.account, isouter=True)
    .where(
        _STANDING.c.account > bindparam("after"),
        _ACCOUNT.c.status != AccountStatus.CHURNED,
        _LOOK.c.scored_at.is_(None) | (_LOOK.c.scored_at != _STANDING.c.scored_at),
    )
    .order_by(_STANDING.c.account)
)
_ACCOUNTS = select(_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.owner, _STANDING.c.pulls_down).join(
    _STANDING, _STANDING.c.account == _ACCOUNT.c.id, isouter=True
)
_PAST = (
    select(*(_ALERT.c[name] for name in ("account", "kind", "state", "raised_at", "taken_at", "acted_at")))
    .where(_ALERT.c.raised_at >= bindparam("since"))
    .order_by(_ALERT.c.id)
)
_KEEP = (
    update(_LOOK).where(_LOOK.c.account == bindparam("number")).values(band=bindparam("band"), held=bindparam("held"))
)
_TOLD = (
    select(func.count())
    .select_from(_ALERT)
    .where(
        _ALERT.c.reader == bindparam("person"), _ALERT.c.told_on == bindparam("day"), _ALERT.c.way == AlertWay.MESSAGE
    )
)


class SqlAlertBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim_looks(self, *, after: int, most: int) -> Sequence[Look]:
        """The row is the claim: whoever comes second waits for the first, and then finds it looked at."""
        due = self._connection.execute(_DUE.limit(most), {"after": after}).mappings().all()
        if not due:
            return []
        rows = [{"account": row["account"], "scored_at": row["scored_at"], "held": ""} for row in due]
        statement = insert_into(self._connection, _LOOK).values(rows)
        claimed = statement.on_conflict_do_update(
            index_elements=["account"],
            set_={"scored_at": statement.excluded.scored_at},
            where=_LOOK.c.scored_at != statement.excluded.scored_at,
        )
        found = self._connection.execute(claimed.returning(_LOOK.c.account, _LOOK.c.band, _LOOK.c.held)).mappings()
        return sorted(map(look_from, found), key=lambda look: look.account)

    def keep_looks(self, looks: Sequence[Look]) -> None:
        if looks:
            self._connection.execute(_KEEP, [look_values(look) for look in looks])

    def forget(self, account: int, kind: AlertKind) -> None:
        last = self._connection.execute(select(_LOOK).where(_LOOK.c.account == account).with_for_update())
        for look in map(look_from, last.mappings().all()):
            held = {each: found for each, found in look.held.items() if each is not kind}
            self.keep_looks([replace(look, held=held)])

    def evidence(self, accounts: Sequence[int], *, today: date) -> Sequence[AlertEvidence]:
        return evidence_of(self._connection, accounts, today)

    def raise_alert(self, alert: Alert) -> Alert | None:
        statement = insert_into(self._connection, _ALERT).values(alert_values(alert))
        once = statement.on_conflict_do_nothing(index_elements=["once"]).returning(_ALERT)
        row = self._connection.execute(once).mappings().first()
        return alert_from(row) if row else None

    def save(self, alert: Alert) -> None:
        self._connection.execute(update(_ALERT).where(_ALERT.c.id == alert.id).values(alert_values(alert)))

    def of(self, alert: int) -> Alert | None:
        return next(iter(self._found(select(_ALERT).where(_ALERT.c.id == alert))), None)

    def of_to_change(self, alert: int) -> Alert | None:
        return next(iter(self._found(select(_ALERT).where(_ALERT.c.id == alert).with_for_update())), None)

    def latest(self, account: int, kind: AlertKind) -> Alert | None:
        wanted = select(_ALERT).where(_ALERT.c.account == account, _ALERT.c.kind == kind)
        last = wanted.order_by(_ALERT.c.id.desc()).limit(1).with_for_update()
        return next(iter(self._found(last)), None)

    def told_on(self, person: str, day: date) -> int:
        return self._connection.execute(_TOLD, {"person": person, "day": day}).scalar_one()

    def page(self, people: Collection[str] | None, *, offset: int, limit: int) -> AlertPage:
        """Those that wait for their snooze to end come last."""
        is_theirs = true() if people is None else _ALERT.c.reader.in_(people) | _ALERT.c.taken_by.in_(people)
        total = self._connection.execute(select(func.count()).select_from(_ALERT).where(_IS_LIVE, is_theirs))
        order = (_ALERT.c.snoozed_until.is_not(None), _ALERT.c.gravity.desc(), _ALERT.c.id.desc())
        wanted = select(_ALERT).where(_IS_LIVE, is_theirs).order_by(*order).offset(offset).limit(limit)
        return AlertPage(tuple(self._found(wanted)), total.scalar_one())

    def for_digest(self, *, since: datetime) -> Mapping[int, Sequence[Alert]]:
        waits = (
            _ALERT.c.account.is_not(None),
            _ALERT.c.way == AlertWay.DIGEST,
            _ALERT.c.state == AlertState.OPEN,
            _ALERT.c.snoozed_until.is_(None),
            func.coalesce(_ALERT.c.news_at, _ALERT.c.raised_at) > since,
        )
        found: dict[int, list[Alert]] = defaultdict(list)
        for alert in self._found(select(_ALERT).where(_IS_LIVE, *waits).order_by(_ALERT.c.id)):
            assert alert.account is not None, "only of accounts"
            found[alert.account].append(alert)
        return found

    def live_of(self, account: int) -> Sequence[Alert]:
        return self._to_change(_ALERT.c.account == account)

    def of_feeds(self) -> Sequence[Alert]:
        return self._to_change(_ALERT.c.account.is_(None))

    def of_gone_accounts(self) -> Sequence[Alert]:
        left = select(_ACCOUNT.c.id).where(_ACCOUNT.c.status == AccountStatus.CHURNED)
        return self._to_change(_ALERT.c.account.in_(left))

    def woken(self, *, today: date) -> Sequence[Alert]:
        """In the order of an index: by their numbers all alerts that ever were would be gone through."""
        wanted = select(_ALERT).where(_IS_LIVE, _ALERT.c.snoozed_until <= today)
        return self._found(wanted.order_by(_ALERT.c.snoozed_until, _ALERT.c.id).with_for_update())

    def looks(self, alerts: Sequence[Alert]) -> Sequence[AlertLook]:
        accounts = sorted({alert.account for alert in alerts if alert.account is not None})
        known = {row.id: row for row in self._connection.execute(_ACCOUNTS.where(_ACCOUNT.c.id.in_(accounts)))}
        return [_look(alert, known.get(alert.account or 0)) for alert in alerts]

    def step(self, step: AlertStep) -> None:
        self._connection.execute(insert(_STEP).values(asdict(step)))

    def steps(self, alert: int) -> Sequence[AlertStep]:
        wanted = select(_STEP).where(_STEP.c.alert == alert).order_by(_STEP.c.id)
        found = self._connection.execute(wanted)
        return [AlertStep(row.alert, row.at, StepKind(row.what), row.by, row.note) for row in found]

    def past(self, *, since: datetime) -> Sequence[PastAlert]:
        alerts = self._connection.execute(_PAST, {"since": since}).all()
        became = self._outcomes({alert.account for alert in alerts if alert.account is not None}, since.date())
        return [_past(alert, became.get(alert.account or 0, ())) for alert in alerts]

    def _outcomes(self, accounts: Collection[int], since: date) -> Mapping[int, Sequence[tuple[date, str]]]:
        """How the renewals of the accounts ended, oldest first."""
        found: dict[int, list[tuple[date, str]]] = defaultdict(list)
        columns = (_RENEWAL.c.account, _RENEWAL.c.resolved_on, _RENEWAL.c.outcome)
        ended = select(*columns).where(_RENEWAL.c.outcome.is_not(None), _RENEWAL.c.resolved_on >= since)
        for some in chunks(sorted(accounts), LOOKED_UP):
            chosen = ended.where(_RENEWAL.c.account.in_(some)).order_by(_RENEWAL.c.resolved_on, _RENEWAL.c.id)
            for account, on, outcome in self._connection.execute(chosen):
                found[account].append((on, outcome))
        return found

    def _to_change(self, *conditions: ColumnElement[bool]) -> Sequence[Alert]:
        return self._found(select(_ALERT).where(_IS_LIVE, *conditions).order_by(_ALERT.c.id).with_for_update())

    def _found(self, wanted: Select[tuple[object, ...]]) -> Sequence[Alert]:
        return [alert_from(row) for row in self._connection.execute(wanted).mappings()]


def _look(alert: Alert, account: Any) -> AlertLook:
    if account is None:
        return AlertLook(alert, None)
    pulls_down = factors_from(account.pulls_down) if account.pulls_down else ()
    return AlertLook(alert, account.name, pulls_down, account.owner)


def _past(alert: Any, outcomes: Sequence[tuple[date, str]]) -> PastAlert:
    after = next((outcome for on, outcome in outcomes if on >= alert.raised_at.date()), None)
    became = OutcomeKind(after) if after else None
    return PastAlert(
        AlertKind(alert.kind), AlertState(alert.state), alert.raised_at, alert.taken_at, alert.acted_at, became
    )
