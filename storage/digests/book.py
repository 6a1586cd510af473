from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, insert, select, true

from domain.accounts import AccountStatus, Money
from domain.digests.facts import Attention, Departure, DigestAccount, EarlierScore
from domain.health.model import Band
from storage.chunks import LOOKED_UP, chunks
from storage.standing_values import renewal_glance_from, task_glance_from
from storage.tables import (
    AccountRow,
    AttentionRow,
    ContactRow,
    DigestLineRow,
    OutboxRow,
    SnapshotRow,
    StandingRow,
    table_of,
)
from storage.upsert import insert_into

_ACCOUNT = table_of(AccountRow)
_STANDING = table_of(StandingRow)
_SNAPSHOT = table_of(SnapshotRow)
_CONTACT = table_of(ContactRow)
_ATTENTION = table_of(AttentionRow)
_LINE = table_of(DigestLineRow)
_OUT = table_of(OutboxRow)
_REACH = timedelta(days=30)
WATCHED_ROLES = ("champion", "economic_buyer", "decision_maker")
LIVE_ACCOUNTS = (
    select(
        *(_ACCOUNT.c[name] for name in ("id", "name", "owner", "cover", "cover_starts_on", "cover_ends_on")),
        *(_STANDING.c[name] for name in ("band", "shown", "change_7", "main_arr_minor", "main_arr_currency")),
        *(_STANDING.c[name] for name in ("last_two_way_on", "cadence_days")),
        *(_ACCOUNT.c[name] for name in ("next_renewal", "open_tasks", "first_value_on")),
        _STANDING.c.first_value_due_on,
    )
    .select_from(_ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id))
    .where(_ACCOUNT.c.status != AccountStatus.CHURNED)
    .order_by(_ACCOUNT.c.id)
)
_SCORE = (_SNAPSHOT.c.account, _SNAPSHOT.c.scored_at, _SNAPSHOT.c.band, _SNAPSHOT.c.shown)
_LATEST = (
    select(_SNAPSHOT.c.account, func.max(_SNAPSHOT.c.scored_at).label("scored_at"))
    .where(
        _SNAPSHOT.c.scored_at <= bindparam("since"),
        _SNAPSHOT.c.day >= bindparam("first_day"),
        _SNAPSHOT.c.day <= bindparam("last_day"),
    )
    .group_by(_SNAPSHOT.c.account)
    .subquery()
)
_BEFORE = select(*_SCORE).join(
    _LATEST, (_LATEST.c.account == _SNAPSHOT.c.account) & (_LATEST.c.scored_at == _SNAPSHOT.c.scored_at)
)
_AFTER = (
    select(*_SCORE)
    .where(_SNAPSHOT.c.scored_at > bindparam("since"), _SNAPSHOT.c.day >= bindparam("from_day"))
    .order_by(_SNAPSHOT.c.scored_at)
)
_DEPARTURES = (
    select(_CONTACT.c.account, _CONTACT.c.name, _CONTACT.c.role, _CONTACT.c.learnt_at)
    .where(
        _CONTACT.c.left_on.is_not(None), _CONTACT.c.role.in_(WATCHED_ROLES), _CONTACT.c.learnt_at > bindparam("since")
    )
    .order_by(_CONTACT.c.learnt_at)
)
_ABOUT = (
    select(_LINE.c.announcement)
    .join(_OUT, _OUT.c.id == _LINE.c.announcement)
    .where(_LINE.c.account == bindparam("wanted"), _OUT.c.recorded_at >= bindparam("since"))
    .order_by(_LINE.c.announcement)
)


class SqlDigestBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def accounts(self, *, today: date) -> Sequence[DigestAccount]:
        return [digest_account_from(row, today) for row in self._connection.execute(LIVE_ACCOUNTS)]

    def scores(self, *, since: datetime) -> Mapping[int, Sequence[EarlierScore]]:
        found: dict[int, list[EarlierScore]] = defaultdict(list)
        for statement in (_BEFORE, _AFTER):
            for account, scored_at, band, shown in self._connection.execute(statement, _reached(since)):
                found[account].append(EarlierScore(scored_at, _BANDS[band], shown))
        return found

    def departures(self, *, since: datetime) -> Sequence[Departure]:
        return [Departure(*row) for row in self._connection.execute(_DEPARTURES, {"since": since})]

    def attention(self, accounts: Sequence[int] | None = None) -> Mapping[int, Attention]:
        if accounts is None:
            rows = list(self._connection.execute(select(_ATTENTION)))
        else:
            chosen = (select(_ATTENTION).where(_ATTENTION.c.account.in_(some)) for some in chunks(accounts, LOOKED_UP))
            rows = [row for statement in chosen for row in self._connection.execute(statement)]
        return {row.account: Attention(*row) for row in rows}

    def attend(self, attention: Attention) -> None:
        self._write(attention, true())

    def take(self, attention: Attention) -> bool:
        is_free = _ATTENTION.c.taken_by.is_(None) | (_ATTENTION.c.taken_by == attention.taken_by)
        return self._write(attention, is_free | (_ATTENTION.c.severity < attention.severity))

    def _write(self, attention: Attention, over: ColumnElement[bool]) -> bool:
        """Of two who write at once the second sees what the first wrote."""
        said = {column.name: getattr(attention, column.name) for column in _ATTENTION.c}
        statement = insert_into(self._connection, _ATTENTION).values(said)
        written = statement.on_conflict_do_update(index_elements=["account"], set_=said, where=over)
        return self._connection.execute(written.returning(_ATTENTION.c.account)).first() is not None

    def put_lines(self, announcement: int, accounts: Sequence[int]) -> None:
        lines = [{"announcement": announcement, "account": account} for account in accounts]
        if lines:
            self._connection.execute(insert(_LINE), lines)

    def messages_about(self, account: int, *, since: datetime) -> Sequence[int]:
        return list(self._connection.execute(_ABOUT, {"wanted": account, "since": since}).scalars())


def look_statements(*, since: datetime) -> list[Select[Any]]:
    """The statements whose rows grow with the book, with their values."""
    return [LIVE_ACCOUNTS, *(each.params(**_reached(since)) for each in (_BEFORE, _AFTER, _DEPARTURES))]


def _reached(since: datetime) -> dict[str, object]:
    """The moment, and the days on which anything may stand that was known then or came later."""
    day = since.date()
    edges = {"first_day": day - _REACH, "last_day": day + timedelta(days=1), "from_day": day - timedelta(days=1)}
    return {"since": since, **edges}


def digest_account_from(row: Sequence[Any], today: date) -> DigestAccount:
    number, name, owner, cover, starts_on, ends_on, band, shown, change_7, minor, currency, *rest = row
    last_two_way_on, cadence_days, next_renewal, open_tasks, first_value_on, first_value_due_on = rest
    covers = cover and (starts_on is None or starts_on <= today) and (ends_on is None or today <= ends_on)
    glance = task_glance_from(open_tasks)
    return DigestAccount(
        account=number,
        name=name,
        owner=owner,
        cover=cover if covers else None,
        band=_BANDS[band] if band else None,
        shown=shown,
        change_7=change_7,
        arr=None if minor is None else Money(minor, currency),
        last_two_way_on=last_two_way_on,
        cadence_days=cadence_days,
        renewal=renewal_glance_from(next_renewal),
        overdue_tasks=sum(day < today for day in glance.due_days) if glance else 0,
        first_value_on=first_value_on,
        first_value_due_on=first_value_due_on,
    )


_BANDS = {band.value: band for band in Band}
