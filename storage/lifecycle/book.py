from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from domain.first_value.reached import ValueNote, ValueStanding
from domain.health.ports import StandingFilter
from domain.lifecycle.ports import ClockPage, StagesPage, StarterPage
from storage.evidence_marks import mark_changed
from storage.first_value_texts import value_reached_from, value_reached_text
from storage.lifecycle.clock import clock_page
from storage.lifecycle.stages import stages_page
from storage.lifecycle.starters import starter_page
from storage.tables import AccountRow, FirstValueNoteRow, table_of

_ACCOUNT, _NOTE = table_of(AccountRow), table_of(FirstValueNoteRow)
_STANDS = select(_ACCOUNT.c.first_value_on, _ACCOUNT.c.first_value).where(_ACCOUNT.c.id == bindparam("wanted"))
_ONE = select(_NOTE).where(_NOTE.c.id == bindparam("wanted"))


class SqlLifecycle:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stages(self, wanted: StandingFilter, *, stuck: bool, offset: int, limit: int) -> StagesPage:
        return stages_page(self._connection, wanted, stuck=stuck, offset=offset, limit=limit)

    def clock(self, wanted: StandingFilter, *, late: bool, today: date, offset: int, limit: int) -> ClockPage:
        return clock_page(self._connection, wanted, late=late, today=today, offset=offset, limit=limit)

    def starters(self, wanted: StandingFilter, *, today: date) -> StarterPage:
        return starter_page(self._connection, wanted, today=today)

    def first_value_of(self, account: int) -> ValueStanding:
        row = self._connection.execute(_STANDS, {"wanted": account}).first()
        return ValueStanding(row[0], value_reached_from(row[1])) if row else ValueStanding()

    def record(self, note: ValueNote, *, seen: ValueStanding) -> ValueNote | None:
        values = {name: getattr(note, name) for name in ("account", "what", "words", "by", "at")} | {
            "reached_on": note.on,
            "before_on": seen.on,
            "before": value_reached_text(seen.reached),
            "cleared": note.is_cleared or None,
        }
        number = self._connection.execute(insert(_NOTE).values(values).returning(_NOTE.c.id)).scalar_one()
        kept = replace(note, id=number, before=seen)
        if self._put(note.account, kept.stands, over=seen, now=note.at):
            return kept
        self._connection.execute(delete(_NOTE).where(_NOTE.c.id == number))
        return None

    def unfind(self, account: int, *, seen: ValueStanding, now: datetime) -> bool:
        return self._put(account, ValueStanding(), over=seen, now=now)

    def note(self, number: int) -> ValueNote | None:
        row = self._connection.execute(_ONE, {"wanted": number}).first()
        if row is None:
            return None
        before = ValueStanding(row.before_on, value_reached_from(row.before))
        said = (row.account, row.reached_on, row.what, row.words, row.by, row.at)
        return ValueNote(*said, before, row.id, is_cleared=bool(row.cleared))

    def take_back(self, note: ValueNote, *, now: datetime) -> bool:
        if not self._put(note.account, note.before, over=note.stands, now=now):
            return False
        self._connection.execute(delete(_NOTE).where(_NOTE.c.id == note.id))
        return True

    def _put(self, account: int, stands: ValueStanding, *, over: ValueStanding, now: datetime) -> bool:
        """Of two who write at once the second finds another state than it saw."""
        is_as_seen = (_ACCOUNT.c.id == account) & _is(over)
        said = {"first_value_on": stands.on, "first_value": value_reached_text(stands.reached)}
        if self._connection.execute(update(_ACCOUNT).where(is_as_seen).values(said)).rowcount != 1:
            return False
        mark_changed(self._connection, [account], at=now)
        return True


def _is(stands: ValueStanding) -> ColumnElement[bool]:
    on, reached = _ACCOUNT.c.first_value_on, _ACCOUNT.c.first_value
    text = value_reached_text(stands.reached)
    is_day = on.is_(None) if stands.on is None else on == stands.on
    return is_day & (reached.is_(None) if text is None else reached == text)
