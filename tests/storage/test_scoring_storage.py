from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from scoring_samples import (
    NOW,
    TODAY,
    add,
    add_account,
    add_champion,
    add_contract,
    add_touch,
    add_usage,
    changed,
    days_ago,
    feed_worked,
    scoring,
    usual_account,
)
from sqlalchemy import delete

from domain.accounts import Money, Pulse
from domain.health.model import Absence, Band, Cap, Champion, Measure, Override
from domain.health.snapshots import Snapshot
from domain.health.standing import AccountStanding as Standing
from domain.health.standing import Judgement
from domain.records import RecordKind
from storage.library import SqlLibrary
from storage.tables import (
    ContractLineRow,
    ContractRow,
    FeedRow,
    InvoiceRow,
    JudgementRow,
    MilestoneRow,
    SuccessOutcomeRow,
    SurveyAnswerRow,
    TicketRow,
    TouchpointContactRow,
    TouchpointRow,
    UsageRow,
    table_of,
)


def scored(library: SqlLibrary, account: int = 1) -> tuple[Snapshot, Standing]:
    scoring(library).score_book()
    with library.reading() as book:
        snapshot, standing = book.snapshots.latest(account), book.standings.of(account)
    assert snapshot
    assert standing
    return snapshot, standing


def values(snapshot: Snapshot, *measures: Measure) -> list[float | str | None]:
    return [snapshot.evidence.measures[measure].value for measure in measures]


def test_each_table_speaks_for_its_measures(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library)
    add_usage(library, 1, "core_features_used", [(2, 4)])
    add_usage(library, 1, "seats_assigned", [(2, 9)])
    add_champion(library, 1, id=1)
    add_touch(library, 1, days=20, id=900)
    add(library, TouchpointContactRow, {"touchpoint": 900, "contact": 1})
    ticket = {"account": 1, "priority": "Critical", "opened_at": NOW - timedelta(days=3), "learnt_at": NOW}
    add(library, TicketRow, {**ticket, "number": "1", "breached": True}, {**ticket, "number": "2", "breached": False})
    answer = {"account": 1, "survey": "nps", "contact": 1, "learnt_at": NOW}
    add(
        library,
        SurveyAnswerRow,
        {**answer, "external_id": "old", "score": Decimal(2), "answered_on": days_ago(90)},
        {**answer, "external_id": "new", "score": Decimal(8), "answered_on": days_ago(5)},
        {**answer, "external_id": "else", "score": Decimal(10), "answered_on": days_ago(9), "contact": None},
    )
    add(library, InvoiceRow, {"account": 1, "number": "1", "due_on": days_ago(12), "learnt_at": NOW})
    outcome = {"account": 1, "agreed_on": days_ago(50), "status_on": days_ago(4), "learnt_at": NOW}
    add(library, SuccessOutcomeRow, {**outcome, "title": "a", "status": "on_track"})
    add(library, SuccessOutcomeRow, {**outcome, "title": "b", "status": "behind"})
    add(library, SuccessOutcomeRow, {**outcome, "title": "given up, so it counts neither way", "status": "closed"})
    add(library, MilestoneRow, {"account": 1, "title": "a", "due_on": days_ago(9), "learnt_at": NOW})

    snapshot, standing = scored(library)

    assert values(snapshot, Measure.SEAT_ACTIVITY, Measure.CORE_DEPTH, Measure.LICENCE_FIT) == [0.6, 0.4, 0.9]
    assert values(snapshot, Measure.USAGE_TREND, Measure.OUTCOMES, Measure.MILESTONES) == [1.0, 0.5, 0.0]
    assert values(snapshot, Measure.CHAMPION, Measure.ENGAGED_CONTACTS) == [Champion.ACTIVE, 1.0]
    assert values(snapshot, Measure.CRITICAL_TICKET_AGE, Measure.BREACHED_SHARE) == [3.0, 0.5]
    assert values(snapshot, Measure.NPS, Measure.INVOICE_OVERDUE) == [9.0, 12.0]
    assert (standing.open_tickets, standing.open_critical_tickets) == (2, 2)
    assert (standing.last_two_way_on, standing.first_value_due_on) == (days_ago(10), days_ago(370))


