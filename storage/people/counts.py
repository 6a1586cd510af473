"""How many of whom each account has: one statement, however many accounts there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, select

from domain.accounts import ContactRole, Money, Tier
from domain.health.ports import StandingFilter
from domain.people.gaps import PeopleFacts
from domain.people.ports import AccountPeople
from storage.standings import of_wanted_accounts
from storage.tables import AccountRow, ContactRow, StandingRow, TouchpointContactRow, TouchpointRow, table_of
from storage.two_way import IS_TWO_WAY

_ACCOUNT, _CONTACT, _STANDING = table_of(AccountRow), table_of(ContactRow), table_of(StandingRow)
_TOUCH, _PRESENT = table_of(TouchpointRow), table_of(TouchpointContactRow)
_BUYERS = (ContactRole.ECONOMIC_BUYER.value, ContactRole.DECISION_MAKER.value)


def facts_of(
    connection: Connection, wanted: StandingFilter, *, today: date, engaged_since: datetime
) -> Sequence[AccountPeople]:
    """What has no score has no ARR that is known here, and stands last."""
    there, engaged = _present(today), _engaged(today, engaged_since)
    counts = (there.c.contacts, there.c.buyers, there.c.champions, engaged.c.engaged)
    statement = (
        select(
            *(_ACCOUNT.c[name] for name in ("id", "name", "owner", "tier")),
            _STANDING.c.main_arr_minor,
            _STANDING.c.main_arr_currency,
            *(func.coalesce(count, 0) for count in counts),
        )
        .select_from(
            _ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id)
            .outerjoin(there, there.c.account == _ACCOUNT.c.id)
            .outerjoin(engaged, engaged.c.account == _ACCOUNT.c.id)
        )
        .where(*of_wanted_accounts(wanted))
        .order_by(_STANDING.c.account.is_(None), _STANDING.c.main_arr_order, _ACCOUNT.c.id)
    )
    return [_people(*row) for row in connection.execute(statement)]


def _present(today: date) -> Subquery:
    columns = (
        _CONTACT.c.account,
        func.count().label("contacts"),
        func.count().filter(_CONTACT.c.role.in_(_BUYERS)).label("buyers"),
        func.count().filter(_CONTACT.c.role == ContactRole.CHAMPION.value).label("champions"),
    )
    return select(*columns).where(_is_there(today)).group_by(_CONTACT.c.account).subquery()


def _engaged(today: date, since: datetime) -> Subquery:
    """Only who is still there can be spoken with again."""
    joined = _PRESENT.join(_TOUCH, _TOUCH.c.id == _PRESENT.c.touchpoint).join(
        _CONTACT, _CONTACT.c.id == _PRESENT.c.contact
    )
    columns = (_TOUCH.c.account, func.count(_CONTACT.c.id.distinct()).label("engaged"))
    counted = and_(IS_TWO_WAY, _TOUCH.c.at >= since, _is_there(today))
    return select(*columns).select_from(joined).where(counted).group_by(_TOUCH.c.account).subquery()


def _is_there(today: date) -> ColumnElement[bool]:
    return _CONTACT.c.left_on.is_(None) | (_CONTACT.c.left_on > today)


def _people(
    account: int, name: str, owner: str | None, tier: str, minor: Any, currency: Any, *counts: int
) -> AccountPeople:
    arr = Money(minor, currency) if minor is not None else None
    return AccountPeople(account, name, owner, Tier(tier), arr, PeopleFacts(*counts))
