from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from health_samples import POLICY, standing
from renewal_book import DANA, HARBOUR, NOON, ROW, lists_of
from shelves import SqlShelf

from domain.accounts import Account, Tier
from domain.renewals.answer import ListedRenewals, RenewalsExport
from domain.renewals.ports import Reminder
from storage.library import SqlLibrary

TODAY = date(2026, 11, 22)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.mark.parametrize("many", [1, 300])
def test_a_list_costs_the_same_for_one_renewal_and_for_three_hundred(
    library: SqlLibrary, statements: Watch, many: int
) -> None:
    put(library, many)
    lists = lists_of(library)
    lists.answer(DANA, "", today=TODAY)  # the first list of a day learns the curve, that of a policy's version reads it
    sent = statements(library)

    answer = lists.answer(DANA, "", today=TODAY)
    of_a_list = len(sent)
    export = lists.export(DANA, "90 me", today=TODAY)

    assert isinstance(answer, ListedRenewals)
    assert isinstance(export, RenewalsExport)
    assert (answer.total, len(answer.lines), len(export.lines)) == (many, min(many, 8), many)
    assert (answer.lines[0].reminder, answer.lines[0].row.tasks) == (Reminder(1, 60, TODAY, NOON), None)
    assert (of_a_list, len(sent) - of_a_list) == (11, 4)


def put(library: SqlLibrary, many: int) -> None:
    shelf = SqlShelf(library)
    with library.writing() as book:
        book.members.save(DANA)
        version = book.policies.publish(POLICY, by="U0ADA", at=NOON).version
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Account {number}", owner="U0DANA", tier=Tier.HIGH, segment=ROW.segment))
        shelf.put_standing(standing(account=number, name=f"Account {number}", policy_version=version))
    with library.writing() as book:
        book.renewals.add(replace(HARBOUR, account=number, contract=None) for number in range(1, many + 1))
        book.reminders.record([Reminder(1, 60, TODAY, NOON)])
