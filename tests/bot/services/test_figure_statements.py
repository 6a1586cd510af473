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
from domain.accounts import Account, Tier
from domain.revenue.answer import ChurnAnswer, RetentionAnswer
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, ContractRow, table_of

Watch = Callable[[SqlLibrary], list[str]]


def put(library: SqlLibrary, account: int, owner: str | None = None) -> None:
    SqlShelf(library).put(Account(account, f"Harbour {account}", owner=owner))
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


@pytest.mark.parametrize("text", ["me", "<@U0ANA>", "all tier:mid"])
def test_of_some_accounts_only_their_rows_are_read(library: SqlLibrary, statements: Watch, text: str) -> None:
    figures = RetentionFigures(library, Curves(), clock=lambda: NOW, currency="USD")
    SqlShelf(library).put(Account(2, "Harbour 2", tier=Tier.HIGH, owner="U0WEI"))
    put(library, 1, owner="U0ANA")
    figures.answer(ANA, text, today=TODAY)
    sent = statements(library)

    found = figures.answer(ANA, text, today=TODAY)

    assert isinstance(found, RetentionAnswer)
    assert found.periods[0].figures.retention.arr.closing == 100
    (lines,) = [each for each in sent if "FROM contract_line" in each]
    assert "contract_line.account IN" in lines
    (due,) = [each for each in sent if "FROM renewal \n" in each]
    assert "renewal.account IN" in due
