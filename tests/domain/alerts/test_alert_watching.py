from __future__ import annotations

from dataclasses import replace

from alert_samples import DAY, POLICY, TODAY, evidence

from domain.alerts.policy import AlertKind, Severity
from domain.alerts.watching import Held, Look, watched
from domain.health.model import Band

GREEN, RED = Band.GREEN, Band.RED
LOOK = Look(1, GREEN)
SILENT = evidence(GREEN, GREEN, last_two_way_on=TODAY - 31 * DAY)
WELL = evidence(GREEN, GREEN)
HELD = Held("", TODAY - DAY, alert=5)


def test_what_became_true_enters_once() -> None:
    first = watched(LOOK, SILENT, POLICY, today=TODAY)
    second = watched(first.look, SILENT, POLICY, today=TODAY + DAY)

    assert [each.kind for each in first.entered] == [AlertKind.SILENCE]
    assert first.look == Look(1, GREEN, {AlertKind.SILENCE: Held("", TODAY)})
    assert (second.entered, second.ended, second.look) == ((), (), first.look)


def test_the_first_look_only_takes_note() -> None:
    found = watched(Look(1, is_first=True), SILENT, POLICY, today=TODAY)

    assert found.entered == ()
    assert found.look == Look(1, GREEN, {AlertKind.SILENCE: Held("", TODAY)})


def test_what_is_no_longer_true_ends_its_alert() -> None:
    found = watched(Look(1, GREEN, {AlertKind.SILENCE: HELD}), WELL, POLICY, today=TODAY)

    assert (found.ended, found.look.held) == ((5,), {})


def test_what_no_alert_spoke_of_ends_quietly() -> None:
    held = {AlertKind.SILENCE: replace(HELD, alert=None)}

    assert watched(Look(1, GREEN, held), WELL, POLICY, today=TODAY).ended == ()


def test_another_thing_of_the_same_rule_is_news() -> None:
    look = Look(1, Band.YELLOW, {AlertKind.BAND_DOWN: Held("yellow", TODAY - DAY, alert=5)})

    found = watched(look, evidence(RED, RED, shown=30), POLICY, today=TODAY)

    assert [(each.kind, each.key) for each in found.entered] == [(AlertKind.BAND_DOWN, "red")]
    assert found.look.held[AlertKind.BAND_DOWN] == Held("red", TODAY, alert=5)
    assert found.look.band is RED


def test_a_rule_may_have_to_hold_for_some_days() -> None:
    patient = replace(POLICY, alerts=replace(POLICY.alerts, true_for_days={AlertKind.SILENCE: 2}))

    first = watched(LOOK, SILENT, patient, today=TODAY)
    second = watched(first.look, SILENT, patient, today=TODAY + DAY)
    third = watched(second.look, SILENT, patient, today=TODAY + 2 * DAY)

    assert [len(each.entered) for each in (first, second, third)] == [0, 0, 1]
    assert second.look.held == {AlertKind.SILENCE: Held("", TODAY, waits=True)}
    assert third.look.held == {AlertKind.SILENCE: Held("", TODAY)}


def test_what_had_to_hold_for_some_days_is_true_since_the_first_of_them() -> None:
    patient = replace(POLICY, alerts=replace(POLICY.alerts, true_for_days={AlertKind.USAGE_DOWN: 2}))
    falling = evidence(GREEN, GREEN, usage_change=-0.5)

    first = watched(LOOK, falling, patient, today=TODAY)
    third = watched(first.look, falling, patient, today=TODAY + 2 * DAY)

    assert [(each.kind, each.since) for each in third.entered] == [(AlertKind.USAGE_DOWN, TODAY)]


def test_what_held_at_the_first_look_does_not_speak_later() -> None:
    patient = replace(POLICY, alerts=replace(POLICY.alerts, true_for_days={AlertKind.SILENCE: 2}))
    first = watched(Look(1, is_first=True), SILENT, patient, today=TODAY)

    assert watched(first.look, SILENT, patient, today=TODAY + 5 * DAY).entered == ()


def test_rules_whose_data_do_not_come_stay_as_they_were() -> None:
    frozen = {AlertKind.SILENCE}
    held = Look(1, GREEN, {AlertKind.SILENCE: HELD})

    entering = watched(LOOK, SILENT, POLICY, today=TODAY, frozen=frozen)
    ending = watched(held, WELL, POLICY, today=TODAY, frozen=frozen)

    assert (entering.entered, entering.look.held) == ((), {})
    assert (ending.ended, ending.look.held) == ((), {AlertKind.SILENCE: HELD})


def test_the_first_look_takes_note_of_rules_whose_data_do_not_come_as_well() -> None:
    first = watched(Look(1, is_first=True), SILENT, POLICY, today=TODAY, frozen={AlertKind.SILENCE})

    assert watched(first.look, SILENT, POLICY, today=TODAY + DAY).entered == ()


def test_a_colour_whose_rule_is_off_does_not_speak_for_the_fall() -> None:
    off = replace(POLICY.alerts, severity={**POLICY.alerts.severity, AlertKind.BAND_DOWN: Severity.OFF})

    found = watched(LOOK, evidence(RED, RED, shown=30, change_7=-40), replace(POLICY, alerts=off), today=TODAY)

    assert AlertKind.DROP in {each.kind for each in found.entered}


def test_a_new_colour_tells_of_its_fall_as_well() -> None:
    fallen = evidence(RED, RED, shown=30, change_7=-40)

    found = watched(LOOK, fallen, POLICY, today=TODAY)
    alone = watched(Look(1, RED), fallen, POLICY, today=TODAY)

    assert [each.kind for each in found.entered] == [AlertKind.BAND_DOWN]
    assert set(found.look.held) == {AlertKind.BAND_DOWN, AlertKind.DROP}
    assert [each.kind for each in alone.entered] == [AlertKind.DROP]
