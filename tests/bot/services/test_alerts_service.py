"""What people do about alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import STANDING

from bot.services.alerts import PAGE, Alerts
from bot.services.attention import Attentions
from bot.services.preferences import PreferenceBook
from bot.services.tasks import Tasks
from domain.accounts import Account
from domain.alerts.alert import Alert, AlertState, DismissReason, StepKind
from domain.alerts.answer import AlertScope
from domain.alerts.policy import SHIPPED_ALERTS, AlertKind, AlertWay, Severity
from domain.errors import AlertNotFoundError, NotAllowedError, OutsideBookError
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.permissions import BookScope, Member, Role
from domain.settings_form import SettingsForm
from domain.tasks.answer import TaskChanged
from domain.tasks.form import TaskForm
from domain.tasks.task import TaskSource

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MAX")
MAX = Member("U0MAX", "Max", Role.MANAGER)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    for member in (DANA, MAX, ADA, EYES):
        library.tables.members[member.slack_id] = member
    library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    library.tables.standings[1] = STANDING
    put(library, 1)
    return library


def put(library: FakeLibrary, number: int, **said: Any) -> None:
    usual: dict[str, Any] = {
        "id": number,
        "kind": AlertKind.SILENCE,
        "account": 1,
        "key": "",
        "severity": Severity.MEDIUM,
        "since": TODAY,
        "raised_at": NOW - DAY,
        "to": "U0DANA",
        "way": AlertWay.MESSAGE,
        "once": str(number),
    }
    library.tables.alerts[number] = Alert(**(usual | said))


def alerts(library: FakeLibrary) -> Alerts:
    return Alerts(library, lambda: NOW)


def test_the_first_of_two_people_has_it(library: FakeLibrary) -> None:
    first = alerts(library).take(DANA, "1")
    second = alerts(library).take(MAX, "1")
    again = alerts(library).take(DANA, "1")

    assert (first.was_taken_by, second.was_taken_by, again.was_taken_by) == (None, "U0DANA", None)
    assert library.tables.alerts[1].taken_by == "U0DANA"
    assert [row.line.announcement.manner for row in library.tables.outbox] == [Manner.EDIT]
    assert [(entry.actor, entry.subject, entry.after) for entry in library.tables.audit] == [
        ("U0DANA", "alert:1", "taken"),
    ]


def test_it_is_put_off_for_a_week(library: FakeLibrary) -> None:
    changed = alerts(library).snooze(DANA, "1", today=TODAY)

    assert changed.look.alert.snoozed_until == TODAY + 7 * DAY


def test_who_finds_it_useless_says_why(library: FakeLibrary) -> None:
    alerts(library).dismiss(DANA, "1", DismissReason.NOT_TRUE, "  they are   fine ")

    over = library.tables.alerts[1]
    assert (over.state, over.reason, over.note) == (AlertState.DISMISSED, DismissReason.NOT_TRUE, "they are   fine")


def test_what_is_over_is_not_changed_any_more(library: FakeLibrary) -> None:
    put(library, 1, state=AlertState.RESOLVED, closed_at=NOW)

    changed = alerts(library).take(DANA, "1")

    assert changed.was_over
    assert library.tables.alerts[1].taken_by is None


@pytest.mark.parametrize("typed", ["", "x", "99"])
def test_what_is_no_alert_is_said_so(library: FakeLibrary, typed: str) -> None:
    with pytest.raises(AlertNotFoundError):
        alerts(library).take(DANA, typed)


def test_who_only_looks_has_none(library: FakeLibrary) -> None:
    for act in (lambda: alerts(library).take(EYES, "1"), lambda: alerts(library).listed(EYES, AlertScope.MINE)):
        with pytest.raises(NotAllowedError):
            act()


def test_a_message_shows_it_as_it_stands(library: FakeLibrary) -> None:
    look = alerts(library).told(1)

    assert look is not None
    assert (look.name, look.owner, look.pulls_down) == ("Acme", "U0DANA", STANDING.pulls_down)
    assert alerts(library).told(99) is None


def test_its_life_is_told_step_by_step(library: FakeLibrary) -> None:
    alerts(library).take(DANA, "1")
    alerts(library).dismiss(MAX, "1", DismissReason.KNOWN, "")

    life = alerts(library).life(ADA, "1")

    assert [(step.what, step.by) for step in life.steps] == [
        (StepKind.TAKEN, "U0DANA"),
        (StepKind.DISMISSED, "U0MAX"),
    ]


@pytest.mark.parametrize(
    ("asker", "scope", "shown", "scopes", "total"),
    [
        pytest.param(DANA, AlertScope.ALL, AlertScope.MINE, (AlertScope.MINE,), 1, id="a CSM sees her own"),
        pytest.param(MAX, AlertScope.MINE, AlertScope.MINE, (AlertScope.MINE, AlertScope.TEAM), 0, id="his own"),
        pytest.param(MAX, AlertScope.TEAM, AlertScope.TEAM, (AlertScope.MINE, AlertScope.TEAM), 1, id="and the team's"),
        pytest.param(ADA, AlertScope.ALL, AlertScope.ALL, (AlertScope.MINE, AlertScope.ALL), 2, id="an admin sees all"),
    ],
)
def test_everybody_sees_what_is_theirs(
    library: FakeLibrary,
    asker: Member,
    scope: AlertScope,
    shown: AlertScope,
    scopes: tuple[AlertScope, ...],
    total: int,
) -> None:
    put(library, 2, account=None, to="U0OTHER")

    answer = alerts(library).listed(asker, scope)

    assert (answer.scope, answer.scopes, answer.total, len(answer.looks)) == (shown, scopes, total, total)
    assert answer.has_report is (asker is ADA)


def test_the_report_is_for_those_who_set_the_rules(library: FakeLibrary) -> None:
    put(library, 2, raised_at=NOW - 91 * DAY)

    report = alerts(library).report(ADA)

    assert [(rule.kind, rule.fired) for rule in report.rules] == [(AlertKind.SILENCE, 1)]
    with pytest.raises(NotAllowedError):
        alerts(library).report(MAX)


def brought(library: FakeLibrary, account: int) -> None:
    """Dana's digest named the account an hour ago."""
    with library.writing() as book:
        digest = Announcement(AnnouncementKind.DIGEST, "U0DANA", f"digest:{account}")
        book.digests.put_lines(book.outbox.put(digest, now=NOW - timedelta(hours=1)) or 0, [account])


