from __future__ import annotations

from dataclasses import replace

from alert_samples import DAY, NOW, TODAY, alert

from domain.alerts.alert import AlertState, DismissReason
from domain.alerts.conditions import Condition
from domain.alerts.life import (
    awake,
    dismissed,
    is_cooling,
    opened_again,
    resolved,
    snoozed,
    stays_silent,
    taken,
    worse,
)
from domain.alerts.policy import AlertKind, Severity

NEWS = Condition(AlertKind.SILENCE, TODAY, "x", {"cadence": 7})


def test_who_takes_it_up_is_named_and_ends_its_snooze() -> None:
    up = taken(alert(snoozed_until=TODAY + DAY), "U2", now=NOW)
    again = taken(up, "U3", now=NOW + DAY)

    assert up == alert(state=AlertState.TAKEN, taken_by="U2", taken_at=NOW, acted_at=NOW)
    assert (again.taken_by, again.taken_at, again.acted_at) == ("U3", NOW + DAY, NOW)
    assert taken(up, "U2", now=NOW + DAY) == up


def test_what_was_put_off_is_taken_up_when_it_is_taken_up() -> None:
    up = taken(snoozed(alert(), until=TODAY, now=NOW - 2 * DAY), "U2", now=NOW)

    assert (up.taken_at, up.acted_at) == (NOW, NOW - 2 * DAY)


def test_what_is_put_off_stays_open() -> None:
    off = snoozed(alert(), until=TODAY + 7 * DAY, now=NOW)

    assert off == alert(snoozed_until=TODAY + 7 * DAY, acted_at=NOW)
    assert snoozed(off, until=TODAY + 9 * DAY, now=NOW + DAY).acted_at == NOW
    assert awake(off) == alert(acted_at=NOW)


def test_what_is_found_useless_is_over_with_its_reason() -> None:
    over = dismissed(alert(), "U2", DismissReason.KNOWN, "since May", now=NOW)

    assert over == alert(
        state=AlertState.DISMISSED,
        closed_at=NOW,
        closed_by="U2",
        reason=DismissReason.KNOWN,
        note="since May",
        acted_at=NOW,
    )
    assert (over.is_over, alert().is_over) == (True, False)


def test_what_is_not_true_any_more_is_over_by_itself() -> None:
    assert resolved(alert(snoozed_until=TODAY), now=NOW) == alert(state=AlertState.RESOLVED, closed_at=NOW)


def test_what_gets_worse_keeps_who_is_on_it() -> None:
    up = taken(alert(), "U2", now=NOW)

    assert worse(up, NEWS, Severity.HIGH) == replace(up, key="x", facts={"cadence": 7}, severity=Severity.HIGH)


def test_what_comes_back_is_open_to_everybody() -> None:
    over = dismissed(taken(alert(), "U2", now=NOW), "U2", DismissReason.KNOWN, "x", now=NOW)

    assert opened_again(over, NEWS, Severity.HIGH) == alert(
        key="x", facts={"cadence": 7}, severity=Severity.HIGH, since=TODAY, taken_at=NOW, acted_at=NOW
    )


def test_a_rule_cools_down_for_some_days() -> None:
    assert is_cooling(alert(raised_at=NOW - 6 * DAY), now=NOW, days=7)
    assert not is_cooling(alert(raised_at=NOW - 7 * DAY), now=NOW, days=7)


def test_it_cools_down_from_its_end_on() -> None:
    lasted = alert(raised_at=NOW - 40 * DAY, state=AlertState.RESOLVED, closed_at=NOW - 6 * DAY)

    assert is_cooling(lasted, now=NOW, days=7)
    assert not is_cooling(lasted, now=NOW + DAY, days=7)


def test_just_what_somebody_found_useless_stays_silent() -> None:
    over = dismissed(alert(), "U2", DismissReason.KNOWN, "", now=NOW)

    assert stays_silent(over, replace(NEWS, key=""))
    assert not stays_silent(over, NEWS)
    assert not stays_silent(resolved(alert(), now=NOW), replace(NEWS, key=""))
