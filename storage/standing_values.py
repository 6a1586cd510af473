"""`AccountStanding` to its row, for whoever scores, and from it, on the hot path."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import orjson

from domain.accounts import AccountStatus, LifecycleStage, Money, Pulse, Tier
from domain.expansion.play import PlayGlance, PlayInBrief, Stage
from domain.health.model import Band, Cap, Confidence, Measure
from domain.health.standing import AccountStanding, Judgement, KeyFactor
from domain.lifecycle.policy import Stuck
from domain.money import minor_digits
from domain.plans.plan import PlanGlance
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal, RenewalGlance
from domain.tasks.task import TaskGlance, TaskInBrief
from storage.first_value_texts import value_reached_from

OF_ACCOUNT = MappingProxyType(
    {"churned": "status"}
    | {name: name for name in ("name", "owner", "cover", "cover_starts_on", "cover_ends_on")}
    | {name: name for name in ("went_live_on", "first_value_on", "churned_on", "next_renewal")}
    | {"tasks": "open_tasks", "plan": "success_plan", "value_reached": "first_value", "plays": "open_plays"}
)
"""Fields of a standing that are read from the account, by the column they are read from."""
AT_RISK_ORDER = {Band.RED: 0, Band.YELLOW: 1, Band.GREY: 2, Band.GREEN: 3}
_LAST = 1_000
_MADE = frozenset({"pulls_down", "lifts", "arr", "judgement", "has_asked"})
_PLAIN = [field.name for field in fields(AccountStanding) if field.name not in _MADE | OF_ACCOUNT.keys()]


def standing_values(standing: AccountStanding) -> dict[str, Any]:
    """The columns of the `standing` table; what stands in `account` is left to it."""
    values = {name: getattr(standing, name) for name in _PLAIN}
    main = main_amount(standing.arr)
    return values | {
        "pulls_down": factors_text(standing.pulls_down),
        "lifts": factors_text(standing.lifts),
        "arr": amounts_text(standing.arr),
        "judgement": judgement_text(standing.judgement),
        "main_arr_minor": main.minor if main else None,
        "main_arr_currency": main.currency if main else None,
        "worst_rank": worst_rank(standing.shown, standing.band),
        "at_risk_rank": AT_RISK_ORDER[standing.band],
        "main_arr_order": -comparable(main) if main else 0,
    }


def worst_rank(shown: int | None, band: Band) -> int:
    """Lowest shown score first; grey ones after all others, by score too; without a score last of all."""
    if shown is None:
        return 2 * _LAST
    return shown + _LAST if band is Band.GREY else shown


def main_amount(amounts: Iterable[Money]) -> Money | None:
    """The largest amount by its number: for ordering lists, where currencies cannot be added."""
    return max(amounts, key=comparable, default=None)


def amounts_text(amounts: Iterable[Money]) -> str:
    return f"[{', '.join([amount_text(money.minor, money.currency) for money in amounts])}]"


def amount_text(minor: int, currency: str) -> str:
    return f"[{minor}, {_quoted(currency)}]"


def factors_text(factors: Iterable[KeyFactor]) -> str:
    return json.dumps([(f.measure, f.value, f.points, f.fine, f.excellent) for f in factors])


def judgement_text(judgement: Judgement | None) -> str | None:
    if judgement is None:
        return None
    given_at, expires_on = judgement.given_at.isoformat(), judgement.expires_on.isoformat()
    return json.dumps((judgement.pulse, judgement.note, judgement.author, given_at, expires_on, judgement.score))


def amounts_from(text: str) -> tuple[Money, ...]:
    return tuple([Money(minor, currency) for minor, currency in orjson.loads(text)])


def factors_from(text: str) -> tuple[KeyFactor, ...]:
    return tuple([KeyFactor(_MEASURES[measure], *rest) for measure, *rest in orjson.loads(text)])


def judgement_from(text: str | None) -> Judgement | None:
    if text is None:
        return None
    pulse, note, author, given_at, expires_on, score = json.loads(text)
    return Judgement(
        Pulse(pulse), note, author, datetime.fromisoformat(given_at), date.fromisoformat(expires_on), score
    )


def standing_from(row: Iterable[Any]) -> AccountStanding:
    """From columns selected in the order of the value's fields (`storage/standings.py`)."""
    values = list(row)
    for place, read in _READ:
        values[place] = read(values[place])
    return AccountStanding(*values)


def renewal_glance_text(renewal: Renewal, reminded_on: date | None) -> str:
    """What the account keeps of its next renewal."""
    return json.dumps(
        (
            renewal.id,
            renewal.due_on.isoformat(),
            renewal.notice_on.isoformat() if renewal.notice_on else None,
            renewal.auto_renew,
            _forecast_parts(renewal.forecast),
            reminded_on.isoformat() if reminded_on else None,
        )
    )


