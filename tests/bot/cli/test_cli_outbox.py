from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.root import app
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState, Pause
from domain.outbox.settling import Settled
from storage import migrate
from storage.library import SqlLibrary

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")
NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SqlLibrary:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    return SqlLibrary(url)


def give_up_one(library: SqlLibrary, to: str = "C0GONE") -> None:
    with library.writing() as book:
        book.outbox.put(Announcement(AnnouncementKind.TEST, to, "test"), now=NOW)
        [outgoing] = book.outbox.claim(now=NOW, most=1)
        book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOW, reason="is_archived"), now=NOW)


def test_an_empty_outbox_says_so(book: SqlLibrary) -> None:
    assert said("outbox").stdout == "0 waiting, 0 being sent, 0 given up\n"
    assert said("outbox", "retry", "all").stdout == "Nothing was given up.\n"


def test_what_was_given_up_is_listed_with_the_reason_and_tried_again(book: SqlLibrary) -> None:
    give_up_one(book)

    listed, tried, then = said("outbox"), said("outbox", "retry", "1"), said("outbox")

    assert listed.stdout.splitlines()[0] == "0 waiting, 0 being sent, 1 given up"
    assert listed.stdout.splitlines()[2].split() == ["1", "C0GONE", "test", "is_archived", "2026-11-27", "08:30"]
    assert tried.stdout == "✓ 1 to be tried again\n"
    assert then.stdout.splitlines()[0] == "1 waiting, 0 being sent, 0 given up"
    assert then.stdout.splitlines()[1].startswith("The oldest has been due since 20")
    assert "outbox:1" in said("audit", "--action", "outbox.retried").stdout


def test_all_of_it_is_tried_again(book: SqlLibrary) -> None:
    give_up_one(book)
    give_up_one(book, "C0OTHER")

    assert said("outbox", "retry", "all").stdout == "✓ 2 to be tried again\n"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param("7", "7 is not among the messages that were given up; moorline outbox lists them", id="unknown"),
        pytest.param("x", "x is no number of a message; moorline outbox lists them", id="no number"),
    ],
)
def test_what_cannot_be_tried_again_is_said(book: SqlLibrary, number: str, sentence: str) -> None:
    result = said("outbox", "retry", number)

    assert (result.exit_code, result.stderr.strip()) == (1, f"✗ {sentence}")


def test_what_is_held_back_is_said_with_the_reason(book: SqlLibrary) -> None:
    until = datetime.now(UTC) + timedelta(minutes=5)
    with book.writing() as writing:
        writing.outbox.pause(Pause("*", until, "invalid_auth"))
        writing.outbox.pause(Pause("chat.postMessage", until, "ratelimited"))

    lines = said("outbox").stdout.splitlines()

    assert lines[1:] == [
        f"Everything is held back until {until:%H:%M:%S} UTC: invalid_auth",
        f"chat.postMessage is held back until {until:%H:%M:%S} UTC: ratelimited",
    ]


def test_a_book_that_is_away_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder}/nowhere/book.db")

    result = said("outbox")

    assert (result.exit_code, result.stderr.startswith("✗ the book cannot be reached")) == (1, True)
