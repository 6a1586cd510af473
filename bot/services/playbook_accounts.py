"""Accounts as playbooks look at them, with what only rates and the policy in force can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from domain.money import minor_digits, rates_of
from domain.playbooks.playbook import PlaybookAccount
from domain.ports import Book


def with_worth(
    book: Book, accounts: Iterable[PlaybookAccount], currency: str, version: int, *, today: date
) -> Iterator[PlaybookAccount]:
    """ARR in whole units of the base currency, at today's rates; what another policy scored is another model."""
    rates = rates_of(book.rates.all(), base=currency, day=today)
    unit = 10 ** minor_digits(currency)
    for account in accounts:
        worth = rates.worth_of(account.arr[1]) if account.arr else None
        whole = worth(account.arr[0]) / unit if worth and account.arr else None
        yield replace(account, worth=whole, model=f"{version}:{account.model}")


def account_now(book: Book, account: int, currency: str, version: int, *, today: date) -> PlaybookAccount:
    """Of one that is in the book."""
    [found] = with_worth(book, book.playbooks.accounts(today=today, only=[account]), currency, version, today=today)
    return found
