"""Books of any size to measure against: plausible names, one standing an account, written in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import islice, product
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, literal, select

from benchmarks.name_words import CHINESE_PLACES, CHINESE_TRADES, CHINESE_WORDS, FIRST, SECOND, THIRD
from domain.account_names import normalised
from storage.migrate import upgrade
from storage.tables import AccountRow, AccountWordRow, MemberRow, StandingRow, table_of

MEMBER = "U0BENCH"
TEAM = "T0BENCH"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_BATCH = 20_000
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)


def account_names(count: int) -> list[str]:
    """Distinct names in a fixed shuffled order; beyond the combinations a number tells them apart."""
    names = [f"{first} {second}{third}".title() for first, second, third in product(FIRST, SECOND, THIRD)]
    Random(7).shuffle(names)
    rounds = -(-count // len(names))
    return list(islice((f"{name} {turn}" if turn else name for turn in range(rounds) for name in names), count))


def chinese_names(count: int) -> list[str]:
    """At most 8,000."""
    names = [f"{''.join(parts)}有限公司" for parts in product(CHINESE_PLACES, CHINESE_WORDS, CHINESE_TRADES)]
    Random(7).shuffle(names)
    return names[:count]


def fill(url: str, count: int) -> list[str]:
    """A migrated database with `count` accounts, their standings, and one member who may read them; the names."""
    upgrade(url)
    names = account_names(count)
    engine = hurried(url)
    with engine.begin() as connection:
        connection.execute(insert(table_of(MemberRow)), [{"slack_id": MEMBER, "name": "Dana", "role": "csm"}])
        for start in range(0, count, _BATCH):
            _write(connection, list(enumerate(names[start : start + _BATCH], start=start + 1)))
        values = _standing()
        connection.execute(insert(_STANDING).from_select(list(values), select(*values.values())))
    engine.dispose()
    return names


def _write(connection: Connection, numbered: Sequence[tuple[int, str]]) -> None:
    connection.execute(insert(_ACCOUNT), [_account(number, name) for number, name in numbered])
    words = [{"account": n, "kind": "name", "word": name, "normal": normalised(name)} for n, name in numbered]
    connection.execute(insert(table_of(AccountWordRow)), words)


def _account(number: int, name: str) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "status": "live",
        "tier": ("high", "mid", "tech")[number % 3],
        "owner": MEMBER,
        "customer_since": date(2024, 1, 1 + number % 28),
        "evidence_changed_at": NOW,
    }


def _standing() -> dict[str, Any]:
    """Column by column, from the account's own row: the database writes them without a round trip."""
    shown = _ACCOUNT.c.id * 37 % 61 + 40
    factor = '[["seat_activity", 0.41, 9.4, 0.5, 0.8]]'
    constants = {
        "stage": "stable",
        "band": "yellow",
        "confidence": "high",
        "coverage": 0.9,
        "low": 61.0,
        "high": 72.0,
        "known_dimensions": 5,
        "all_dimensions": 6,
        "oldest_known_on": date(2026, 11, 10),
        "trend": -3.0,
        "change_7": -2,
        "change_30": -6,
        "pulls_down": factor,
        "lifts": factor,
        "arr": '[[12000000, "USD"]]',
        "main_arr_minor": 12_000_000,
        "main_arr_currency": "USD",
        "renewal_on": date(2027, 3, 1),
        "notice_on": date(2027, 1, 30),
        "auto_renew": True,
        "last_two_way_on": date(2026, 11, 2),
        "open_tickets": 2,
        "open_critical_tickets": 0,
        "cadence_days": 30,
        "policy_version": 1,
        "scored_at": NOW,
        "evidence_seen_at": NOW,
        "at_risk_rank": 1,
        "main_arr_order": -12_000_000,
    }
    said = {name: literal(value, _STANDING.c[name].type) for name, value in constants.items()}
    return said | {"account": _ACCOUNT.c.id, "tier": _ACCOUNT.c.tier, "shown": shown, "raw": shown, "worst_rank": shown}


def hurried(url: str) -> Engine:
    """Nobody minds when a book that is only measured is lost."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def hurry(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous = OFF")

    return engine
