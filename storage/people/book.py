from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from domain.health.ports import StandingFilter
from domain.people.contact import Contact
from domain.people.ports import AccountPeople, Heard
from storage.evidence_marks import mark_changed
from storage.people.counts import facts_of
from storage.people.heard import heard_of
from storage.people.values import contact_from, contact_values
from storage.tables import ContactRow, table_of
from storage.upsert import insert_into

_CONTACT = table_of(ContactRow)
_OF_ACCOUNT = select(_CONTACT).where(_CONTACT.c.account == bindparam("wanted")).order_by(_CONTACT.c.id)


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, contact: Contact, *, now: datetime) -> Contact | None:
        said = contact_values(contact) | {"learnt_at": now}
        statement = insert_into(self._connection, _CONTACT).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "external_id"]).returning(_CONTACT.c.id)
        number = self._connection.execute(once).scalar()
        if number is None:
            return None
        mark_changed(self._connection, [contact.account], at=now)
        return replace(contact, id=number, version=1)

    def of(self, contact: int) -> Contact | None:
        return self._one(_CONTACT.c.id == contact)

    def called(self, account: int, key: str) -> Contact | None:
        return self._one((_CONTACT.c.account == account) & (_CONTACT.c.external_id == key))

    def of_account(self, account: int) -> Sequence[Contact]:
        return [contact_from(row) for row in self._connection.execute(_OF_ACCOUNT, {"wanted": account}).mappings()]

    def save(self, contact: Contact, *, now: datetime) -> bool:
        values = contact_values(contact) | {"version": contact.version + 1, "learnt_at": now}
        if self._connection.execute(update(_CONTACT).where(_as_it_was(contact)).values(values)).rowcount != 1:
            return False
        mark_changed(self._connection, [contact.account], at=now)
        return True

    def remove(self, contact: Contact, *, now: datetime) -> bool:
        if self._connection.execute(delete(_CONTACT).where(_as_it_was(contact))).rowcount != 1:
            return False
        mark_changed(self._connection, [contact.account], at=now)
        return True

    def heard_of(self, account: int, *, today: date, answered_after: date) -> Mapping[int, Heard]:
        return heard_of(self._connection, account, today=today, answered_after=answered_after)

    def facts(self, wanted: StandingFilter, *, today: date, engaged_since: datetime) -> Sequence[AccountPeople]:
        return facts_of(self._connection, wanted, today=today, engaged_since=engaged_since)

    def _one(self, wanted: ColumnElement[bool]) -> Contact | None:
        row = self._connection.execute(select(_CONTACT).where(wanted)).mappings().first()
        return contact_from(row) if row else None


def _as_it_was(contact: Contact) -> ColumnElement[bool]:
    return (_CONTACT.c.id == contact.id) & (_CONTACT.c.version == contact.version)
