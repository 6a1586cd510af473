from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from health_book import NOW, TODAY
from shelves import Shelf

from domain.outbox.announcement import Announcement, AnnouncementKind, Posted
from domain.outbox.outgoing import OutboxState
from domain.outbox.settling import Settled
from domain.permissions import BookScope
from domain.preferences import ChannelDigests, DigestSection, Preferences, WorkspaceRules
from domain.reader_runs import ReaderRun, RunOutcome

DAY = timedelta(days=1)
RUN = ReaderRun("digest", "U1", TODAY, NOW, RunOutcome.NOTHING)
WISHES = Preferences(
    digest=False,
    weekly=False,
    product_weekly=False,
    morning=time(7, 15),
    weekdays=frozenset({0, 6}),
    sections=frozenset({DigestSection.CHANGED}),
    minimum_arr=5000,
    tells_of_nothing=True,
    quiet_from=time(20),
    quiet_until=time(7),
    away_until=date(2026, 12, 24),
    zone="Asia/Shanghai",
)


def put(shelf: Shelf, reader: str, day: date, *, is_sent: bool) -> ReaderRun:
    with shelf.library.writing() as book:
        number = book.outbox.put(Announcement(AnnouncementKind.TEST, f"{reader}{day}", "test"), now=NOW)
        run = ReaderRun("digest", reader, day, NOW, RunOutcome.TOLD, number)
        assert book.reader_runs.record(run)
        [outgoing] = book.outbox.claim(now=NOW, most=9)
        state = OutboxState.SENT if is_sent else OutboxState.PARKED
        book.outbox.settle(outgoing, Settled(state, NOW, posted=Posted("D1", "1.5")), now=NOW)
    return run


def test_a_readers_day_belongs_to_one(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        assert book.reader_runs.record(RUN)
        assert not book.reader_runs.record(replace(RUN, outcome=RunOutcome.SKIPPED))
        assert book.reader_runs.record(replace(RUN, day=TODAY + DAY))
        assert book.reader_runs.record(replace(RUN, reader="U2"))
        assert book.reader_runs.record(replace(RUN, job="tasks"))

    with shelf.library.reading() as book:
        assert book.reader_runs.taken("digest", {TODAY}) == {("U1", TODAY), ("U2", TODAY)}
        assert book.reader_runs.taken("digest", []) == frozenset()
        assert list(book.reader_runs.latest("digest", "U1", limit=5)) == [replace(RUN, day=TODAY + DAY), RUN]


def test_what_came_of_a_run_is_noted(shelf: Shelf) -> None:
    told = replace(RUN, outcome=RunOutcome.SKIPPED)
    with shelf.library.writing() as book:
        book.reader_runs.record(RUN)
        book.reader_runs.note(told)

        assert list(book.reader_runs.latest("digest", "U1", limit=1)) == [told]


def test_a_run_whose_message_was_withheld_says_so(shelf: Shelf) -> None:
    run = put(shelf, "C1", TODAY, is_sent=False)
    other = put(shelf, "C2", TODAY, is_sent=False)
    assert run.announcement is not None
    withheld = replace(run, outcome=RunOutcome.WITHHELD)

    with shelf.library.writing() as book:
        assert book.reader_runs.withhold(run.announcement) == withheld
        assert book.reader_runs.withhold(99) is None

    with shelf.library.reading() as book:
        assert list(book.reader_runs.latest("digest", "C1", limit=1)) == [withheld]
        assert list(book.reader_runs.latest("digest", "C2", limit=1)) == [other]


def test_the_last_run_that_arrived_is_known_for_each_reader(shelf: Shelf) -> None:
    put(shelf, "U1", TODAY - 2 * DAY, is_sent=True)
    arrived = put(shelf, "U1", TODAY - DAY, is_sent=True)
    put(shelf, "U1", TODAY, is_sent=False)
    put(shelf, "U2", TODAY, is_sent=False)

    with shelf.library.reading() as book:
        assert book.reader_runs.last_arrived("digest") == {"U1": arrived}
        assert book.reader_runs.last_arrived("tasks") == {}


def test_wishes_come_back_as_they_were_set(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        assert (book.wishes.of("U1"), book.wishes.all()) == (Preferences(), {})
        book.wishes.save("U1", Preferences())
        book.wishes.save("U1", WISHES)

    with shelf.library.reading() as book:
        assert (book.wishes.of("U1"), book.wishes.all()) == (WISHES, {"U1": WISHES})


def test_the_rules_of_the_workspace_come_back_as_they_were_set(shelf: Shelf) -> None:
    channels = ChannelDigests(("C2", "C1"), "zh_Hans")
    sight, emoji = BookScope.OWN, {"C9": "bulb"}
    rules = WorkspaceRules(time(9), frozenset({0}), frozenset({date(2026, 12, 25)}), channels, sight, emoji)
    with shelf.library.writing() as book:
        assert book.wishes.rules() == WorkspaceRules()
        book.wishes.save_rules(rules)

    with shelf.library.reading() as book:
        assert (book.wishes.rules(), book.wishes.all()) == (rules, {})
