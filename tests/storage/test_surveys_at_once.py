"""A survey tool that says the same several times at once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from play_desk import NOW
from shelves import SqlShelf
from sqlalchemy import func, select

from bot.services.survey_inbox import SurveyInbox
from domain.accounts import Account
from domain.surveys.sent import sent_from
from storage.library import SqlLibrary
from storage.tables import SurveyAnswerRow, SurveyStrayRow, table_of

AT_ONCE = 4


def posted(library: SqlLibrary, account: str) -> tuple[list[bool], list[Sequence[int]]]:
    """What each of them is answered, and what is scored and told of it."""
    seen: list[Sequence[int]] = []
    inbox = SurveyInbox(library, lambda: NOW, seen.append, "UTC")
    sent = sent_from({"id": "r1", "score": 2, "account": account}, source="typeform")
    start = Barrier(AT_ONCE)

    def post() -> bool:
        start.wait(5)
        return inbox.taken(sent)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answered = [each.result(20) for each in [threads.submit(post) for _ in range(AT_ONCE)]]
    return answered, seen


def test_the_same_answer_several_times_at_once_is_one_and_is_told_once(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    answered, seen = posted(library, "Acme")

    assert (answered, seen) == ([True] * AT_ONCE, [(1,)])
    with library.reading() as book:
        assert book.connection.execute(select(func.count()).select_from(table_of(SurveyAnswerRow))).scalar() == 1


def test_one_of_an_account_that_is_not_known_waits_once(library: SqlLibrary) -> None:
    answered, seen = posted(library, "Nobody & Co")

    assert (answered, seen) == ([False] * AT_ONCE, [])
    with library.reading() as book:
        assert book.connection.execute(select(func.count()).select_from(table_of(SurveyStrayRow))).scalar() == 1
