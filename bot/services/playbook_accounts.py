"""Accounts as playbooks look at them, with what only rates and the policy in force can say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from domain.accounts import Money
from domain.money import ExchangeRates, minor_digits, rates_of
from domain.playbooks.playbook import PlaybookAccount
from domain.ports import Book


def with_worth(
    book: Book, accounts: Iterable[PlaybookAccount], currency: str, version: int, *, today: date
) -> Sequence[PlaybookAccount]:
    """ARR in whole units of the base currency, at today's rates; what another policy scored is another model."""
    rates = rates_of(book.rates.all(), base=currency, day=today)
    return [replace(account, worth=_worth(account, rates), model=f"{version}:{account.model}") for account in accounts]


def account_now(book: Book, account: int, currency: str, version: int, *, today: date) -> PlaybookAccount:
    """Of one that is in the book."""
    [found] = with_worth(book, book.playbooks.accounts(today=today, only=[account]), currency, version, today=today)
    return found


def _worth(account: PlaybookAccount, rates: ExchangeRates) -> float | None:
    minor = rates.minor_of(Money(*account.arr)) if account.arr else None
    return None if minor is None else float(minor / 10 ** minor_digits(rates.base))
