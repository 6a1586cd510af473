"""The accounts as playbooks look at them: each part one statement for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, true

from domain.accounts import AccountStatus, LifecycleStage, Tier
from domain.days import shifted
from domain.health.model import Band, Measure
from domain.health.packing import packed_number
from domain.playbooks.playbook import GRACE_DAYS, PlaybookAccount, SurveyAnswer
from storage.standing_values import renewal_days_from
from storage.tables import AccountRow, PlaybookRunRow, SnapshotRow, StandingRow, SurveyAnswerRow, table_of

_ACCOUNT, _STANDING, _RUN = table_of(AccountRow), table_of(StandingRow), table_of(PlaybookRunRow)
_SNAPSHOT, _ANSWER = table_of(SnapshotRow), table_of(SurveyAnswerRow)
_SCORED_WITHIN_DAYS = 8
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
    accounts, answers, seats = (connection.execute(each).all() for each in statements_of_accounts(today, only))
    said, shares = _answers_from(answers), _seats_from(seats)
    return [_account(row, today, said.get(row[0], {}), shares.get(row[0])) for row in accounts]


def statements_of_accounts(today: date, only: Collection[int] | None = None) -> Sequence[Select[Any]]:
    """The accounts, their answers and their seats."""
    is_here = _ACCOUNT.c.status != AccountStatus.CHURNED
    left_lately = _ACCOUNT.c.churned_on >= shifted(today, -GRACE_DAYS)
    matters = is_here | left_lately | _ACCOUNT.c.id.in_(_IN_ONE)
    wanted = matters if only is None else _ACCOUNT.c.id.in_(only)
    return _ACCOUNTS.where(wanted), _answers(today, only), _seats(today, only)


def _account(row: Any, today: date, answers: dict[str, SurveyAnswer], seat_share: float | None) -> PlaybookAccount:
    """A term is that of the next open renewal, else of the running contract."""
    renewal = row.next_renewal
    term_end, notice_on = renewal_days_from(renewal) if renewal else (row.renewal_on, row.notice_on)
    return PlaybookAccount(
        row.id,
        row.name,
        owner=row.owner,
        cover=row.cover if row.cover and _holds(row, today) else None,
        seller=row.seller,
        tier=Tier(row.tier),
        segment=row.segment,
        stage=LifecycleStage(row.stage) if row.stage else None,
        band=Band(row.band) if row.band else None,
        arr=None if row.main_arr_minor is None else (row.main_arr_minor, row.main_arr_currency),
        seat_share=seat_share,
        customer_since=row.customer_since,
        went_live_on=row.went_live_on,
        first_value_on=row.first_value_on,
        term_end=term_end,
        notice_on=notice_on,
        left_on=(row.churned_on or today) if row.status == AccountStatus.CHURNED else None,
        answers=answers,
        model=str(row.policy_version or ""),
    )


def _holds(row: Any, today: date) -> bool:
    starts_on, ends_on = row.cover_starts_on or date.min, row.cover_ends_on or date.max
    return bool(starts_on <= today <= ends_on)


def _answers(today: date, only: Collection[int] | None) -> Select[Any]:
    """Those that may still let somebody enter, the latest last."""
    return (
        select(*(_ANSWER.c[name] for name in ("account", "survey", "external_id", "score", "answered_on")))
        .where(
            _ANSWER.c.answered_on >= shifted(today, -GRACE_DAYS),
            _ANSWER.c.answered_on <= today,
            true() if only is None else _ANSWER.c.account.in_(only),
        )
        .order_by(_ANSWER.c.answered_on, _ANSWER.c.id)
    )


def _answers_from(rows: Iterable[Any]) -> Mapping[int, dict[str, SurveyAnswer]]:
    """The latest of each survey."""
    found: dict[int, dict[str, SurveyAnswer]] = defaultdict(dict)
    for account, survey, key, score, on in rows:
        found[account][survey.casefold()] = SurveyAnswer(key, float(score), on)
    return found


def _seats(today: date, only: Collection[int] | None) -> Select[Any]:
    """The evidence of the newest score."""
    newest = (_STANDING.c.account == _SNAPSHOT.c.account) & (_STANDING.c.scored_at == _SNAPSHOT.c.scored_at)
    return (
        select(_SNAPSHOT.c.account, _SNAPSHOT.c.evidence)
        .join(_STANDING, newest)
        .where(
            _SNAPSHOT.c.day > shifted(today, -_SCORED_WITHIN_DAYS),
            true() if only is None else _SNAPSHOT.c.account.in_(only),
            func.length(_SNAPSHOT.c.evidence) > 0,
        )
    )


def _seats_from(rows: Iterable[Any]) -> Mapping[int, float | None]:
    """The share of contracted seats that are assigned."""
    return {account: packed_number(packed, Measure.LICENCE_FIT) for account, packed in rows}
