from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from revenue_book import ANA, NOW, TODAY
from shelves import SqlShelf
from sqlalchemy import insert

from bot.services.churns import ChurnFigures
from bot.services.curves import Curves
from bot.services.retention import RetentionFigures
from domain.accounts import Account
from domain.revenue.answer import ChurnAnswer, RetentionAnswer
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, ContractRow, table_of

Watch = Callable[[SqlLibrary], list[str]]


def put(library: SqlLibrary, account: int) -> None:
    SqlShelf(library).put(Account(account, f"Harbour {account}"))
    contract = {"id": account, "account": account, "number": "C", "start_on": date(2025, 1, 1), "learnt_at": NOW}
    line = {"contract": account, "account": account, "arr_minor": 100, "arr_currency": "USD"}
    with library.writing() as book:
        book.connection.execute(insert(table_of(ContractRow)), contract)
        book.connection.execute(insert(table_of(ContractLineRow)), line)


@pytest.mark.parametrize("text", ["all", "2025 all by tier"])
def test_figures_cost_the_same_for_one_account_and_for_three(library: SqlLibrary, statements: Watch, text: str) -> None:
    figures, counts = RetentionFigures(library, Curves(), clock=lambda: NOW, currency="USD"), []
    for account in (1, 2, 3):
        put(library, account)
        figures.answer(ANA, text, today=TODAY)
        sent = statements(library)
        found = figures.answer(ANA, text, today=TODAY)
        counts.append(len(sent))

    assert isinstance(found, RetentionAnswer)
    assert found.periods[0].figures.retention.arr.closing == 300
    assert counts[0] == counts[2]


def test_churn_costs_the_same_for_one_account_and_for_three(library: SqlLibrary, statements: Watch) -> None:
    figures, counts = ChurnFigures(library, currency="USD"), []
    for account in (1, 2, 3):
        put(library, account)
        sent = statements(library)
        found = figures.answer(ANA, "2026 all", today=TODAY)
        counts.append(len(sent))

    assert isinstance(found, ChurnAnswer)
    assert found.report.whole.left.trials == 3
    assert counts[0] == counts[2]
