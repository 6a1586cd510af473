"""`/cs requests` over many requests: the answer, against one GROUP BY of their voices and against reading them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

from benchmarks.books import MEMBER, NOW, hurried
from benchmarks.likeness import requests
from benchmarks.ratios import Ratio, medians
from benchmarks.renewals import READER, TODAY, fill_renewals
from benchmarks.sizes import Sizes
from bot.blocks.request_list import request_list
from bot.bootstrap import SHIPPED_POLICY
from bot.bootstrap.book import publish_first_policy
from bot.locale import Language, words_for
from bot.services.account_asks import AccountAsks
from bot.services.request_lists import RequestLists
from bot.services.request_looks import looks_at
from domain.feedback.list_answer import ListedRequests
from domain.feedback.ports import RequestFilter
from storage.library import SqlLibrary
from storage.tables import ProductAreaRow, RequestRow, VoiceRow, table_of

STATES = ("new", "under_review", "planned", "shipped", "declined")
VOICES = (1, 1, 2, 3, 5)
AREAS = 8
_GROUPED = """
SELECT v.request, count(DISTINCT v.account), sum(s.main_arr_minor), max(v.importance), max(v.blocks_renewal)
FROM voice v JOIN request r ON r.id = v.request JOIN standing s ON s.account = v.account
WHERE r.state IN ('new', 'needs_detail', 'under_review', 'planned', 'in_progress')
GROUP BY v.request ORDER BY 3 DESC LIMIT 8
"""


def weighing(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    book = folder / "book.db"
    voices = fill_requests(book, sizes.renewing, sizes.requests)
    works = [_answered(book, ""), _grouped(book), _all_read(book), _asks(book)]
    first, grouped, read, asks = medians(works, rounds=sizes.rounds)
    what = f"{sizes.requests:,} requests, {voices:,} voices"
    detail = f"{what}: {first * 1e3:.0f} / {grouped * 1e3:.0f} ms"
    yield Ratio("/cs requests by weight / one GROUP BY over the same voices", first / grouped, 4, 2.5, detail)
    detail = f"{first * 1e3:.0f} / {read * 1e3:.0f} ms; what eight accounts ask for: {asks * 1e3:.1f} ms"
    yield Ratio("/cs requests by weight / every voice read and weighed", first / read, 0.5, 0.25, detail)


def fill_requests(book: Path, accounts: int, count: int) -> int:
    """Three in five are open; a tenth of the voices are prospects'. How many voices there are."""
    fill_renewals(book, accounts)
    dice, asked = Random(5), requests(count)
    voices = [_voice(each.id, accounts, dice) for each in asked for _ in range(dice.choice(VOICES))]
    engine = hurried(f"sqlite:///{book}")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE account SET next_renewal = (SELECT json_array(r.id, r.due_on, r.notice_on, 1, NULL, NULL)"
            " FROM renewal r WHERE r.account = account.id)"
        )
        connection.execute(insert(table_of(ProductAreaRow)), [_area(number) for number in range(1, AREAS + 1)])
        connection.execute(
            insert(table_of(RequestRow)), [_request(each.id, each.title, each.problem) for each in asked]
        )
        connection.execute(insert(table_of(VoiceRow)), voices)
    engine.dispose()
    return len(voices)


def _area(number: int) -> Mapping[str, Any]:
    return {
        "id": number,
        "name": f"Area {number}",
        "channel": f"C{number}",
        "manager": MEMBER,
        "is_default": number == 1,
    }


def _request(number: int, title: str, problem: str) -> Mapping[str, Any]:
    return {
        "id": number,
        "title": title,
        "problem": problem,
        "area": number % AREAS + 1,
        "by": MEMBER,
        "at": NOW - timedelta(days=number % 400),
        "state": STATES[number % len(STATES)],
        "target": "",
        "words": "",
        "version": 1,
    }


def _voice(request: int, accounts: int, dice: Random) -> Mapping[str, Any]:
    account = dice.randint(1, accounts) if dice.random() < 0.9 else None
    return {
        "request": request,
        "asker": "account" if account else "prospect",
        "by": MEMBER,
        "at": NOW,
        "importance": dice.choice(("nice", "important", "must")),
        "account": account,
        "name": "" if account else f"Lead {dice.randint(1, 500)}",
        "quote": "We do it by hand every week, and it takes an hour each time",
        "contact": "",
        "workaround": "",
        "blocks_renewal": dice.random() < 0.1,
        "permalink": "",
    }


def _library(book: Path) -> SqlLibrary:
    library = SqlLibrary(f"sqlite:///{book}")
    publish_first_policy(library, SHIPPED_POLICY.read_text(encoding="utf-8"))
    return library


def _answered(book: Path, text: str) -> Callable[[], object]:
    lists, words = RequestLists(_library(book), "USD"), words_for(Language.EN)

    def work() -> object:
        found = lists.answer(READER, text, today=TODAY)
        assert isinstance(found, ListedRequests)
        return request_list(found, words)

    return work


def _grouped(book: Path) -> Callable[[], object]:
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    return lambda: connection.execute(_GROUPED).fetchall()


def _all_read(book: Path) -> Callable[[], object]:
    """As it would be without the database's help."""
    library = _library(book)

    def work() -> object:
        with library.reading() as read:
            looks = looks_at(read, read.feedback.found(RequestFilter()), currency="USD", today=TODAY)
        return sorted(looks, key=lambda look: -look.priority.points)[:8]

    return work


def _asks(book: Path) -> Callable[[], object]:
    """Beside eight renewals of a page."""
    library, kept = _library(book), AccountAsks("USD")
    accounts: Sequence[int] = range(1, 9)

    def work() -> object:
        with library.reading() as read:
            return kept.of(read, accounts, today=TODAY, policy_version=1)

    return work
