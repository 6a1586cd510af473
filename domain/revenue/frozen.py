"""A period's figures as they were reported, account by account, and what has changed in them since."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from domain.revenue.figures import AccountFigures, Ledger, PeriodBook, PeriodFigures, UsedRate
from domain.revenue.movements import AccountMovement, ArrMovement, Course, Grain, Window
from domain.revenue.periods import period_of
from domain.revenue.renewal_rates import RenewalRates

FORMAT = 1
NOTHING = ArrMovement()
_RENEWALS_OF = attrgetter(*(field.name for field in fields(RenewalRates)))


@dataclass(frozen=True, slots=True)
class Changed:
    """An account whose movement is another than the one reported."""

    account: int
    name: str
    was: ArrMovement
    now: ArrMovement


@dataclass(frozen=True, slots=True)
class Reported:
    """Who froze the period and when; `now` is what it comes to today, None where that is the same.

    `renewals_changed`: a decision was closed or opened again since, though no ARR may have moved.
    """

    by: str
    at: datetime
    now: PeriodFigures | None = None
    changed: tuple[Changed, ...] = ()
    renewals_changed: tuple[str, ...] = ()


def changed_since(
    reported: PeriodBook, now: PeriodBook, *, chosen: Collection[int] | None, grain: Grain
) -> tuple[Changed, ...]:
    """The accounts asked for that moved otherwise, the largest difference first."""
    was, today = _arr(reported.ledger, grain), _arr(now.ledger, grain)
    names = _names(reported.ledger) | _names(now.ledger)
    pairs = {account: (was.get(account, NOTHING), today.get(account, NOTHING)) for account in names}
    found = [
        Changed(account, names[account], before, after)
        for account, (before, after) in pairs.items()
        if before != after and (chosen is None or account in chosen)
    ]
    return tuple(sorted(found, key=lambda each: (-_difference(each), each.name)))


def renewals_changed_since(reported: PeriodBook, now: PeriodBook, *, chosen: Collection[int] | None) -> tuple[str, ...]:
    """The names of accounts asked for whose renewals came out otherwise."""
    was = {each.account: each.renewals for each in reported.ledger.accounts}
    today = {each.account: each.renewals for each in now.ledger.accounts}
    names = _names(reported.ledger) | _names(now.ledger)
    return tuple(
        sorted(
            name
            for account, name in names.items()
            if was.get(account) != today.get(account) and (chosen is None or account in chosen)
        )
    )


def frozen_text(book: PeriodBook) -> str:
    """JSON that `book_from` reads back as it was."""
    return json.dumps(
        {
            "format": FORMAT,
            "period": [book.period.text, book.period.starts_on.isoformat(), book.period.ends_on.isoformat()],
            "seen_on": book.seen_on.isoformat(),
            "rates": [[each.currency, each.rate, each.since.isoformat()] for each in book.rates],
            "ledgers": [_ledger_values(ledger) for ledger in (book.ledger, *book.apart)],
        },
        ensure_ascii=False,
    )


def book_from(text: str) -> PeriodBook:
    said = json.loads(text)
    _, starts_on, ends_on = said["period"]
    period = period_of(date.fromisoformat(starts_on), date.fromisoformat(ends_on))
    ledger, *apart = map(_ledger_from, said["ledgers"])
    return PeriodBook(
        period,
        Window(period.starts_on, period.ends_on),
        date.fromisoformat(said["seen_on"]),
        ledger,
        tuple(apart),
        tuple(UsedRate(currency, rate, date.fromisoformat(since)) for currency, rate, since in said["rates"]),
    )


def _arr(ledger: Ledger, grain: Grain) -> dict[int, ArrMovement]:
    return {each.account: each.moved[grain].arr for each in ledger.accounts if grain in each.moved}


def _names(ledger: Ledger) -> dict[int, str]:
    return {each.account: each.name for each in ledger.accounts}


def _difference(changed: Changed) -> int:
    return sum(abs(before - after) for before, after in zip(changed.was, changed.now, strict=True))


def _ledger_values(ledger: Ledger) -> dict[str, Any]:
    return {"currency": ledger.currency, "accounts": [_account_values(each) for each in ledger.accounts]}


def _account_values(figures: AccountFigures) -> dict[str, Any]:
    return {
        "account": figures.account,
        "name": figures.name,
        "moved": {grain: _movement_values(each) for grain, each in figures.moved.items()},
        "renewals": _RENEWALS_OF(figures.renewals),
    }


def _movement_values(movement: AccountMovement) -> list[Any]:
    pending = movement.pending_since
    return [movement.course, movement.arr, pending.isoformat() if pending else None]


def _ledger_from(said: Mapping[str, Any]) -> Ledger:
    return Ledger(said["currency"], tuple(map(_account_from, said["accounts"])))


def _account_from(said: Mapping[str, Any]) -> AccountFigures:
    account = said["account"]
    moved = {Grain(grain): _movement_from(account, values) for grain, values in said["moved"].items()}
    return AccountFigures(account, said["name"], moved, RenewalRates(*said["renewals"]))


def _movement_from(account: int, values: list[Any]) -> AccountMovement:
    course, arr, pending = values
    since = date.fromisoformat(pending) if pending else None
    return AccountMovement(account, Course(course), ArrMovement(*arr), pending_since=since)