def test_a_digest_says_nothing_of_what_came_after_it(library: FakeLibrary) -> None:
    put(library, 2, way=AlertWay.DIGEST, raised_at=NOW - timedelta(minutes=5))
    put(library, 3, way=AlertWay.DIGEST, news_at=NOW - timedelta(minutes=5))
    brought(library, 1)

    Attentions(library, clock=lambda: NOW).dismiss(DANA, 1, 5)

    assert [library.tables.alerts[number].state for number in (2, 3)] == [AlertState.OPEN] * 2


def test_who_is_on_it_stays_on_it_whoever_takes_the_line_of_a_digest(library: FakeLibrary) -> None:
    put(library, 2, way=AlertWay.DIGEST, state=AlertState.TAKEN, taken_by="U0MAX", taken_at=NOW)
    brought(library, 1)

    Attentions(library, clock=lambda: NOW).take(DANA, 1, 5)

    assert library.tables.alerts[2].taken_by == "U0MAX"


def test_a_page_that_is_no_more_is_the_last_one(library: FakeLibrary) -> None:
    for number in range(2, PAGE + 2):
        put(library, number)
    library.tables.alerts.pop(1)

    page = alerts(library).listed(DANA, AlertScope.MINE, offset=PAGE)

    assert (page.offset, len(page.looks), page.total) == (0, PAGE, PAGE)


