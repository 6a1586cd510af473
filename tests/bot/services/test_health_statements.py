from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from health_samples import HARBOUR, POLICY, TODAY, WEI, standing
from shelves import SqlShelf
from sqlalchemy import event

from bot.services.account_asks import AccountAsks
from bot.services.health import Health
from domain.accounts import Account, Tier
from domain.feedback.asks import Ask
from domain.feedback.request import Asker, Importance, ProductArea, Request, Voice
from domain.health_answer import CardAnswer
from storage.library import SqlLibrary

Watch = Callable[[SqlLibrary], list[str]]


def test_an_account_that_is_named_exactly_costs_one_statement(sqlite_library: SqlLibrary) -> None:
    shelf = SqlShelf(sqlite_library)
    shelf.put(Account(17, "Harbour & Sons", owner="U0WEI", tier=Tier.HIGH))
    shelf.put_standing(standing(name="Harbour & Sons", policy_version=publish(sqlite_library)))
    health = Health(sqlite_library)
    health.account(WEI, "17", today=TODAY)  # the first card of a policy's version reads the policy
    sent = asked_of_the_driver(sqlite_library)

    answer = health.answer(WEI, "harbour &amp; SONS", channel="C0GENERAL", today=TODAY)

    assert isinstance(answer, CardAnswer)
    assert (answer.standing.account, answer.standing.shown) == (17, 35)
    assert len(sent) == 1


def test_what_an_account_asks_for_costs_one_statement_more(sqlite_library: SqlLibrary) -> None:
    shelf = SqlShelf(sqlite_library)
    shelf.put(Account(17, "Harbour", owner="U0WEI", tier=Tier.HIGH))
    shelf.put_standing(standing(name="Harbour", policy_version=publish(sqlite_library)))
    with sqlite_library.writing() as book:
        area = book.feedback.save_area(ProductArea(0, "Reports", "C1", "U1"))
        for number in (1, 2):
            request = book.feedback.add(Request(0, f"Wish {number}", "", area.id, "U1", HARBOUR.scored_at))
            voice = Voice(0, request.id, Asker.ACCOUNT, "U1", HARBOUR.scored_at, Importance.NICE, 17)
            book.feedback.add_voice(replace(voice, blocks_renewal=number == 2))
    health = Health(sqlite_library, AccountAsks("USD"))
    health.account(WEI, "17", today=TODAY)  # the first card of a day reads the policy and the rates
    sent = asked_of_the_driver(sqlite_library)

    answer = health.answer(WEI, "harbour", channel=None, today=TODAY)

    assert isinstance(answer, CardAnswer)
    assert list(answer.asks) == [Ask(2, "Wish 2", blocks_renewal=True), Ask(1, "Wish 1")]
    assert len(sent) == 2


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


def publish(library: SqlLibrary) -> int:
    with library.writing() as book:
        return book.policies.publish(POLICY, by="U0ADA", at=HARBOUR.scored_at).version


def asked_of_the_driver(library: SqlLibrary) -> list[str]:
    """Grows by each statement that SQLite itself is asked: the hot path goes past SQLAlchemy."""
    sent: list[str] = []

    def trace(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(sent.append)

    library.readers.close()
    event.listen(library.engines.reading, "checkout", trace)
    return sent
