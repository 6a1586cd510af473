"""`/cs retention` and `/cs churn` over a large book: whole answers with their words, against the bare SQL."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, insert
from sqlalchemy.dialects import sqlite

from benchmarks.books import MEMBER, NOW, fill, hurried
from benchmarks.ratios import Ratio, medians
from benchmarks.sizes import Sizes
from bot.blocks.churn_answer import churn_answer
from bot.blocks.retention_answer import retention_answer
from bot.bootstrap import SHIPPED_POLICY
from bot.bootstrap.book import publish_first_policy
from bot.cli.running import MADE_BETWEEN_LOOKS
from bot.locale import Language, words_for
from bot.services.churns import ChurnFigures
from bot.services.curves import Curves
from bot.services.retention import RetentionFigures
from domain.permissions import Member, Role
from domain.renewals.listing import RenewalFilter
from domain.revenue.answer import ChurnAnswer, RetentionAnswer
from domain.revenue.periods import last_quarter, running_quarter
from domain.revenue.ports import StatedRate
from storage.library import SqlLibrary
from storage.renewals.lists import due_renewals
from storage.revenue import renewals_due, revenue_cuts, revenue_spans
from storage.tables import ChurnRow, ContractLineRow, ContractRow, RenewalRow, table_of

TODAY = date(2026, 11, 22)
READER = Member(MEMBER, "Dana", Role.ADMIN)
PRODUCTS = ("core", "add-on")
TERMS = 3
YEAR = timedelta(days=365)
LATE = timedelta(days=20)
"""Within the days of grace that the policy ships."""


def revenue(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    large, small = folder / "large.db", folder / "small.db"
    lines = fill_revenue(large, sizes.renewing)
    fill_revenue(small, sizes.small_book)
    works = [_retention(large, "all"), _bare(large), _retention(large, "me"), _retention(small, "me")]
    works += [_churn(large, "me"), _churn(small, "me")]
    with looking_seldom():
        whole, sql, mine, mine_of_few, churn, churn_of_few = medians(works, rounds=sizes.rounds)
    detail = f"{sizes.renewing:,} accounts, {lines:,} lines: {whole * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("/cs retention of everybody / the bare SQL of the same rows", whole / sql, 8, 4, detail)
    books = f"{sizes.renewing:,} / {sizes.small_book:,} accounts"
    detail = f"{mine * 1e3:.1f} / {mine_of_few * 1e3:.1f} ms"
    yield Ratio(f"/cs retention of one CSM: {books}", mine / mine_of_few, 2, 1.3, detail)
    detail = f"{churn * 1e3:.1f} / {churn_of_few * 1e3:.1f} ms"
    yield Ratio(f"/cs churn of one CSM: {books}", churn / churn_of_few, 2, 1.3, detail)


@contextmanager
def looking_seldom() -> Iterator[None]:
    """Python looks for circles as seldom as it does while the bot serves, and not among what was there at its start."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def fill_revenue(book: Path, accounts: int) -> int:
    """Three terms of two products an account, some late, some smaller, some the last; how many lines there are."""
    url = f"sqlite:///{book}"
    fill(url, accounts)
    terms = [(account, turn) for account in range(1, accounts + 1) for turn in range(_turns(account))]
    lines = [line for number, (account, turn) in enumerate(terms, 1) for line in _lines(number, account, turn)]
    engine = hurried(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET owner = 'U' || (id % 400) WHERE id > 50")
        connection.execute(insert(table_of(ContractRow)), [_contract(n, *term) for n, term in enumerate(terms, 1)])
        connection.execute(insert(table_of(ContractLineRow)), lines)
        connection.execute(insert(table_of(RenewalRow)), [_renewal(n, *term) for n, term in enumerate(terms, 1)])
        connection.execute(insert(table_of(ChurnRow)), [_churned(n) for n in range(1, accounts + 1) if _left(n)])
    engine.dispose()
    library = SqlLibrary(url)
    publish_first_policy(library, SHIPPED_POLICY.read_text(encoding="utf-8"))
    with library.writing() as written:
        written.rates.state(StatedRate("EUR", date(2026, 1, 1), "1.10", MEMBER, NOW))
    library.close()
    return len(lines)


def _left(account: int) -> bool:
    return account % 17 == 0


def _turns(account: int) -> int:
    return TERMS - _left(account)


def _starts_on(account: int, turn: int) -> date:
    first = date(2024, 1, 1) + timedelta(days=account * 37 % 365)
    return first + turn * YEAR + (LATE if turn and account % 11 == 0 else timedelta())


def _ends_on(account: int, turn: int) -> date:
    return date(2024, 1, 1) + timedelta(days=account * 37 % 365) + (turn + 1) * YEAR


def _contract(number: int, account: int, turn: int) -> dict[str, Any]:
    return {
        "id": number,
        "account": account,
        "number": f"C{turn}",
        "start_on": _starts_on(account, turn),
        "end_on": _ends_on(account, turn),
        "learnt_at": NOW,
    }


def _amount(account: int, turn: int) -> dict[str, Any]:
    shrunk = turn * 100_000 if account % 7 == 0 else 0
    return {"arr_minor": (account % 900 + 20) * 10_000 - shrunk, "arr_currency": ("USD", "EUR")[account % 2]}


def _lines(number: int, account: int, turn: int) -> Iterator[dict[str, Any]]:
    for product in PRODUCTS:
        yield {"contract": number, "account": account, "product": product, **_amount(account, turn)}


def _renewal(number: int, account: int, turn: int) -> dict[str, Any]:
    is_last, due_on = turn == _turns(account) - 1, _ends_on(account, turn)
    ended = None if is_last and not _left(account) else "lost" if is_last else "renewed"
    return {
        "account": account,
        "contract": number,
        "due_on": due_on,
        "starts_on": _starts_on(account, turn),
        **_amount(account, turn),
        "next_step": "",
        "version": 1,
        "outcome": ended,
        "resolved_on": due_on if ended else None,
        "next_starts_on": due_on if ended == "renewed" else None,
        "closed_left": ended == "lost",
        "closed_by": MEMBER if ended else None,
        "closed_at": NOW if ended else None,
    }


def _churned(account: int) -> dict[str, Any]:
    return {
        "account": account,
        "on": _ends_on(account, _turns(account) - 1),
        **_amount(account, TERMS - 2),
        "whole": True,
        "reason": "price",
        "reasons": '["price"]',
        "by": MEMBER,
        "at": NOW,
        "note": "",
    }


def _retention(book: Path, text: str) -> Callable[[], object]:
    figures = RetentionFigures(SqlLibrary(f"sqlite:///{book}"), Curves(), clock=lambda: NOW, currency="USD")
    words = words_for(Language.EN)

    def work() -> object:
        found = figures.answer(READER, text, today=TODAY)
        assert isinstance(found, RetentionAnswer)
        return retention_answer(found, words)

    work()  # the curve is learnt once a day
    return work


def _churn(book: Path, text: str) -> Callable[[], object]:
    figures = ChurnFigures(SqlLibrary(f"sqlite:///{book}"), currency="USD")
    words = words_for(Language.EN)

    def work() -> object:
        found = figures.answer(READER, text, today=TODAY)
        assert isinstance(found, ChurnAnswer)
        return churn_answer(found, words)

    return work


def _bare(book: Path) -> Callable[[], object]:
    """Every row that the answer is made of, by the driver alone."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    first, last = last_quarter(TODAY), running_quarter(TODAY)
    ahead = RenewalFilter(TODAY, due_from=last.starts_on, due_until=date(2027, 5, 1), open_only=True)
    statements: list[Select[Any]] = [
        *(revenue_spans(), revenue_cuts(None, today=None)),
        *(renewals_due(first.starts_on, last.ends_on), due_renewals(ahead)),
    ]
    options = {"literal_binds": True}
    texts = [str(each.compile(dialect=sqlite.dialect(), compile_kwargs=options)) for each in statements]
    return lambda: [connection.execute(text).fetchall() for text in texts]
