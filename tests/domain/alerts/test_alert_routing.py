from __future__ import annotations

from dataclasses import replace

import pytest
from alert_samples import POLICY

from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.alerts.routing import Route, route, way_of
from domain.alerts.wishes import kinds_by, offered_kinds, ways_chosen
from domain.permissions import Member, Role
from domain.preferences import Preferences

OWNER, COVER, BOSS = "U1", "U2", "U3"
MEMBERS = {
    OWNER: Member(OWNER, "Olga", Role.CSM, manager=BOSS),
    COVER: Member(COVER, "Cem", Role.CSM),
    BOSS: Member(BOSS, "Bo", Role.MANAGER),
    "U8": Member("U8", "Ada", Role.ADMIN),
    "U9": Member("U9", "Abe", Role.ADMIN),
    "U7": Member("U7", "Vi", Role.VIEWER),
}


@pytest.mark.parametrize(
    ("owner", "cover", "away", "to"),
    [
        pytest.param(OWNER, COVER, (), Route(OWNER), id="the owner"),
        pytest.param(OWNER, COVER, (OWNER,), Route(COVER, OWNER), id="who covers today"),
        pytest.param(OWNER, None, (OWNER,), Route(BOSS, OWNER), id="the owner's manager"),
        pytest.param(OWNER, COVER, (OWNER, COVER, BOSS), Route("U8", OWNER), id="an admin"),
        pytest.param(None, None, ("U8",), Route("U9"), id="the next admin"),
        pytest.param("Imported Name", None, (), Route("U8"), id="an owner who is not here"),
        pytest.param("U7", None, (), Route("U8"), id="who only looks gets none"),
        pytest.param(OWNER, None, MEMBERS, Route(None, OWNER), id="nobody is here"),
    ],
)
def test_the_first_who_is_here_gets_it(owner: str | None, cover: str | None, away: tuple[str, ...], to: Route) -> None:
    assert route(owner, cover, MEMBERS, away=away) == to


@pytest.mark.parametrize(
    ("severity", "wishes", "told", "way"),
    [
        pytest.param(Severity.HIGH, {}, 0, AlertWay.MESSAGE, id="grave: at once"),
        pytest.param(Severity.MEDIUM, {}, 0, AlertWay.DIGEST, id="less grave: in the digest"),
        pytest.param(Severity.HIGH, {}, 5, AlertWay.DIGEST, id="too much for a day"),
        pytest.param(Severity.LOW, {AlertKind.DROP: AlertWay.MESSAGE}, 4, AlertWay.MESSAGE, id="as they wish"),
        pytest.param(Severity.HIGH, {AlertKind.DROP: AlertWay.NOWHERE}, 0, AlertWay.NOWHERE, id="not at all"),
    ],
)
def test_it_comes_by_its_gravity_or_as_wished(
    severity: Severity, wishes: dict[AlertKind, AlertWay], told: int, way: AlertWay
) -> None:
    asked = Preferences(alert_ways=wishes)

    assert way_of(AlertKind.DROP, severity, asked, told_today=lambda: told, most_a_day=5) is way


def test_only_what_differs_from_the_gravity_is_kept() -> None:
    usual = Preferences()
    now, later = (kinds_by(way, usual, POLICY.alerts) for way in (AlertWay.MESSAGE, AlertWay.DIGEST))

    assert ways_chosen(now, later, usual, POLICY.alerts) == {}
    assert ways_chosen((*now, AlertKind.DROP), later, usual, POLICY.alerts) == {AlertKind.DROP: AlertWay.MESSAGE}
    assert ways_chosen(now[1:], later, usual, POLICY.alerts) == {now[0]: AlertWay.NOWHERE}


def test_rules_that_are_off_are_not_asked_about_and_keep_their_way() -> None:
    off = replace(POLICY.alerts, severity={**POLICY.alerts.severity, AlertKind.DROP: Severity.OFF})
    wishes = Preferences(alert_ways={AlertKind.DROP: AlertWay.MESSAGE})
    now, later = (kinds_by(way, wishes, off) for way in (AlertWay.MESSAGE, AlertWay.DIGEST))

    assert AlertKind.DROP not in offered_kinds(off)
    assert ways_chosen(now, later, wishes, off) == {AlertKind.DROP: AlertWay.MESSAGE}
