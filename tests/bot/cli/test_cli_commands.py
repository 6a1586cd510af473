from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import __main__
from bot.cli.root import COMMANDS, app
from bot.manifest import manifest, written
from domain.ports import AuditEntry
from storage import migrate
from storage.library import SqlLibrary

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    return url


def test_help_names_every_command_and_imports_none(monkeypatch: pytest.MonkeyPatch) -> None:
    result = said("--help")

    assert result.exit_code == 0
    assert all(f" {name} " in result.stdout for name in COMMANDS)


def test_the_command_line_starts_without_what_only_some_commands_need() -> None:
    heavy = "{'matplotlib', 'numpy', 'slack_bolt', 'slack_sdk', 'sqlalchemy', 'aiohttp'}"
    code = f"import bot.__main__, sys; print(sorted({heavy} & set(sys.modules)))"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = said(command, "--help")

    assert result.exit_code == 0
    assert f"moorline {command}" in result.output or f"root {command}" in result.output


def test_an_unknown_command_is_refused() -> None:
    result = said("frobnicate")

    assert result.exit_code == 2
    assert "No such command" in result.output


def test_the_program_is_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["moorline", "--help"])

    with pytest.raises(SystemExit) as end:
        __main__.main()

    assert end.value.code == 0


def test_settings_are_listed_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_SLACK_BOT_TOKEN", "xoxb-secret")

    result = said("config", "show")

    assert result.exit_code == 0
    assert "xoxb-secret" not in result.output
    assert next(line for line in result.output.splitlines() if line.startswith("slack_bot_token")).split()[1:3] == [
        "(set)",
        "environment",
    ]


def test_a_wrong_setting_stops_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_PROT", "1")

    result = said("config", "show")

    assert (result.exit_code, result.stderr) == (2, "✗ MOORLINE_PROT is no setting; did you mean MOORLINE_PORT?\n")


PREFIX_RULE = "a prefix is of small letters, digits and hyphens, 16 at most"


def test_the_manifest_is_printed_for_another_address() -> None:
    result = said("manifest", "--url", "https://bot.acme.test", "--prefix", "cs", "--name", "Acme")

    assert result.stdout == written(manifest(url="https://bot.acme.test", prefix="cs", name="Acme"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("--url", "http://x"), "✗ Slack posts to https:// addresses only\n", id="no https"),
        pytest.param(("--name", ""), "✗ the name needs 1 to 35 characters\n", id="no name"),
        pytest.param(("--url", "https://"), "✗ Slack posts to https:// addresses only\n", id="no address"),
        pytest.param(("--prefix", "a" * 17), f"✗ {PREFIX_RULE}\n", id="a long prefix"),
        pytest.param(("--prefix", "CS!"), f"✗ {PREFIX_RULE}\n", id="a prefix that the bot would not know"),
    ],
)
def test_a_manifest_that_slack_would_refuse_is_not_printed(arguments: tuple[str, str], sentence: str) -> None:
    result = said("manifest", *arguments)

    assert (result.exit_code, result.stderr) == (2, sentence)


def test_a_file_is_compared_with_the_manifest(folder: Path) -> None:
    file = folder / "app.manifest.yml"

    missing = said("manifest", "--check", str(file))
    file.write_text(written(manifest()), encoding="utf-8")
    right = said("manifest", "--check", str(file))
    file.write_bytes(b"\xff\xfe")
    broken = said("manifest", "--check", str(file))

    assert [missing.exit_code, broken.exit_code, said("manifest", "--check", str(folder)).exit_code] == [1, 1, 1]
    assert broken.stderr.startswith(f"✗ {file} is not what")
    assert (right.exit_code, right.stdout) == (0, f"✓ {file} is up to date\n")


def test_the_database_goes_up_and_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder / 'new.db'}")

    before, up = said("db", "current"), said("db", "upgrade")
    down, again = said("db", "downgrade", "base"), said("db", "upgrade")

    assert before.stdout == "empty: run moorline db upgrade\n"
    assert up.stdout.endswith(": up to date\n")
    assert down.stdout == "empty: run moorline db upgrade\n"
    assert again.stdout == up.stdout


