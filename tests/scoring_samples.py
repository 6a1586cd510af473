"""Accounts of a real book, as a scoring pass finds them: made with few words, said in full where a test needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.services.scoring import Scoring
from domain.records import RecordKind
from storage.library import SqlLibrary
from storage.tables import AccountRow, ContactRow, ContractLineRow, ContractRow, TouchpointRow, UsageRow, table_of

TODAY = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 8, tzinfo=UTC)
SHIPPED = (Path(__file__).parents[1] / "policy.toml").read_text(encoding="utf-8")


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def scoring(library: SqlLibrary, now: datetime = NOW) -> Scoring:
    return Scoring(library, lambda: now, UTC, lambda: SHIPPED)


def add(library: SqlLibrary, table: type[Any], *rows: dict[str, Any]) -> None:
    with library.writing() as book:
        book.connection.execute(insert(table_of(table)), list(rows))


def add_account(library: SqlLibrary, number: int, **said: Any) -> None:
    usual = {"status": "live", "tier": "mid", "customer_since": days_ago(400), "evidence_changed_at": NOW}
    add(library, AccountRow, {"id": number, "name": f"Account {number}", **usual, **said})


def add_contract(library: SqlLibrary, account: int, *, seats: int = 10, arr: int = 100_000, **said: Any) -> None:
    usual = {"start_on": days_ago(100), "end_on": days_ago(-265), "core_features": 10, "learnt_at": NOW}
    add(library, ContractRow, {"id": account, "account": account, "number": "1", **usual, **said})
    money = {"arr_minor": arr, "arr_currency": "EUR"}
    add(library, ContractLineRow, {"contract": account, "account": account, "product": "", "seats": seats, **money})


def add_usage(library: SqlLibrary, account: int, measure: str, values: Iterable[tuple[int, int]]) -> None:
    """`values` are days ago and what was counted then."""
    rows = ({"day": days_ago(days).toordinal(), "value": value} for days, value in values)
    add(library, UsageRow, *({"account": account, "measure": measure, **row} for row in rows))


def add_touch(library: SqlLibrary, account: int, *, days: int, **said: Any) -> None:
    at = NOW - timedelta(days=days)
    usual = {"kind": "call", "direction": "two_way", "at": at, "automatic": False, "learnt_at": at}
    add(library, TouchpointRow, {"account": account, "external_id": f"{days}", **usual, **said})


def add_champion(library: SqlLibrary, account: int, **said: Any) -> None:
    usual = {"external_id": "c", "name": "Kim", "role": "champion", "learnt_at": NOW}
    add(library, ContactRow, {"account": account, **usual, **said})


def feed_worked(library: SqlLibrary, *kinds: RecordKind, at: datetime = NOW) -> None:
    with library.writing() as book:
        book.feeds.record_success("files:all", kinds or tuple(RecordKind), at=at)


def usual_account(library: SqlLibrary, number: int, **said: Any) -> None:
    """An account of which the most important is known."""
    add_account(library, number, **said)
    add_contract(library, number)
    add_usage(library, number, "active_users_28d", [(1, 6)])
    add_usage(library, number, "events", [(day, 10) for day in range(112)])
    add_touch(library, number, days=10)


def changed(library: SqlLibrary, *accounts: int, at: datetime) -> None:
    from storage.evidence_marks import mark_changed  # noqa: PLC0415  # pytest imports this file before any database is there

    with library.writing() as book:
        mark_changed(book.connection, accounts, at=at)
