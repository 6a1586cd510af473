"""The settings of trackers; one is set up once it has a token and a place to put issues."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from bot.setting_kinds import Listed
from domain.feedback.tracker_states import Effect, StateMap, place_and_name
from domain.feedback.trackers import Place, TrackerKind, place_from

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _all_like(pattern: re.Pattern[str], example: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    def checked(written: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(pattern.fullmatch, written)):
            raise ValueError(f"write them like {example}")
        return written

    return checked


def _upper(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key.upper() for key in written)


def _areas(written: tuple[str, ...]) -> tuple[str, ...]:
    if any(place_from(each.rpartition("=")[2].strip()) is None or not each.rpartition("=")[0] for each in written):
        raise ValueError("write them like Reports=github:acme/app, Access=linear:ENG")
    return written


def _states(written: tuple[str, ...]) -> tuple[str, ...]:
    for each in written:
        state, _, effect = each.rpartition("=")
        where, name = place_and_name(state)
        if effect.strip() not in set(Effect) or not name or where.partition(":")[0] not in set(TrackerKind):
            raise ValueError(f"write them like linear:ENG:In Review=in_progress; after the = comes {', '.join(Effect)}")
    return written


Repositories = Annotated[Listed, AfterValidator(_all_like(_REPOSITORY, "acme/app, acme/website"))]
Keys = Annotated[Listed, AfterValidator(_all_like(_KEY, "ENG, OPS")), AfterValidator(_upper)]
_URL = r"^https?://\S+$"


class TrackerSettings(BaseSettings):
    github_token: SecretStr = Field(SecretStr(""), description="a fine-grained token: issues, read and write")
    github_repositories: Repositories = Field((), description="where issues may go: acme/app, …; the first is usual")
    github_api_url: str = Field("https://api.github.com", pattern=_URL, description="of a GitHub of your own: …/api/v3")
    github_webhook_secret: SecretStr = Field(SecretStr(""), description="of the webhook to /trackers/github")
    linear_token: SecretStr = Field(SecretStr(""), description="a key of Linear's API")
    linear_teams: Keys = Field((), description="where issues may go: the keys of teams, ENG, …")
    linear_api_url: str = Field("https://api.linear.app/graphql", pattern=_URL, description="where Linear's API is")
    linear_webhook_secret: SecretStr = Field(SecretStr(""), description="of the webhook to /trackers/linear")
    jira_url: str = Field("", pattern=r"^(https?://\S+)?$", description="your Jira: https://acme.atlassian.net")
    jira_email: str = Field("", description="whose API token it is (Jira Cloud); empty for a token of a Jira server")
    jira_token: SecretStr = Field(SecretStr(""), description="an API token of Jira")
    jira_projects: Keys = Field((), description="where issues may go: the keys of projects, PROD, …")
    jira_issue_type: str = Field("Task", min_length=1, description="of the issues that are made in Jira")
    jira_webhook_secret: SecretStr = Field(SecretStr(""), description="of the webhook to /trackers/jira")
    tracker_names: bool = Field(default=False, description="whether names of customers may go into trackers")
    tracker_areas: Annotated[Listed, AfterValidator(_areas)] = Field(
        (), description="where an area's requests go at first: Reports=github:acme/app, …"
    )
    tracker_states: Annotated[Listed, AfterValidator(_states)] = Field(
        (), description="what a state means otherwise than shipped: linear:ENG:In Review=in_progress, …"
    )
    tracker_minutes: int = Field(5, ge=1, le=1440, description="how often trackers are read for what changed")

    @property
    def tracker_places(self) -> tuple[Place, ...]:
        """Of trackers that are set up, in the order of the settings."""
        return tuple(Place(kind, project) for kind, projects in self._projects().items() for project in projects)

    @property
    def tracker_by_area(self) -> Mapping[str, Place]:
        """By the name of the area in small letters; places that are not set up are left out."""
        places = set(self.tracker_places)
        written = (each.rpartition("=")[::2] for each in self.tracker_areas)
        chosen = ((area.strip().casefold(), place_from(place.strip())) for area, place in written)
        return {area: place for area, place in chosen if place in places}

    @property
    def tracker_state_map(self) -> StateMap:
        written = (each.rpartition("=")[::2] for each in self.tracker_states)
        return StateMap({place_and_name(state): Effect(effect.strip()) for state, effect in written})

    @property
    def tracker_hook_secrets(self) -> Mapping[TrackerKind, str]:
        secrets = {kind: self.tracker_secret(kind, "webhook_secret") for kind in TrackerKind}
        return {kind: secret for kind, secret in secrets.items() if secret}

    def tracker_secret(self, kind: TrackerKind, what: str = "token") -> str:
        secret: SecretStr = getattr(self, f"{kind}_{what}")
        return secret.get_secret_value().strip()

    def tracker_projects(self, kind: TrackerKind) -> tuple[str, ...]:
        listed = {
            TrackerKind.GITHUB: self.github_repositories,
            TrackerKind.LINEAR: self.linear_teams,
            TrackerKind.JIRA: self.jira_projects,
        }
        return listed[kind]

    def _projects(self) -> Mapping[TrackerKind, tuple[str, ...]]:
        set_up = [kind for kind in TrackerKind if self.tracker_secret(kind)]
        is_there = {kind for kind in set_up if kind is not TrackerKind.JIRA or self.jira_url}
        return {kind: self.tracker_projects(kind) for kind in set_up if kind in is_there}
