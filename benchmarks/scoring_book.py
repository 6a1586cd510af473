"""A book to be scored: each account with 90 days of usage, a contract, people, touchpoints, a ticket, an invoice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, create_engine, event, insert
from sqlalchemy.engine import Connection

from domain.accounts import UsageMeasure
from storage.migrate import upgrade
from storage.tables import (
    AccountRow,
    ContactRow,
    ContractLineRow,
    ContractRow,
    FeedRow,
    InvoiceRow,
    TicketRow,
    TouchpointContactRow,
    TouchpointRow,
    table_of,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
USAGE_DAYS = 90
TIERS = ("high", "mid", "tech")
KINDS = '["contact", "contract", "invoice", "survey", "ticket", "touchpoint", "usage"]'
_BATCH = 10_000


def fill_for_scoring(url: str, accounts: int) -> None:
    """The same book every time."""
    upgrade(url)
    engine = create_engine(url)
    event.listen(engine, "connect", _hurry)
    with engine.begin() as connection:
        connection.execute(insert(table_of(FeedRow)), [{"name": "files:all", "covers": KINDS, "last_success_at": NOW}])
        for start in range(1, accounts + 1, _BATCH):
            numbers = range(start, min(start + _BATCH, accounts + 1))
            for table, rows in _tables(numbers).items():
                connection.execute(insert(table), rows)
            _write_usage(connection, numbers)
    engine.dispose()


def _tables(numbers: Sequence[int]) -> dict[Table, list[dict[str, Any]]]:
    touches = [touch for number in numbers for touch in _touches(number)]
    return {
        table_of(AccountRow): [_account(number) for number in numbers],
        table_of(ContractRow): [_contract(number) for number in numbers],
        table_of(ContractLineRow): [_line(number) for number in numbers],
        table_of(ContactRow): [_contact(number) for number in numbers],
        table_of(TouchpointRow): touches,
        table_of(TouchpointContactRow): [{"touchpoint": each["id"], "contact": each["account"]} for each in touches],
        table_of(TicketRow): [_ticket(number) for number in numbers],
        table_of(InvoiceRow): [_invoice(number) for number in numbers],
    }


def _write_usage(connection: Connection, numbers: Sequence[int]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO usage (account, measure, day, value) VALUES (?, ?, ?, ?)", list(_usage(numbers))
    )


def _usage(numbers: Sequence[int]) -> Iterator[tuple[int, str, int, int]]:
    first = TODAY.toordinal() - USAGE_DAYS + 1
    for number in numbers:
        for day in range(first, first + USAGE_DAYS):
            yield number, UsageMeasure.ACTIVE_USERS.value, day, (number * 7 + day * 3) % 50


def _account(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Account {number}",
        "status": "live",
        "tier": TIERS[number % 3],
        "owner": f"U{number % 40:04}",
        "customer_since": TODAY - timedelta(days=40 + number * 13 % 900),
        "evidence_changed_at": NOW - timedelta(days=2),
    }


def _contract(number: int) -> dict[str, Any]:
    ends_on = TODAY + timedelta(days=number * 11 % 360)
    return {
        "id": number,
        "account": number,
        "number": str(number),
        "start_on": ends_on - timedelta(days=365),
        "end_on": ends_on,
        "auto_renew": number % 2 == 0,
        "notice_days": 60,
        "core_features": 12,
        "learnt_at": NOW,
    }


def _line(number: int) -> dict[str, Any]:
    money = {"arr_minor": number % 977 * 10_000, "arr_currency": "EUR", "seats": 20 + number % 60}
    return {"contract": number, "account": number, "product": "", **money}


def _contact(number: int) -> dict[str, Any]:
    who = {"id": number, "account": number, "external_id": str(number), "name": f"Contact {number}"}
    return {**who, "role": "champion", "learnt_at": NOW}


def _touches(number: int) -> Iterator[dict[str, Any]]:
    for turn in range(3):
        at = NOW - timedelta(days=5 + number % 25 + turn * 30, hours=number % 9)
        touch = {"id": number * 3 + turn, "account": number, "external_id": str(turn), "kind": "call", "at": at}
        yield {**touch, "direction": "two_way", "automatic": False, "learnt_at": at}


def _ticket(number: int) -> dict[str, Any]:
    opened_at = NOW - timedelta(days=number % 80)
    closed_at = None if number % 20 == 0 else opened_at + timedelta(hours=9)
    ticket = {"account": number, "number": str(number), "priority": "critical" if number % 40 == 0 else "normal"}
    return {**ticket, "opened_at": opened_at, "closed_at": closed_at, "breached": number % 9 == 0, "learnt_at": NOW}


def _invoice(number: int) -> dict[str, Any]:
    due_on = TODAY - timedelta(days=number % 50)
    paid_on = None if number % 30 == 0 else due_on
    return {"account": number, "number": str(number), "due_on": due_on, "paid_on": paid_on, "learnt_at": NOW}


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
