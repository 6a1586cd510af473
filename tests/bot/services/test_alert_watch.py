"""From a score to an alert, and on until it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from fakes import FakeLibrary
from health_book import STANDING
from renewal_samples import renewal

from bot.services.alert_watch import AT_ONCE, AlertWatch
from domain.accounts import Account, AccountStatus
from domain.alerts.alert import Alert, AlertState, DismissReason, StepKind
from domain.alerts.evidence import AlertEvidence, Answer
from domain.alerts.life import dismissed, snoozed, taken
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.digests.facts import DigestAccount
from domain.feeds import Feed
from domain.health.model import Band
from domain.health.snapshots import SnapshotLine
from domain.outbox.announcement import Manner
from domain.outbox.outgoing import OutboxState
from domain.permissions import Member, Role
from domain.preferences import Preferences
from domain.records import RecordKind

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
DANA, MAX, ADA = "U0DANA", "U0MAX", "U0ADA"
POLICY = (Path(__file__).parents[3] / "policy.toml").read_text(encoding="utf-8")
NOBODY = DigestAccount(1, "", None, None, None, None, None, None, None, None, None, 0, None, None)
UPSET = AlertEvidence(NOBODY, answer=Answer("a1", 3, TODAY, "Too slow", "Kim"))
WELL = AlertEvidence(NOBODY)


@pytest.fixture
def library() -> FakeLibrary:
    """Dana's Acme, looked at yesterday, when it was well."""
    library = FakeLibrary()
    for member in (
        Member(DANA, "Dana", Role.CSM, manager=MAX, zone="Europe/Berlin"),
        Member(MAX, "Max", Role.MANAGER, zone="Europe/Berlin"),
        Member(ADA, "Ada", Role.ADMIN),
    ):
        library.tables.members[member.slack_id] = member
    with library.writing() as book:
        book.policies.publish(POLICY, by="test", at=NOW)
    put(library, 1, NOW - DAY)
    AlertWatch(library, lambda: NOW - DAY, "UTC").tick()
    return library


def put(library: FakeLibrary, number: int, at: datetime) -> None:
    library.tables.accounts[number] = Account(number, f"Acme {number}", owner=DANA)
    library.tables.standings[number] = replace(
        STANDING,
        account=number,
        scored_at=at,
        first_value_due_on=None,
        last_two_way_on=TODAY,
    )
    library.tables.renewals[number] = renewal(number, id=number, due_on=TODAY + 200 * DAY)


def tick(library: FakeLibrary, evidence: AlertEvidence = WELL, *, account: int = 1, at: datetime = NOW) -> int:
    """The account is scored anew, and looked at."""
    library.tables.alert_evidence[account] = evidence
    library.tables.standings[account] = replace(library.tables.standings[account], scored_at=at)
    return AlertWatch(library, lambda: at, "UTC").tick()


def only(library: FakeLibrary) -> Alert:
    [alert] = library.tables.alerts.values()
    return alert


def said(library: FakeLibrary) -> list[tuple[str, Manner]]:
    return [(row.line.announcement.to, row.line.announcement.manner) for row in library.tables.outbox]


def steps(library: FakeLibrary) -> list[StepKind]:
    return [step.what for step in library.tables.alert_steps]


def wish(library: FakeLibrary, person: str, **said: object) -> None:
    library.tables.preferences[person] = replace(Preferences(), **said)  # type: ignore[arg-type] # fields, by name


def test_what_became_true_is_told_once(library: FakeLibrary) -> None:
    raised = [tick(library, UPSET), tick(library, UPSET, at=NOW + DAY), AlertWatch(library, lambda: NOW, "UTC").tick()]

    assert raised == [1, 0, 0]
    alert = only(library)
    assert (alert.kind, alert.to, alert.severity, alert.way) == (
        AlertKind.DETRACTOR,
        DANA,
        Severity.HIGH,
        AlertWay.MESSAGE,
    )
    assert (alert.told_on, alert.renews_on, alert.arr) == (TODAY, TODAY + 200 * DAY, STANDING.arr[0])
    assert said(library) == [(DANA, Manner.POST)]
    assert steps(library) == [StepKind.RAISED]


def test_what_was_true_at_the_first_look_is_not_told(library: FakeLibrary) -> None:
    put(library, 2, NOW)

    assert tick(library, UPSET, account=2) == 0


