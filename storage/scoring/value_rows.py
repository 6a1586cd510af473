"""First values that a scoring pass newly found, into the accounts' own rows: once there, they stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, func, update

from domain.first_value.reached import ValueReached
from domain.first_value.rules import FirstValuePolicy, ValueWay
from domain.health.columns import ScoredColumns
from domain.scoring import DueAccounts
from storage.first_value_texts import CLEARED, value_reached_text
from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)
_FOUND = (
    update(_ACCOUNT)
    .where(
        _ACCOUNT.c.id == bindparam("wanted"),
        _ACCOUNT.c.first_value_on.is_(None),
        func.coalesce(_ACCOUNT.c.first_value, "").not_like(f'%"{CLEARED}"%'),
    )
    .values(first_value_on=bindparam("reached_on"), first_value=bindparam("way"))
)


def found_values(due: DueAccounts, scored: ScoredColumns, policy: FirstValuePolicy) -> list[tuple[int, ValueReached]]:
    facts, rules = scored.card_facts, policy.rules
    found = []
    for row in np.flatnonzero(~np.isnan(facts.value_on)).tolist():
        rule = rules[facts.value_rule[row]]
        numbers = [0 if np.isnan(each[row]) else int(each[row]) for each in _numbers(scored)]
        reached = ValueReached(
            date.fromordinal(int(facts.value_on[row])),
            rule.by,
            amount=numbers[0],
            of=numbers[1],
            within=numbers[2],
            measure=rule.measure if rule.by is ValueWay.EVENT else None,
            what=rule.milestone,
        )
        found.append((due.accounts[row], reached))
    return found


def write_values(connection: Connection, found: Sequence[tuple[int, ValueReached]]) -> None:
    """Where nobody has said one meanwhile, or that there is none."""
    rows: list[dict[str, Any]] = [
        {"wanted": account, "reached_on": reached.on, "way": value_reached_text(reached)} for account, reached in found
    ]
    if rows:
        connection.execute(_FOUND, rows)


def _numbers(scored: ScoredColumns) -> tuple[Any, ...]:
    facts = scored.card_facts
    return facts.value_amount, facts.value_of, facts.value_within
