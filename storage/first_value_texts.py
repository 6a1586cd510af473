"""How first value was reached, as the account's row has it."""

from __future__ import annotations

import json
from datetime import date, datetime

from domain.accounts import UsageMeasure
from domain.first_value.reached import ValueReached
from domain.first_value.rules import ValueWay

CLEARED = "cleared"
"""By this word scoring knows where it is not to write."""


def value_reached_text(reached: ValueReached | None) -> str | None:
    if reached is None:
        return None
    told = {
        "on": reached.on.isoformat(),
        "by": reached.by,
        "number": reached.number,
        "amount": reached.amount,
        "of": reached.of,
        "within": reached.within,
        "measure": reached.measure,
        "what": reached.what,
        "person": reached.person,
        "at": reached.at.isoformat() if reached.at else None,
        CLEARED: reached.is_cleared,
    }
    return json.dumps({name: value for name, value in told.items() if value})


def value_reached_from(text: str | None) -> ValueReached | None:
    if text is None:
        return None
    told = json.loads(text)
    at, measure = told.get("at"), told.get("measure")
    return ValueReached(
        on=date.fromisoformat(told["on"]),
        by=ValueWay(told["by"]),
        number=told.get("number", 0),
        amount=told.get("amount", 0),
        of=told.get("of", 0),
        within=told.get("within", 0),
        measure=UsageMeasure(measure) if measure else None,
        what=told.get("what", ""),
        person=told.get("person", ""),
        at=datetime.fromisoformat(at) if at else None,
        is_cleared=told.get(CLEARED, False),
    )
