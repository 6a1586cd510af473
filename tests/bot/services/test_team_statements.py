"""What `/cs team` asks of the database does not grow with the book, and of a team only its rows are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from revenue_book import ANA, MO
from shelves import SqlShelf

from bot.services.team_figures import TeamFigures
from domain.accounts import Account
from domain.permissions import Member, Role
from domain.teamwork.answer import TeamAnswer
from storage.library import SqlLibrary

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOST_STATEMENTS = 30
Watch = Callable[[SqlLibrary], list[str]]


@pytest.mark.parametrize("asker", [ANA, MO])
def test_a_team_costs_the_same_for_one_account_and_for_three(
    library: SqlLibrary, statements: Watch, asker: Member
) -> None:
    figures, counts = TeamFigures(library, lambda: NOW, "UTC", "USD"), []
    with library.writing() as book:
        for member in (ANA, MO, *(Member(f"U{number}", f"N{number}", Role.CSM, "U0MO") for number in (1, 2, 3))):
            book.members.save(member)
    for number in (1, 2, 3):
        SqlShelf(library).put(Account(number, f"Harbour {number}", owner=f"U{number}"))
        figures.answer(asker, "", today=TODAY)
        sent = statements(library)
        found = figures.answer(asker, "", today=TODAY)
        counts.append(len(sent))

    assert isinstance(found, TeamAnswer)
    assert len(found.columns) == 3
    assert counts[0] == counts[2] <= MOST_STATEMENTS


def test_of_a_team_only_its_rows_are_read(library: SqlLibrary, statements: Watch) -> None:
    figures = TeamFigures(library, lambda: NOW, "UTC", "USD")
    with library.writing() as book:
        for member in (MO, Member("U1", "N1", Role.CSM, "U0MO")):
            book.members.save(member)
    SqlShelf(library).put(Account(1, "Harbour 1", owner="U1"))
    SqlShelf(library).put(Account(2, "Harbour 2", owner="U0ELSE"))
    figures.answer(MO, "", today=TODAY)
    sent = statements(library)

    found = figures.answer(MO, "", today=TODAY)

    assert isinstance(found, TeamAnswer)
    assert found.whole
    assert found.whole.accounts == 1
    for table in ("survey_answer", "usage", "standing", "snapshot", "success_outcome", "contract_line"):
        read = [each for each in sent if f"FROM {table}" in each or f"JOIN {table}" in each]
        assert read
        assert all(" IN (" in each for each in read)
