from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from scoring_samples import (
    NOW,
    SHIPPED,
    TODAY,
    add_account,
    add_contract,
    add_touch,
    add_usage,
    changed,
    feed_worked,
    scoring,
    usual_account,
)

from bot.services import scoring_pass as service
from bot.services.scoring import Scoring
from domain.health.key_factors import lifts, pulls_down
from domain.health.model import Band, Measure
from domain.health.policy_file import policy_from_toml
from domain.health.scorecard import scorecard
from domain.health.trend import trend
from domain.scoring import PastDayError, ScoringReport, Takes
from storage.library import SqlLibrary

POLICY = policy_from_toml(SHIPPED).health


def counts(report: ScoringReport) -> tuple[int, int, int, int]:
    return report.scored, report.new_revisions, report.not_scored, report.unchanged


def test_the_whole_book_is_scored_in_one_pass(library: SqlLibrary) -> None:
    for number in (1, 2, 3):
        usual_account(library, number)
    feed_worked(library)

    report = scoring(library).score_book()

    assert report == ScoringReport(TODAY, 1, scored=3, new_revisions=0, not_scored=0, unchanged=0, seconds=0.0)
    with library.reading() as book:
        snapshots = [book.snapshots.latest(number) for number in (1, 2, 3)]
        standings = [book.standings.of(number) for number in (1, 2, 3)]
    assert [(each.day, each.revision) for each in snapshots if each] == [(TODAY, 1)] * 3
    assert [each.shown for each in standings if each] == [each.shown for each in snapshots if each]


def test_a_stored_score_is_the_scorecard_of_its_own_evidence(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library)

    scoring(library).score_book()

    with library.reading() as book:
        snapshot, standing = book.snapshots.latest(1), book.standings.of(1)
    assert snapshot
    assert standing
    card = scorecard(snapshot.evidence, POLICY, today=TODAY, typical=snapshot.typical, policy_version=1)
    assert snapshot.raw == pytest.approx(card.raw, abs=1e-9)
    assert (snapshot.shown, snapshot.band, snapshot.cap) == (card.shown, card.band, card.cap)
    assert (standing.shown, standing.band, standing.confidence) == (card.shown, card.band, card.confidence)
    assert [(f.measure, f.value, f.fine) for f in standing.pulls_down] == [
        (f.measure, f.value, f.fine) for f in pulls_down(card, POLICY)
    ]
    assert [(f.measure, f.excellent) for f in standing.lifts] == [(f.measure, f.excellent) for f in lifts(card, POLICY)]
    points = [f.points for f in pulls_down(card, POLICY)]
    assert [f.points for f in standing.pulls_down] == pytest.approx(points, abs=1e-5)


def test_a_second_scoring_of_the_day_adds_nothing(library: SqlLibrary) -> None:
    usual_account(library, 1)
    scoring(library).score_book()

    report = scoring(library, NOW + timedelta(hours=3)).score_book()

    assert counts(report) == (0, 0, 0, 1)


def test_changed_evidence_makes_a_new_revision_of_that_account_alone(library: SqlLibrary) -> None:
    usual_account(library, 1)
    usual_account(library, 2)
    scoring(library).score_book()
    changed(library, 2, at=NOW + timedelta(minutes=1))

    report = scoring(library, NOW + timedelta(hours=1)).score_book(takes=Takes.CHANGED)

    assert counts(report) == (1, 1, 0, 1)
    with library.reading() as book:
        first, second = book.snapshots.latest(1), book.snapshots.latest(2)
    assert (first.revision if first else 0, second.revision if second else 0) == (1, 2)


def test_a_change_stamped_before_the_scoring_but_committed_after_it_is_not_lost(library: SqlLibrary) -> None:
    usual_account(library, 1)
    scoring(library).score_book()
    changed(library, 1, at=NOW - timedelta(hours=1))

    assert counts(scoring(library, NOW + timedelta(hours=1)).score_book(takes=Takes.CHANGED)) == (1, 1, 0, 0)


