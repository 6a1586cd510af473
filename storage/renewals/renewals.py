from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from domain.accounts import AccountMatch
from domain.renewals.listing import DueRenewal, RenewalFilter, RenewalRow, UndatedPage
from domain.renewals.ports import StoredScore
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal
from storage.chunks import LOOKED_UP, chunks
from storage.money import money_columns, money_from
from storage.renewals.glances import refresh_next_renewals
from storage.renewals.lists import due_renewal_from, due_renewals, pages_rows, renewal_row_from, undated_accounts
from storage.renewals.scores import stored_scores
from storage.renewals.values import renewal_from, renewal_values
from storage.tables import RenewalForecastRow, table_of
from storage.tables import RenewalRow as RenewalTable

_RENEWAL = table_of(RenewalTable)
_FORECAST = table_of(RenewalForecastRow)
_ONE = select(_RENEWAL).where(_RENEWAL.c.id == bindparam("wanted"))
_SAVE = update(_RENEWAL).where(_RENEWAL.c.id == bindparam("wanted"), _RENEWAL.c.version == bindparam("seen"))
_OF_ACCOUNT = (
    select(_RENEWAL).where(_RENEWAL.c.account == bindparam("wanted")).order_by(_RENEWAL.c.due_on, _RENEWAL.c.id)
)
_RESOLVED = select(_RENEWAL).where(_RENEWAL.c.outcome.is_not(None)).order_by(_RENEWAL.c.due_on, _RENEWAL.c.id)
_FORECASTS = (
    select(*(_FORECAST.c[name] for name in ("category", "by", "at", "proposed_minor", "proposed_currency", "reason")))
    .where(_FORECAST.c.renewal == bindparam("wanted"))
    .order_by(_FORECAST.c.at.desc(), _FORECAST.c.id.desc())
)


class SqlRenewals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, renewal: int) -> Renewal | None:
        row = self._connection.execute(_ONE, {"wanted": renewal}).mappings().first()
        return renewal_from(row) if row else None

    def of_account(self, account: int) -> Sequence[Renewal]:
        return [renewal_from(row) for row in self._connection.execute(_OF_ACCOUNT, {"wanted": account}).mappings()]

    def due(self, wanted: RenewalFilter) -> Sequence[DueRenewal]:
        return [due_renewal_from(row) for row in self._connection.execute(due_renewals(wanted))]

    def rows(self, renewals: Sequence[int], *, today: date) -> Sequence[RenewalRow]:
        found = self._connection.execute(pages_rows(renewals)).mappings()
        by_number = {row.renewal.id: row for row in (renewal_row_from(row, today=today) for row in found)}
        return [by_number[number] for number in renewals if number in by_number]

    def undated(self, wanted: RenewalFilter, *, offset: int, limit: int) -> UndatedPage:
        accounts = undated_accounts(wanted)
        counted = select(func.count()).select_from(accounts.order_by(None).subquery())
        rows = self._connection.execute(accounts.offset(offset).limit(limit))
        found = tuple(AccountMatch(number, name, 1.0, exact=True, owner=owner) for number, name, owner in rows)
        return UndatedPage(found, self._connection.execute(counted).scalar_one())

    def add(self, renewals: Iterable[Renewal]) -> Sequence[int]:
        new = list(renewals)
        if not new:
            return []
        numbers = self._connection.execute(self._insert(), [renewal_values(each) | {"version": 1} for each in new])
        added = sorted(numbers.scalars())
        refresh_next_renewals(self._connection, [each.account for each in new])
        return added

    def _insert(self) -> ReturningInsert[Any]:
        """Numbers rise in the order of the rows. SQLite gives them so by itself; told to, it would take row by row."""
        is_asked = self._connection.dialect.name != "sqlite"
        return insert(_RENEWAL).returning(_RENEWAL.c.id, sort_by_parameter_order=is_asked)

    def save(self, renewal: Renewal) -> bool:
        unchanged = (_RENEWAL.c.id == renewal.id) & (_RENEWAL.c.version == renewal.version)
        values = renewal_values(renewal) | {"version": renewal.version + 1}
        is_written = self._connection.execute(update(_RENEWAL).where(unchanged).values(values)).rowcount == 1
        if is_written:
            refresh_next_renewals(self._connection, [renewal.account])
        return is_written

    def save_all(self, renewals: Iterable[Renewal]) -> None:
        changed = list(renewals)
        rows = [
            {"wanted": each.id, "seen": each.version, "version": each.version + 1} | renewal_values(each)
            for each in changed
        ]
        if rows:
            self._connection.execute(_SAVE, rows)
            refresh_next_renewals(self._connection, [each.account for each in changed])

    def remove(self, renewals: Iterable[int]) -> None:
        for some in chunks(sorted(set(renewals)), LOOKED_UP):
            gone = delete(_RENEWAL).where(_RENEWAL.c.id.in_(some)).returning(_RENEWAL.c.account)
            refresh_next_renewals(self._connection, list(self._connection.execute(gone).scalars()))

    def note_forecast(self, renewal: int, forecast: Forecast) -> None:
        self.note_forecasts({renewal: forecast})

    def note_forecasts(self, said: Mapping[int, Forecast]) -> None:
        rows = [_forecast_row(renewal, forecast) for renewal, forecast in said.items()]
        if rows:
            self._connection.execute(insert(_FORECAST), rows)

    def forecasts(self, renewal: int) -> Sequence[Forecast]:
        rows = self._connection.execute(_FORECASTS, {"wanted": renewal})
        return [
            Forecast(ForecastCategory(category), by, at, money_from(minor, currency), reason)
            for category, by, at, minor, currency, reason in rows
        ]

    def resolved(self) -> Sequence[Renewal]:
        return [renewal_from(row) for row in self._connection.execute(_RESOLVED).mappings()]

    def stored_scores(self, moments: Iterable[tuple[int, date]], *, reach_days: int) -> Sequence[StoredScore | None]:
        return stored_scores(self._connection, list(moments), reach_days=reach_days)


def _forecast_row(renewal: int, forecast: Forecast) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(forecast, name) for name in ("category", "by", "at", "reason")}
    return said | {"renewal": renewal} | money_columns("proposed", forecast.proposed)
