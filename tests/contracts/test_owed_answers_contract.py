from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shelves import Shelf

from domain.owed_answers import OVERDUE_AFTER, OwedAnswer

NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
FIRST = OwedAnswer("https://hooks.slack.test/1", "/health", "en", NOW)
SECOND = OwedAnswer("https://hooks.slack.test/2", "/cs", "zh_Hans", NOW + timedelta(seconds=30))


def test_who_owes_an_answer_for_too_long_is_found_once_at_a_time(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        first, second = book.owed_answers.owe(FIRST), book.owed_answers.owe(SECOND)
    late = NOW + OVERDUE_AFTER

    with shelf.library.writing() as book:
        before = book.owed_answers.is_any_overdue(now=late - timedelta(seconds=1))
        found = [dict(book.owed_answers.claim_overdue(now=late)) for _ in range(2)]
        later = dict(book.owed_answers.claim_overdue(now=late + OVERDUE_AFTER))

    assert (before, found) == (False, [{first: FIRST}, {}])
    assert list(later.items()) == [(first, FIRST), (second, SECOND)]


def test_an_answer_that_was_given_is_not_owed_any_more(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        first, second = book.owed_answers.owe(FIRST), book.owed_answers.owe(FIRST)
        book.owed_answers.settle(first)
        book.owed_answers.settle(first)

        assert book.owed_answers.is_any_overdue(now=NOW + OVERDUE_AFTER)
        assert list(book.owed_answers.claim_overdue(now=NOW + OVERDUE_AFTER)) == [second]


def test_what_slack_does_not_take_any_more_is_forgotten(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.owed_answers.owe(FIRST)
        kept = book.owed_answers.owe(replace(FIRST, since=NOW + timedelta(seconds=1)))

        assert book.owed_answers.sweep(older_than=NOW + timedelta(seconds=1)) == 1
        assert list(book.owed_answers.claim_overdue(now=NOW + timedelta(hours=1))) == [kept]
