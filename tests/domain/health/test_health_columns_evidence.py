from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from domain.accounts import LifecycleStage, Pulse, RenewalStep, Tier
from domain.first_value.rules import FirstValuePolicy, ValueRule, ValueWay
from domain.health.columns import (
    BookEvidence,
    BookFacts,
    ContractRows,
    FeedFact,
    Look,
    PeopleFacts,
    PlanFacts,
    SupportFacts,
    TouchRows,
    UsageFacts,
    ValueFacts,
    VoiceFacts,
    book_evidence,
)
from domain.health.columns.coding import CAPS, MEASURES, STAGES, place
from domain.health.model import Cap, Champion, Measure
from domain.health.policy_file import policy_from_toml
from domain.lifecycle.policy import Stuck
from domain.records import RecordKind

TODAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
POLICY = policy_from_toml((Path(__file__).parents[3] / "policy.toml").read_text()).health
Facts = TypeVar("Facts")


def ago(days: float) -> float:
    return TODAY.toordinal() - days


def at(days: float) -> float:
    return (NOON - timedelta(days=days)).timestamp()


def one(kind: type[Facts], **known: float) -> Facts:
    """Facts of one account, of which only this is known."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every kind of facts is a dataclass
    return kind(**{name: np.array([known.get(name, np.nan)], dtype=np.float64) for name in names})


def contract(**said: float) -> ContractRows:
    usual = {"start_on": ago(100), "end_on": ago(-265), "seats": 10.0, "core_features": 8.0}
    return replace(one(ContractRows, **(usual | said)), spot=np.array([0]))


def book(**parts: Any) -> BookFacts:
    usual: dict[str, Any] = {
        "account": np.array([7]),
        "tier": np.array([place(Tier.MID)]),
        "customer_since": np.array([ago(400)]),
        "went_live_on": np.array([np.nan]),
        "first_value_on": np.array([np.nan]),
        "contracts": contract(),
        "usage": one(UsageFacts),
        "touches": TouchRows(np.array([], dtype=np.int64), np.array([])),
        "people": one(PeopleFacts, engaged=0),
        "support": one(SupportFacts),
        "voice": one(VoiceFacts),
        "plans": one(PlanFacts),
        "feeds": {kind: FeedFact("files", at(0)) for kind in RecordKind},
    }
    return BookFacts(**(usual | parts))


def evidence(**parts: Any) -> BookEvidence:
    return book_evidence(Look(book(**parts), TODAY.toordinal(), UTC, POLICY))


def known(found: BookEvidence, measure: Measure) -> tuple[float | None, float | None]:
    """The value and its age in days."""
    column = MEASURES.index(measure)
    value, known_on = found.columns.value[0, column], found.columns.known_on[0, column]
    return None if np.isnan(value) else float(value), None if np.isnan(known_on) else TODAY.toordinal() - known_on


def applies(found: BookEvidence, measure: Measure) -> bool:
    return bool(found.columns.applies[0, MEASURES.index(measure)])


def caps(found: BookEvidence) -> set[Cap]:
    return {cap for cap, holds in zip(CAPS, found.columns.caps[0], strict=True) if holds}


FEEDS = {kind: FeedFact("files", at(0)) for kind in RecordKind}
OLD_USAGE = FEEDS | {RecordKind.USAGE: FeedFact("files", at(8))}


@pytest.mark.parametrize(
    ("usage", "feeds", "expected"),
    [
        pytest.param({"active_28d_on": ago(1), "active_28d": 6}, FEEDS, (0.6, 1), id="the newest roll-up of 28 days"),
        pytest.param(
            {"active_recent_on": ago(2), "active_recent_most": 5}, FEEDS, (0.5, 2), id="else the best day of the 28"
        ),
        pytest.param({"last_row_on": ago(40)}, FEEDS, (0.0, 0), id="silence of a feed that works is nobody"),
        pytest.param(
            {"last_row_on": ago(40)}, OLD_USAGE, (None, None), id="silence of a feed that does not is unknown"
        ),
        pytest.param(
            {"active_28d_on": ago(40), "active_28d": 6, "last_row_on": ago(40)},
            OLD_USAGE,
            (0.6, 40),
            id="without its feed an old roll-up still counts, as old as it is",
        ),
        pytest.param({}, FEEDS, (None, None), id="an account that usage never came for is unknown"),
    ],
)
def test_seat_activity(
    usage: dict[str, float], feeds: dict[RecordKind, FeedFact], expected: tuple[float | None, float | None]
) -> None:
    found = evidence(usage=one(UsageFacts, **usage), feeds=feeds)

    assert known(found, Measure.SEAT_ACTIVITY) == expected


def test_without_contracted_seats_nothing_can_be_said_of_their_use() -> None:
    usage = one(UsageFacts, active_28d_on=ago(1), active_28d=6, assigned_on=ago(1), assigned=9)

    found = evidence(usage=usage, contracts=contract(seats=np.nan))

    assert known(found, Measure.SEAT_ACTIVITY) == (None, None)
    assert known(found, Measure.LICENCE_FIT) == (None, None)


def test_assigned_seats_and_core_features_are_shares_of_the_contract() -> None:
    found = evidence(usage=one(UsageFacts, assigned_on=ago(3), assigned=9, core_on=ago(2), core_used=4))

    assert known(found, Measure.LICENCE_FIT) == (0.9, 3)
    assert known(found, Measure.CORE_DEPTH) == (0.5, 2)


@pytest.mark.parametrize(
    ("feeds", "expected"),
    [
        pytest.param(FEEDS, (0.0, 0), id="no core feature is used any more"),
        pytest.param(OLD_USAGE, (0.5, 40), id="or the feed stopped"),
    ],
)
def test_core_features_that_went_silent(feeds: dict[RecordKind, FeedFact], expected: tuple[float, float]) -> None:
    found = evidence(usage=one(UsageFacts, core_on=ago(40), core_used=4), feeds=feeds)

    assert known(found, Measure.CORE_DEPTH) == expected


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        pytest.param(
            {"events_recent": 280, "events_recent_on": ago(1), "events_before": 840, "events_first_on": ago(111)},
            (1.0, 1),
            id="against an average 28 of 84 days",
        ),
        pytest.param(
            {"active_recent": 60, "active_recent_on": ago(1), "active_before": 360, "active_first_on": ago(111)},
            (0.5, 1),
            id="active users where there are no events",
        ),
        pytest.param(
            {"events_recent": 280, "events_recent_on": ago(1), "events_before": 280, "events_first_on": ago(55)},
            (1.0, 1),
            id="a past of 28 days is enough, and counts for what it is",
        ),
        pytest.param(
            {"events_recent": 280, "events_recent_on": ago(1), "events_before": 270, "events_first_on": ago(54)},
            (None, None),
            id="a shorter past is not",
        ),
        pytest.param({"events_before": 840, "events_first_on": ago(111)}, (0.0, 0), id="nothing any more is zero"),
        pytest.param({"events_recent": 9, "events_recent_on": ago(1)}, (None, None), id="nothing before is unknown"),
    ],
)
def test_usage_trend(usage: dict[str, float], expected: tuple[float | None, float | None]) -> None:
    assert known(evidence(usage=one(UsageFacts, **usage)), Measure.USAGE_TREND) == expected


@pytest.mark.parametrize(
    ("usage", "feeds", "is_capped"),
    [
        pytest.param({"last_active_on": ago(21), "last_row_on": ago(1)}, FEEDS, True, id="three weeks of nobody"),
        pytest.param({"last_active_on": ago(20), "last_row_on": ago(1)}, FEEDS, False, id="a day less"),
        pytest.param({"last_active_on": ago(21), "last_row_on": ago(21)}, OLD_USAGE, False, id="nobody would know"),
        pytest.param({"last_row_on": ago(1)}, FEEDS, True, id="never anybody, though usage came"),
        pytest.param({}, FEEDS, False, id="usage never came"),
    ],
)
def test_nobody_active_caps_when_the_feed_would_know(
    usage: dict[str, float], feeds: dict[RecordKind, FeedFact], *, is_capped: bool
) -> None:
    found = evidence(usage=one(UsageFacts, **usage), feeds=feeds, people=one(PeopleFacts, last_two_way_at=at(1)))

    assert caps(found) == ({Cap.NO_ACTIVE_USER} if is_capped else set())


def test_beginners_get_time_before_nobody_active_caps() -> None:
    people = one(PeopleFacts, last_two_way_at=at(1))

    found = evidence(usage=one(UsageFacts, last_row_on=ago(1)), customer_since=np.array([ago(20)]), people=people)

    assert caps(found) == set()


@pytest.mark.parametrize(
    ("people", "feeds", "expected"),
    [
        pytest.param({"last_two_way_at": at(15)}, FEEDS, (0.5, 0), id="days since, in cadences"),
        pytest.param({}, FEEDS, (400 / 30, 0), id="never: since the account came"),
        pytest.param({}, {}, (None, None), id="nobody keeps touchpoints"),
        pytest.param({"last_two_way_at": at(15)}, {}, (0.5, 15), id="kept by hand: known up to the last one"),
    ],
)
def test_touch_recency(
    people: dict[str, float], feeds: dict[RecordKind, FeedFact], expected: tuple[float | None, float | None]
) -> None:
    found = evidence(people=one(PeopleFacts, **people), feeds=feeds)

    assert known(found, Measure.TOUCH_RECENCY) == expected


@pytest.mark.parametrize(
    ("tier", "days", "is_capped"),
    [
        pytest.param(Tier.MID, 61, True, id="more than two cadences"),
        pytest.param(Tier.MID, 60, False, id="exactly two"),
        pytest.param(Tier.TECH, 400, False, id="whom we do not call anyway"),
    ],
)
def test_silence_caps(tier: Tier, days: int, *, is_capped: bool) -> None:
    found = evidence(tier=np.array([place(tier)]), people=one(PeopleFacts, last_two_way_at=at(days)))

    assert caps(found) == ({Cap.SILENCE} if is_capped else set())


def test_touch_compliance_and_engaged_contacts() -> None:
    touches = TouchRows(np.array([0]), np.array([at(40)]))
    people = one(PeopleFacts, last_two_way_at=at(40), engaged=2)

    found = evidence(touches=touches, people=people)

    assert known(found, Measure.TOUCH_COMPLIANCE) == (1 / 3, 0)
    assert known(found, Measure.ENGAGED_CONTACTS) == (2.0, 0)


def test_touch_compliance_does_not_apply_before_anything_was_due() -> None:
    found = evidence(customer_since=np.array([ago(5)]))

    assert (known(found, Measure.TOUCH_COMPLIANCE), applies(found, Measure.TOUCH_COMPLIANCE)) == ((None, None), False)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"feeds": {}}, id="where nobody keeps touchpoints"),
        pytest.param(
            {"customer_since": np.array([np.nan]), "contracts": contract(start_on=np.nan)}, id="since nobody knows"
        ),
    ],
)
def test_touch_compliance_is_unknown(parts: dict[str, Any]) -> None:
    found = evidence(**parts)

    assert (known(found, Measure.TOUCH_COMPLIANCE), applies(found, Measure.TOUCH_COMPLIANCE)) == ((None, None), True)


@pytest.mark.parametrize(
    ("people", "word", "age", "is_capped"),
    [
        pytest.param({"champions": 1, "champion_touched_at": at(59)}, Champion.ACTIVE, 59, False, id="met lately"),
        pytest.param({"champions": 1, "champion_touched_at": at(60)}, Champion.QUIET, 0, False, id="met long ago"),
        pytest.param({"champions": 1}, Champion.QUIET, 0, False, id="never met"),
        pytest.param(
            {"champions": 0, "champions_left": 1, "champion_left_on": ago(9)}, Champion.LEFT, 0, True, id="left"
        ),
        pytest.param(
            {"champions": 1, "champions_left": 1}, Champion.QUIET, 0, False, id="left, and another took the place"
        ),
        pytest.param({"champions": 0, "champions_left": 0}, Champion.NONE, 0, False, id="none named"),
        pytest.param({"contacts": 0}, None, None, False, id="nobody known at all"),
    ],
)
def test_champion(people: dict[str, float], word: Champion | None, age: float | None, *, is_capped: bool) -> None:
    found = evidence(people=one(PeopleFacts, **({"contacts": 3, "last_two_way_at": at(1)} | people)))

    assert known(found, Measure.CHAMPION) == (None if word is None else place(word), age)
    assert caps(found) == ({Cap.CHAMPION_LEFT} if is_capped else set())


@pytest.mark.parametrize(
    ("support", "feeds", "expected"),
    [
        pytest.param({"oldest_critical_at": at(9)}, FEEDS, (9.0, 0), id="the oldest open one"),
        pytest.param({}, FEEDS, (0.0, 0), id="none open"),
        pytest.param({}, {}, (None, None), id="no feed to know it from"),
    ],
)
def test_critical_ticket_age(
    support: dict[str, float], feeds: dict[RecordKind, FeedFact], expected: tuple[float | None, float | None]
) -> None:
    found = evidence(support=one(SupportFacts, **support), feeds=feeds)

    assert known(found, Measure.CRITICAL_TICKET_AGE) == expected
    assert (Cap.CRITICAL_TICKET in caps(found)) is (expected[0] == 9)


@pytest.mark.parametrize(
    ("support", "feeds", "value", "does_apply"),
    [
        pytest.param({"opened": 8, "breached": 2}, FEEDS, 0.25, True, id="late over opened"),
        pytest.param({"opened": 0}, FEEDS, None, False, id="no tickets"),
        pytest.param({}, FEEDS, None, False, id="never any"),
        pytest.param({"opened": 8, "breached": 2}, {}, None, True, id="no feed"),
    ],
)
def test_breached_share(
    support: dict[str, float], feeds: dict[RecordKind, FeedFact], value: float | None, *, does_apply: bool
) -> None:
    found = evidence(support=one(SupportFacts, **support), feeds=feeds)

    assert (known(found, Measure.BREACHED_SHARE)[0], applies(found, Measure.BREACHED_SHARE)) == (value, does_apply)


def test_what_people_said() -> None:
    voice = one(VoiceFacts, nps=8.5, nps_on=ago(20), pulse=place(Pulse.YELLOW), pulse_given_at=at(3))

    found = evidence(voice=voice)

    assert known(found, Measure.NPS) == (8.5, 20)
    assert known(found, Measure.CSM_PULSE) == (place(Pulse.YELLOW), 3)
    assert found.sources[MEASURES.index(Measure.CSM_PULSE)] == "judgement"
    assert found.learnt_at[0, MEASURES.index(Measure.CSM_PULSE)] == at(3)


@pytest.mark.parametrize(
    ("given_days_ago", "until", "stands"),
    [
        pytest.param(3, -1, True, id="until tomorrow"),
        pytest.param(3, 0, False, id="no longer on the day it ends"),
        pytest.param(30, -30, False, id="no longer than the policy allows"),
        pytest.param(-1, -9, False, id="not before it was given"),
    ],
)
def test_a_person_s_score_stands_for_its_days(given_days_ago: float, until: float, *, stands: bool) -> None:
    voice = one(VoiceFacts, override=44, pulse_given_at=at(given_days_ago), judged_until=ago(until))

    override = evidence(voice=voice).columns.override.tolist()

    assert override == pytest.approx([44.0 if stands else np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("due", "days", "cap"),
    [
        pytest.param(ago(61), 61, Cap.INVOICE_OVER_60_DAYS, id="long overdue"),
        pytest.param(ago(60), 60, Cap.INVOICE_OVER_30_DAYS, id="overdue"),
        pytest.param(ago(30), 30, None, id="a month is no cap yet"),
        pytest.param(ago(-5), 0, None, id="not due yet"),
        pytest.param(np.nan, 0, None, id="nothing unpaid"),
    ],
)
def test_invoices(due: float, days: float, cap: Cap | None) -> None:
    found = evidence(voice=one(VoiceFacts, unpaid_due_on=due), people=one(PeopleFacts, last_two_way_at=at(1)))

    assert known(found, Measure.INVOICE_OVERDUE) == (days, 0)
    assert caps(found) == ({cap} if cap else set())


def test_invoices_without_a_feed_are_unknown() -> None:
    found = evidence(voice=one(VoiceFacts, unpaid_due_on=ago(90)), feeds={})

    assert known(found, Measure.INVOICE_OVERDUE) == (None, None)


def test_a_feed_s_word_is_as_old_as_its_last_success() -> None:
    found = evidence(feeds={RecordKind.TICKET: FeedFact("crm", at(6))})

    assert known(found, Measure.CRITICAL_TICKET_AGE) == (0.0, 6)
    assert found.sources[MEASURES.index(Measure.CRITICAL_TICKET_AGE)] == "crm"


@pytest.mark.parametrize(
    ("plans", "value", "does_apply"),
    [
        pytest.param({"milestones": 5, "milestones_due": 4, "milestones_done": 3}, 0.75, True, id="done over due"),
        pytest.param({"milestones": 5, "milestones_due": 0, "milestones_done": 0}, None, False, id="nothing due yet"),
        pytest.param({}, None, True, id="no plan"),
    ],
)
def test_milestones(plans: dict[str, float], value: float | None, *, does_apply: bool) -> None:
    found = evidence(plans=one(PlanFacts, **plans))

    assert (known(found, Measure.MILESTONES)[0], applies(found, Measure.MILESTONES)) == (value, does_apply)


def test_outcomes_are_known_since_somebody_looked_at_them() -> None:
    found = evidence(plans=one(PlanFacts, outcomes=4, outcomes_well=3, outcomes_status_on=ago(12)))

    assert known(found, Measure.OUTCOMES) == (0.75, 12)


@pytest.mark.parametrize(
    ("live", "valued", "expected"),
    [
        pytest.param(ago(45), ago(15), 1.0, id="from going live to first value"),
        pytest.param(ago(45), np.nan, 1.5, id="so far"),
        pytest.param(np.nan, np.nan, 60 / 30, id="from the start where nobody says when it went live"),
    ],
)
def test_first_value(live: float, valued: float, expected: float) -> None:
    found = evidence(
        went_live_on=np.array([live]), first_value_on=np.array([valued]), customer_since=np.array([ago(60)])
    )

    assert known(found, Measure.FIRST_VALUE) == (expected, 0)


def test_notice_and_the_renewal_s_step_come_from_the_contract() -> None:
    step = contract(
        end_on=ago(-50), renewal_step=place(RenewalStep.VERBAL), renewal_step_on=ago(4), notice_received_on=ago(2)
    )

    found = evidence(contracts=step, people=one(PeopleFacts, last_two_way_at=at(1)))

    assert known(found, Measure.RENEWAL_STEP) == (place(RenewalStep.VERBAL), 4)
    assert caps(found) == {Cap.NOTICE_RECEIVED}


@pytest.mark.parametrize(
    ("start", "end", "since", "stage"),
    [
        pytest.param(ago(261), ago(-104), ago(900), LifecycleStage.RENEWAL, id="the window of a year begins"),
        pytest.param(ago(260), ago(-105), ago(900), LifecycleStage.STABLE, id="a day before"),
        pytest.param(ago(64), ago(-26), ago(64), LifecycleStage.RENEWAL, id="a pilot of 90 days from day 64"),
        pytest.param(ago(63), ago(-27), ago(63), LifecycleStage.ONBOARDING, id="a pilot on day 63"),
        pytest.param(ago(400), ago(35), ago(900), LifecycleStage.RENEWAL, id="past its end without signature"),
        pytest.param(ago(90), ago(-300), ago(90), LifecycleStage.ONBOARDING, id="day 90"),
        pytest.param(ago(91), ago(-300), ago(91), LifecycleStage.STABLE, id="day 91"),
        pytest.param(np.nan, ago(-100), ago(900), LifecycleStage.RENEWAL, id="an unknown term has the whole window"),
        pytest.param(ago(100), np.nan, ago(900), LifecycleStage.STABLE, id="without an end nothing renews"),
    ],
)
def test_the_stage_of_an_account(start: float, end: float, since: float, stage: LifecycleStage) -> None:
    found = evidence(contracts=contract(start_on=start, end_on=end), customer_since=np.array([since]))

    assert STAGES[found.columns.stage[0]] is stage


def test_the_card_s_facts() -> None:
    facts = evidence(contracts=contract(notice_days=60, auto_renew=1), went_live_on=np.array([ago(20)])).card_facts

    assert facts.renewal_on.tolist() == [ago(-265)]
    assert facts.notice_on.tolist() == [ago(-205)]
    assert facts.auto_renew.tolist() == [1]
    assert facts.first_value_due_on.tolist() == [ago(-10)]
    assert (facts.open_tickets.tolist(), facts.cadence_days.tolist()) == ([0], [30])


NOTHING = np.array([np.nan])


def values(rule: int = 0, on: float = np.nan) -> ValueFacts:
    return ValueFacts(np.array([rule]), np.array([on]), NOTHING, NOTHING, NOTHING)


def test_a_first_value_that_the_book_newly_shows_counts_at_once() -> None:
    found = evidence(went_live_on=np.array([ago(45)]), values=values(on=ago(15)))

    assert known(found, Measure.FIRST_VALUE) == (1.0, 0)
    assert (found.card_facts.value_on.tolist(), found.card_facts.value_rule.tolist()) == ([ago(15)], [0])


def test_a_segment_has_its_own_target() -> None:
    own = FirstValuePolicy(30, 0.25, {"enterprise": ValueRule(ValueWay.HAND, 60)})
    facts = book(went_live_on=np.array([ago(45)]), values=values(rule=1))

    found = book_evidence(Look(facts, TODAY.toordinal(), UTC, replace(POLICY, first_value=own)))

    assert known(found, Measure.FIRST_VALUE) == (0.75, 0)
    assert found.card_facts.first_value_due_on.tolist() == [ago(-15)]


@pytest.mark.parametrize(
    ("said", "stuck"),
    [
        pytest.param(
            {"customer_since": ago(31), "contracts": contract(start_on=ago(31))}, Stuck.NOT_LIVE, id="not live"
        ),
        pytest.param({"customer_since": ago(30), "contracts": contract(start_on=ago(30))}, None, id="in time"),
        pytest.param({"customer_since": ago(60), "went_live_on": ago(20)}, None, id="live"),
        pytest.param({"customer_since": ago(60), "went_live_on": ago(-1)}, Stuck.NOT_LIVE, id="live tomorrow"),
        pytest.param({"customer_since": ago(60), "first_value_on": ago(3)}, None, id="who has first value is live"),
        pytest.param({"customer_since": ago(91), "went_live_on": ago(20)}, Stuck.NO_VALUE, id="no value in onboarding"),
        pytest.param({"customer_since": ago(365), "went_live_on": ago(20)}, Stuck.NO_VALUE, id="for a year"),
        pytest.param({"customer_since": ago(366), "went_live_on": ago(20)}, None, id="then nobody wrote it down"),
        pytest.param({"customer_since": ago(120), "first_value_on": ago(3)}, None, id="value reached"),
        pytest.param({"contracts": contract(start_on=ago(380), end_on=ago(15))}, Stuck.RENEWAL_OPEN, id="past its end"),
        pytest.param({"contracts": contract(start_on=ago(380), end_on=ago(14))}, None, id="not long past"),
        pytest.param(
            {"contracts": contract(start_on=ago(380), end_on=ago(15), renewal_step=place(RenewalStep.SIGNED))},
            None,
            id="signed",
        ),
        pytest.param(
            {"customer_since": ago(120), "contracts": contract(start_on=ago(120), end_on=ago(30))},
            Stuck.RENEWAL_OPEN,
            id="the term's end weighs more than first value",
        ),
    ],
)
def test_an_account_is_stuck_by_the_numbers_of_the_policy(said: dict[str, Any], stuck: Stuck | None) -> None:
    parts = {name: part if isinstance(part, ContractRows) else np.array([part]) for name, part in said.items()}

    (found,) = evidence(**parts).card_facts.stuck.tolist()

    assert (None if np.isnan(found) else list(Stuck)[int(found)]) == stuck
