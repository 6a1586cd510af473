"""A week of requests as the plain facts of an announcement, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.digests.written import amounts_from
from domain.feedback.request import RequestState
from domain.outbox.announcement import Fact
from domain.product_weeks.week import Lines, Mover, ProductWeek, RequestLine


def product_week_facts(week: ProductWeek) -> dict[str, Fact]:
    facts: dict[str, Fact] = asdict(week)
    return facts | {
        "since": week.since.isoformat(),
        "as_of": week.as_of.isoformat(),
        "weights": {str(number): points for number, points in week.weights.items()},
    }


def product_week_from(facts: Mapping[str, Any]) -> ProductWeek:
    return ProductWeek(
        since=datetime.fromisoformat(facts["since"]),
        as_of=datetime.fromisoformat(facts["as_of"]),
        currency=facts["currency"],
        areas=tuple(facts["areas"]),
        open=facts["open"],
        accounts=facts["accounts"],
        arr=amounts_from(facts["arr"]),
        new=_lines(facts["new"]),
        decided=_lines(facts["decided"]),
        shipped=_lines(facts["shipped"]),
        late=_lines(facts["late"]),
        movers=tuple(Mover(_line(each["line"]), each["before"]) for each in facts["movers"]),
        top=tuple(map(_line, facts["top"])),
        weights=weights_from(facts),
    )


def weights_from(facts: Mapping[str, Any]) -> dict[int, float]:
    return {int(number): points for number, points in facts["weights"].items()}


def _lines(said: Mapping[str, Any]) -> Lines:
    return Lines(tuple(map(_line, said["shown"])), said["count"])


def _line(said: Mapping[str, Any]) -> RequestLine:
    return RequestLine(**(dict(said) | {"state": RequestState(said["state"])}))