def test_evidence_says_where_it_is_from_and_when_it_came(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library, RecordKind.TICKET, at=NOW - timedelta(days=2))

    snapshot, _ = scored(library)

    tickets = snapshot.evidence.measures[Measure.CRITICAL_TICKET_AGE]
    assert (tickets.value, tickets.known_on, tickets.source) == (0.0, days_ago(2), "files:all")
    assert tickets.learnt_at == NOW - timedelta(days=2)
    assert snapshot.evidence.measures[Measure.BREACHED_SHARE].absence is Absence.DOES_NOT_APPLY


def test_who_took_part_in_several_touchpoints_is_engaged_once(library: SqlLibrary) -> None:
    usual_account(library, 1)
    add_champion(library, 1, id=1)
    add_champion(library, 1, id=2, external_id="d", role="user")
    add_champion(library, 1, id=3, external_id="e", role="user")
    for touch, days in (900, 20), (901, 40), (902, 100):
        add_touch(library, 1, days=days, id=touch)
    present = [(900, 1), (900, 2), (901, 1), (901, 2), (902, 3)]
    add(library, TouchpointContactRow, *({"touchpoint": touch, "contact": contact} for touch, contact in present))

    snapshot, _ = scored(library)

    assert values(snapshot, Measure.ENGAGED_CONTACTS, Measure.CHAMPION) == [2.0, Champion.ACTIVE]


def test_a_champion_is_looked_for_in_the_past_where_there_was_no_touch_for_months(library: SqlLibrary) -> None:
    usual_account(library, 1)
    add_champion(library, 1, id=1)
    add_touch(library, 1, days=130, id=900)
    add(library, TouchpointContactRow, {"touchpoint": 900, "contact": 1})
    feed_worked(library, RecordKind.CONTACT, at=NOW - timedelta(days=140))

    snapshot, _ = scored(library)

    champion = snapshot.evidence.measures[Measure.CHAMPION]
    assert (champion.value, champion.known_on) == (Champion.QUIET, days_ago(130))


def test_a_judgement_counts_and_a_score_in_it_takes_the_place_of_the_computed_one(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library)
    said = {"account": 1, "pulse": "yellow", "author": "U1", "given_at": NOW - timedelta(days=2)}
    ends_on = days_ago(-9)
    add(library, JudgementRow, {**said, "note": "old", "expires_on": ends_on, "given_at": NOW - timedelta(days=5)})
    add(library, JudgementRow, {**said, "note": "new", "expires_on": ends_on, "score": 44})

    snapshot, standing = scored(library)

    assert (snapshot.shown, snapshot.cap) == (44, Cap.JUDGEMENT)
    assert snapshot.evidence.override == Override(44, "new", "U1", days_ago(2), ends_on)
    assert standing.judgement == Judgement(Pulse.YELLOW, "new", "U1", NOW - timedelta(days=2), ends_on, 44)
    assert values(snapshot, Measure.CSM_PULSE) == ["yellow"]


def test_a_judgement_without_a_score_leaves_the_computed_one(library: SqlLibrary) -> None:
    usual_account(library, 1)
    said = {"account": 1, "pulse": "red", "note": "", "author": "U1", "given_at": NOW}
    add(library, JudgementRow, {**said, "expires_on": days_ago(-1)})

    snapshot, standing = scored(library)

    assert (snapshot.evidence.override, snapshot.cap) == (None, None)
    assert standing.judgement


def test_a_judgement_no_longer_counts_on_the_day_it_expires(library: SqlLibrary) -> None:
    usual_account(library, 1)
    said = {"account": 1, "pulse": "red", "note": "", "author": "U1", "given_at": NOW - timedelta(days=2)}
    add(library, JudgementRow, {**said, "expires_on": TODAY})

    snapshot, standing = scored(library)

    assert values(snapshot, Measure.CSM_PULSE) == [None]
    assert standing.judgement is None


