from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.root import app
from domain.feedback.request import Asker, Importance, ProductArea, Request, Source, Voice
from storage import migrate
from storage.library import SqlLibrary
from storage.tables import AccountRow, AccountWordRow, table_of

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")
NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
LINK = "https://acme.slack.com/archives/C0TEAM/p1763800004000500"
QUOTE = "We copy by hand"


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["feedback", "forget", *arguments])


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SqlLibrary:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    library = SqlLibrary(url)
    with library.writing() as book:
        account = {"id": 1, "name": "Acme", "status": "live", "tier": "mid", "evidence_changed_at": NOW}
        book.connection.execute(table_of(AccountRow).insert().values(**account))
        book.connection.execute(table_of(AccountWordRow).insert().values(account=1, kind="name", word="Acme"))
        area = book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA"))
        request = book.feedback.add(Request(0, "Export", "", area.id, "U0DANA", NOW))
        source = Source("C0TEAM", "1763800004.000500", LINK)
        voice = Voice(0, request.id, Asker.ACCOUNT, "U0DANA", NOW, Importance.MUST, 1, quote=QUOTE, contact="Kim")
        book.feedback.add_voice(voice)
        lead = Voice(0, request.id, Asker.PROSPECT, "U0DANA", NOW, Importance.MUST, name="Lead", quote=QUOTE)
        book.feedback.add_voice(replace(lead, source=source))
    return library


def quotes(library: SqlLibrary) -> list[str]:
    with library.reading() as book:
        return [voice.quote for voice in book.feedback.voices(1)]


def test_nothing_is_taken_away_before_it_is_said(book: SqlLibrary) -> None:
    rehearsed = said("--account", "acme")

    assert rehearsed.stdout.splitlines()[1].split() == ["#1", "2026-11-27", "U0DANA", "yes", "yes"]
    assert rehearsed.stdout.splitlines()[-1] == "Nothing was changed. Say --apply to do it."
    assert QUOTE not in rehearsed.stdout
    assert quotes(book) == [QUOTE, QUOTE]


def test_what_an_account_said_is_taken_away(book: SqlLibrary) -> None:
    done = said("--account", "acme", "--apply")

    assert done.stdout.splitlines()[-1] == (
        "✓ the words of 1 voices are gone; every message that shows them is drawn again"
    )
    assert quotes(book) == ["", QUOTE]
    entries = CliRunner().invoke(app, ["audit", "--action", "requests.forgotten"]).stdout
    assert "command line" in entries
    assert QUOTE not in entries


def test_what_was_taken_from_a_message_is_taken_away(book: SqlLibrary) -> None:
    done = said("--message", f"{LINK}?thread_ts=1.5&cid=C0TEAM", "--apply")

    assert done.exit_code == 0
    assert quotes(book) == [QUOTE, ""]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param((), "say either --account NAME or --message LINK", id="nothing"),
        pytest.param(("--account", "acme", "--message", LINK), "say either --account NAME", id="both"),
        pytest.param(("--account", "nobody"), "no accounts are called nobody", id="nobody"),
        pytest.param(("--message", "https://x.test/hello"), "is no link to a message", id="no message"),
    ],
)
def test_what_cannot_be_meant_is_said(book: SqlLibrary, arguments: tuple[str, ...], words: str) -> None:
    refused = said(*arguments)

    assert refused.exit_code != 0
    assert words in refused.stderr
    assert quotes(book) == [QUOTE, QUOTE]


def test_a_book_that_is_away_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    refused = said("--account", "acme")

    assert refused.exit_code == 1
    assert "the book cannot be reached" in refused.stderr
