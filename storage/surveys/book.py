from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, select, update

from domain.surveys.answer import SurveyAnswer
from domain.surveys.ports import AskedPerson, Voice
from domain.surveys.sent import Sent, Stray, said_of, sent_from
from storage.evidence_marks import mark_changed
from storage.surveys.voices import asked_people, latest_voices
from storage.tables import ContactRow, SurveyAnswerRow, SurveyAskRow, SurveyStrayRow, table_of
from storage.upsert import insert_into

_ANSWER, _ASK, _STRAY = table_of(SurveyAnswerRow), table_of(SurveyAskRow), table_of(SurveyStrayRow)
_CONTACT = table_of(ContactRow)
_SAID = ("account", "survey", "score", "contact", "scale", "author", "changed_by", "changed_at")


class SqlSurveys:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, answer: SurveyAnswer, *, now: datetime) -> SurveyAnswer | None:
        said = _values(answer) | {"learnt_at": now}
        statement = insert_into(self._connection, _ANSWER).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "external_id"]).returning(_ANSWER.c.id)
        number = self._connection.execute(once).scalar()
        if number is None:
            return None
        mark_changed(self._connection, [answer.account], at=now)
        return replace(answer, id=number, version=1, learnt_at=now)

    def of(self, answer: int) -> SurveyAnswer | None:
        return self._one(_ANSWER.c.id == answer)

    def called(self, account: int, key: str) -> SurveyAnswer | None:
        return self._one((_ANSWER.c.account == account) & (_ANSWER.c.external_id == key))

    def save(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        values = _values(answer) | {"version": answer.version + 1}
        if self._connection.execute(update(_ANSWER).where(_as_it_was(answer)).values(values)).rowcount != 1:
            return False
        mark_changed(self._connection, [answer.account], at=now)
        return True

    def remove(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        if self._connection.execute(delete(_ANSWER).where(_as_it_was(answer))).rowcount != 1:
            return False
        mark_changed(self._connection, [answer.account], at=now)
        return True

    def voices(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[Voice]:
        return latest_voices(self._connection, survey, owners, first=first, last=last, today=today)

    def ask(self, account: int, sent: Sent, contact: int | None, *, on: date, now: datetime) -> bool:
        said = {"account": account, "external_id": f"{sent.source}:{sent.key}", "survey": sent.survey}
        statement = insert_into(self._connection, _ASK).values(
            said | {"asked_on": on, "contact": contact, "learnt_at": now}
        )
        once = statement.on_conflict_do_nothing(index_elements=["account", "external_id"]).returning(_ASK.c.id)
        return self._connection.execute(once).scalar() is not None

    def asked(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[AskedPerson]:
        return asked_people(self._connection, survey, owners, first=first, last=last, today=today)

    def contacts_with(self, email: str) -> Sequence[tuple[int, int]]:
        wanted = select(_CONTACT.c.account, _CONTACT.c.id).where(func.lower(_CONTACT.c.email) == email.lower())
        found = self._connection.execute(wanted.order_by(_CONTACT.c.account, _CONTACT.c.id))
        return [(account, contact) for account, contact in found]

    def keep_stray(self, sent: Sent, *, now: datetime) -> bool:
        said = {"source": sent.source, "external_id": _stray_key(sent), "named": sent.named}
        body = json.dumps(said_of(sent), ensure_ascii=False)
        statement = insert_into(self._connection, _STRAY).values(said | {"body": body, "learnt_at": now})
        once = statement.on_conflict_do_nothing(index_elements=["source", "external_id"]).returning(_STRAY.c.id)
        return self._connection.execute(once).scalar() is not None

    def strays(self, *, limit: int) -> tuple[Sequence[Stray], int]:
        rows = self._connection.execute(select(_STRAY).order_by(_STRAY.c.id).limit(limit)).mappings()
        total = self._connection.execute(select(func.count()).select_from(_STRAY)).scalar_one()
        return [_stray(row) for row in rows], total

    def stray(self, number: int) -> Stray | None:
        row = self._connection.execute(select(_STRAY).where(_STRAY.c.id == number)).mappings().first()
        return _stray(row) if row else None

    def drop_stray(self, number: int) -> bool:
        return self._connection.execute(delete(_STRAY).where(_STRAY.c.id == number)).rowcount == 1

    def has_found(self, sent: Sent) -> bool:
        table = _ANSWER if sent.is_answer else _ASK
        found = select(table.c.id).where(table.c.external_id == f"{sent.source}:{sent.key}").limit(1)
        return self._connection.execute(found).first() is not None

    def found(self, sent: Sent) -> None:
        is_it = (_STRAY.c.source == sent.source) & (_STRAY.c.external_id == _stray_key(sent))
        self._connection.execute(delete(_STRAY).where(is_it))

    def _one(self, wanted: ColumnElement[bool]) -> SurveyAnswer | None:
        row = self._connection.execute(select(_ANSWER).where(wanted)).mappings().first()
        return _answer(row) if row else None


def _values(answer: SurveyAnswer) -> dict[str, Any]:
    said = {name: getattr(answer, name) for name in _SAID}
    return said | {"external_id": answer.key, "answered_on": answer.on, "words": answer.words or None}


def _answer(row: RowMapping) -> SurveyAnswer:
    said: dict[str, Any] = {name: row[name] for name in (*_SAID, "id", "version", "learnt_at")}
    return SurveyAnswer(key=row["external_id"], on=row["answered_on"], words=row["words"] or "", **said)


def _stray_key(sent: Sent) -> str:
    """That somebody was asked may have the number of what they answer."""
    return sent.key if sent.is_answer else f"asked:{sent.key}"


def _stray(row: RowMapping) -> Stray:
    return Stray(row["id"], sent_from(json.loads(row["body"]), source=row["source"]), row["learnt_at"])


def _as_it_was(answer: SurveyAnswer) -> ColumnElement[bool]:
    return (_ANSWER.c.id == answer.id) & (_ANSWER.c.version == answer.version)
