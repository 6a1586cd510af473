"""The statements behind lists of plays: the whole list in few columns, one page in many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, select

from domain.accounts import AccountStatus, Cover
from domain.expansion.play import PlayKind
from domain.expansion.ports import PlayFilter, PlayOrder, PlayRow
from domain.health.model import Band
from storage.among import among
from storage.books import in_a_book_of
from storage.expansion.values import play_from
from storage.tables import AccountRow, ContactRow, StandingRow, table_of
from storage.tables import PlayRow as PlayTable

_PLAY, _ACCOUNT, _STANDING = table_of(PlayTable), table_of(AccountRow), table_of(StandingRow)
_CONTACT, _BECAME = table_of(ContactRow), table_of(AccountRow).alias("became_account")
_NARROW = tuple(
    _PLAY.c[name]
    for name in (
        *("id", "account", "kind", "about", "stage", "amount_minor", "amount_currency"),
        *("day", "ended_on", "became"),
    )
)
_ORDERS: Mapping[PlayOrder, tuple[ColumnElement[Any], ...]] = {
    PlayOrder.EXPECTED: (_PLAY.c.ended_on.is_not(None), _PLAY.c.day.is_(None), _PLAY.c.day, _PLAY.c.id),
    PlayOrder.ENDED: (_PLAY.c.ended_on.desc(), _PLAY.c.id.desc()),
}
OPEN_AMOUNTS = (
    select(*(_PLAY.c[name] for name in ("account", "amount_minor", "amount_currency")))
    .join(_ACCOUNT, _ACCOUNT.c.id == _PLAY.c.account)
    .where(_PLAY.c.ended_on.is_(None), _PLAY.c.kind != PlayKind.REFERRAL, _ACCOUNT.c.status != AccountStatus.CHURNED)
)


def listed_plays(wanted: PlayFilter, dialect: str) -> Select[Any]:
    """Where it is limited to `within`, its parameter `among` holds them."""
    joined = _PLAY.join(_ACCOUNT, _ACCOUNT.c.id == _PLAY.c.account)
    return select(*_NARROW).select_from(joined).where(*_conditions(wanted, dialect)).order_by(*_ORDERS[wanted.order])


def pages_rows(plays: Sequence[int]) -> Select[Any]:
    joined = (
        _PLAY.join(_ACCOUNT, _ACCOUNT.c.id == _PLAY.c.account)
        .outerjoin(_STANDING, _STANDING.c.account == _PLAY.c.account)
        .outerjoin(_CONTACT, _CONTACT.c.id == _PLAY.c.contact)
        .outerjoin(_BECAME, _BECAME.c.id == _PLAY.c.became)
    )
    beside = [
        _ACCOUNT.c[name].label(f"account_{name}")
        for name in ("name", "owner", "cover", "cover_starts_on", "cover_ends_on", "status")
    ]
    people = (_CONTACT.c.name.label("contact_name"), _BECAME.c.name.label("became_name"))
    return (
        select(_PLAY, *beside, _STANDING.c.band, _STANDING.c.shown, *people)
        .select_from(joined)
        .where(_PLAY.c.id.in_(plays))
    )


def row_from(row: RowMapping, *, today: date) -> PlayRow:
    is_scored = row["shown"] is not None
    return PlayRow(
        play_from(row),
        row["account_name"],
        row["account_owner"],
        _cover(row, today),
        Band(row["band"]) if is_scored else None,
        row["shown"],
        row["contact_name"],
        row["became_name"],
        row["account_status"] == AccountStatus.CHURNED,
    )


def _cover(row: RowMapping, today: date) -> str | None:
    if not row["account_cover"]:
        return None
    cover = Cover(row["account_cover"], row["account_cover_starts_on"], row["account_cover_ends_on"])
    return cover.member if cover.holds(today) else None


def _conditions(wanted: PlayFilter, dialect: str) -> list[ColumnElement[bool]]:
    is_referral = _PLAY.c.kind == PlayKind.REFERRAL
    conditions = [is_referral if wanted.referrals else ~is_referral]
    if wanted.stages is not None:
        conditions.append(_PLAY.c.stage.in_(sorted(wanted.stages)))
    if wanted.owners is not None:
        conditions.append(_PLAY.c.owner.in_(wanted.owners) | in_a_book_of(wanted.owners, wanted.today))
    if wanted.within is not None:
        conditions.append(among(dialect, _PLAY.c.account))
    return [*conditions, *_days(wanted)]


def _days(wanted: PlayFilter) -> list[ColumnElement[bool]]:
    """An open one by the day on which it is expected, an ended one by its end."""
    conditions: list[ColumnElement[bool]] = []
    is_open = _PLAY.c.ended_on.is_(None)
    if wanted.first:
        conditions.append((is_open & (_PLAY.c.day >= wanted.first)) | (_PLAY.c.ended_on >= wanted.first))
    if wanted.last:
        conditions.append((is_open & (_PLAY.c.day <= wanted.last)) | (_PLAY.c.ended_on <= wanted.last))
    return conditions
