"""The digest of a channel, from the book to the outbox, and what withholds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from fakes import FakeLibrary
from health_book import SNAPSHOT, STANDING

from bot.services.channel_digests import ChannelReaders
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.outbox import Outgoings
from bot.services.preferences import PreferenceBook
from domain.accounts import Account
from domain.channel_digests import ChannelPlan, RefusedChannel
from domain.digests.digest import Digest
from domain.digests.items import Reason
from domain.digests.written import digest_from
from domain.errors import NotAllowedError
from domain.health.model import Band
from domain.outbox.announcement import AnnouncementKind, Posted
from domain.outbox.outgoing import OutboxState, Outcome, Sent, Withheld
from domain.outbox.ports import OutboxLine
from domain.permissions import Member, Role
from domain.preferences import ChannelDigests, WorkspaceRules
from domain.reader_runs import ReaderRun, RunOutcome
from domain.settings_form import SettingsField, SettingsForm, SettingsProblem
from domain.sharing import Audience, SharingRefusal

MORNING = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = MORNING.date()
DAY = timedelta(days=1)
ADA = Member("U0ADA", "Ada", Role.ADMIN, zone="UTC")
BEA = Member("U0BEA", "Bea", Role.ADMIN, zone="UTC")
DANA = Member("U0DANA", "Dana", Role.CSM, zone="America/New_York")
TEAM = "C0TEAM"
AUDIENCE = Audience(TEAM, "team", 5)
EVERYBODY = WorkspaceRules(channel_digests=ChannelDigests((TEAM, "C0LEADS")))


@pytest.fixture
def library() -> FakeLibrary:
    """Acme of Dana, whose morning is later, and Birch of nobody turned red; two channels are to hear of it."""
    library = FakeLibrary()
    tables = library.tables
    tables.rules = EVERYBODY
    for member in (ADA, BEA, DANA):
        tables.members[member.slack_id] = member
    for number, (name, owner) in enumerate((("Acme", "U0DANA"), ("Birch", None)), start=1):
        tables.accounts[number] = Account(number, name, owner=owner)
        tables.standings[number] = replace(
            STANDING, account=number, band=Band.RED, shown=30, first_value_due_on=None, last_two_way_on=TODAY
        )
        day = TODAY - 9 * DAY
        tables.snapshots.append(replace(SNAPSHOT, account=number, day=day, scored_at=MORNING - 9 * DAY, shown=62))
    return library


def digests(library: FakeLibrary, now: datetime = MORNING) -> Digests:
    return Digests(library, lambda: now, "UTC", "USD")


def in_channels(library: FakeLibrary) -> list[OutboxLine]:
    return [row.line for row in library.tables.outbox if row.line.announcement.kind is AnnouncementKind.CHANNEL_DIGEST]


def troubles(library: FakeLibrary) -> list[tuple[str, object]]:
    lines = [row.line.announcement for row in library.tables.outbox]
    return [(each.to, each.facts["reason"]) for each in lines if each.kind is AnnouncementKind.TROUBLE]


def read(line: OutboxLine) -> Digest:
    return digest_from(line.announcement.facts)


def runs(library: FakeLibrary, day: date = TODAY) -> dict[str, RunOutcome]:
    found = library.tables.reader_runs.values()
    return {run.reader: run.outcome for run in found if run.day == day and run.reader.startswith("C")}


def settle(library: FakeLibrary, outcome: Outcome, now: datetime = MORNING) -> None:
    """What came of everything that is due for channels; the rest stays."""
    outgoings = Outgoings(library, clock=lambda: now)
    for outgoing in outgoings.claim(50):
        if outgoing.announcement.kind is AnnouncementKind.CHANNEL_DIGEST:
            outgoings.settle(outgoing, outcome)


def test_each_channel_reads_of_the_whole_company_once(library: FakeLibrary) -> None:
    told = [digests(library).tick(), digests(library).tick()]

    assert told == [2, 0]
    assert [line.announcement.to for line in in_channels(library)] == [TEAM, "C0LEADS"]
    made = read(in_channels(library)[0])
    assert [(item.name, item.reason) for item in made.items] == [
        ("Acme", Reason.NEWLY_RED),
        ("Birch", Reason.NEWLY_RED),
    ]
    assert made.totals is not None
    assert made.totals.accounts == 2
    assert runs(library) == {TEAM: RunOutcome.TOLD, "C0LEADS": RunOutcome.TOLD}
    assert library.tables.digest_lines == set()


def test_a_channel_that_another_replica_looked_after_is_left_alone(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests(library).tick()
    monkeypatch.setattr("fakes.mornings.FakeReaderRuns.taken", lambda *_: frozenset())

    assert digests(library).tick() == 0
    assert len(in_channels(library)) == 2


@pytest.mark.parametrize(
    ("rules", "now"),
    [
        pytest.param(WorkspaceRules(), MORNING, id="no channel was chosen"),
        pytest.param(EVERYBODY, MORNING - timedelta(minutes=1), id="before the hour"),
        pytest.param(replace(EVERYBODY, holidays=frozenset({TODAY})), MORNING, id="a holiday"),
        pytest.param(replace(EVERYBODY, weekdays=frozenset({5})), MORNING, id="another day of the week"),
    ],
)
def test_there_is_no_morning_for_it(library: FakeLibrary, rules: WorkspaceRules, now: datetime) -> None:
    library.tables.rules = rules

    digests(library, now).tick()

    assert (in_channels(library), runs(library)) == ([], {})


def test_too_late_is_written_down_and_not_said(library: FakeLibrary) -> None:
    digests(library, MORNING + timedelta(hours=4)).tick()

    assert in_channels(library) == []
    assert runs(library) == {TEAM: RunOutcome.SKIPPED, "C0LEADS": RunOutcome.SKIPPED}


def test_what_the_channel_got_is_not_told_again_and_nothing_to_say_is_nothing(library: FakeLibrary) -> None:
    digests(library).tick()
    settle(library, Sent(Posted(TEAM, "1.5")))
    for number in (1, 2):
        library.tables.snapshots.append(
            replace(SNAPSHOT, account=number, day=TODAY, scored_at=MORNING - timedelta(hours=4), band=Band.RED)
        )

    digests(library, MORNING + DAY).tick()

    assert len(in_channels(library)) == 2
    assert runs(library, TODAY + DAY) == {TEAM: RunOutcome.NOTHING, "C0LEADS": RunOutcome.NOTHING}


def test_what_was_withheld_is_written_down_and_admins_hear_of_it_once(library: FakeLibrary) -> None:
    for days in range(2):
        now = MORNING + days * DAY
        digests(library, now).tick()
        settle(library, Withheld("guests"), now)

    assert {line.state for line in in_channels(library)} == {OutboxState.DROPPED}
    assert runs(library) == runs(library, TODAY + DAY) == {TEAM: RunOutcome.WITHHELD, "C0LEADS": RunOutcome.WITHHELD}
    assert troubles(library) == [("U0ADA", "guests"), ("U0BEA", "guests")] * 2
    assert read(in_channels(library)[-1]).since == MORNING + DAY - timedelta(days=7)


def test_after_one_that_arrived_admins_hear_of_it_again(library: FakeLibrary) -> None:
    library.tables.rules = replace(EVERYBODY, channel_digests=ChannelDigests((TEAM,)))
    outcomes: Sequence[Outcome] = (Withheld("guests"), Sent(Posted(TEAM, "1.5")), Withheld("guests"))
    for days, outcome in enumerate(outcomes):
        now = MORNING + days * DAY
        digests(library, now).tick()
        settle(library, outcome, now)

    assert len(troubles(library)) == 4


def test_a_message_that_no_morning_recorded_is_withheld_all_the_same(library: FakeLibrary) -> None:
    digests(library).tick()
    library.tables.reader_runs.clear()

    settle(library, Withheld("outsiders"))

    assert troubles(library) == [("U0ADA", "outsiders"), ("U0BEA", "outsiders")] * 2


def test_admins_read_which_channels_get_one_and_when(library: FakeLibrary) -> None:
    digests(library).tick()
    desk = DigestDesk(library, digests(library), lambda: MORNING)
    before = desk.plan(ADA).channels
    settle(library, Sent(Posted(TEAM, "1.5")))
    after = desk.plan(ADA).channels

    assert before is not None
    assert after is not None
    assert (before.zone, before.next_at) == ("UTC", MORNING + DAY)
    told = ReaderRun("digest", TEAM, TODAY, MORNING, RunOutcome.TOLD, before.channels[0].last.announcement)  # type: ignore[union-attr] # it was told above
    assert before.channels[0] == ChannelPlan(TEAM, told, has_arrived=False)
    assert after.channels[0] == ChannelPlan(TEAM, told, has_arrived=True)
    assert desk.plan(DANA).channels is None


def test_names_are_of_members_and_only_where_a_digest_is_still_wanted(library: FakeLibrary) -> None:
    readers = ChannelReaders(library)

    assert readers.names(TEAM) == {"U0ADA": "Ada", "U0BEA": "Bea", "U0DANA": "Dana"}
    assert readers.names("C0OTHER") is None


def form(*channels: str) -> SettingsForm:
    return SettingsForm(asks_for_rules=True, channels=channels, channel_language="zh_Hans")


def test_a_channel_is_chosen_with_its_readers_looked_at_and_recorded(library: FakeLibrary) -> None:
    library.tables.rules = WorkspaceRules()
    book = PreferenceBook(library, clock=lambda: MORNING)

    assert book.new_channels(form(TEAM, TEAM)) == [TEAM]
    assert book.save(ADA, form(TEAM), today=TODAY, looked_at=[AUDIENCE]) == {}
    assert book.save(ADA, replace(form(TEAM), rule_morning="9"), today=TODAY) == {}

    assert library.tables.rules.channel_digests == ChannelDigests((TEAM,), "zh_Hans")
    assert library.tables.rules.morning == time(9)
    recorded = [entry for entry in library.tables.audit if entry.action == "settings.workspace"]
    assert [TEAM in (entry.before or "") for entry in recorded] == [False, True]
    assert all(TEAM in (entry.after or "") for entry in recorded)


def test_a_channel_with_others_in_it_is_refused_and_nothing_is_kept(library: FakeLibrary) -> None:
    library.tables.rules = WorkspaceRules()
    book = PreferenceBook(library, clock=lambda: MORNING)
    mixed = replace(AUDIENCE, guests=("Gil",))

    problems = book.save(ADA, form(TEAM), today=TODAY, looked_at=[mixed])

    assert problems == {SettingsField.CHANNELS: RefusedChannel(mixed, SharingRefusal.GUESTS)}
    assert library.tables.rules == WorkspaceRules()


def test_too_many_are_not_even_looked_at(library: FakeLibrary) -> None:
    book = PreferenceBook(library, clock=lambda: MORNING)
    many = form(*(f"C{number}" for number in range(9)))

    assert book.new_channels(many) == []
    assert book.save(ADA, many, today=TODAY) == {SettingsField.CHANNELS: SettingsProblem.TOO_MANY_CHANNELS}


def test_who_is_no_admin_chooses_no_channel(library: FakeLibrary) -> None:
    book = PreferenceBook(library, clock=lambda: MORNING)

    assert book.new_channels(replace(form(TEAM), asks_for_rules=False)) == []
    with pytest.raises(NotAllowedError):
        book.save(DANA, form(TEAM), today=TODAY)
