from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.book import demo_book
from bot.demo.filling import fill
from storage.library import SqlLibrary

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_a_demo_of_which_a_part_is_refused_is_not_made(sqlite_library: SqlLibrary) -> None:
    demo = demo_book(NOW.date(), owners=("U1", "U2"), sellers=("Robin Vale", "Jun Ota"))
    tells_of_days_to_come = replace(demo, today=NOW.date() - timedelta(days=60))

    with pytest.raises(ValueError, match="brings what no import takes"):
        fill(sqlite_library, tells_of_days_to_come, members=(), score=print, look=print, now=NOW)

    with sqlite_library.reading() as book:
        assert book.accounts.by_id(1) is None
