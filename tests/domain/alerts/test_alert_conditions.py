from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from alert_samples import DAY, POLICY, TODAY, evidence

from domain.alerts.conditions import Condition, band_condition, conditions_of, severity_of, told_band
from domain.alerts.evidence import AlertEvidence, Answer, ExpiredJudgement, Leaver, OpenTicket, UnpaidInvoice
from domain.alerts.policy import AlertKind, Severity
from domain.health.model import Band
from domain.renewals.renewal import RenewalGlance

RULES = POLICY.alerts
GREEN, YELLOW, RED, GREY = Band.GREEN, Band.YELLOW, Band.RED, Band.GREY


def found(**said: Any) -> list[Condition]:
    return list(conditions_of(evidence(**said), RULES, TODAY))


def test_nothing_holds_of_an_account_that_is_well() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        pytest.param(
            {"shown": 60, "change_7": -15},
            Condition(AlertKind.DROP, TODAY, facts={"before": 75, "after": 60}),
            id="fifteen points in a week",
        ),
        pytest.param({"shown": 60, "change_7": -14}, None, id="fourteen points"),
        pytest.param({"change_7": None}, None, id="no score a week ago"),
        pytest.param(
            {"last_two_way_on": TODAY - 31 * DAY},
            Condition(AlertKind.SILENCE, TODAY, facts={"last": "2026-10-27", "cadence": 30}),
            id="a day past its cadence",
        ),
        pytest.param({"last_two_way_on": TODAY - 30 * DAY}, None, id="the last day of its cadence"),
        pytest.param({"last_two_way_on": None}, None, id="never spoken with"),
        pytest.param(
            {"last_two_way_on": TODAY - 46 * DAY, "cadence_days": None},
            Condition(AlertKind.SILENCE, TODAY, facts={"last": "2026-10-12", "cadence": 45}),
            id="forty-five days without a cadence of its own",
        ),
        pytest.param(
            {"last_two_way_on": TODAY - 45 * DAY, "cadence_days": None}, None, id="forty-five days are allowed"
        ),
        pytest.param(
            {"usage_change": -0.3}, Condition(AlertKind.USAGE_DOWN, TODAY, facts={"percent": 30}), id="a fall by 30 %"
        ),
        pytest.param({"usage_change": -0.29}, None, id="a smaller fall"),
        pytest.param(
            {"ticket": OpenTicket("T-7", TODAY - 8 * DAY, 2)},
            Condition(AlertKind.CRITICAL_TICKET, TODAY, "T-7", {"number": "T-7", "opened": "2026-11-19", "count": 2}),
            id="a critical ticket, eight days old",
        ),
        pytest.param({"ticket": OpenTicket("T-7", TODAY - 7 * DAY, 1)}, None, id="seven days are allowed"),
        pytest.param(
            {"answer": Answer("a1", 6, TODAY, "Too slow", "Kim")},
            Condition(AlertKind.DETRACTOR, TODAY, "a1", {"score": 6, "words": "Too slow", "person": "Kim"}),
            id="a detractor, with the words",
        ),
        pytest.param({"answer": Answer("a1", 7, TODAY)}, None, id="seven is no detractor"),
        pytest.param({"answer": Answer("a1", 1, TODAY - 91 * DAY)}, None, id="an answer of long ago"),
        pytest.param(
            {"leaver": Leaver("c1", "Kim", TODAY - DAY)},
            Condition(AlertKind.PERSON_LEFT, TODAY - DAY, "c1", {"person": "Kim"}),
            id="a champion left",
        ),
        pytest.param({"leaver": Leaver("c1", "Kim", TODAY - 91 * DAY)}, None, id="left long ago"),
        pytest.param(
            {"invoice": UnpaidInvoice("I-1", TODAY - DAY)},
            Condition(AlertKind.INVOICE_OVERDUE, TODAY, "I-1", {"number": "I-1", "due": "2026-11-26"}),
            id="an invoice a day late",
        ),
        pytest.param({"invoice": UnpaidInvoice("I-1", TODAY)}, None, id="due today"),
        pytest.param(
            {"renewal": RenewalGlance(7, TODAY + 90 * DAY, None, None)},
            Condition(AlertKind.RENEWAL_WINDOW, TODAY, "7", {"due": "2027-02-25"}),
            id="ninety days ahead",
        ),
        pytest.param({"renewal": RenewalGlance(7, TODAY + 91 * DAY, None, None)}, None, id="a day further"),
        pytest.param({"renewal": None}, None, id="no renewal"),
        pytest.param(
            {"first_value_due_on": TODAY - DAY, "first_value_on": None},
            Condition(AlertKind.FIRST_VALUE_LATE, TODAY, facts={"due": "2026-11-26"}),
            id="first value a day late",
        ),
        pytest.param({"first_value_due_on": TODAY - DAY}, None, id="first value reached"),
        pytest.param({"first_value_due_on": TODAY, "first_value_on": None}, None, id="due today still"),
        pytest.param(
            {"judgement": ExpiredJudgement("U1", TODAY)},
            Condition(AlertKind.JUDGEMENT_EXPIRED, TODAY, "2026-11-27", {"author": "U1"}),
            id="a judgement expires today",
        ),
        pytest.param({"judgement": ExpiredJudgement("U1", TODAY - 31 * DAY)}, None, id="expired long ago"),
    ],
)
def test_each_rule_has_its_border(said: dict[str, Any], condition: Condition | None) -> None:
    assert found(**said) == ([condition] if condition else [])


