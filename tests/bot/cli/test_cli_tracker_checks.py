"""What `moorline doctor` says of trackers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tracker_stand_ins import TOKEN, Answer, GitHubStandIn, served

from bot.cli.checks import Finding
from bot.cli.tracker_checks import findings_at_trackers
from bot.settings import settings_read

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def stand_in() -> Iterator[GitHubStandIn]:
    github = GitHubStandIn("acme/app")
    with served(github):
        yield github


@pytest.fixture
def set_up(stand_in: GitHubStandIn, monkeypatch: pytest.MonkeyPatch) -> GitHubStandIn:
    said(monkeypatch, github_token=TOKEN, github_repositories="acme/app", github_api_url=stand_in.url)
    return stand_in


def said(monkeypatch: pytest.MonkeyPatch, **ours: str) -> None:
    for name, value in ours.items():
        monkeypatch.setenv(f"MOORLINE_{name.upper()}", value)


def findings() -> list[Finding]:
    return findings_at_trackers(settings_read())


def test_without_trackers_nothing_is_said() -> None:
    assert findings() == []


def test_a_place_that_can_be_read_is_well(set_up: GitHubStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    by_looking = findings()
    said(monkeypatch, github_webhook_secret="s")

    assert by_looking == [Finding("GitHub acme/app", "issues can be read; looked at every 5 minutes (no webhook)")]
    assert findings() == [Finding("GitHub acme/app", "issues can be read; changes are heard of by webhook")]


@pytest.mark.parametrize(
    ("answer", "finding"),
    [
        pytest.param(
            Answer(401, {"message": "Bad credentials"}),
            Finding(
                "GitHub acme/app",
                "refused (bad_token: Bad credentials)",
                "make a new token and set MOORLINE_GITHUB_TOKEN",
            ),
            id="token",
        ),
        pytest.param(
            Answer(422, {}),
            Finding("GitHub acme/app", "refused (invalid)", "see what it says"),
            id="refused",
        ),
        pytest.param(
            Answer(429, {}, {"retry-after": "30"}),
            Finding("GitHub acme/app", "asked too much, free in 30 seconds", "try again then"),
            id="busy",
        ),
        pytest.param(
            Answer(502, {}),
            Finding("GitHub acme/app", "no answer (HTTP 502)", "see the network and the address in MOORLINE_GITHUB_…"),
            id="away",
        ),
    ],
)
def test_what_is_wrong_has_a_next_step(set_up: GitHubStandIn, answer: Answer, finding: Finding) -> None:
    set_up.instead.append(answer)

    assert findings() == [finding]


def test_half_of_a_tracker_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, github_token="t", linear_teams="ENG", jira_token="t")
    said(monkeypatch, tracker_areas="Reports=github:acme/app", tracker_states="linear:Done=nothing")

    assert [(each.subject, each.said) for each in findings()] == [
        ("GitHub", "a token, and no place"),
        ("Linear", "a place, and no token"),
        ("Jira", "a token, and no place"),
        ("Jira", "a token, and no address"),
        ("tracker_areas", "github:acme/app is not set up"),
        ("tracker_states", "linear:Done=nothing: nothing is set up there"),
    ]