def test_a_hard_fact_is_a_score_where_nothing_else_is_known(library: SqlLibrary) -> None:
    add_account(library, 1)
    add_contract(library, 1, notice_received_on=days_ago(3))

    snapshot, standing = scored(library)

    assert (snapshot.shown, snapshot.cap, snapshot.band, snapshot.coverage) == (15, Cap.NOTICE_RECEIVED, Band.RED, 0.0)
    assert (standing.shown, standing.band) == (15, Band.RED)


def test_a_notice_period_longer_than_the_calendar_stops_no_scoring(library: SqlLibrary) -> None:
    usual_account(library, 1)
    add_account(library, 2)
    add_contract(library, 2, end_on=days_ago(-30), notice_days=1_000_000)
    add_touch(library, 2, days=3)
    feed_worked(library)

    _, standing = scored(library, 2)

    assert standing.notice_on == date.min


def test_without_a_score_nothing_has_changed(library: SqlLibrary) -> None:
    usual_account(library, 1)
    feed_worked(library, at=NOW - timedelta(days=30))
    scoring(library, NOW - timedelta(days=28)).score_book()
    scoring(library, NOW - timedelta(days=7)).score_book()
    for table in (UsageRow, TouchpointRow, ContractLineRow, ContractRow, FeedRow):
        with library.writing() as book:
            book.connection.execute(delete(table_of(table)))
    changed(library, 1, at=NOW)
    scoring(library).score_book()

    with library.reading() as book:
        standing = book.standings.of(1)
    assert standing
    assert (standing.shown, standing.band) == (None, Band.GREY)
    assert (standing.change_7, standing.change_30, standing.trend) == (None, None, None)


@pytest.mark.parametrize(
    ("contracts", "lines", "amounts"),
    [
        pytest.param(
            [(1, days_ago(100), days_ago(-265))],
            [(1, "a", 500, "EUR"), (1, "b", 200, "EUR"), (1, "c", 900, "CNY"), (1, "d", None, None)],
            (Money(900, "CNY"), Money(700, "EUR")),
            id="one amount a currency, lines without an amount aside",
        ),
        pytest.param(
            [(1, days_ago(800), days_ago(435)), (2, days_ago(435), days_ago(70))],
            [(1, "a", 500, "EUR"), (2, "a", 600, "EUR")],
            (Money(600, "EUR"),),
            id="past its end without signature the last contract still counts",
        ),
        pytest.param(
            [(1, days_ago(100), days_ago(-265))],
            [(1, "a", 500, "EUR"), (1, "b", -900, "EUR")],
            (Money(500, "EUR"),),
            id="a credit that was written as ARR is none",
        ),
        pytest.param([(1, days_ago(-5), days_ago(-370))], [(1, "a", 500, "EUR")], (), id="what has not begun does not"),
        pytest.param([(1, None, None)], [(1, "a", 500, "EUR")], (Money(500, "EUR"),), id="without dates it runs"),
    ],
)
def test_what_an_account_is_worth_a_year(
    library: SqlLibrary,
    contracts: list[tuple[int, date | None, date | None]],
    lines: list[tuple[int, str, int | None, str | None]],
    amounts: tuple[Money, ...],
) -> None:
    add_account(library, 1)
    add_touch(library, 1, days=3)
    for number, start_on, end_on in contracts:
        named = {"id": number, "account": 1, "number": str(number), "learnt_at": NOW}
        add(library, ContractRow, {**named, "start_on": start_on, "end_on": end_on})
    for contract, product, minor, currency in lines:
        money = {"arr_minor": minor, "arr_currency": currency}
        add(library, ContractLineRow, {"contract": contract, "account": 1, "product": product, **money})

    _, standing = scored(library)

    assert standing.arr == amounts


def test_the_renewal_stands_on_the_card(library: SqlLibrary) -> None:
    add_account(library, 1)
    add_touch(library, 1, days=3)
    add_contract(library, 1, notice_days=60, auto_renew=True, end_on=days_ago(-90))

    _, standing = scored(library)

    assert (standing.renewal_on, standing.notice_on, standing.auto_renew) == (days_ago(-90), days_ago(-30), True)