def test_without_a_score_nothing_dropped() -> None:
    unscored = evidence()
    account = replace(unscored.account, shown=None, change_7=-20)

    assert list(conditions_of(replace(unscored, account=account), RULES, TODAY)) == []


@pytest.mark.parametrize(
    ("told", "lines", "band"),
    [
        pytest.param(None, (), None, id="never scored"),
        pytest.param(None, (GREEN, RED), RED, id="the first look takes what it finds"),
        pytest.param(GREEN, (GREEN, GREEN), GREEN, id="as before"),
        pytest.param(GREEN, (GREEN, YELLOW), GREEN, id="one day of yellow may be a flicker"),
        pytest.param(GREEN, (YELLOW, YELLOW), YELLOW, id="two days are none"),
        pytest.param(RED, (GREY, GREY), RED, id="what is not scored for a while counts as before"),
        pytest.param(GREEN, (GREEN, GREY, GREY, YELLOW, YELLOW), YELLOW, id="a fall behind a gap is a fall"),
    ],
)
def test_the_colour_that_counts_does_not_flicker(told: Band | None, lines: tuple[Band, ...], band: Band | None) -> None:
    assert told_band(evidence(*lines, shown=68), told, POLICY.health) is band


@pytest.mark.parametrize(
    ("before", "now", "held", "key"),
    [
        pytest.param(GREEN, YELLOW, None, "yellow", id="green to yellow"),
        pytest.param(GREEN, RED, None, "red", id="green to red"),
        pytest.param(YELLOW, RED, "yellow", "red", id="further down"),
        pytest.param(YELLOW, YELLOW, "yellow", "yellow", id="still yellow"),
        pytest.param(RED, RED, "red", "red", id="still red"),
        pytest.param(RED, YELLOW, "red", None, id="better again"),
        pytest.param(YELLOW, YELLOW, None, None, id="yellow from the beginning"),
        pytest.param(GREEN, GREY, None, None, id="not scored any more"),
        pytest.param(GREY, RED, None, None, id="scored at last"),
        pytest.param(None, RED, None, None, id="the first look"),
        pytest.param(GREEN, None, None, None, id="no colour"),
    ],
)
def test_a_crossing_downward_holds_until_it_is_better(
    before: Band | None, now: Band | None, held: str | None, key: str | None
) -> None:
    said = band_condition(evidence(GREEN, RED, shown=30), before=before, now=now, held=held, today=TODAY)

    assert (said.key if said else None) == key


def test_a_crossing_says_from_where_to_where() -> None:
    said = band_condition(evidence(GREEN, RED, shown=30), before=GREEN, now=RED, held=None, today=TODAY)
    unknown = band_condition(evidence(RED, shown=30), before=GREEN, now=RED, held=None, today=TODAY)

    assert said == Condition(
        AlertKind.BAND_DOWN, TODAY, "red", {"from": "green", "to": "red", "after": 30, "before": 30}
    )
    assert unknown is not None
    assert unknown.facts["before"] is None


def test_a_colour_is_true_since_its_first_day_and_not_since_it_was_no_flicker() -> None:
    said = band_condition(evidence(GREEN, YELLOW, YELLOW, shown=68), before=GREEN, now=YELLOW, held=None, today=TODAY)

    assert said is not None
    assert said.since == TODAY - DAY


@pytest.mark.parametrize(
    ("key", "severity"),
    [pytest.param("red", Severity.HIGH, id="red"), pytest.param("yellow", Severity.MEDIUM, id="yellow")],
)
def test_a_fall_to_yellow_is_one_lower(key: str, severity: Severity) -> None:
    assert severity_of(Condition(AlertKind.BAND_DOWN, TODAY, key), RULES) is severity


def test_gravities_have_an_order_with_ends() -> None:
    assert [severity.one_lower for severity in Severity] == [
        Severity.OFF,
        Severity.LOW,
        Severity.LOW,
        Severity.MEDIUM,
        Severity.HIGH,
    ]
    assert [severity for severity in Severity if severity.speaks_at_once] == [Severity.HIGH, Severity.CRITICAL]


def test_evidence_is_empty_where_nothing_is_known() -> None:
    assert AlertEvidence(evidence().account) == evidence()
