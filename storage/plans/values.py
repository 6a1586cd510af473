"""Success plans to their rows and from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import UsageMeasure
from domain.plans.plan import (
    Cause,
    CheckIn,
    CheckInVerdict,
    Direction,
    Measurement,
    MeasurementSource,
    Outcome,
    OutcomeBefore,
    PlanMilestone,
    UsageReading,
    UsageSource,
)
from domain.success import OutcomeStatus

_PLAIN = (
    *("account", "title", "agreed_on", "status_on", "baseline", "target", "due_on", "owner", "contact", "check_in_on"),
    *("asked_for", "check_in_task", "closed_on", "by", "changed_by", "changed_at"),
)
_WORDS = ("measure", "unit", "next_step")
_MEASURED = ("outcome", "day", "value", "replaced", "replaced_by", "replaced_at", "by", "learnt_at")
_CHECKED = ("outcome", "key", "at", "on", "by", "task")
_STEP = ("account", "title", "due_on", "done_on", "owner", "outcome", "by")


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """Without what only the book gives: number, version, and when it became known."""
    words = {name: getattr(outcome, name) or None for name in _WORDS}
    usage = outcome.usage
    return (
        {name: getattr(outcome, name) for name in _PLAIN}
        | words
        | {
            "status": outcome.status.value,
            "direction": outcome.direction.value,
            "usage_measure": usage.measure.value if usage else None,
            "usage_reading": usage.reading.value if usage else None,
        }
    )


def outcome_from(row: Mapping[Any, Any]) -> Outcome:
    known: dict[str, Any] = {name: row[name] for name in _PLAIN} | {name: row[name] or "" for name in _WORDS}
    return Outcome(
        **known,
        status=OutcomeStatus(row["status"]),
        direction=Direction(row["direction"] or Direction.MORE),
        usage=usage_from(row["usage_measure"], row["usage_reading"]),
        id=row["id"],
        version=row["version"],
        learnt_at=row["learnt_at"],
    )


def usage_from(measure: str | None, reading: str | None) -> UsageSource | None:
    return UsageSource(UsageMeasure(measure), UsageReading(reading)) if measure and reading else None


def measurement_values(measurement: Measurement) -> dict[str, Any]:
    return {name: getattr(measurement, name) for name in _MEASURED} | {
        "source": measurement.source.value,
        "before": _before_text(measurement.before) if measurement.before else None,
    }


def measurement_from(row: RowMapping) -> Measurement:
    known = {name: row[name] for name in _MEASURED}
    stood = _before_from(row["before"]) if row["before"] else None
    return Measurement(**known, source=MeasurementSource(row["source"]), before=stood, id=row["id"])


def check_in_values(check_in: CheckIn) -> dict[str, Any]:
    return {name: getattr(check_in, name) for name in _CHECKED} | {
        "verdict": check_in.verdict.value,
        "cause": check_in.cause.value if check_in.cause else None,
        "words": check_in.words or None,
        "next_step": check_in.next_step or None,
        "before": _before_text(check_in.before),
    }


def check_in_from(row: RowMapping) -> CheckIn:
    return CheckIn(
        **{name: row[name] for name in _CHECKED},
        verdict=CheckInVerdict(row["verdict"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        words=row["words"] or "",
        next_step=row["next_step"] or "",
        before=_before_from(row["before"]),
        id=row["id"],
    )


def milestone_values(milestone: PlanMilestone) -> dict[str, Any]:
    return {name: getattr(milestone, name) for name in _STEP}


def milestone_from(row: RowMapping) -> PlanMilestone:
    return PlanMilestone(**{name: row[name] for name in _STEP}, id=row["id"], learnt_at=row["learnt_at"])


def _before_text(before: OutcomeBefore) -> str:
    days = [day.isoformat() if day else None for day in (before.status_on, before.check_in_on, before.closed_on)]
    return json.dumps((before.status.value, before.next_step, *days))


def _before_from(text: str) -> OutcomeBefore:
    status, next_step, *days = json.loads(text)
    status_on, check_in_on, closed_on = (date.fromisoformat(day) if day else None for day in days)
    return OutcomeBefore(OutcomeStatus(status), status_on or date.min, next_step, check_in_on, closed_on)