@pytest.mark.parametrize(
    ("usage", "is_capped"),
    [
        pytest.param([("active_users", 40, 3), ("active_users", 1, 0)], True, id="only zeros since three weeks"),
        pytest.param([("active_users", 9, 3), ("active_users", 1, 0)], False, id="somebody nine days ago"),
        pytest.param([("events", 9, 3), ("active_users", 1, 0)], False, id="or something done"),
    ],
)
def test_the_last_active_day_is_found_behind_days_of_nobody(
    library: SqlLibrary, usage: list[tuple[str, int, int]], *, is_capped: bool
) -> None:
    add_account(library, 1)
    add_touch(library, 1, days=3)
    for measure, days, value in usage:
        add_usage(library, 1, measure, [(days, value)])
    feed_worked(library)

    snapshot, _ = scored(library)

    assert (Cap.NO_ACTIVE_USER in snapshot.evidence.caps) is is_capped


def test_active_users_stand_in_where_there_are_no_events(library: SqlLibrary) -> None:
    for number in (1, 2, 3):
        usual_account(library, number)
    add_account(library, 9)
    add_contract(library, 9)
    add_usage(library, 9, "active_users", [(day, 4 if day < 28 else 8) for day in range(112)])
    feed_worked(library)

    snapshot, _ = scored(library, 9)

    assert values(snapshot, Measure.SEAT_ACTIVITY, Measure.USAGE_TREND) == [0.4, 0.5]


def test_usage_of_a_day_to_come_hides_nothing_and_counts_for_nothing(library: SqlLibrary) -> None:
    add_account(library, 1)
    add_contract(library, 1)
    add_usage(library, 1, "active_users", [(-1, 9), *((day, 4 if day < 28 else 8) for day in range(1, 112))])
    feed_worked(library)

    snapshot, _ = scored(library)

    seats = snapshot.evidence.measures[Measure.SEAT_ACTIVITY]
    assert (seats.value, seats.known_on) == (0.4, days_ago(1))
    assert values(snapshot, Measure.USAGE_TREND) == [pytest.approx(0.4 * 27 / (8 * 28) * 10)]


@pytest.mark.parametrize("more", [(), ("events",)], ids=["alone", "beside another measure"])
@pytest.mark.parametrize(
    ("value", "share"),
    [pytest.param(-5, 0.0, id="below nothing is nobody"), pytest.param(2**31, (2**31 - 1) / 10, id="a huge number")],
)
def test_an_odd_value_of_usage_keeps_its_day_and_its_side(
    library: SqlLibrary, value: int, share: float, more: tuple[str, ...]
) -> None:
    add_account(library, 1)
    add_contract(library, 1)
    add_usage(library, 1, "active_users", [(3, 5), (2, value)])
    add_usage(library, 1, "active_users_28d", [(2, value)])
    for measure in more:
        add_usage(library, 1, measure, [(1, 10)])

    snapshot, _ = scored(library)

    activity = snapshot.evidence.measures[Measure.SEAT_ACTIVITY]
    assert (activity.value, activity.known_on) == (share, days_ago(2))


def test_a_value_below_nothing_of_the_only_measure_is_nobody(library: SqlLibrary) -> None:
    add_account(library, 1)
    add_contract(library, 1)
    add_usage(library, 1, "seats_assigned", [(2, -5)])

    snapshot, _ = scored(library)

    assert values(snapshot, Measure.LICENCE_FIT) == [0.0]


def test_accounts_far_apart_are_scored_alone(library: SqlLibrary) -> None:
    for number in (1, 50, 900):
        usual_account(library, number)

    report = scoring(library).rescore([1, 900])

    assert report.scored == 2
    with library.reading() as book:
        assert book.standings.of(50) is None


def test_a_judgement_that_is_gone_before_the_scores_are_written_leaves_no_words(
    library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual_account(library, 1)
    said = {"account": 1, "pulse": "red", "note": "n", "author": "U1", "given_at": NOW, "expires_on": days_ago(-9)}
    add(library, JudgementRow, {**said, "score": 44})
    monkeypatch.setattr("storage.scoring.passes.counting_judgements", lambda _source: {})

    snapshot, standing = scored(library)

    assert (snapshot.shown, snapshot.evidence.override, standing.judgement) == (44, None, None)
