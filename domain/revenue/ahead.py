"""What is still due: ARR at risk and unknown, the weighted forecast, and the calendar of the months ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.health.model import Band
from domain.money import ExchangeRates
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import ForecastCategory
from domain.revenue.curve import Curve
from domain.revenue.forecast import WeightedForecast, weighted_forecasts
from domain.revenue.periods import Period

CALENDAR_MONTHS = 6
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """Renewals, and their ARR in the base currency; what has no rate or no amount is only counted."""

    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class MonthDue:
    """Open ARR that is due in the month which begins on `starts_on`, by what people say of it (None: nothing yet)."""

    starts_on: date
    said: Mapping[ForecastCategory | None, Sum]

    @property
    def minor(self) -> int:
        return sum(each.minor for each in self.said.values())

    @property
    def count(self) -> int:
        return sum(each.count for each in self.said.values())


@dataclass(frozen=True, slots=True)
class StillDue:
    """Open renewals that are due in the period, of all accounts asked for or of one group of them.

    At risk: red, or held down by a hard cap. Unknown: not those, and grey or never scored.
    """

    due: Sum
    at_risk: Sum
    unknown: Sum
    forecasts: tuple[WeightedForecast, ...]
    """One a currency, that of the base first where it has any."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still due in the period, whole and by group of a cut, and the months from today's on."""

    period: Period
    currency: str
    whole: StillDue
    groups: Mapping[str | None, StillDue]
    curve: Curve
    calendar: tuple[MonthDue, ...]


def ahead_of(
    due: Sequence[DueRenewal],
    *,
    period: Period,
    today: date,
    curve: Curve,
    rates: ExchangeRates,
    group: Callable[[int], str | None] | None = None,
) -> Ahead:
    """`due` are open ones, of the period and of the months ahead; `group` names the group of an account."""
    mine = [each for each in due if period.starts_on <= each.due_on < period.ends_on]
    return Ahead(
        period,
        rates.base,
        _still_due(mine, curve, rates),
        {value: _still_due(some, curve, rates) for value, some in _grouped(mine, group).items()},
        curve,
        tuple(_month(due, month, rates) for month in months_from(today)),
    )


def _grouped(
    mine: Iterable[DueRenewal], group: Callable[[int], str | None] | None
) -> dict[str | None, list[DueRenewal]]:
    members: dict[str | None, list[DueRenewal]] = {}
    if group:
        for each in mine:
            members.setdefault(group(each.account), []).append(each)
    return members


def _still_due(mine: Sequence[DueRenewal], curve: Curve, rates: ExchangeRates) -> StillDue:
    forecasts = weighted_forecasts(mine, curve, converted=rates.in_base)
    return StillDue(
        _sum(mine, rates),
        _sum([each for each in mine if _is_at_risk(each)], rates),
        _sum([each for each in mine if not _is_at_risk(each) and each.band in {Band.GREY, None}], rates),
        tuple(sorted(forecasts, key=lambda forecast: forecast.currency != rates.base)),
    )


def months_from(today: date) -> list[date]:
    """The first days of the months of the calendar, this one first, and of the one after it."""
    months = [today.replace(day=1)]
    while len(months) < CALENDAR_MONTHS:
        months.append(after(months[-1]))
    return months


def after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // _DECEMBER, month.month % _DECEMBER + 1, 1)


def _is_at_risk(renewal: DueRenewal) -> bool:
    return renewal.band is Band.RED or renewal.capped


def _month(due: Sequence[DueRenewal], month: date, rates: ExchangeRates) -> MonthDue:
    mine = [each for each in due if month <= each.due_on < after(month)]
    said = {
        category: _sum([each for each in mine if each.category is category], rates)
        for category in (*ForecastCategory, None)
    }
    return MonthDue(month, {category: found for category, found in said.items() if found.count})


def _sum(due: Iterable[DueRenewal], rates: ExchangeRates) -> Sum:
    found = list(due)
    amounts = [rates.converted(each.arr) for each in found if each.arr]
    return Sum(len(found), sum(amount.minor for amount in amounts if amount))
