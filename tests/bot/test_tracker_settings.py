"""Trackers as they are set up."""

from __future__ import annotations

import pytest

from bot.settings import SettingsError, settings_read, shown
from domain.feedback.tracker_states import Effect
from domain.feedback.trackers import Place, TrackerKind

pytestmark = pytest.mark.usefixtures("folder")
APP, WEB = Place(TrackerKind.GITHUB, "acme/app"), Place(TrackerKind.GITHUB, "acme/web")
TEAM, PROJECT = Place(TrackerKind.LINEAR, "ENG"), Place(TrackerKind.JIRA, "PROD")


def said(monkeypatch: pytest.MonkeyPatch, **ours: str) -> None:
    for name, value in ours.items():
        monkeypatch.setenv(f"MOORLINE_{name.upper()}", value)


def test_without_settings_there_is_no_tracker() -> None:
    settings = settings_read()

    assert (settings.tracker_places, settings.tracker_hook_secrets, settings.tracker_names) == ((), {}, False)


def test_a_tracker_is_set_up_once_it_has_a_token_and_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, github_token="t", github_repositories="acme/app, acme/web", linear_teams="eng", jira_token="t")
    half = settings_read().tracker_places
    said(monkeypatch, linear_token="t", jira_projects="prod", jira_url="https://acme.test", github_webhook_secret=" s ")
    settings = settings_read()

    assert half == (APP, WEB)
    assert settings.tracker_places == (APP, WEB, TEAM, PROJECT)
    assert settings.tracker_hook_secrets == {TrackerKind.GITHUB: "s"}


def test_areas_and_states_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, github_token="t", github_repositories="acme/app,acme/web")
    said(monkeypatch, tracker_areas="Reports = github:acme/web, Access=linear:ENG")
    said(monkeypatch, tracker_states="linear:ENG:In Review=in_progress, github:not_planned = nothing")
    settings = settings_read()

    assert settings.tracker_by_area == {"reports": WEB}
    assert settings.tracker_state_map.said == {
        ("linear:ENG", "in review"): Effect.IN_PROGRESS,
        ("github", "not_planned"): Effect.NOTHING,
    }


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        pytest.param("github_repositories", "acme", "write them like acme/app, acme/website", id="no repository"),
        pytest.param("linear_teams", "my team", "write them like ENG, OPS", id="no key"),
        pytest.param(
            "tracker_areas", "Reports", "write them like Reports=github:acme/app, Access=linear:ENG", id="area"
        ),
        pytest.param(
            "tracker_areas", "=github:a/b", "write them like Reports=github:acme/app, Access=linear:ENG", id="n"
        ),
        pytest.param(
            "tracker_states", "linear:Done=done", "write them like linear:ENG:In Review=in_progress", id="effect"
        ),
        pytest.param(
            "tracker_states", "gitlab:x=shipped", "write them like linear:ENG:In Review=in_progress", id="where"
        ),
    ],
)
def test_what_is_written_otherwise_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    said(monkeypatch, **{name: value})

    with pytest.raises(SettingsError) as error:
        settings_read()

    assert error.value.lines[0].startswith(f"{name}: {line}")


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, github_token="ghp-hidden", github_webhook_secret="hook-hidden")
    settings = settings_read()

    assert "hidden" not in str(shown(settings)) + repr(settings)
