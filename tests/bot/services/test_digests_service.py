"""The morning message, from the book to the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from fakes import FakeLibrary
from health_book import SNAPSHOT, STANDING

from bot.services.attention import Attentions
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests, put_digest
from bot.services.preferences import PreferenceBook
from domain.accounts import Account, Cover
from domain.alerts.alert import Alert
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.digests.digest import LateFeed
from domain.digests.facts import Attention, Departure
from domain.digests.items import Reason
from domain.digests.written import digest_from
from domain.errors import NotAllowedError
from domain.feeds import DAILY, Feed
from domain.health.model import Band
from domain.outbox.announcement import Manner, Posted
from domain.outbox.outgoing import OutboxState
from domain.outbox.ports import OutboxLine
from domain.outbox.settling import Settled
from domain.permissions import Member, Role
from domain.preferences import DigestSection, Preferences, WorkspaceRules
from domain.reader_runs import RunOutcome
from domain.records import RecordKind
from domain.renewals.renewal import Renewal
from domain.settings_form import Nothing, SettingsField, SettingsForm, SettingsProblem
from domain.tasks.answer import TaskRefused

MORNING = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = MORNING.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MAX", zone="Europe/Berlin")
MAX = Member("U0MAX", "Max", Role.MANAGER, zone="Europe/Berlin")
EYES = Member("U0EYES", "Eyes", Role.VIEWER, zone="Europe/Berlin")
ADA = Member("U0ADA", "Ada", Role.ADMIN, zone="Europe/Berlin")


@pytest.fixture
def library() -> FakeLibrary:
    """Dana's Acme turned red tonight; it was yellow all week."""
    library = FakeLibrary()
    tables = library.tables
    for member in (DANA, MAX, EYES, ADA):
        tables.members[member.slack_id] = member
    tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    tables.standings[1] = replace(
        STANDING, band=Band.RED, shown=30, first_value_due_on=None, last_two_way_on=TODAY - 3 * DAY, owner="U0DANA"
    )
    past = replace(SNAPSHOT, day=TODAY - 6 * DAY, scored_at=MORNING - 6 * DAY, band=Band.YELLOW, shown=62)
    tables.snapshots.append(replace(past, day=TODAY - 9 * DAY, scored_at=MORNING - 9 * DAY))
    tables.snapshots.append(past)
    return library


def digests(library: FakeLibrary, now: datetime = MORNING) -> Digests:
    return Digests(library, lambda: now, "UTC", "USD")


def desk(library: FakeLibrary, now: datetime = MORNING) -> DigestDesk:
    return DigestDesk(library, digests(library, now), lambda: now)


def attentions(library: FakeLibrary, now: datetime = MORNING) -> Attentions:
    return Attentions(library, clock=lambda: now)


def lines(library: FakeLibrary) -> list[OutboxLine]:
    return [row.line for row in library.tables.outbox]


def send(library: FakeLibrary, now: datetime = MORNING) -> None:
    with library.writing() as book:
        for outgoing in book.outbox.claim(now=now + DAY, most=50):
            posted = Posted(f"D{outgoing.id}", "1.5")
            book.outbox.settle(outgoing, Settled(OutboxState.SENT, now, posted=posted), now=now)


def outcomes(library: FakeLibrary) -> dict[str, RunOutcome]:
    return {run.reader: run.outcome for run in library.tables.reader_runs.values()}


def test_everybody_with_news_is_told_once(library: FakeLibrary) -> None:
    told = [digests(library).tick(), digests(library).tick()]

    assert told == [2, 0]
    assert [line.announcement.to for line in lines(library)] == ["U0DANA", "U0MAX"]
    assert outcomes(library) == {
        "U0DANA": RunOutcome.TOLD,
        "U0MAX": RunOutcome.TOLD,
        "U0ADA": RunOutcome.NOTHING,
    }
    digest = digest_from(lines(library)[0].announcement.facts)
    assert [(item.reason, item.before, item.after) for item in digest.items] == [(Reason.NEWLY_RED, 62, 30)]
    assert digest.totals is not None
    assert (digest.totals.accounts, digest.more) == (1, 0)


