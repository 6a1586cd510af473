from __future__ import annotations

from datetime import timedelta

from alert_samples import NOW

from domain.alerts.alert import AlertState
from domain.alerts.policy import AlertKind
from domain.alerts.report import PastAlert, RuleFigures, rule_figures
from domain.renewals.renewal import OutcomeKind

HOUR = timedelta(hours=1)


def past(
    state: AlertState = AlertState.OPEN, acted_after: int | None = None, became: OutcomeKind | None = None
) -> PastAlert:
    acted_at = None if acted_after is None else NOW + acted_after * HOUR
    return PastAlert(AlertKind.DROP, state, NOW, acted_at, acted_at, became)


def test_each_rule_that_spoke_has_its_figures() -> None:
    figures = rule_figures(
        [
            past(AlertState.TAKEN, 1, OutcomeKind.RENEWED),
            past(AlertState.RESOLVED, 3, OutcomeKind.PARTLY_LOST),
            past(AlertState.RESOLVED, None, OutcomeKind.LOST),
            past(AlertState.DISMISSED, 8, OutcomeKind.MOVED),
            past(AlertState.OPEN),
        ]
    )

    assert figures == [
        RuleFigures(AlertKind.DROP, fired=5, taken=2, dismissed=1, alone=1, time_to_act=3 * HOUR, kept=1, lost=2)
    ]
    assert figures[0].precision == 2 / 3


def test_of_a_rule_that_nobody_judged_no_worth_can_be_said() -> None:
    [figures] = rule_figures([past()])

    assert (figures.precision, figures.time_to_act) == (None, None)


def test_what_was_only_put_off_was_not_taken_up() -> None:
    [figures] = rule_figures([PastAlert(AlertKind.DROP, AlertState.OPEN, NOW, None, NOW + HOUR, None)])

    assert (figures.taken, figures.judged, figures.time_to_act) == (0, 0, HOUR)


def test_rules_that_never_spoke_are_not_in_it() -> None:
    assert rule_figures([]) == []
