from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from health_book import JUDGEMENT, NOW, SNAPSHOT, STANDING, TODAY, snapshot
from shelves import Shelf

from domain.accounts import Account, LifecycleStage, Money, Pulse, TouchpointKind
from domain.health.ports import HistoryMark
from domain.health.snapshots import SnapshotLine
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal

ACME = Account(1, "Acme")
MONEY = Money(100_00, "USD")
FIRST, SECOND, THIRD = date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 5)
RENEWED = Renewal(
    0,
    1,
    None,
    SECOND,
    MONEY,
    outcome=Outcome(OutcomeKind.RENEWED, FIRST, MONEY, "U1", datetime(2026, 8, 1, tzinfo=UTC)),
)


def test_a_snapshot_comes_back_with_its_evidence(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.put_snapshot(SNAPSHOT)

    with shelf.library.reading() as book:
        assert book.snapshots.latest(1) == SNAPSHOT
        assert book.snapshots.latest(2) is None


def test_a_day_is_answered_by_the_last_revision_of_the_last_day_before(shelf: Shelf) -> None:
    shelf.put(ACME)
    for made in (snapshot(SECOND, 2, shown=61), snapshot(SECOND, 1), snapshot(FIRST, cap=None), snapshot(THIRD)):
        shelf.put_snapshot(made)

    with shelf.library.reading() as book:
        assert book.snapshots.as_of(1, date(2026, 8, 4)) == snapshot(SECOND, 2, shown=61)
        assert book.snapshots.as_of(1, FIRST) == snapshot(FIRST, cap=None)
        assert book.snapshots.as_of(1, date(2026, 7, 31)) is None


def test_a_curve_has_one_line_a_day(shelf: Shelf) -> None:
    shelf.put(ACME)
    for made in (snapshot(FIRST), snapshot(SECOND, 1), snapshot(SECOND, 2, shown=61, raw=61.25), snapshot(THIRD)):
        shelf.put_snapshot(made)

    with shelf.library.reading() as book:
        assert list(book.snapshots.curve(1, since=SECOND)) == [
            SnapshotLine(SECOND, 61.25, 61, SNAPSHOT.band, 1),
            SnapshotLine(THIRD, SNAPSHOT.raw, 62, SNAPSHOT.band, 1),
        ]


def test_what_happened_on_the_way_is_marked_in_order(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.touch(1, FIRST - timedelta(days=1), TouchpointKind.CALL)
    shelf.touch(1, THIRD, TouchpointKind.BUSINESS_REVIEW)
    shelf.renew(RENEWED)
    for made in (snapshot(FIRST), snapshot(SECOND, policy_version=2)):
        shelf.put_snapshot(made)
    shelf.put_snapshot(snapshot(THIRD, policy_version=2, stage=LifecycleStage.RENEWAL))

    with shelf.library.reading() as book:
        assert list(book.snapshots.marks(1, since=FIRST)) == [
            HistoryMark(SECOND, "policy", "2"),
            HistoryMark(SECOND, "renewal", "won"),
            HistoryMark(THIRD, "stage", "renewal"),
            HistoryMark(THIRD, "touchpoint", "business_review"),
        ]


def test_a_judgement_stops_counting_on_the_day_it_expires(shelf: Shelf) -> None:
    shelf.put(ACME)
    with shelf.library.writing() as book:
        book.judgements.record(1, JUDGEMENT)

    with shelf.library.reading() as book:
        assert book.judgements.current(1, today=JUDGEMENT.expires_on - timedelta(days=1)) == JUDGEMENT
        assert book.judgements.current(1, today=JUDGEMENT.expires_on) is None
        assert book.judgements.current(2, today=TODAY) is None


def test_the_newest_judgement_counts(shelf: Shelf) -> None:
    newer = replace(JUDGEMENT, pulse=Pulse.GREEN, given_at=NOW + timedelta(hours=1), score=None)
    shelf.put(ACME)
    with shelf.library.writing() as book:
        book.judgements.record(1, newer)
        book.judgements.record(1, JUDGEMENT)

    with shelf.library.reading() as book:
        assert book.judgements.current(1, today=TODAY) == newer


def test_a_judgement_shows_on_the_card_at_once(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.put_standing(replace(STANDING, judgement=None))
    with shelf.library.writing() as book:
        book.judgements.record(1, JUDGEMENT)

    with shelf.library.reading() as book:
        assert book.standings.of(1) == STANDING