def test_what_was_left_to_an_admin_is_in_the_admins_digest(library: FakeLibrary) -> None:
    """Nobody owns the account: without it the alert would be read by nobody."""
    library.tables.accounts[1] = Account(1, "Acme")
    library.tables.snapshots.clear()
    with library.writing() as book:
        book.alerts.raise_alert(
            Alert(
                id=0,
                kind=AlertKind.INVOICE_OVERDUE,
                account=1,
                key="I-1",
                severity=Severity.MEDIUM,
                since=TODAY,
                raised_at=MORNING - DAY,
                to="U0ADA",
                way=AlertWay.DIGEST,
                once="1",
                facts={"number": "I-1", "due": "2026-08-31"},
            )
        )

    digests(library).tick()

    [line] = lines(library)
    digest = digest_from(line.announcement.facts)
    assert line.announcement.to == "U0ADA"
    assert [(item.reason, item.alert) for item in digest.items] == [(Reason.ALERT, AlertKind.INVOICE_OVERDUE)]
    assert digest.totals is None


def test_what_was_told_is_not_told_again_but_what_is_new_is(library: FakeLibrary) -> None:
    digests(library).tick()
    send(library)
    library.tables.snapshots.append(
        replace(SNAPSHOT, day=TODAY, scored_at=MORNING - timedelta(hours=4), band=Band.RED, shown=30)
    )
    library.tables.departed.append(Departure(1, "Kim", "champion", MORNING + timedelta(hours=3)))

    assert digests(library, MORNING + DAY).tick() == 2
    digest = digest_from(lines(library)[-1].announcement.facts)
    assert (digest.since, [item.reason for item in digest.items]) == (MORNING, [Reason.PERSON_LEFT])


def test_what_never_arrived_is_told_again(library: FakeLibrary) -> None:
    digests(library).tick()

    digests(library, MORNING + DAY).tick()

    assert digest_from(lines(library)[-1].announcement.facts).items[0].reason is Reason.NEWLY_RED


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        pytest.param(Preferences(digest=False), False, id="off"),
        pytest.param(Preferences(minimum_arr=200_000), False, id="only larger accounts"),
        pytest.param(Preferences(minimum_arr=200_000, tells_of_nothing=True), True, id="a line all the same"),
        pytest.param(Preferences(sections=frozenset({DigestSection.WORK})), False, id="other parts"),
        pytest.param(Preferences(weekdays=frozenset({0})), False, id="Mondays only, and it is Tuesday"),
        pytest.param(Preferences(morning=time(9)), False, id="later"),
    ],
)
def test_each_has_it_their_own_way(library: FakeLibrary, wishes: Preferences, *, told: bool) -> None:
    library.tables.preferences["U0DANA"] = wishes

    digests(library).tick()

    assert ("U0DANA" in [line.announcement.to for line in lines(library)]) is told


def test_in_quiet_hours_a_digest_waits_until_they_are_over(library: FakeLibrary) -> None:
    library.tables.preferences["U0DANA"] = Preferences(quiet_from=time(20), quiet_until=time(9))

    digests(library).tick()

    due = {line.announcement.to: line.due_at for line in lines(library)}
    assert due == {"U0DANA": MORNING + timedelta(minutes=30), "U0MAX": MORNING}


def test_without_anybody_due_the_book_is_not_read(library: FakeLibrary) -> None:
    library.tables.rules = WorkspaceRules(holidays=frozenset({TODAY}))

    assert digests(library).tick() == 0
    assert library.tables.reader_runs == {}


def test_too_late_is_written_down_and_not_said(library: FakeLibrary) -> None:
    assert digests(library, MORNING + timedelta(hours=4)).tick() == 0
    assert set(outcomes(library).values()) == {RunOutcome.SKIPPED}


def test_each_reads_of_the_day_it_is_where_they_are(library: FakeLibrary) -> None:
    """Half past eight in Auckland is the evening before in the book's UTC; the cover begins that day."""
    there = MORNING.replace(hour=20)
    tomorrow = TODAY + DAY
    library.tables.members["U0KIRI"] = Member("U0KIRI", "Kiri", Role.CSM, zone="Pacific/Auckland")
    library.tables.accounts[1] = replace(library.tables.accounts[1], cover=Cover("U0KIRI", tomorrow, tomorrow))

    digests(library, there + timedelta(minutes=30)).tick()

    kiris = [line for line in lines(library) if line.announcement.to == "U0KIRI"]
    assert [line.announcement.about for line in kiris] == [f"digest:U0KIRI:{tomorrow}"]


