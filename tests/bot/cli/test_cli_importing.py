from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.bootstrap import BehindError
from bot.cli import importing
from domain.errors import BookUnavailableError
from integrations.files.reading import LocalFiles
from storage import migrate
from storage.library import SqlLibrary

ACCOUNTS = "Account,Account ID,Tier,ARR,Currency\nAcme,7,high,$48k,USD\nBeta,8,platinum,1,USD\nTotal,,,2,\n"


def said(*arguments: str) -> Result:
    return CliRunner().invoke(importing.app, arguments)


def plain(result: Result) -> str:
    return re.sub(r"\s+", " ", result.output)


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    (folder / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return url


def names(url: str) -> list[str]:
    library = SqlLibrary(url)
    try:
        with library.reading() as opened:
            return [match.name for typed in ("Acme", "Beta") for match in opened.accounts.exact(typed)]
    finally:
        library.close()


def test_without_apply_it_is_a_rehearsal(book: str) -> None:
    result = said("accounts.csv")

    assert result.exit_code == 0
    assert "Rehearsal: 1 new, 1 refused. Nothing was written; add --apply to write it." in plain(result)
    assert "row 3 refused: column 'Tier' 'platinum' is not one of high, mid, tech" in plain(result)
    assert "Totals and notes beneath the records are skipped: row 4." in plain(result)
    assert names(book) == []


def test_applied_rows_are_in_the_book_scored_and_can_be_taken_back(book: str, folder: Path) -> None:
    applied = said("accounts.csv", "--apply")
    again = said("accounts.csv", "--apply")

    assert applied.exit_code == 0
    assert "✓ Import 1: 1 new, 1 refused. Take it back: moorline import --undo 1" in plain(applied)
    assert "✓ Import 2: 1 unchanged, 1 refused." in plain(again)
    assert (folder / "accounts.csv.refused.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    assert names(book) == ["Acme"]
    assert "✓ import 1 is undone" in plain(said("--undo", "1"))
    assert names(book) == []
    listed = plain(said("--list"))
    assert "accounts.csv" in listed
    assert "undone" in listed


def test_a_file_that_went_in_whole_is_not_read_twice(book: str, folder: Path) -> None:
    (folder / "whole.csv").write_text(ACCOUNTS.replace("platinum", "mid"), encoding="utf-8")
    said("whole.csv", "--kind", "accounts", "--apply")

    again = said("whole.csv", "--kind", "accounts", "--apply")

    assert plain(again).strip() == "whole.csv: imported already (import 1); nothing to do"


def test_a_mended_row_is_sent_again_and_changes_are_told(book: str, folder: Path) -> None:
    said("accounts.csv", "--apply")
    refused = folder / "accounts.csv.refused.csv"
    refused.write_text(refused.read_text(encoding="utf-8-sig").replace("platinum", "mid"), encoding="utf-8")
    (folder / "later.csv").write_text(ACCOUNTS.replace("high", "tech"), encoding="utf-8")

    mended = said("accounts.csv.refused.csv", "--apply")
    changed = said("later.csv", "--kind", "accounts", "--apply")

    assert "1 new" in plain(mended)
    assert names(book) == ["Acme", "Beta"]
    assert "row 2 Acme: account.tier: high → tech" in plain(changed)


def test_an_amount_that_changed_is_told_as_people_write_it(book: str, folder: Path) -> None:
    said("accounts.csv", "--apply")
    (folder / "later.csv").write_text(ACCOUNTS.replace("$48k", "$48500.50"), encoding="utf-8")

    changed = said("later.csv", "--kind", "accounts")

    assert "row 2 Acme: contract.arr: USD 48,000.00 → USD 48,500.50" in plain(changed)


def test_a_sheet_that_one_column_refuses_says_how_to_leave_the_column_out(book: str, folder: Path) -> None:
    (folder / "invoices.csv").write_text("Account,Number,Amount (USD),Paid\nAcme,1,5,TRUE\n", encoding="utf-8")
    said("accounts.csv", "--apply")

    refused = said("invoices.csv")
    mended = said("invoices.csv", "--map", "Paid=ignore")

    assert 'leave it out: --map "Paid=ignore"' in plain(refused)
    assert "Rehearsal: 1 new." in plain(mended)
    assert "leave it out" not in plain(said("accounts.csv"))


def test_a_file_of_refused_rows_that_cannot_be_written_is_said(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalFiles, "write_refused", lambda *_: None)

    result = said("accounts.csv")

    assert "1 refused, but the file of them could not be written; give the command in a folder" in plain(result)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param((), "no file is named; say moorline import FILE…, --list or --undo ID", id="nothing"),
        pytest.param(("none.csv",), "none.csv: There is no such file. Check the path.", id="no file"),
        pytest.param(("accounts.csv", "--kind", "colours"), "--kind colours is none of: accounts,", id="kind"),
        pytest.param(
            ("accounts.csv", "--currency", "dollars"), "--currency dollars is no currency's code", id="currency"
        ),
        pytest.param(("accounts.csv", "--currency", "abc"), "--currency abc is no currency's code", id="no currency"),
        pytest.param(("accounts.csv", "--map", "Tier"), '--map Tier is not "Column=field"', id="map"),
        pytest.param(("--undo", "9"), "Import 9 cannot be undone: there is no such import.", id="undo"),
    ],
)
def test_what_cannot_work_is_a_sentence_and_a_failure(book: str, arguments: tuple[str, ...], sentence: str) -> None:
    result = said(*arguments)

    assert result.exit_code == 1
    assert sentence in plain(result)


