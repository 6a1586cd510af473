"""A team's week as the plain facts of an announcement, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from domain.digests.written import amounts_from, kept_from
from domain.outbox.announcement import Fact
from domain.renewals.renewal import ChurnReason, ForecastCategory
from domain.revenue.periods import Period
from domain.weekly.week import (
    Activity,
    ForecastPart,
    LostLately,
    PersonWeek,
    QuarterDue,
    QuarterKept,
    ReasonLost,
    TeamWeek,
    Weekly,
)


def weekly_facts(weekly: Weekly) -> dict[str, Fact]:
    written: dict[str, Fact] = _written(asdict(weekly))
    return written


def weekly_from(facts: Mapping[str, Any]) -> Weekly:
    return Weekly(
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["last"]),
        as_of=datetime.fromisoformat(facts["as_of"]),
        accounts=facts["accounts"],
        currency=facts["currency"],
        due=_due(facts["due"]),
        now=_kept(facts["now"]),
        before=_kept(facts["before"]),
        lost=_lost(facts["lost"]),
        team=_team(facts["team"]),
    )


def _written(value: Any) -> Any:
    """Days and moments as text, all the way down."""
    if isinstance(value, dict):
        return {name: _written(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_written(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _period(said: Mapping[str, Any]) -> Period:
    return Period(said["text"], date.fromisoformat(said["starts_on"]), date.fromisoformat(said["ends_on"]))


def _due(said: Mapping[str, Any]) -> QuarterDue:
    parts = tuple(
        ForecastPart(
            ForecastCategory(part["category"]) if part["category"] else None, part["count"], amounts_from(part["arr"])
        )
        for part in said["open"]
    )
    contracted, final = amounts_from(said["contracted"]), amounts_from(said["final"])
    return QuarterDue(parts, said["closed"], contracted, final, said["without_arr"])


def _kept(said: Mapping[str, Any]) -> QuarterKept:
    kept = kept_from(said["kept"]) if said["kept"] else None
    return QuarterKept(_period(said["period"]), kept, date.fromisoformat(said["as_of"]), said["is_reported"])


def _lost(said: Mapping[str, Any]) -> LostLately:
    reasons = tuple(
        ReasonLost(ChurnReason(each["reason"]), each["records"], amounts_from(each["arr"])) for each in said["reasons"]
    )
    first, last = date.fromisoformat(said["first"]), date.fromisoformat(said["last"])
    return LostLately(first, last, reasons, amounts_from(said["arr"]), said["without_arr"])


def _team(said: Mapping[str, Any]) -> TeamWeek:
    people = tuple(
        PersonWeek(each["person"], each["accounts"], Activity(**each["activity"])) for each in said["people"]
    )
    return TeamWeek(people, said["more"], Activity(**said["whole"]))