def test_another_replica_that_was_faster_has_told(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    digests(library).tick()
    monkeypatch.setattr("fakes.mornings.FakeReaderRuns.taken", lambda *_: frozenset())

    assert digests(library).tick() == 0
    assert len(lines(library)) == 2


def test_data_that_stopped_is_said_when_no_source_brings_it(library: FakeLibrary) -> None:
    old, fresh = MORNING - 5 * DAY, MORNING - DAY
    library.tables.feeds = {
        "files:usage": Feed("files:usage", (RecordKind.USAGE,), old),
        "desk": Feed("desk", (RecordKind.TICKET, RecordKind.CONTACT), old),
        "sync": Feed("sync", (RecordKind.TICKET,), fresh),
        "never": Feed("never", (RecordKind.TOUCHPOINT,), None),
    }

    digests(library).tick()

    digest = digest_from(lines(library)[0].announcement.facts)
    assert digest.late_feeds == (LateFeed(RecordKind.USAGE, 5),)
    assert RecordKind.CONTACT not in DAILY


def test_the_quarter_says_what_is_due(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.renewals.add([Renewal(0, 1, 1, TODAY + 20 * DAY, STANDING.arr[0])])

    digests(library).tick()

    totals = digest_from(lines(library)[0].announcement.facts).totals
    assert totals is not None
    assert (totals.due, totals.forecast) == ((STANDING.arr[0],), ())


def test_the_plan_says_when_the_next_one_comes_and_what_became_of_the_last(library: FakeLibrary) -> None:
    first = desk(library).plan(DANA)
    digests(library).tick()
    on_its_way = desk(library).plan(DANA)
    send(library)
    arrived = desk(library).plan(DANA)

    assert (first.has_digest, first.zone, first.last) == (True, "Europe/Berlin", None)
    assert first.next_at == MORNING + DAY
    assert (on_its_way.has_arrived, arrived.has_arrived) == (False, True)
    assert desk(library).plan(EYES).next_at is None


def test_what_was_recorded_before_names_nothing_again(library: FakeLibrary) -> None:
    with library.writing() as book:
        made = digests(library).morning(book, MORNING, today=TODAY).digest(DANA, Preferences())
        numbers = [put_digest(book, "U0DANA", made, about="digest:1", once="digest:1", now=MORNING) for _ in range(2)]

    assert numbers == [1, None]
    assert library.tables.digest_lines == {(1, 1)}


def test_one_at_once_goes_by_the_outbox_and_changes_nothing_else(library: FakeLibrary) -> None:
    desk(library).send_now(DANA, today=TODAY)

    [line] = lines(library)
    assert (line.announcement.to, library.tables.reader_runs) == ("U0DANA", {})
    assert library.tables.digest_lines == {(1, 1)}


def test_all_of_it_is_shown_at_once(library: FakeLibrary) -> None:
    look = desk(library).all_of_it(MAX, today=TODAY)

    assert [item.name for item in look.digest.items] == ["Acme"]


@pytest.mark.parametrize("ask", ["send_now", "all_of_it"])
def test_who_has_no_digest_gets_none(library: FakeLibrary, ask: str) -> None:
    with pytest.raises(NotAllowedError):
        getattr(desk(library), ask)(EYES, today=TODAY)


def test_a_trial_is_sent(library: FakeLibrary) -> None:
    desk(library).try_out(EYES)

    assert [line.announcement.kind for line in lines(library)] == ["test"]


def test_who_takes_a_line_is_seen_by_all_who_read_it(library: FakeLibrary) -> None:
    digests(library).tick()
    send(library)

    taken = attentions(library).take(DANA, 1, 6)
    second = attentions(library).take(MAX, 1, 6)

    edits = [line.announcement for line in lines(library) if line.announcement.manner is Manner.EDIT]
    assert (taken.name, taken.was_taken, second.was_taken) == ("Acme", False, True)
    assert second.attention.taken_by == "U0DANA"
    assert [edit.to for edit in edits] == ["U0DANA", "U0MAX"]
    assert attentions(library).of([1]) == {1: Attention(1, "U0DANA", MORNING, 6, taken_by="U0DANA")}
    assert library.tables.audit[-1].after == "taken by U0DANA"


def test_who_has_it_may_press_again_and_worse_news_are_free_again(library: FakeLibrary) -> None:
    attentions(library).take(DANA, 1, 3)

    again, worse = attentions(library).take(DANA, 1, 3), attentions(library).take(MAX, 1, 6)

    assert (again.was_taken, worse.was_taken) == (False, False)


def test_a_line_is_put_off_or_found_useless(library: FakeLibrary) -> None:
    put_off = attentions(library).snooze(DANA, 1, 6, today=TODAY)
    useless = attentions(library).dismiss(DANA, 1, 6)

    assert put_off.attention.snoozed_until == TODAY + 7 * DAY
    assert useless.attention.dismissed
    assert [entry.after for entry in library.tables.audit] == [f"snoozed until {TODAY + 7 * DAY}", "dismissed"]
    assert digests(library).tick() == 0


def test_assigning_makes_a_task_that_is_told(library: FakeLibrary) -> None:
    done = attentions(library).assign(MAX, 1, 6, "U0DANA", title="Look after Acme", today=TODAY)
    own = attentions(library).assign(DANA, 1, 6, "U0DANA", title="Look after Acme", today=TODAY)
    refused = attentions(library).assign(MAX, 1, 6, "U0EYES", title="", today=TODAY)

    assert not isinstance(done, TaskRefused)
    assert not isinstance(own, TaskRefused)
    assert done.attention.taken_by == "U0DANA"
    assert [task.assignee for task in library.tables.tasks.values()] == ["U0DANA", "U0DANA"]
    assert [line.announcement.to for line in lines(library)] == ["U0DANA"]
    assert isinstance(refused, TaskRefused)
    assert attentions(library).name(MAX, 1) == "Acme"


def test_who_only_looks_acts_on_nothing(library: FakeLibrary) -> None:
    with pytest.raises(NotAllowedError):
        attentions(library).dismiss(EYES, 1, 6)


def test_wishes_are_kept_and_recorded(library: FakeLibrary) -> None:
    book = PreferenceBook(library, clock=lambda: MORNING)
    form = SettingsForm(digest=Nothing.NO_DIGEST, sections=tuple(DigestSection), language="zh_Hans")

    assert book.save(DANA, SettingsForm(morning="soon"), today=TODAY) == {
        SettingsField.MORNING: SettingsProblem.NO_TIME
    }
    assert book.save(DANA, form, today=TODAY) == {}
    assert book.save(DANA, replace(form, language=None), today=TODAY) == {}

    assert book.of(DANA) == (Preferences(digest=False), WorkspaceRules())
    assert library.tables.members["U0DANA"].language == "zh_Hans"
    assert [entry.action for entry in library.tables.audit] == ["settings.person"]


def test_rules_for_everybody_are_an_admins(library: FakeLibrary) -> None:
    book = PreferenceBook(library, clock=lambda: MORNING)
    form = SettingsForm(sections=tuple(DigestSection), asks_for_rules=True, rule_morning="10")

    book.save(ADA, form, today=TODAY)
    with pytest.raises(NotAllowedError):
        book.save(DANA, replace(form, rule_morning="11"), today=TODAY)

    assert library.tables.rules.morning == time(10)
    assert [entry.action for entry in library.tables.audit] == ["settings.workspace"]


def test_who_chose_a_zone_has_their_morning_there(library: FakeLibrary) -> None:
    library.tables.preferences["U0DANA"] = Preferences(zone="Asia/Shanghai")
    early = MORNING - timedelta(hours=6)

    told = digests(library, early).tick()

    assert (told, [line.announcement.to for line in lines(library)]) == (1, ["U0DANA"])
    assert desk(library, early).plan(DANA).zone == "Asia/Shanghai"
