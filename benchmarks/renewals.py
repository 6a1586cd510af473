"""`/renewals` over a large book: the whole answer, head, rows and words, against the bare SQL of the same lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from benchmarks.books import MEMBER, NOW, fill, hurried
from benchmarks.ratios import Ratio, medians
from benchmarks.sizes import Sizes
from bot.blocks.renewals_answer import renewals_answer
from bot.bootstrap import SHIPPED_POLICY
from bot.bootstrap.book import publish_first_policy
from bot.locale import Language, words_for
from bot.services.curves import Curves
from bot.services.renewals import RenewalLists
from domain.permissions import Member, Role
from domain.renewals.listing import RenewalFilter
from storage.library import SqlLibrary
from storage.renewals.lists import due_renewals, pages_rows
from storage.tables import RenewalRow, table_of

TODAY = date(2026, 11, 22)
WINDOW = timedelta(days=90)
READER = Member(MEMBER, "Dana", Role.ADMIN)
CATEGORIES = ("commit", "probable", "best_case", "at_risk", "expected_loss", None)
_ROUNDS = 4
"""Times as many as other benchmarks take: a turn is short."""


def renewals(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    large, small = folder / "large.db", folder / "small.db"
    due = fill_renewals(large, sizes.renewing)
    fill_renewals(small, sizes.small_book)
    bare = _bare(large)
    answers = [_answered(large, "90 all"), bare, _answered(large, "90"), _answered(small, "90")]
    whole, sql, mine, mine_of_few = medians(answers, rounds=_ROUNDS * sizes.rounds)
    detail = f"{sizes.renewing:,} accounts, {due:,} renewals due: {whole * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("/renewals 90 of everybody / the bare SQL of the same lists", whole / sql, 4, 2.5, detail)
    detail = f"{mine * 1e3:.1f} / {mine_of_few * 1e3:.1f} ms"
    name = f"/renewals 90 of one CSM: {sizes.renewing:,} / {sizes.small_book:,} accounts"
    yield Ratio(name, mine / mine_of_few, 2, 1.3, detail)


def fill_renewals(book: Path, accounts: int) -> int:
    """One renewal an account, spread over a year; fifty accounts are the reader's own. How many are due in 90 days."""
    url = f"sqlite:///{book}"
    fill(url, accounts)
    rows = [_renewal(number) for number in range(1, accounts + 1)]
    engine = hurried(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET owner = 'U' || (id % 400) WHERE id > 50")
        connection.execute(insert(table_of(RenewalRow)), rows)
    engine.dispose()
    return sum(TODAY <= row["due_on"] <= TODAY + WINDOW for row in rows)


def _renewal(number: int) -> dict[str, Any]:
    category = CATEGORIES[number % len(CATEGORIES)]
    return {
        "account": number,
        "due_on": TODAY + timedelta(days=number * 37 % 365),
        "notice_on": TODAY + timedelta(days=number * 37 % 365 - 30),
        "starts_on": TODAY - timedelta(days=365),
        "auto_renew": number % 2 == 0,
        "arr_minor": (number % 900 + 20) * 10_000,
        "arr_currency": ("USD", "EUR")[number % 2],
        "forecast": category,
        "forecast_by": MEMBER if category else None,
        "forecast_at": NOW if category else None,
        "next_step": "",
        "version": 1,
    }


def _answered(book: Path, text: str) -> Callable[[], object]:
    library = SqlLibrary(f"sqlite:///{book}")
    publish_first_policy(library, SHIPPED_POLICY.read_text(encoding="utf-8"))
    lists = RenewalLists(library, Curves(), currency="USD", clock=lambda: NOW)
    words = words_for(Language.EN)

    def work() -> object:
        found = lists.answer(READER, text, today=TODAY)
        return renewals_answer(found, words, reader=READER, today=TODAY)

    return work


def _bare(book: Path) -> Callable[[], object]:
    """The narrow list and one page of it, by the driver alone, every row fetched."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    chosen = RenewalFilter(today=TODAY, due_from=TODAY, due_until=TODAY + WINDOW)
    narrow = str(due_renewals(chosen).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))

    def work() -> object:
        numbers = [row[0] for row in connection.execute(narrow).fetchall()]
        wide = pages_rows(numbers[:8]).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        return connection.execute(str(wide)).fetchall()

    return work
