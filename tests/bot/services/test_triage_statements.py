"""The queue and the look at snoozed requests cost the same for one request and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from triage_room import PRIYA

from bot.services.request_wakes import RequestWakes
from bot.services.triage_queue import TriageQueues
from domain.feedback.request import Asker, Importance, ProductArea, Request, Voice
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
Watch = Callable[[SqlLibrary], list[str]]


def put(library: SqlLibrary, many: int, snoozed_accounts: int | None = None) -> None:
    with library.writing() as book:
        area = book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA", is_default=True))
        for number in range(many):
            asked = Request(0, f"Wish {number}", "", area.id, "U0DANA", NOW, snoozed_accounts=snoozed_accounts)
            made = book.feedback.add(asked)
            book.feedback.add_voice(Voice(0, made.id, Asker.INTERNAL, "U0DANA", NOW, Importance.MUST))


@pytest.mark.parametrize("many", [1, 40])
def test_a_queue_of_any_length_is_looked_up_alike(library: SqlLibrary, statements: Watch, many: int) -> None:
    put(library, many)
    sent = statements(library)

    assert TriageQueues(library, lambda: NOW, "UTC", "USD").of(PRIYA).total == many

    assert len([each for each in sent if each.lstrip().startswith("SELECT")]) == 7


@pytest.mark.parametrize("many", [1, 40])
def test_however_many_sleep_each_look_is_the_same(library: SqlLibrary, statements: Watch, many: int) -> None:
    put(library, many, snoozed_accounts=9)
    sent = statements(library)

    assert RequestWakes(library, lambda: NOW + timedelta(days=1), "UTC", "USD").tick() == 0

    assert len([each for each in sent if each.lstrip().startswith("SELECT")]) == 6
