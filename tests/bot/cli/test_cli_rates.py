from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.root import app
from storage import migrate

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    return url


def test_a_rate_is_stated_listed_and_recorded(book: str) -> None:
    stated = said("rates", "set", "eur", "1.10", "--from", "2026-01-01")

    listed = said("rates")
    audit = said("audit", "--action", "rates.stated")
    assert stated.stdout == "✓ 1 EUR = 1.10 USD from 2026-01-01 on\n"
    assert [line.split() for line in listed.stdout.splitlines()[1:]] == [
        ["EUR", "1.10", "USD", "2026-01-01", "command", "line"]
    ]
    assert "rate:EUR:2026-01-01" in audit.stdout


def test_without_a_day_it_holds_from_the_first_of_the_year(book: str) -> None:
    assert "-01-01 on" in said("rates", "set", "EUR", "1.10").stdout


def test_without_any_rate_the_list_says_the_next_step(book: str) -> None:
    assert said("rates").stdout == (
        "No rate is stated; amounts stand beside USD, unadded. Next: moorline rates set EUR 1.10\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Euro", "1.1"), "✗ Euro is no currency's code; one looks like EUR\n"),
        (("usd", "1"), "✗ USD is the base currency, so its rate is always 1; state those of others\n"),
        (("EUR", "1,1"), "✗ 1,1 is no rate; write a number above 0 like 1.10\n"),
    ],
)
def test_what_is_no_rate_is_refused_in_one_sentence(book: str, arguments: tuple[str, str], sentence: str) -> None:
    result = said("rates", "set", *arguments)

    assert (result.exit_code, result.stderr) == (2, sentence)


def test_a_book_out_of_reach_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", "sqlite:////nowhere/at/all/book.db")

    result = said("rates")

    assert result.exit_code == 1
    assert result.stderr.startswith("✗ the book cannot be reached")
