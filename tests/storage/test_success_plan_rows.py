from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from health_book import NOW, TODAY
from plan_samples import check_in, measurement, outcome
from shelves import SqlShelf
from sqlalchemy import select

from domain.accounts import Account
from domain.health.ports import StandingFilter
from domain.plans.plan import PlanGlance
from domain.plans.ports import PlansOf
from domain.success import OutcomeStatus, SuccessOutcome
from storage.library import SqlLibrary
from storage.tables import AccountRow, table_of


@pytest.mark.parametrize("many", [1, 4])
def test_a_plan_costs_four_statements_and_a_list_two_however_much_there_is(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    shelf = SqlShelf(library)
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Acme {number}"))
    with library.writing() as book:
        for number in range(many):
            added = book.success_plans.add(outcome(str(number)), now=NOW)
            assert added
            for ago in range(many):
                at = NOW - timedelta(days=ago)
                book.success_plans.measure(measurement("1", outcome=added.id, day=at.date()))
                book.success_plans.check_in(check_in(outcome=added.id, at=at))
    sent = statements(library)

    with library.reading() as book:
        plan = book.success_plans.of(1)
        of_one = len(sent)
        book.success_plans.page(StandingFilter(), PlansOf.EVERY, today=TODAY, offset=0, limit=8)

    assert [len(each.measurements) for each in plan.outcomes] == [many] * many
    assert (of_one, len(sent)) == (4, 6)


def test_outcomes_that_were_brought_in_bulk_stand_on_the_card_too(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    with library.writing() as book:
        book.successes.agree([SuccessOutcome(1, "a", TODAY, OutcomeStatus.ON_TRACK, TODAY)], at=NOW)

    account = table_of(AccountRow).c
    with library.reading() as book:
        assert book.success_plans.summaries([1]) == {1: PlanGlance(1, 1, 0)}
        assert book.connection.execute(select(account.success_plan)).scalars().all() == ["[1, 1, 0, null]"]


def test_what_was_given_up_with_the_account_counts_neither_way(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    with library.writing() as book:
        kept = book.success_plans.add(outcome(status=OutcomeStatus.CLOSED), now=NOW)

    assert kept
    with library.reading() as book:
        assert book.success_plans.summaries([1]) == {}
