"""A champion who leaves: the score is capped, and the owner is told on the click; who follows lifts it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from fakes import FakeLibrary
from people_desk import DANA
from scoring_samples import NOW, SHIPPED, TODAY, add, add_champion, feed_worked, scoring, usual_account

from bot.services.alert_watch import AlertWatch
from bot.services.people_changes import PeopleChanges
from domain.alerts.alert import Alert, AlertState
from domain.alerts.policy import AlertKind
from domain.health.model import Cap
from domain.health.standing import AccountStanding
from domain.people.answer import PersonKept
from domain.people.form import LeftForm
from storage.library import SqlLibrary
from storage.tables import ContactRow


@dataclass
class Clicks:
    library: SqlLibrary
    now: datetime = NOW

    @property
    def changes(self) -> PeopleChanges:
        return PeopleChanges(self.library, lambda: self.now, self.seen)

    def seen(self, accounts: Sequence[int]) -> None:
        scoring(self.library, self.now).rescore(accounts)
        AlertWatch(self.library, lambda: self.now, "UTC").at_once(accounts[0])

    def card(self) -> AccountStanding:
        with self.library.reading() as book:
            standing = book.standings.of(1)
        assert standing
        return standing

    def alerts(self) -> list[Alert]:
        with self.library.reading() as book:
            numbers = [book.alerts.of(number) for number in range(1, 10)]
        return [each for each in numbers if each and each.kind is AlertKind.PERSON_LEFT]

    def left(self, version: int, follower: str = "") -> PersonKept:
        self.now += timedelta(minutes=1)
        done = self.changes.left(DANA, f"1 {version}", LeftForm(TODAY.isoformat(), follower), today=TODAY)
        assert isinstance(done, PersonKept)
        return done


@pytest.fixture
def clicks(library: SqlLibrary) -> Clicks:
    """Scored and looked at a minute ago: an account with a champion and a user."""
    with library.writing() as book:
        book.members.save(DANA)
        book.policies.publish(SHIPPED, by="test", at=NOW)
    usual_account(library, 1, owner="U0DANA")
    add_champion(library, 1)
    add(library, ContactRow, {"account": 1, "external_id": "u", "name": "Cy", "role": "user", "learnt_at": NOW})
    feed_worked(library)
    scoring(library).score_book()
    AlertWatch(library, lambda: NOW, "UTC").tick()
    return Clicks(library)


def test_leaving_caps_the_score_and_tells_the_owner_at_once(clicks: Clicks) -> None:
    clicks.left(1)

    [alert] = clicks.alerts()
    assert (alert.to, alert.facts["person"], alert.state) == ("U0DANA", "Kim", AlertState.OPEN)
    with clicks.library.reading() as book:
        [line] = book.outbox.said_about(f"alert:{alert.id}")
    assert line.announcement.to == "U0DANA"
    assert clicks.card().cap is Cap.CHAMPION_LEFT


def test_who_follows_lifts_the_cap_and_undoing_it_all_ends_the_alert(clicks: Clicks) -> None:
    clicks.left(1)
    clicks.left(2, follower="2")
    lifted = clicks.card().cap
    clicks.now += timedelta(minutes=1)
    clicks.changes.back(DANA, "1", today=TODAY)

    [alert] = clicks.alerts()
    assert (lifted, alert.state) == (None, AlertState.RESOLVED)


def test_a_look_at_once_finds_nothing_where_nothing_was_scored_since(clicks: Clicks) -> None:
    assert AlertWatch(clicks.library, lambda: NOW, "UTC").at_once(1) == 0


def test_without_a_policy_nobody_looks() -> None:
    assert AlertWatch(FakeLibrary(), lambda: NOW, "UTC").at_once(1) == 0
