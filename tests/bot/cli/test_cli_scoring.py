from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scoring_samples import NOW, SHIPPED, add, add_account, usual_account
from typer.testing import CliRunner, Result

from bot.cli import policy, scoring
from bot.cli.root import app
from domain.errors import BookUnavailableError
from storage import migrate
from storage.library import SqlLibrary
from storage.tables import JudgementRow

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SqlLibrary:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    library = SqlLibrary(url)
    usual_account(library, 1)
    add_account(library, 2, customer_since=None)
    now = datetime.now(UTC)
    judgement = {
        "pulse": "green",
        "note": "",
        "author": "U1",
        "given_at": now,
        "expires_on": now.date() + timedelta(days=2),
    }
    add(library, JudgementRow, {"account": 1, **judgement})
    return library


def lines(result: Result) -> list[list[str]]:
    return [line.split() for line in result.stdout.splitlines()]


def named(library: SqlLibrary, number: int, name: str) -> None:
    with library.writing() as book:
        book.connection.exec_driver_sql(
            "INSERT INTO account_word (account, kind, word, normal) VALUES (?, 'name', ?, ?)",
            (number, name, name.lower()),
        )


def test_scoring_says_on_one_screen_what_it_did(book: SqlLibrary) -> None:
    result = said("score")

    assert result.exit_code == 0
    assert lines(result)[1:5] == [
        ["scored", "1"],
        ["of", "them", "once", "more", "today", "0"],
        ["nothing", "known,", "no", "score", "1"],
        ["unchanged", "0"],
    ]


def test_scoring_makes_the_renewals_of_contracts_first(book: SqlLibrary) -> None:
    said("score")

    with book.reading() as read:
        assert [renewal.account for renewal in read.contract_terms.renewals()] == [1]


def test_scoring_twice_changes_nothing(book: SqlLibrary) -> None:
    said("score")

    assert lines(said("score"))[4] == ["unchanged", "2"]


def test_only_the_named_account_is_scored(book: SqlLibrary) -> None:
    named(book, 1, "Acme")

    result = said("score", "--account", "acme")

    assert (result.exit_code, lines(result)[1]) == (0, ["scored", "1"])
    with book.reading() as opened:
        assert opened.standings.of(2) is None


def test_a_name_that_means_nobody_is_said_back_with_the_nearest(book: SqlLibrary) -> None:
    named(book, 1, "Acme")

    result = said("score", "--account", "acmee", "--account", "zzzzzzzz")

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "✗ no account is called acmee; did you mean Account 1?",
        "✗ no account is called zzzzzzzz",
    ]


def test_a_name_that_means_two_is_said_back(book: SqlLibrary) -> None:
    named(book, 1, "Acme")
    named(book, 2, "ACME")

    result = said("score", "--account", "acme")

    assert (result.exit_code, result.stderr) == (2, "✗ acme is the name of 2 accounts\n")


def test_a_past_day_is_refused_with_the_way_out(book: SqlLibrary) -> None:
    result = said("score", "--day", "2020-01-01")

    assert result.exit_code == 2
    assert result.stderr.startswith("✗ 2020-01-01 cannot be scored any more, today is ")


def test_today_may_be_said(book: SqlLibrary) -> None:
    today = datetime.now(UTC).date()

    assert said("score", "--day", today.isoformat()).exit_code == 0


@pytest.mark.parametrize("command", [("score",), ("policy", "show")])
def test_an_old_database_is_said_with_the_way_out(
    command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    monkeypatch.setenv("MOORLINE_AUTO_MIGRATE", "false")

    result = said(*command)

    assert (result.exit_code, result.stderr) == (
        1,
        "✗ the database is older than this version: run moorline db upgrade\n",
    )


@pytest.mark.parametrize(
    ("module", "command"), [(scoring, ("score",)), (policy, ("policy", "versions"))], ids=["score", "policy"]
)
def test_a_database_that_is_away_is_said(
    module: object, command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_settings: object) -> None:
        raise BookUnavailableError("locked")

    monkeypatch.setattr(module, "prepared", away)

    result = said(*command)

    assert result.exit_code == 1
    assert result.stderr.startswith("✗ the database is locked")


def test_a_stored_policy_that_cannot_be_used_stops_the_scoring(book: SqlLibrary) -> None:
    with book.writing() as opened:
        opened.policies.publish("name = 3", by="U1", at=datetime(2026, 1, 1, tzinfo=UTC))

    result = said("score")

    assert result.exit_code == 1
    assert result.stderr.startswith("✗ the policy cannot be used; mend it, see moorline policy check\n✗ line 1: ")


def test_the_policy_in_force_is_shown_as_a_file(book: SqlLibrary) -> None:
    assert said("policy", "show").stdout == SHIPPED


def test_a_sound_policy_file_is_said_to_be(folder: Path) -> None:
    (folder / "ours.toml").write_text(SHIPPED, encoding="utf-8")

    assert said("policy", "check", "ours.toml").stdout == "✓ ours.toml: Moorline's shipped model\n"


def test_the_mark_that_windows_editors_begin_a_file_with_is_no_mistake(book: SqlLibrary, folder: Path) -> None:
    (folder / "ours.toml").write_text(SHIPPED, encoding="utf-8-sig")

    assert said("policy", "publish", "ours.toml").stdout == "✓ version 1 says the same; nothing to publish\n"


def test_each_mistake_of_a_policy_file_is_said_with_its_line(folder: Path) -> None:
    text = SHIPPED.replace("onboarding_days = 90", "onboarding_days = -90")
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    line = text.splitlines().index("onboarding_days = -90") + 1

    result = said("policy", "check", "ours.toml")

    assert result.exit_code == 2
    assert result.stderr.startswith(f"✗ ours.toml cannot be used:\n✗ line {line}: ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "✗ ours.toml cannot be read: No such file or directory\n", id="no file"),
        pytest.param(b"\xff", "✗ ours.toml is not written in UTF-8; save it as UTF-8\n", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(folder: Path, content: bytes | None, sentence: str) -> None:
    if content is not None:
        (folder / "ours.toml").write_bytes(content)

    result = said("policy", "check", "ours.toml")

    assert (result.exit_code, result.stderr) == (2, sentence)


def test_a_published_policy_is_listed_and_the_same_again_is_none(book: SqlLibrary, folder: Path) -> None:
    (folder / "ours.toml").write_text(SHIPPED.replace("shipped model", "second model"), encoding="utf-8")

    first, second = said("policy", "publish", "ours.toml"), said("policy", "publish", "ours.toml")

    assert first.stdout.startswith("✓ version 2 is in force")
    assert second.stdout == "✓ version 2 says the same; nothing to publish\n"
    assert [row[0] for row in lines(said("policy", "versions"))] == ["Version", "2", "1"]


def test_an_old_version_that_is_refused_today_hides_no_other(book: SqlLibrary, folder: Path) -> None:
    with book.writing() as writing:
        writing.policies.publish("name = 3", by="U1", at=NOW)
        writing.policies.publish(SHIPPED, by="U1", at=NOW)

    rows = lines(said("policy", "versions"))

    assert [(row[0], row[-1]) for row in rows[1:]] == [("2", "model"), ("1", "release)")]


def test_a_policy_with_a_mistake_is_not_published_by_the_command(book: SqlLibrary, folder: Path) -> None:
    (folder / "ours.toml").write_text("name = 3", encoding="utf-8")

    result = said("policy", "publish", "ours.toml")

    assert result.exit_code == 2
    assert len(lines(said("policy", "versions"))) == 2
