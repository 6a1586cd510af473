from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from domain.accounts import UsageMeasure
from domain.value_report.period import Period
from domain.value_report.use import SeatLine, UsedOn
from storage.tables import ContractLineRow, ContractRow, UsageRow, table_of

_USAGE, _CONTRACT, _LINE = table_of(UsageRow), table_of(ContractRow), table_of(ContractLineRow)
_MEASURES = sorted(set(UsageMeasure) - {UsageMeasure.SEATS_ASSIGNED})


class SqlValueFacts:
    """What was used and for how many it was bought."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def used(self, account: int, period: Period) -> Sequence[UsedOn]:
        used = _USAGE.c
        statement = (
            select(used.measure, used.day, used.value)
            .where(used.account == account, used.measure.in_(_MEASURES))
            .where(used.day.between(period.first.toordinal(), period.last.toordinal()))
            .order_by(used.measure, used.day)
        )
        rows = self._connection.execute(statement)
        return [UsedOn(UsageMeasure(measure), date.fromordinal(day), value) for measure, day, value in rows]

    def seat_lines(self, account: int) -> Sequence[SeatLine]:
        starts_on = func.coalesce(_LINE.c.start_on, _CONTRACT.c.start_on)
        ends_on = func.coalesce(_LINE.c.end_on, _CONTRACT.c.end_on)
        statement = (
            select(_LINE.c.seats, starts_on, ends_on)
            .join_from(_LINE, _CONTRACT, _CONTRACT.c.id == _LINE.c.contract)
            .where(_CONTRACT.c.account == account, _LINE.c.seats.is_not(None))
            .order_by(_LINE.c.id)
        )
        return [SeatLine(*row) for row in self._connection.execute(statement)]