def test_who_waits_to_write_comes_in_between_two_parts_of_a_book(library: FakeLibrary) -> None:
    for number in range(2, AT_ONCE + 3):
        put(library, number, NOW - DAY)
    looked_at: list[int] = []

    AlertWatch(library, lambda: NOW, "UTC", lambda: looked_at.append(len(library.tables.looks))).tick()

    assert looked_at == [1 + AT_ONCE, 2 + AT_ONCE]


def test_without_a_policy_nothing_is_looked_at() -> None:
    assert AlertWatch(FakeLibrary(), lambda: NOW, "UTC").tick() == 0


def test_what_is_no_longer_true_is_over_by_itself(library: FakeLibrary) -> None:
    tick(library, UPSET)

    tick(library, WELL, at=NOW + DAY)

    assert only(library).state is AlertState.RESOLVED
    assert said(library) == [(DANA, Manner.POST), (DANA, Manner.EDIT)]
    assert steps(library) == [StepKind.RAISED, StepKind.RESOLVED]


def test_what_somebody_ended_is_not_ended_again(library: FakeLibrary) -> None:
    tick(library, UPSET)
    over = dismissed(only(library), DANA, DismissReason.KNOWN, "", now=NOW)
    library.tables.alerts[over.id] = over

    tick(library, WELL, at=NOW + DAY)

    assert only(library) == over


def test_what_gets_worse_goes_on_in_its_message_and_thread(library: FakeLibrary) -> None:
    tick(library, UPSET)
    library.tables.alerts[1] = taken(only(library), MAX, now=NOW)

    told = tick(library, replace(UPSET, answer=Answer("a2", 0, TODAY, "We leave")), at=NOW + DAY)

    alert = only(library)
    assert told == 0
    assert (alert.key, alert.facts["words"], alert.taken_by) == ("a2", "We leave", MAX)
    assert said(library) == [(DANA, Manner.POST), (DANA, Manner.EDIT), (DANA, Manner.REPLY)]
    assert steps(library) == [StepKind.RAISED, StepKind.ANOTHER]


def test_what_comes_back_soon_opens_the_same_alert_again(library: FakeLibrary) -> None:
    tick(library, UPSET)
    tick(library, WELL, at=NOW + DAY)

    assert tick(library, UPSET, at=NOW + 2 * DAY) == 1
    assert only(library).state is AlertState.OPEN
    assert steps(library) == [StepKind.RAISED, StepKind.RESOLVED, StepKind.AGAIN]


def test_what_comes_back_late_is_an_alert_of_its_own(library: FakeLibrary) -> None:
    tick(library, UPSET)
    tick(library, WELL, at=NOW + DAY)

    assert tick(library, UPSET, at=NOW + 8 * DAY) == 1
    assert len(library.tables.alerts) == 2


def test_just_what_somebody_found_useless_stays_silent_for_the_while(library: FakeLibrary) -> None:
    tick(library, UPSET)
    library.tables.alerts[1] = dismissed(only(library), DANA, DismissReason.KNOWN, "", now=NOW)
    tick(library, WELL, at=NOW + DAY)

    assert tick(library, UPSET, at=NOW + 2 * DAY) == 0
    assert only(library).state is AlertState.DISMISSED


