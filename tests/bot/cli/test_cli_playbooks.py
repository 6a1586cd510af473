from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playbook_book import SHIPPED, PlaybookBook, playbook_book
from typer.testing import CliRunner, Result

from bot.bootstrap import BehindError
from bot.cli import playbooks
from bot.cli.root import app
from domain.errors import BookUnavailableError
from storage import migrate
from storage.library import SqlLibrary

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")
TODAY = datetime.now(UTC).date()


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["playbook", *arguments])


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> PlaybookBook:
    url = f"sqlite:///{folder / 'book.db'}"
    monkeypatch.setenv("MOORLINE_DATABASE_URL", url)
    migrate.upgrade(url)
    return playbook_book(SqlLibrary(url))


def test_the_shipped_playbooks_are_listed_with_what_they_enter_on(book: PlaybookBook) -> None:
    book.publish(
        '[playbooks.happy]\ntitle = { en = "Happy", zh = "满意" }\n'
        'trigger = { when = "survey", survey = "nps", at_least = 9, at_most = 10 }\n'
        '[[playbooks.happy.steps]]\ntask = { en = "Ask for a reference", zh = "请客户推荐" }\n'
        'day = 0\nrole = "owner"\n'
    )
    own = [line.split("  ") for line in said("list").stdout.splitlines()]
    with book.library.writing() as told:
        told.policies.publish(SHIPPED, by="test", at=book.now)

    shipped = said("list").stdout.splitlines()
    assert "answer of nps at least 9 at most 10" in [cell.strip() for cell in own[1]]
    assert [line.split()[0] for line in shipped[1:]] == [
        *("onboarding", "first_survey", "business_review", "at_risk", "renewal", "expansion", "win_back")
    ]
    assert "notice_deadline -90 days" in shipped[5]
    assert "band_down red" in shipped[4]


def test_the_steps_of_a_playbook_are_shown_by_its_name_or_title(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        told.policies.publish(SHIPPED, by="test", at=book.now)

    shown = said("show", "Onboarding").stdout.splitlines()

    assert shown[0] == "Onboarding / 客户上线: enters on customer_since"
    assert shown[5].split() == ["4", "30", "calendar", "wait"]


def test_a_dry_run_says_who_would_enter_and_writes_nothing(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        told.policies.publish(SHIPPED, by="test", at=book.now)
    book.change(customer_since=TODAY)
    day = TODAY + timedelta(days=3)

    entered, later, expansion = (
        said("try", "onboarding", "--as-of", f"{day}"),
        said("try", "win-back"),
        said("try", "at_risk"),
    )

    first = entered.stdout.splitlines()[1]
    assert first.split()[:2] == ["Acme", f"{TODAY}"]
    assert "Dana (owner)" in first
    assert "until then at the latest" in entered.stdout
    assert entered.stdout.splitlines()[-1] == "1 would enter onboarding; nothing was written"
    assert (later.stdout, expansion.exit_code) == ("0 would enter win_back; nothing was written\n", 0)
    assert (book.runs(), book.tasks()) == ([], [])


@pytest.mark.parametrize("command", ["show", "try"])
def test_a_name_that_no_playbook_has_is_refused_with_those_that_there_are(book: PlaybookBook, command: str) -> None:
    book.publish("[playbooks]\n")

    refused = said(command, "blue")

    assert (refused.exit_code, refused.stderr) == (2, "✗ no playbook is called blue; known: none\n")


def test_what_is_true_already_is_counted_apart(book: PlaybookBook) -> None:
    book.publish(
        '[playbooks.green]\ntitle = { en = "Green", zh = "绿" }\n'
        'trigger = { when = "band_up", band = "green" }\n'
        '[[playbooks.green.steps]]\ntask = { en = "Thank them", zh = "致谢" }\nday = 0\nrole = "owner"\n'
    )

    assert said("try", "green").stdout.splitlines() == [
        "0 would enter green; nothing was written",
        "2 more: it is true of them already, so they enter when it becomes true anew",
    ]


def test_a_policy_that_cannot_be_used_is_said_with_its_lines(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        told.policies.publish("name = 1", by="test", at=book.now)

    refused = said("list")

    assert refused.exit_code == 1
    assert "the policy cannot be used; mend it, see moorline policy check" in refused.stderr


def test_without_its_database_it_says_so(book: PlaybookBook, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise BookUnavailableError("away")

    monkeypatch.setattr(playbooks, "prepared", away)

    assert said("list").stderr == "✗ the database is away. Try again, or see moorline doctor\n"


def test_a_database_that_is_older_is_not_changed(book: PlaybookBook, monkeypatch: pytest.MonkeyPatch) -> None:
    def behind(_: object) -> None:
        raise BehindError

    monkeypatch.setattr(playbooks, "prepared", behind)

    assert said("list").stderr == "✗ the database is older than this version: run moorline db upgrade\n"
