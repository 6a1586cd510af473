from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from domain.permissions import BookScope
from domain.preferences import ChannelDigests, DigestSection, Preferences, WorkspaceRules
from domain.settings_form import (
    Nothing,
    SettingsField,
    SettingsForm,
    SettingsProblem,
    WeeklyChoice,
    clock_time,
    holidays_in,
    preferences_in,
    rules_in,
    settings_problems,
    whole_amount,
)

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("8", time(8)),
        pytest.param("8:30", time(8, 30)),
        pytest.param(" 08.05 ", time(8, 5)),
        pytest.param("8：30", time(8, 30), id="a wide colon"),
        pytest.param("24:00", None),
        pytest.param("8:60", None),
        pytest.param("soon", None),
        pytest.param("", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, expected: time | None) -> None:
    assert clock_time(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("5000", 5000),
        pytest.param("5,000", 5000),
        pytest.param("5 000", 5000),
        pytest.param("5k", 5000),
        pytest.param("3万", 30_000),
        pytest.param("-5", None),
        pytest.param("much", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, expected: int | None) -> None:
    assert whole_amount(typed) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, {}, id="an empty form"),
        pytest.param({"morning": "soon"}, {SettingsField.MORNING: SettingsProblem.NO_TIME}, id="no time"),
        pytest.param({"minimum_arr": "much"}, {SettingsField.MINIMUM_ARR: SettingsProblem.NO_AMOUNT}, id="no amount"),
        pytest.param(
            {"quiet_from": "20"}, {SettingsField.QUIET_UNTIL: SettingsProblem.HALF_QUIET}, id="quiet without an end"
        ),
        pytest.param(
            {"away_until": "2026-11-26"}, {SettingsField.AWAY_UNTIL: SettingsProblem.DAY_GONE}, id="yesterday"
        ),
        pytest.param({"away_until": "2026-11-27"}, {}, id="today"),
        pytest.param({"zone": " Asia/Shanghai "}, {}, id="a zone"),
        pytest.param({"zone": "Shanghai Time"}, {SettingsField.ZONE: SettingsProblem.NO_ZONE}, id="no zone"),
        pytest.param({"zone": "../etc"}, {SettingsField.ZONE: SettingsProblem.NO_ZONE}, id="a path"),
        pytest.param({"holidays": "Christmas"}, {}, id="who is no admin is not asked for holidays"),
        pytest.param(
            {"holidays": "Christmas", "asks_for_rules": True},
            {SettingsField.HOLIDAYS: SettingsProblem.NO_DAY},
            id="no day",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    said: dict[str, Any], expected: dict[SettingsField, SettingsProblem]
) -> None:
    assert settings_problems(SettingsForm(**said), today=TODAY) == expected


def test_a_form_becomes_wishes() -> None:
    form = SettingsForm(
        digest=Nothing.A_LINE,
        morning="7:15",
        weekdays=("0", "6"),
        sections=("changed",),
        minimum_arr="5k",
        quiet_from="20",
        quiet_until="7",
        away_until="2026-12-24",
        zone=" Europe/Berlin ",
    )

    made = preferences_in(form, Preferences(), WorkspaceRules())

    assert made == Preferences(
        tells_of_nothing=True,
        morning=time(7, 15),
        weekdays=frozenset({0, 6}),
        sections=frozenset({DigestSection.CHANGED}),
        minimum_arr=5000,
        quiet_from=time(20),
        quiet_until=time(7),
        away_until=date(2026, 12, 24),
        zone="Europe/Berlin",
    )


def test_an_empty_form_is_the_workspaces_own_way() -> None:
    made = preferences_in(
        SettingsForm(digest=Nothing.NO_DIGEST), Preferences(minimum_arr=5, away_until=TODAY), WorkspaceRules()
    )

    assert made == Preferences(digest=False, sections=frozenset())


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        pytest.param(("0", "1"), None, id="the same days as everybody: those of everybody, whatever they become"),
        pytest.param(("0", "6"), frozenset({0, 6}), id="days of one's own"),
        pytest.param((), None, id="none chosen"),
    ],
)
def test_days_are_ones_own_only_where_they_differ(chosen: tuple[str, ...], kept: frozenset[int] | None) -> None:
    made = preferences_in(SettingsForm(weekdays=chosen), Preferences(), WorkspaceRules(weekdays=frozenset({0, 1})))

    assert made.weekdays == kept


def test_rules_keep_what_was_not_filled_in() -> None:
    before = WorkspaceRules(time(9))

    assert rules_in(SettingsForm(holidays="2026-12-25，2026-12-26"), before) == WorkspaceRules(
        time(9), holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26)})
    )
    assert rules_in(SettingsForm(rule_morning="10"), before).morning == time(10)
    assert holidays_in("") == frozenset()


def test_channels_are_what_was_chosen_each_once() -> None:
    form = SettingsForm(channels=("C2", "C1", "C2"), channel_language="en")

    assert rules_in(form, WorkspaceRules()).channel_digests == ChannelDigests(("C2", "C1"), "en")


@pytest.mark.parametrize(
    ("said", "kept"), [("own", BookScope.OWN), ("all", BookScope.ALL), ("everything", BookScope.ALL)]
)
def test_what_csms_see_is_one_of_two(said: str, kept: BookScope) -> None:
    assert rules_in(SettingsForm(csms_see=said), WorkspaceRules()).csms_see is kept


def test_there_are_not_more_channels_than_somebody_can_answer_for() -> None:
    form = SettingsForm(channels=tuple(f"C{number}" for number in range(6)))

    assert settings_problems(form, today=TODAY) == {SettingsField.CHANNELS: SettingsProblem.TOO_MANY_CHANNELS}


@pytest.mark.parametrize(
    ("before", "said", "kept"),
    [
        pytest.param(True, WeeklyChoice.OFF, False, id="off"),
        pytest.param(False, WeeklyChoice.ON, True, id="on"),
        pytest.param(False, None, False, id="not asked"),
    ],
)
def test_the_week_of_a_team_is_as_it_was_chosen(*, before: bool, said: str | None, kept: bool) -> None:
    form = SettingsForm(weekly=said)

    assert preferences_in(form, Preferences(weekly=before), WorkspaceRules()).weekly is kept
    requests = SettingsForm(product_weekly=said)
    assert preferences_in(requests, Preferences(product_weekly=before), WorkspaceRules()).product_weekly is kept
