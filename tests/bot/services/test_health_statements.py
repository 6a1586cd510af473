from __future__ import annotations

from collections.abc import Callable

from health_samples import TODAY, WEI, standing
from shelves import SqlShelf

from bot.services.health import Health
from domain.accounts import Account, Tier
from domain.health_answer import CardAnswer
from storage.library import SqlLibrary

Watch = Callable[[SqlLibrary], list[str]]


def test_an_account_that_is_named_exactly_costs_one_statement(sqlite_library: SqlLibrary, statements: Watch) -> None:
    shelf = SqlShelf(sqlite_library)
    shelf.put(Account(17, "Harbour & Sons", owner="U0WEI", tier=Tier.HIGH))
    shelf.put_standing(standing(name="Harbour & Sons"))
    health = Health(sqlite_library)
    sent = statements(sqlite_library)

    answer = health.answer(WEI, "harbour &amp; SONS", channel="C0GENERAL", today=TODAY)

    assert isinstance(answer, CardAnswer)
    assert (answer.standing.account, answer.standing.shown) == (17, 35)
    assert len(sent) == 1


def test_a_list_costs_the_same_for_one_account_and_for_three(library: SqlLibrary, statements: Watch) -> None:
    shelf, counts = SqlShelf(library), []
    health = Health(library)
    for account in (1, 2, 3):
        shelf.put(Account(account, f"Harbour {account}", owner="U0WEI", tier=Tier.HIGH))
        shelf.put_standing(standing(account=account, name=f"Harbour {account}"))
        sent = statements(library)
        health.answer(WEI, "red", channel=None, today=TODAY)
        counts.append(len(sent))

    assert counts[0] == counts[2]