def test_a_day_that_was_scored_in_another_zone_gets_its_next_revision(library: SqlLibrary) -> None:
    usual_account(library, 1)
    evening = datetime(2026, 6, 29, 16, tzinfo=UTC)
    Scoring(library, lambda: evening, ZoneInfo("Asia/Tokyo"), lambda: SHIPPED).score_book()

    report = scoring(library).score_book()

    assert (report.day, counts(report)) == (TODAY, (1, 1, 0, 0))


def test_a_new_policy_scores_the_book_again(library: SqlLibrary) -> None:
    usual_account(library, 1)
    scoring(library).score_book()
    with library.writing() as book:
        book.policies.publish(SHIPPED.replace("shipped model", "second model"), by="U1", at=NOW)

    report = scoring(library).score_book(takes=Takes.CHANGED)

    assert (report.policy_version, counts(report)) == (2, (1, 1, 0, 0))


def test_the_night_scores_what_the_day_before_left_and_changes_alone_do_not(library: SqlLibrary) -> None:
    usual_account(library, 1)
    scoring(library).score_book()
    tomorrow = scoring(library, NOW + timedelta(days=1))

    assert counts(tomorrow.score_book(takes=Takes.CHANGED)) == (0, 0, 0, 1)
    assert counts(tomorrow.score_book()) == (1, 0, 0, 0)


def test_only_the_named_accounts_are_scored_anew(library: SqlLibrary) -> None:
    usual_account(library, 1)
    usual_account(library, 2)

    report = scoring(library).rescore([2])

    assert counts(report) == (1, 0, 0, 1)
    with library.reading() as book:
        assert book.standings.of(1) is None


def test_a_churned_account_keeps_its_last_score_and_gets_no_new_one(library: SqlLibrary) -> None:
    usual_account(library, 1, status="churned")

    assert counts(scoring(library).score_book()) == (0, 0, 0, 0)


def test_an_account_of_which_nothing_is_known_has_no_score(library: SqlLibrary) -> None:
    add_account(library, 1, customer_since=None)

    report = scoring(library).score_book()

    assert counts(report) == (0, 0, 1, 0)
    with library.reading() as book:
        standing = book.standings.of(1)
        assert book.snapshots.latest(1) is None
    assert standing
    assert (standing.shown, standing.raw, standing.band, standing.coverage) == (None, None, Band.GREY, 0.0)
    assert counts(scoring(library).score_book()) == (0, 0, 0, 1)


def test_an_empty_book_is_scored_at_once(library: SqlLibrary) -> None:
    assert counts(scoring(library).score_book()) == (0, 0, 0, 0)


def test_another_day_is_refused(library: SqlLibrary) -> None:
    with pytest.raises(PastDayError) as refused:
        scoring(library).score_book(day=date(2026, 6, 29))

    assert str(refused.value) == (
        "2026-06-29 cannot be scored any more, today is 2026-06-30: leave out --day to score today."
    )
    assert counts(scoring(library).score_book(day=TODAY)) == (0, 0, 0, 0)


def test_the_day_is_that_of_the_zone(library: SqlLibrary) -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert scoring(library, late).score_book().day == date(2026, 6, 30)


def test_without_a_policy_the_shipped_one_is_published_first(library: SqlLibrary) -> None:
    scoring(library).score_book()

    with library.reading() as book:
        published = book.policies.current()
    assert published
    assert (published.version, published.published_by, published.text) == (1, "moorline", SHIPPED)


def test_what_changed_since_seven_thirty_and_twenty_eight_days_ago(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library)
    for days in (30, 28, 7):
        scoring(library, NOW - timedelta(days=days)).score_book()

    scoring(library).score_book()

    with library.reading() as book:
        standing = book.standings.of(1)
        now, then = book.snapshots.latest(1), book.snapshots.as_of(1, TODAY - timedelta(days=28))
        week, month = (book.snapshots.as_of(1, TODAY - timedelta(days=days)) for days in (7, 30))
    assert standing
    assert now
    assert then
    assert week
    assert month
    assert standing.trend == pytest.approx(trend(now, then, POLICY), abs=1e-9)
    assert (standing.change_7, standing.change_30) == (now.shown - week.shown, now.shown - month.shown)


