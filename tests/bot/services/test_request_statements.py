from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from health_samples import POLICY, standing
from renewal_book import DANA, NOON
from shelves import SqlShelf

from bot.services.request_lists import RequestLists
from domain.accounts import Account
from domain.feedback.list_answer import ListedRequests, RequestsExport
from domain.feedback.request import Asker, Importance, ProductArea, Request, Voice
from storage.library import SqlLibrary

TODAY = date(2026, 11, 22)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.mark.parametrize("many", [1, 300])
def test_a_list_costs_the_same_for_one_request_and_for_three_hundred(
    library: SqlLibrary, statements: Watch, many: int
) -> None:
    put(library, many)
    lists = RequestLists(library, "USD")
    sent = statements(library)

    answer = lists.answer(DANA, "reports sort:weight", today=TODAY)
    of_a_list = len(sent)
    export = lists.export(DANA, "open", today=TODAY)

    assert isinstance(answer, ListedRequests)
    assert isinstance(export, RequestsExport)
    assert (answer.total, len(answer.looks), len(export.details)) == (many, min(many, 8), many)
    assert answer.sums.accounts == many
    assert (of_a_list, len(sent) - of_a_list) == (9, 7)


def put(library: SqlLibrary, many: int) -> None:
    shelf = SqlShelf(library)
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Account {number}", owner="U0DANA"))
        shelf.put_standing(standing(account=number, name=f"Account {number}"))
    with library.writing() as book:
        book.members.save(DANA)
        book.policies.publish(POLICY, by="U0ADA", at=NOON)
        area = book.feedback.save_area(ProductArea(0, "Reports", "C1", "U1"))
        for number in range(1, many + 1):
            request = book.feedback.add(Request(0, f"Wish {number}", "", area.id, "U1", NOON))
            voice = Voice(0, request.id, Asker.ACCOUNT, "U1", NOON, Importance.MUST, number)
            book.feedback.add_voice(voice)
            book.feedback.add_voice(voice)
