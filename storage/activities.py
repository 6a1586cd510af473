from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, func, select

from domain.weekly.ports import WeekAsked
from domain.weekly.week import Activity
from storage.columns import UtcDateTime
from storage.tables import AccountRow, TaskRow, TouchpointRow, table_of
from storage.two_way import IS_TWO_WAY

_ACCOUNT = table_of(AccountRow)
_TOUCH = table_of(TouchpointRow)
_TASK = table_of(TaskRow)
_SINCE, _UNTIL = (bindparam(name, type_=UtcDateTime) for name in ("since", "until"))
_PERSON = func.coalesce(_TOUCH.c.author, _ACCOUNT.c.owner)
_SPOKEN = (
    select(_PERSON, func.count())
    .join_from(_TOUCH, _ACCOUNT, _ACCOUNT.c.id == _TOUCH.c.account)
    .where(IS_TWO_WAY, _TOUCH.c.at >= _SINCE, _TOUCH.c.at < _UNTIL)
    .where(_PERSON.is_not(None))
    .group_by(_PERSON)
)
_IS_DONE = (_TASK.c.done_at >= _SINCE) & (_TASK.c.done_at < _UNTIL)
_IS_OVERDUE = _TASK.c.done_at.is_(None) & (_TASK.c.due_on < bindparam("today"))
_WORKED = (
    select(_TASK.c.assignee, func.count().filter(_IS_DONE), func.count().filter(_IS_OVERDUE))
    .where(_IS_DONE | _IS_OVERDUE)
    .group_by(_TASK.c.assignee)
)


class SqlActivities:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, asked: WeekAsked) -> Mapping[str, Activity]:
        week = {"since": asked.since, "until": asked.until}
        spoken: dict[str, int] = {row[0]: row[1] for row in self._connection.execute(_SPOKEN, week)}
        rows = self._connection.execute(_WORKED, week | {"today": asked.today})
        worked = {person: (done, overdue) for person, done, overdue in rows}
        return {
            person: Activity(spoken.get(person, 0), *worked.get(person, (0, 0)))
            for person in spoken.keys() | worked.keys()
        }