def test_a_database_that_is_away_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "book.db").write_text("this is no database, it only looks like one for a moment " * 100)
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder / 'book.db'}")

    result = said("db", "current")

    assert result.exit_code == 1
    assert "the database cannot be reached (damaged); see MOORLINE_DATABASE_URL" in result.stderr


def test_the_migrations_are_checked_against_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    right = said("db", "check")
    monkeypatch.setattr(migrate, "check", lambda _: ["add_table account"])
    wrong = said("db", "check")

    assert right.stdout == "✓ the migrations lead to the tables\n"
    assert (wrong.exit_code, wrong.stderr) == (
        1,
        "✗ the migrations do not lead to the tables:\n✗ add_table account\n",
    )


def test_a_role_is_given_listed_and_taken(book: str) -> None:
    given = said("member", "add", "U0DANA", "--role", "csm", "--name", "Dana")
    listed = said("member", "list")
    taken, again = said("member", "remove", "U0DANA"), said("member", "remove", "U0DANA")

    assert given.stdout == "✓ U0DANA is csm\n"
    assert listed.stdout.splitlines()[1].split() == ["U0DANA", "Dana", "csm"]
    assert taken.stdout == "✓ U0DANA (Dana) is no member any more\n"
    assert (again.exit_code, again.stderr) == (1, "✗ U0DANA is no member\n")


def test_a_language_is_chosen_and_given_back(book: str) -> None:
    said("member", "add", "U0DANA", "--role", "csm", "--name", "Dana")

    chosen, listed = said("member", "language", "U0DANA", "--to", "zh_Hans"), said("member", "list")
    given_back, nobody = said("member", "language", "U0DANA"), said("member", "language", "U0NOBODY")

    assert chosen.stdout == "✓ U0DANA (Dana) is answered in zh_Hans\n"
    assert listed.stdout.splitlines()[1].split() == ["U0DANA", "Dana", "csm", "zh_Hans"]
    assert given_back.stdout == "✓ U0DANA (Dana) is answered in the language of their Slack\n"
    assert (nobody.exit_code, nobody.stderr) == (1, "✗ U0NOBODY is no member\n")


def test_a_role_goes_to_a_slack_user_id(book: str) -> None:
    result = said("member", "add", "dana", "--role", "csm")

    assert (result.exit_code, result.stderr) == (1, "✗ dana is no Slack user id; one looks like U0ABC123\n")


@pytest.mark.parametrize(
    "arguments", [pytest.param(("member", "list"), id="members"), pytest.param(("audit",), id="audit")]
)
def test_a_book_that_is_away_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    (folder / "book.db").write_text("this is no database, it only looks like one for a moment " * 100)
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder / 'book.db'}")

    result = said(*arguments)

    assert (result.exit_code, result.stderr) == (1, "✗ the book cannot be reached (damaged)\n")


def test_the_audit_is_listed_and_filtered(book: str) -> None:
    said("member", "add", "U0DANA", "--role", "csm")
    said("member", "remove", "U0DANA")

    everything, removals = said("audit"), said("audit", "--action", "member.removed")

    removed, given = everything.stdout.splitlines()[1:]
    assert ("member.removed" in removed, "member.role" in given) == (True, True)
    assert removals.stdout.splitlines()[1:] == [removed]


def test_a_spreadsheet_runs_nothing_of_the_audit(book: str, folder: Path) -> None:
    library = SqlLibrary(book)
    with library.writing() as opened:
        opened.audit.record(AuditEntry(NOON, "U1", "account.renamed", "7", before="+1 Ltd", after="=cmd()"))
    library.close()

    result = said("audit", "--csv", str(folder / "audit.csv"))

    rows = list(csv.reader((folder / "audit.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert result.stdout == f"✓ 1 entries in {folder / 'audit.csv'}\n"
    assert rows[1] == ["2026-11-22T12:00:00+00:00", "U1", "account.renamed", "7", "'+1 Ltd", "'=cmd()", ""]


def test_into_a_pipe_every_entry_of_the_audit_is_one_whole_line(book: str) -> None:
    with SqlLibrary(book).writing() as opened:
        opened.audit.record(AuditEntry(NOON, "U1", "account.renamed", "7", before="b" * 300, after="a" * 300))

    _, line = said("audit").stdout.splitlines()

    assert line.split()[-2:] == ["b" * 300, "a" * 300]
