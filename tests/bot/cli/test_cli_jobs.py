from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.root import app
from domain.job_states import JobState
from storage import migrate
from storage.library import SqlLibrary

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


def test_jobs_are_listed_with_what_came_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    now = datetime.now(UTC)
    long_ago = now - timedelta(hours=3)
    with SqlLibrary(url).writing() as book:
        book.job_states.note(JobState("digests", now, now + timedelta(seconds=1.5)))
        book.job_states.note(JobState("scoring", long_ago, long_ago, "OSError", long_ago))

    result = CliRunner().invoke(app, ["jobs"])

    rows = {line.split()[0]: " ".join(line.split()) for line in result.stdout.splitlines()}
    names = ["renewals", "scoring", "profiles", "alerts", "digests", "weeklies", "tasks"]
    names += ["tellings", "decisions", "wakes", "homes", "apologies", "sweeping"]
    assert rows["renewals"] == "renewals 3 min never"
    assert rows["digests"] == (
        f"digests 1 min {now:%F %H:%M:%S} done in 1.5 s {now + timedelta(minutes=1):%F %H:%M:%S} -"
    )
    assert f"failed: OSError, since {long_ago:%F %H:%M}" in rows["scoring"]
    assert rows["scoring"].endswith(" 2 h 57 min")


def test_a_book_that_is_away_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder}/nowhere/book.db")

    result = CliRunner().invoke(app, ["jobs"])

    assert (result.exit_code, result.stderr.startswith("✗ the book cannot be reached")) == (1, True)