def test_what_is_typical_holds_for_those_scored_later_the_same_day(library: SqlLibrary) -> None:
    for number in range(1, 13):
        usual_account(library, number)
    feed_worked(library)
    scoring(library).score_book()
    add_account(library, 13)
    add_contract(library, 13)
    add_touch(library, 13, days=10)

    report = scoring(library, NOW + timedelta(hours=1)).rescore([13])

    with library.reading() as book:
        late, early = book.snapshots.latest(13), book.snapshots.latest(1)
    assert late
    assert early
    assert counts(report) == (1, 0, 0, 12)
    assert late.typical == early.typical
    assert late.typical[Measure.SEAT_ACTIVITY] > 50


def test_the_number_of_statements_does_not_grow_with_the_book(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    usual_account(library, 1)
    scoring(library, NOW - timedelta(days=1)).score_book()
    usual_account(library, 2)
    sent = statements(library)
    scoring(library).score_book()
    of_two = len(sent)
    for number in (3, 4, 5, 6):
        usual_account(library, number)
    sent.clear()

    scoring(library, NOW + timedelta(days=1)).score_book()

    assert len(sent) == of_two


def test_progress_is_heard_part_by_part(library: SqlLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "WRITTEN_AT_ONCE", 2)
    for number in (1, 2, 3):
        usual_account(library, number)
    heard: list[tuple[int, int]] = []

    report = scoring(library).score_book(progress=lambda done, due: heard.append((done, due)))

    assert heard == [(2, 3), (3, 3)]
    assert report.scored == 3


def test_who_was_scored_by_somebody_else_meanwhile_is_left_alone(library: SqlLibrary) -> None:
    usual_account(library, 1)
    first, second = scoring(library), scoring(library, NOW + timedelta(seconds=1))
    reports: list[ScoringReport] = []

    original = first.library.writing

    def interrupted() -> object:
        if not reports:
            reports.append(ScoringReport(TODAY, 0, 0, 0, 0, 0, 0.0))
            reports[0] = second.score_book()
        return original()

    with pytest.MonkeyPatch.context() as patch:
        first._policy(NOW)
        patch.setattr(library, "writing", interrupted)
        report = first.score_book()

    assert (reports[0].scored, report.scored) == (1, 0)
    with library.reading() as book:
        snapshot = book.snapshots.latest(1)
    assert snapshot
    assert (snapshot.revision, snapshot.scored_at) == (1, NOW + timedelta(seconds=1))


def test_of_accounts_scored_at_different_times_those_scored_meanwhile_are_left_alone(
    library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3, 4):
        usual_account(library, number)
    scoring(library).score_book()
    changed(library, 4, at=NOW + timedelta(hours=1))
    scoring(library, NOW + timedelta(hours=1)).rescore([4])
    tomorrow = NOW + timedelta(days=1)
    quicker = scoring(library, tomorrow + timedelta(seconds=1))
    reports: list[ScoringReport] = []
    original = library.writing

    def interrupted() -> object:
        if not reports:
            monkeypatch.undo()
            reports.append(quicker.score_book(only=[2, 4]))
        return original()

    monkeypatch.setattr(library, "writing", interrupted)
    report = scoring(library, tomorrow).score_book()

    assert (reports[0].scored, report.scored) == (2, 2)
    with library.reading() as book:
        latest = [book.snapshots.latest(number) for number in (1, 2, 3, 4)]
    assert [each and (each.scored_at - tomorrow).seconds for each in latest] == [0, 1, 0, 1]


def test_usage_of_another_account_is_never_mixed_in(library: SqlLibrary) -> None:
    usual_account(library, 1)
    add_account(library, 2)
    add_contract(library, 2)
    add_usage(library, 2, "active_users_28d", [(1, 9)])
    feed_worked(library)

    scoring(library).score_book()

    with library.reading() as book:
        values = [
            snapshot.evidence.measures[Measure.SEAT_ACTIVITY].value
            for snapshot in (book.snapshots.latest(1), book.snapshots.latest(2))
            if snapshot
        ]
    assert values == [0.6, 0.9]
