"""One account at which a step fails, beside others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playbook_book import DAY, LIVE, TODAY, PlaybookBook, playbook_book

from bot.jobs import playing
from bot.services.playbook_steps import Making
from bot.services.playbook_trouble import AccountsHeldUpError
from bot.services.playbook_watch import PlaybookWatch
from domain.errors import BookUnavailableError
from domain.playbooks.entering import look_after
from storage.library import SqlLibrary


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    """Both accounts enter today."""
    made = playbook_book(sqlite_library, LIVE)
    for account in (1, 2):
        made.change(account, went_live_on=TODAY - 15 * DAY)
    return made


def failing_at(account: int, failure: Exception, work: Callable[..., Any]) -> Callable[..., Any]:
    """What goes wrong at one of them and not at the others."""

    def failing(*arguments: Any) -> Any:
        if any(getattr(each, "account", getattr(each, "id", None)) == account for each in arguments):
            raise failure
        return work(*arguments)

    return failing


def held_up(watch: PlaybookWatch) -> tuple[list[str], str, int]:
    with pytest.raises(AccountsHeldUpError) as raised:
        watch.tick()
    return list(raised.value.accounts), raised.value.kind, raised.value.made


def test_one_account_at_which_a_step_fails_keeps_nobody_else_waiting(
    book: PlaybookBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Making, "take_steps", failing_at(1, KeyError("x"), Making.take_steps))

    assert held_up(book.watch()) == (["Acme"], "KeyError", 1)
    assert [(run.account, len(run.steps)) for run in book.runs()] == [(2, 1)]


def test_it_is_tried_again_though_nothing_changed_and_goes_on_once_it_works(
    book: PlaybookBook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch = book.watch()
    with monkeypatch.context() as broken:
        broken.setattr(Making, "take_steps", failing_at(1, KeyError("x"), Making.take_steps))
        held_up(watch)
        held_up(watch)

    assert (watch.tick(), watch.tick()) == (1, 0)
    assert [run.account for run in book.runs()] == [2, 1]
    assert [(record.levelno, record.exc_info is None) for record in caplog.records] == [
        (logging.ERROR, False),
        (logging.WARNING, True),
    ]


def test_an_account_that_cannot_be_looked_at_is_held_up_alone(
    book: PlaybookBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.playbook_look.look_after", failing_at(2, OverflowError(), look_after))

    assert held_up(book.watch()) == (["贝塔"], "OverflowError", 1)


def test_a_book_that_is_away_is_nobodys_own_trouble(book: PlaybookBook, monkeypatch: pytest.MonkeyPatch) -> None:
    away = failing_at(1, BookUnavailableError("tests"), Making.take_steps)
    monkeypatch.setattr(Making, "take_steps", away)
    with pytest.raises(BookUnavailableError):
        book.watch().tick()

    monkeypatch.setattr(
        "bot.services.playbook_look.look_after", failing_at(1, BookUnavailableError("tests"), lambda *_: None)
    )
    with pytest.raises(BookUnavailableError):
        book.watch().tick()


def test_the_job_says_what_was_made_and_fails(
    book: PlaybookBook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Making, "take_steps", failing_at(1, KeyError("x"), Making.take_steps))
    caplog.set_level(logging.INFO)
    book.now += timedelta(minutes=1)

    with pytest.raises(AccountsHeldUpError):
        playing.play(book.watch())

    assert caplog.messages[-1] == "1 steps of playbooks; 1 accounts are held up"
