from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from domain.health.ports import StandingFilter
from domain.touchpoints.ports import CadencePage, TouchPage, TouchRow
from domain.touchpoints.touchpoint import AccountContact, Touchpoint
from storage.evidence_marks import mark_changed
from storage.tables import ContactRow, TouchpointContactRow, TouchpointRow, table_of
from storage.touchpoints.cadences import cadence_page
from storage.touchpoints.values import contact_from, touchpoint_from, touchpoint_values
from storage.upsert import insert_into

_TOUCH = table_of(TouchpointRow)
_PRESENT = table_of(TouchpointContactRow)
_CONTACT = table_of(ContactRow)
_PERSON = [_CONTACT.c[name] for name in ("id", "name", "role", "left_on")]
_CONTACTS_OF = (
    select(*_PERSON)
    .where(_CONTACT.c.account == bindparam("wanted"))
    .order_by(_CONTACT.c.left_on.is_not(None), _CONTACT.c.name, _CONTACT.c.id)
)
_OF_ACCOUNT = _TOUCH.c.account == bindparam("wanted")
_PAGE = select(_TOUCH).where(_OF_ACCOUNT).order_by(_TOUCH.c.at.desc(), _TOUCH.c.id.desc())
_TOTAL = select(func.count()).where(_OF_ACCOUNT)


class SqlTouchpoints:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self, touchpoint: Touchpoint, *, now: datetime) -> Touchpoint | None:
        said = touchpoint_values(touchpoint) | {"learnt_at": now}
        statement = insert_into(self._connection, _TOUCH).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "external_id"]).returning(_TOUCH.c.id)
        number = self._connection.execute(once).scalar()
        if number is None:
            return None
        logged = replace(touchpoint, id=number, version=1, logged_at=now)
        self._take_part(logged)
        mark_changed(self._connection, [touchpoint.account], at=now)
        return logged

    def of(self, touchpoint: int) -> Touchpoint | None:
        return self._one(_TOUCH.c.id == touchpoint)

    def called(self, account: int, key: str) -> Touchpoint | None:
        return self._one((_TOUCH.c.account == account) & (_TOUCH.c.external_id == key))

    def save(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        values = touchpoint_values(touchpoint) | {"version": touchpoint.version + 1}
        statement = update(_TOUCH).where(_as_it_was(touchpoint)).values(values)
        if self._connection.execute(statement).rowcount != 1:
            return False
        self._connection.execute(delete(_PRESENT).where(_PRESENT.c.touchpoint == touchpoint.id))
        self._take_part(touchpoint)
        mark_changed(self._connection, [touchpoint.account], at=now)
        return True

    def follow(self, touchpoint: int, *, task: int) -> None:
        self._connection.execute(update(_TOUCH).where(_TOUCH.c.id == touchpoint).values(task=task))

    def remove(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        if self._connection.execute(delete(_TOUCH).where(_as_it_was(touchpoint))).rowcount != 1:
            return False
        mark_changed(self._connection, [touchpoint.account], at=now)
        return True

    def contacts_of(self, account: int) -> Sequence[AccountContact]:
        return [contact_from(row) for row in self._connection.execute(_CONTACTS_OF, {"wanted": account}).mappings()]

    def page(self, account: int, *, offset: int, limit: int) -> TouchPage:
        rows = self._connection.execute(_PAGE.offset(offset).limit(limit), {"wanted": account}).mappings().all()
        people = self._people([row["id"] for row in rows])
        total = self._connection.execute(_TOTAL, {"wanted": account}).scalar_one()
        listed = [(row, people.get(row["id"], ())) for row in rows]
        return TouchPage(
            tuple(
                TouchRow(touchpoint_from(row, [each.id for each in taking]), tuple(taking)) for row, taking in listed
            ),
            total,
        )

    def cadences(self, wanted: StandingFilter, *, overdue: bool, today: date, offset: int, limit: int) -> CadencePage:
        return cadence_page(self._connection, wanted, overdue=overdue, today=today, offset=offset, limit=limit)

    def _one(self, wanted: ColumnElement[bool]) -> Touchpoint | None:
        row = self._connection.execute(select(_TOUCH).where(wanted)).mappings().first()
        if row is None:
            return None
        return touchpoint_from(row, [each.id for each in self._people([row["id"]]).get(row["id"], ())])

    def _people(self, touchpoints: Sequence[int]) -> dict[int, list[AccountContact]]:
        statement = (
            select(_PRESENT.c.touchpoint, *_PERSON)
            .join(_CONTACT, _CONTACT.c.id == _PRESENT.c.contact)
            .where(_PRESENT.c.touchpoint.in_(touchpoints))
            .order_by(_CONTACT.c.name, _CONTACT.c.id)
        )
        found: dict[int, list[AccountContact]] = {}
        for row in self._connection.execute(statement).mappings():
            found.setdefault(row["touchpoint"], []).append(contact_from(row))
        return found

    def _take_part(self, touchpoint: Touchpoint) -> None:
        if rows := [{"touchpoint": touchpoint.id, "contact": contact} for contact in touchpoint.contacts]:
            self._connection.execute(insert(_PRESENT), rows)


def _as_it_was(touchpoint: Touchpoint) -> ColumnElement[bool]:
    return (_TOUCH.c.id == touchpoint.id) & (_TOUCH.c.version == touchpoint.version)