def test_what_is_done_in_a_digest_is_done_to_its_alerts(library: FakeLibrary) -> None:
    for number in (2, 3, 4):
        library.tables.accounts[number] = Account(number, f"Acme {number}")
        put(library, number, account=number, way=AlertWay.DIGEST)
        brought(library, number)
    desk = Attentions(library, clock=lambda: NOW)

    desk.take(DANA, 1, 5)
    desk.take(DANA, 2, 5)
    desk.snooze(DANA, 3, 5, today=TODAY)
    desk.dismiss(DANA, 4, 5)

    after = library.tables.alerts
    assert after[1].taken_by is None
    assert (after[2].taken_by, after[3].snoozed_until) == ("U0DANA", TODAY + 7 * DAY)
    assert (after[4].state, after[4].reason) == (AlertState.DISMISSED, DismissReason.OTHER)


def test_everybody_chooses_which_rules_speak_to_them(library: FakeLibrary) -> None:
    book = PreferenceBook(library, clock=lambda: NOW)
    at_once = tuple(kind.value for kind in AlertKind)
    form = SettingsForm(asks_for_alerts=True, alerts_now=at_once)

    book.save(DANA, form, today=TODAY)
    book.save(DANA, SettingsForm(), today=TODAY)

    assert book.alert_rules() == SHIPPED_ALERTS
    ways = library.tables.preferences["U0DANA"].alert_ways
    assert set(ways.values()) == {AlertWay.MESSAGE}
    assert AlertKind.DROP in ways
    assert AlertKind.DETRACTOR not in ways


def test_the_rules_in_force_are_those_of_the_policy(library: FakeLibrary) -> None:
    text = (Path(__file__).parents[3] / "policy.toml").read_text(encoding="utf-8")
    with library.writing() as book:
        book.policies.publish(text.replace("drop_points = 15", "drop_points = 9"), by="test", at=NOW)

    assert PreferenceBook(library, clock=lambda: NOW).alert_rules() == replace(
        SHIPPED_ALERTS, drop_points=9, severity=dict(SHIPPED_ALERTS.severity)
    )


def made_about(library: FakeLibrary, about: str) -> None:
    form = TaskForm(title="Call them", due_on=TODAY.isoformat(), assignee="U0MAX", account="1")
    made = Tasks(library, clock=lambda: NOW).make(DANA, about, form, today=TODAY)
    assert isinstance(made, TaskChanged)


def test_who_has_the_task_for_it_is_on_it(library: FakeLibrary) -> None:
    offer = Tasks(library, clock=lambda: NOW).offer(DANA, "alert:1", "", today=TODAY)

    made_about(library, "alert:1")

    assert (offer.about, offer.form.account) == ("alert:1", "1")
    assert offer.form.due_on == (TODAY + DAY).isoformat()
    assert library.tables.alerts[1].taken_by == "U0MAX"
    assert [task.source for task in library.tables.tasks.values()] == [TaskSource.ALERT]
    assert [(step.what, step.by) for step in library.tables.alert_steps] == [(StepKind.TAKEN, "U0DANA")]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        pytest.param("alert:1", {"taken_by": "U0LEE"}, id="somebody is on it"),
        pytest.param("alert:1", {"state": AlertState.RESOLVED, "closed_at": NOW}, id="it is over"),
        pytest.param("alert:9", {}, id="there is none"),
        pytest.param("alert:x", {}, id="no number"),
        pytest.param("account:1", {}, id="of an account"),
    ],
)
def test_a_task_changes_no_other_alert(library: FakeLibrary, about: str, said: dict[str, Any]) -> None:
    put(library, 1, **said)
    before = dict(library.tables.alerts)

    made_about(library, about)

    assert library.tables.alerts == before


def test_a_task_about_an_alert_that_is_gone_names_no_account(library: FakeLibrary) -> None:
    assert Tasks(library, clock=lambda: NOW).offer(DANA, "alert:9", "", today=TODAY).form.account == ""


def test_who_sees_only_their_own_book_has_what_was_told_to_them(library: FakeLibrary) -> None:
    library.tables.accounts[2] = Account(2, "Other", owner="U0LEE")
    put(library, 2, account=2, to="U0LEE")
    put(library, 3, account=2)
    limited = replace(DANA, sees=BookScope.OWN)

    own, told = alerts(library).take(limited, "1"), alerts(library).take(limited, "3")

    assert (own.look.name, told.look.name) == ("Acme", "Other")
    with pytest.raises(OutsideBookError):
        alerts(library).take(limited, "2")
