"""What was heard of each contact of one account: two statements, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from domain.people.ports import Heard, SaidInSurvey
from storage.tables import SurveyAnswerRow, TouchpointContactRow, TouchpointRow, table_of
from storage.two_way import IS_TWO_WAY

_TOUCH, _PRESENT, _ANSWER = table_of(TouchpointRow), table_of(TouchpointContactRow), table_of(SurveyAnswerRow)


def heard_of(connection: Connection, account: int, *, today: date, answered_after: date) -> Mapping[int, Heard]:
    spoken = _spoken_with(connection, account)
    said = _said(connection, account, today, answered_after)
    return {contact: Heard(spoken.get(contact), tuple(said.get(contact, ()))) for contact in {*spoken, *said}}


def _spoken_with(connection: Connection, account: int) -> dict[int, datetime]:
    wanted = (
        select(_PRESENT.c.contact, func.max(_TOUCH.c.at, type_=_TOUCH.c.at.type))
        .join(_TOUCH, _TOUCH.c.id == _PRESENT.c.touchpoint)
        .where(_TOUCH.c.account == account, IS_TWO_WAY)
        .group_by(_PRESENT.c.contact)
    )
    return dict(connection.execute(wanted).all())


def _said(connection: Connection, account: int, today: date, answered_after: date) -> dict[int, list[SaidInSurvey]]:
    """The latest of each survey, by its name."""
    columns = (_ANSWER.c.contact, _ANSWER.c.survey, _ANSWER.c.score, _ANSWER.c.answered_on, _ANSWER.c.scale)
    newest = func.row_number().over(
        partition_by=(_ANSWER.c.contact, _ANSWER.c.survey),
        order_by=(_ANSWER.c.answered_on.desc(), _ANSWER.c.id.desc()),
    )
    ranked = (
        select(*columns, newest.label("nth"))
        .where(
            _ANSWER.c.account == account,
            _ANSWER.c.contact.is_not(None),
            _ANSWER.c.answered_on > answered_after,
            _ANSWER.c.answered_on <= today,
        )
        .subquery()
    )
    found: dict[int, list[SaidInSurvey]] = defaultdict(list)
    latest = select(*ranked.c).where(ranked.c.nth == 1).order_by(ranked.c.survey)
    for contact, survey, score, on, scale, _ in connection.execute(latest):
        found[contact].append(SaidInSurvey(survey, score, on, scale))
    return found