def renewal_days_from(text: str) -> tuple[date, date | None]:
    """The day it is due and the last one for notice, without the rest, for a look over a whole book."""
    _, due_on, notice_on, *_ = json.loads(text)
    return date.fromisoformat(due_on), date.fromisoformat(notice_on) if notice_on else None


def renewal_glance_from(text: str | None) -> RenewalGlance | None:
    if text is None:
        return None
    number, due_on, notice_on, auto_renew, forecast, reminded_on = json.loads(text)
    return RenewalGlance(
        number,
        date.fromisoformat(due_on),
        date.fromisoformat(notice_on) if notice_on else None,
        auto_renew,
        _forecast_from(*forecast) if forecast else None,
        date.fromisoformat(reminded_on) if reminded_on else None,
    )


def task_glance_text(glance: TaskGlance | None) -> str | None:
    """What the account keeps of its open tasks; nothing where there are none."""
    if glance is None or not glance.due_days:
        return None
    first = [(task.title, task.due_on.isoformat(), task.assignee) for task in glance.first]
    return json.dumps((first, [day.isoformat() for day in glance.due_days]))


def task_glance_from(text: str | None) -> TaskGlance | None:
    if text is None:
        return None
    first, due_days = json.loads(text)
    return TaskGlance(
        tuple(TaskInBrief(title, date.fromisoformat(day), assignee) for title, day, assignee in first),
        tuple(map(date.fromisoformat, due_days)),
    )


def plan_glance_text(glance: PlanGlance | None) -> str | None:
    """What the account keeps of its success plan; nothing where there is no outcome that counts."""
    if glance is None:
        return None
    check_in = glance.check_in_on.isoformat() if glance.check_in_on else None
    return json.dumps((glance.outcomes, glance.well, glance.behind, check_in))


def plan_glance_from(text: str | None) -> PlanGlance | None:
    if text is None:
        return None
    outcomes, well, behind, check_in = json.loads(text)
    return PlanGlance(outcomes, well, behind, date.fromisoformat(check_in) if check_in else None)


def play_glance_text(glance: PlayGlance | None) -> str | None:
    """What the account keeps of its open plays; nothing where there are none."""
    if glance is None:
        return None
    first = glance.first
    brief = (first.about, first.stage, _money_parts(first.amount), first.day.isoformat() if first.day else None)
    return json.dumps((glance.count, [_money_parts(amount) for amount in glance.amounts], brief))


def play_glance_from(text: str | None) -> PlayGlance | None:
    if text is None:
        return None
    count, amounts, (about, stage, amount, day) = json.loads(text)
    expected = date.fromisoformat(day) if day else None
    first = PlayInBrief(about, Stage(stage), Money(*amount) if amount else None, expected)
    return PlayGlance(count, tuple(Money(*each) for each in amounts), first)


def _money_parts(money: Money | None) -> tuple[int, str] | None:
    return (money.minor, money.currency) if money else None


def _forecast_parts(forecast: Forecast | None) -> tuple[object, ...] | None:
    if forecast is None:
        return None
    proposed = (forecast.proposed.minor, forecast.proposed.currency) if forecast.proposed else None
    return (forecast.category, forecast.by, forecast.at.isoformat(), proposed, forecast.reason)


def _forecast_from(category: str, by: str, at: str, proposed: tuple[int, str] | None, reason: str) -> Forecast:
    amount = Money(*proposed) if proposed else None
    return Forecast(ForecastCategory(category), by, datetime.fromisoformat(at), amount, reason)


def comparable(money: Money) -> int:
    return in_hundredths(money.minor, money.currency)


def in_hundredths(minor: int, currency: str) -> int:
    return minor * 100 if minor_digits(currency) == 0 else minor


_MEASURES = {measure.value: measure for measure in Measure}
_CAPS: dict[str | None, Cap | None] = {None: None, **{cap.value: cap for cap in Cap}}
_STUCK: dict[str | None, Stuck | None] = {None: None, **{stuck.value: stuck for stuck in Stuck}}
_quoted = lru_cache(maxsize=256)(json.dumps)
_READERS: dict[str, Callable[[Any], object]] = {
    "tier": {tier.value: tier for tier in Tier}.__getitem__,
    "stage": {stage.value: stage for stage in LifecycleStage}.__getitem__,
    "band": {band.value: band for band in Band}.__getitem__,
    "confidence": {confidence.value: confidence for confidence in Confidence}.__getitem__,
    "pulls_down": factors_from,
    "lifts": factors_from,
    "cap": _CAPS.__getitem__,
    "arr": amounts_from,
    "judgement": judgement_from,
    "churned": AccountStatus.CHURNED.__eq__,
    "next_renewal": renewal_glance_from,
    "tasks": task_glance_from,
    "plan": plan_glance_from,
    "value_reached": value_reached_from,
    "stuck": _STUCK.__getitem__,
    "plays": play_glance_from,
}
_READ = [(place, _READERS[field.name]) for place, field in enumerate(fields(AccountStanding)) if field.name in _READERS]
