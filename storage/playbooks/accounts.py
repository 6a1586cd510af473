"""The accounts as playbooks look at them: each part one statement for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, true

from domain.accounts import AccountStatus, LifecycleStage, Tier
from domain.health.model import Band, Measure
from domain.health.packing import packed_number
from domain.playbooks.playbook import GRACE_DAYS, PlaybookAccount, SurveyAnswer
from storage.standing_values import renewal_glance_from
from storage.tables import AccountRow, PlaybookRunRow, SnapshotRow, StandingRow, SurveyAnswerRow, table_of

_ACCOUNT, _STANDING, _RUN = table_of(AccountRow), table_of(StandingRow), table_of(PlaybookRunRow)
_SNAPSHOT, _ANSWER = table_of(SnapshotRow), table_of(SurveyAnswerRow)
_SCORED_WITHIN = timedelta(days=8)
_OF_ACCOUNT = (
    "id",
    "name",
    "status",
    "owner",
    "cover",
    "cover_starts_on",
    "cover_ends_on",
    "seller",
    "tier",
    "segment",
)
_DAYS = ("customer_since", "went_live_on", "first_value_on", "churned_on", "next_renewal")
_OF_STANDING = ("stage", "band", "main_arr_minor", "main_arr_currency", "renewal_on", "notice_on", "policy_version")
_ACCOUNTS = (
    select(
        *(_ACCOUNT.c[name] for name in (*_OF_ACCOUNT, *_DAYS)),
        *(_STANDING.c[name] for name in _OF_STANDING),
    )
    .select_from(_ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id))
    .order_by(_ACCOUNT.c.id)
)
_IN_ONE = select(_RUN.c.account).where(_RUN.c.ended_at.is_(None))


def accounts_of(connection: Connection, today: date, only: Collection[int] | None) -> Sequence[PlaybookAccount]:
    is_here = _ACCOUNT.c.status != AccountStatus.CHURNED
    left_lately = _ACCOUNT.c.churned_on >= today - timedelta(days=GRACE_DAYS)
    matters = is_here | left_lately | _ACCOUNT.c.id.in_(_IN_ONE)
    wanted = matters if only is None else _ACCOUNT.c.id.in_(only)
    answers, seats = _answers(connection, today, only), _seats(connection, today, only)
    rows = connection.execute(_ACCOUNTS.where(wanted))
    return [_account(row, today, answers.get(row.id, {}), seats.get(row.id)) for row in rows]


def _account(row: Any, today: date, answers: dict[str, SurveyAnswer], seat_share: float | None) -> PlaybookAccount:
    """A term is that of the next open renewal, else of the running contract."""
    renewal = renewal_glance_from(row.next_renewal)
    has_left = row.status == AccountStatus.CHURNED
    return PlaybookAccount(
        **{name: row._mapping[name] for name in ("id", "name", "owner", "seller", "segment")},  # noqa: SLF001 - a row
        cover=row.cover if _holds(row, today) else None,
        tier=Tier(row.tier),
        stage=LifecycleStage(row.stage) if row.stage else None,
        band=Band(row.band) if row.band else None,
        arr=None if row.main_arr_minor is None else (row.main_arr_minor, row.main_arr_currency),
        seat_share=seat_share,
        customer_since=row.customer_since,
        went_live_on=row.went_live_on,
        first_value_on=row.first_value_on,
        term_end=renewal.due_on if renewal else row.renewal_on,
        notice_on=renewal.notice_on if renewal else row.notice_on,
        left_on=(row.churned_on or today) if has_left else None,
        answers=answers,
        model=str(row.policy_version or ""),
    )


def _holds(row: Any, today: date) -> bool:
    starts_on, ends_on = row.cover_starts_on or date.min, row.cover_ends_on or date.max
    return bool(starts_on <= today <= ends_on)


def _answers(
    connection: Connection, today: date, only: Collection[int] | None
) -> Mapping[int, dict[str, SurveyAnswer]]:
    """The latest of each survey, where that may still let somebody enter."""
    wanted = (
        select(*(_ANSWER.c[name] for name in ("account", "survey", "external_id", "score", "answered_on")))
        .where(
            _ANSWER.c.answered_on >= today - timedelta(days=GRACE_DAYS),
            _ANSWER.c.answered_on <= today,
            true() if only is None else _ANSWER.c.account.in_(only),
        )
        .order_by(_ANSWER.c.answered_on, _ANSWER.c.id)
    )
    found: dict[int, dict[str, SurveyAnswer]] = defaultdict(dict)
    for account, survey, key, score, on in connection.execute(wanted):
        found[account][survey.casefold()] = SurveyAnswer(key, float(score), on)
    return found


def _seats(connection: Connection, today: date, only: Collection[int] | None) -> Mapping[int, float | None]:
    """The share of contracted seats that are assigned, by the newest score."""
    newest = (_STANDING.c.account == _SNAPSHOT.c.account) & (_STANDING.c.scored_at == _SNAPSHOT.c.scored_at)
    wanted = (
        select(_SNAPSHOT.c.account, _SNAPSHOT.c.evidence)
        .join(_STANDING, newest)
        .where(
            _SNAPSHOT.c.day > today - _SCORED_WITHIN,
            true() if only is None else _SNAPSHOT.c.account.in_(only),
            func.length(_SNAPSHOT.c.evidence) > 0,
        )
    )
    return {account: packed_number(packed, Measure.LICENCE_FIT) for account, packed in connection.execute(wanted)}