def test_mapped_columns_currency_and_suggestions_are_shown(book: str, folder: Path) -> None:
    (folder / "clients.csv").write_text("Kunde,Ownr,ARR,Hue,Tags\nAcme,maya,12,x,\n", encoding="utf-8")

    result = said("clients.csv", "--kind", "accounts", "--map", "Kunde=account.name", "--currency", "eur")

    assert "not used; like account.owner?" in plain(result)
    assert "Amounts in 'ARR' without a currency are EUR" in plain(result)
    assert "Kunde account.name Acme" in plain(result)


def test_usage_is_called_usage(book: str, folder: Path) -> None:
    (folder / "usage.csv").write_text("Account,Date,DAU\nAcme,2026-11-01,5\n", encoding="utf-8")

    assert "usage.csv: usage ('usage' is named so)" in plain(said("usage.csv"))


def test_added_words_are_told_as_added(book: str, folder: Path) -> None:
    said("accounts.csv", "--apply")
    (folder / "more.csv").write_text("Account,Account ID,Aliases,Contact\nAcme,7,AC;ME,Bo\n", encoding="utf-8")

    result = said("more.csv", "--kind", "accounts", "--apply")

    assert "account.aliases: nothing → AC, ME; contact.contact: nothing → new" in plain(result)


def test_a_database_that_is_away_is_said(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_settings: object) -> None:
        raise BookUnavailableError("locked")

    monkeypatch.setattr(importing, "prepared", away)

    result = said("accounts.csv")

    assert (result.exit_code, "the database is locked; nothing was imported" in plain(result)) == (1, True)


def test_an_old_database_is_said(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def behind(_settings: object) -> None:
        raise BehindError

    monkeypatch.setattr(importing, "prepared", behind)

    assert "the database is older than this version: run moorline db upgrade" in plain(said("accounts.csv"))


def test_rows_stay_written_when_their_scores_cannot_be(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def rescore(self, _accounts: object) -> None:
            raise BookUnavailableError("locked")

    monkeypatch.setattr(importing, "scoring", lambda *_: Away())

    result = said("accounts.csv", "--apply")

    assert (result.exit_code, names(book)) == (0, ["Acme"])
    assert "The rows are written, but not the scores (the database is locked): run moorline score" in plain(result)


def test_rows_stay_written_when_their_renewals_cannot_be(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def reconcile(self, _accounts: object) -> None:
            raise BookUnavailableError("locked")

    monkeypatch.setattr(importing, "renewal_terms", lambda *_: Away())

    result = said("accounts.csv", "--apply")

    assert (result.exit_code, names(book)) == (0, ["Acme"])
    assert "The rows are written, but not the renewals (the database is locked): run moorline score" in plain(result)


def test_a_policy_that_cannot_be_used_is_said_before_anything_is_written(book: str, folder: Path) -> None:
    with SqlLibrary(book).writing() as opened:
        opened.policies.publish("name = 7", by="U1", at=datetime(2026, 11, 27, tzinfo=UTC))
    (folder / "more.csv").write_text("Account,ARR (USD)\nNova,100\n", encoding="utf-8")

    result = said(str(folder / "more.csv"), "--apply")

    assert result.exit_code == 1
    assert "policy version 1 cannot be used, so nothing was written; mend it" in plain(result)
    assert "Nova" not in names(book)