def test_a_rule_that_is_off_only_watches(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.policies.publish(POLICY.replace('detractor = "high"', 'detractor = "off"'), by="test", at=NOW)
    off = tick(library, UPSET)
    with library.writing() as book:
        book.policies.publish(POLICY, by="test", at=NOW)

    assert (off, tick(library, UPSET, at=NOW + DAY)) == (0, 0)


def test_a_rule_that_was_switched_off_says_nothing_more_of_what_is_open(library: FakeLibrary) -> None:
    tick(library, UPSET)
    with library.writing() as book:
        book.policies.publish(POLICY.replace('detractor = "high"', 'detractor = "off"'), by="test", at=NOW)

    tick(library, replace(UPSET, answer=Answer("a2", 0, TODAY)), at=NOW + DAY)
    open_still = only(library)
    tick(library, WELL, at=NOW + 2 * DAY)

    assert (open_still.state, open_still.key, open_still.severity) == (AlertState.OPEN, "a1", Severity.HIGH)
    assert steps(library) == [StepKind.RAISED, StepKind.RESOLVED]


def fallen(library: FakeLibrary, band: Band, shown: int, at: datetime) -> int:
    """It has stood there for two days."""
    lines = tuple(SnapshotLine(at.date() - days * DAY, float(shown), shown, band, 1) for days in (1, 0))
    return tick(library, replace(WELL, lines=lines), at=at)


def test_what_waited_for_the_digest_is_told_at_once_when_it_gets_grave(library: FakeLibrary) -> None:
    fallen(library, Band.GREEN, 80, NOW)
    fallen(library, Band.YELLOW, 68, NOW + DAY)
    waits = only(library)
    fallen(library, Band.RED, 30, NOW + 9 * DAY)

    assert (waits.severity, waits.way) == (Severity.MEDIUM, AlertWay.DIGEST)
    assert (only(library).severity, only(library).way) == (Severity.HIGH, AlertWay.MESSAGE)
    assert only(library).told_on == TODAY + 9 * DAY
    assert [each for each in said(library) if each[1] is not Manner.EDIT] == [(DANA, Manner.POST)]
    assert steps(library) == [StepKind.RAISED, StepKind.WORSE]


def test_what_was_over_before_it_could_be_said_is_a_message_when_it_comes_back(library: FakeLibrary) -> None:
    tick(library, UPSET)
    library.tables.outbox[0].line = replace(library.tables.outbox[0].line, state=OutboxState.DROPPED)
    tick(library, WELL, at=NOW + DAY)

    tick(library, UPSET, at=NOW + 2 * DAY)

    assert said(library)[-1] == (DANA, Manner.POST)


def test_what_comes_back_goes_to_who_can_do_something_about_it_now(library: FakeLibrary) -> None:
    tick(library, UPSET)
    tick(library, WELL, at=NOW + DAY)
    library.tables.members[DANA] = replace(library.tables.members[DANA], role=Role.VIEWER)

    tick(library, UPSET, at=NOW + 2 * DAY)

    assert (only(library).to, only(library).way) == (MAX, AlertWay.MESSAGE)
    assert said(library)[-1] == (MAX, Manner.POST)


def test_quiet_hours_put_off_what_is_said_below_a_message_too(library: FakeLibrary) -> None:
    tick(library, UPSET)
    wish(library, DANA, quiet_from=time(20), quiet_until=time(9))

    tick(library, replace(UPSET, answer=Answer("a2", 0, TODAY)), at=NOW + DAY)

    edit, reply = (row.line for row in library.tables.outbox[1:])
    assert (edit.announcement.manner, reply.announcement.manner) == (Manner.EDIT, Manner.REPLY)
    assert edit.due_at < reply.due_at


def test_the_sixth_of_a_day_waits_for_the_digest(library: FakeLibrary) -> None:
    for number in range(2, 8):
        put(library, number, NOW - DAY)
    AlertWatch(library, lambda: NOW - DAY, "UTC").tick()

    for number in range(1, 7):
        tick(library, UPSET, account=number)

    assert [alert.way for alert in library.tables.alerts.values()] == [AlertWay.MESSAGE] * 5 + [AlertWay.DIGEST]
    assert len(said(library)) == 5


def test_it_comes_as_its_reader_wishes(library: FakeLibrary) -> None:
    wish(library, DANA, alert_ways={AlertKind.DETRACTOR: AlertWay.NOWHERE})

    tick(library, UPSET)

    assert (only(library).way, said(library)) == (AlertWay.NOWHERE, [])


def test_who_is_away_is_stood_in_for(library: FakeLibrary) -> None:
    wish(library, DANA, away_until=TODAY)

    tick(library, UPSET)

    assert (only(library).to, only(library).instead_of) == (MAX, DANA)


def test_where_nobody_is_here_it_is_in_the_list_all_the_same(library: FakeLibrary) -> None:
    for person in (DANA, MAX, ADA):
        wish(library, person, away_until=TODAY + DAY)

    tick(library, UPSET)

    assert (only(library).to, only(library).way, said(library)) == (None, AlertWay.NOWHERE, [])


def test_who_wakes_an_alert_is_told_that_it_is_still_true(library: FakeLibrary) -> None:
    tick(library, UPSET)
    library.tables.alerts[1] = snoozed(only(library), until=TODAY + DAY, now=NOW)

    before = AlertWatch(library, lambda: NOW, "UTC").tick()
    tick(library, UPSET, at=NOW + DAY)

    assert before == 0
    assert only(library).snoozed_until is None
    assert steps(library) == [StepKind.RAISED, StepKind.AWAKE]
    assert said(library)[1:] == [(DANA, Manner.EDIT), (DANA, Manner.REPLY)]


def test_an_account_that_leaves_takes_its_alerts_along(library: FakeLibrary) -> None:
    tick(library, UPSET)
    library.tables.accounts[1] = replace(library.tables.accounts[1], status=AccountStatus.CHURNED)

    AlertWatch(library, lambda: NOW + DAY, "UTC").tick()

    assert only(library).state is AlertState.RESOLVED
    assert steps(library)[-1] is StepKind.ACCOUNT_LEFT


def test_an_account_that_comes_back_with_its_trouble_is_told_of_again(library: FakeLibrary) -> None:
    tick(library, UPSET)
    account = library.tables.accounts[1]
    library.tables.accounts[1] = replace(account, status=AccountStatus.CHURNED)
    AlertWatch(library, lambda: NOW + DAY, "UTC").tick()
    library.tables.accounts[1] = account

    assert tick(library, UPSET, at=NOW + 2 * DAY) == 1
    assert only(library).state is AlertState.OPEN
    assert steps(library)[-1] is StepKind.AGAIN


def test_a_feed_that_stopped_is_one_alert_of_the_admin(library: FakeLibrary) -> None:
    library.tables.feeds["files"] = Feed("files", (RecordKind.TOUCHPOINT,), NOW - 4 * DAY)
    watch = AlertWatch(library, lambda: NOW, "UTC")

    watch.tick()
    watch.tick()

    assert (only(library).kind, only(library).to, only(library).key) == (AlertKind.FEED_STOPPED, ADA, "touchpoint")
    assert said(library) == [(ADA, Manner.POST)]


def test_a_feed_that_stopped_silences_what_it_would_falsely_raise(library: FakeLibrary) -> None:
    library.tables.feeds["files"] = Feed("files", (RecordKind.TOUCHPOINT,), NOW - 4 * DAY)
    library.tables.standings[1] = replace(library.tables.standings[1], last_two_way_on=TODAY - 60 * DAY)

    tick(library, WELL)
    quiet = [alert.kind for alert in library.tables.alerts.values()]
    library.tables.feeds["files"] = Feed("files", (RecordKind.TOUCHPOINT,), NOW)
    tick(library, WELL, at=NOW + DAY)

    assert quiet == [AlertKind.FEED_STOPPED]
    assert [(alert.kind, alert.state) for alert in library.tables.alerts.values()] == [
        (AlertKind.FEED_STOPPED, AlertState.RESOLVED),
        (AlertKind.SILENCE, AlertState.OPEN),
    ]


def test_nobody_is_told_of_feeds_where_the_rule_is_off(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.policies.publish(POLICY.replace('feed_stopped = "high"', 'feed_stopped = "off"'), by="test", at=NOW)
    library.tables.feeds["files"] = Feed("files", (RecordKind.USAGE,), NOW - 4 * DAY)

    AlertWatch(library, lambda: NOW, "UTC").tick()

    assert library.tables.alerts == {}


def test_feeds_stop_and_come_back_one_by_one(library: FakeLibrary) -> None:
    library.tables.feeds["calls"] = Feed("calls", (RecordKind.TOUCHPOINT,), NOW - 4 * DAY)
    library.tables.feeds["desk"] = Feed("desk", (RecordKind.TICKET,), NOW - 3 * DAY)

    AlertWatch(library, lambda: NOW, "UTC").tick()
    AlertWatch(library, lambda: NOW + DAY, "UTC").tick()

    assert [alert.key for alert in library.tables.alerts.values()] == ["touchpoint", "ticket"]


def test_a_feed_that_an_admin_gave_up_on_is_not_told_again(library: FakeLibrary) -> None:
    library.tables.feeds["calls"] = Feed("calls", (RecordKind.TOUCHPOINT,), NOW - 4 * DAY)
    AlertWatch(library, lambda: NOW, "UTC").tick()
    library.tables.alerts[1] = dismissed(only(library), ADA, DismissReason.KNOWN, "", now=NOW)

    AlertWatch(library, lambda: NOW + DAY, "UTC").tick()

    assert only(library).state is AlertState.DISMISSED


def test_what_waits_for_the_digest_gets_worse_without_a_message(library: FakeLibrary) -> None:
    wish(library, DANA, alert_ways={AlertKind.DETRACTOR: AlertWay.DIGEST})
    tick(library, UPSET)

    tick(library, replace(UPSET, answer=Answer("a2", 0, TODAY)), at=NOW + DAY)

    assert (only(library).key, only(library).news_at, said(library)) == ("a2", NOW + DAY, [])
