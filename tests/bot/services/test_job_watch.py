from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary
from small_library import SmallLibrary

from bot.services.job_watch import JobWatch
from bot.services.playbook_trouble import AccountsHeldUpError
from domain.job_states import JobState
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    for name, role in (("U1", Role.ADMIN), ("U2", Role.CSM)):
        library.tables.members[name] = Member(name, name, role)
    return library


def noted(library: FakeLibrary, at: datetime, error: Exception | None = None) -> None:
    JobWatch(library, lambda: at + timedelta(seconds=2)).noted("scoring", began_at=at, error=error)


def test_a_run_is_written_down(library: FakeLibrary) -> None:
    noted(library, NOW)

    assert JobWatch(library, lambda: NOW).states() == [JobState("scoring", NOW, NOW + timedelta(seconds=2))]
    assert library.tables.outbox == []


def test_admins_hear_of_the_first_failure_only(library: FakeLibrary) -> None:
    noted(library, NOW, OSError())
    noted(library, LATER, ValueError())

    [state] = JobWatch(library, lambda: NOW).states()
    assert (state.failed_with, state.failing_since) == ("ValueError", NOW)
    assert [(row.to, row.line.announcement.facts["reason"]) for row in library.tables.outbox] == [("U1", "OSError")]


def test_accounts_that_are_held_up_are_named_once(library: FakeLibrary) -> None:
    noted(library, NOW, AccountsHeldUpError(["Acme", "贝塔"], "KeyError", made=3))
    noted(library, LATER, AccountsHeldUpError(["Acme"], "KeyError", made=0))

    [row] = library.tables.outbox
    assert JobWatch(library, lambda: NOW).states()[0].failed_with == "KeyError"
    assert row.line.announcement.facts == {
        "what": "accounts",
        "job": "scoring",
        "reason": "KeyError",
        "account": "Acme",
        "more": 1,
    }


def test_a_job_that_fails_again_later_is_said_again(library: FakeLibrary) -> None:
    noted(library, NOW, OSError())
    noted(library, LATER)
    noted(library, LATER + timedelta(minutes=3), OSError())

    assert [row.to for row in library.tables.outbox] == ["U1", "U1"]


def test_a_book_that_is_away_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    library = SmallLibrary()
    library.is_away = True

    JobWatch(library, lambda: NOW).noted("scoring", began_at=NOW, error=None)

    assert caplog.messages == ["how the job scoring went is not written down: tests"]
