"""Who somebody is to this company, as Slack's profile says; remembered for a while."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.home import Home, Workspace
from bot.refusals import refusal_in
from domain.permissions import Affiliation, Person

log = logging.getLogger(__name__)

FRESH = 600.0
"""Seconds for which a profile is believed as it is."""
USABLE = 3600.0
"""Seconds for which an older profile serves while a newer one is fetched."""
MOST = 20_000
_HIDDEN = frozenset({"user_not_found", "user_not_visible"})
_SLACKBOT = "USLACKBOT"


class People:
    """Profiles by Slack user id; at most one request at a time for a person."""

    def __init__(
        self, reading: AsyncWebClient, workspace: Workspace, *, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._reading = reading
        self._workspace = workspace
        self._timer = timer
        self._known: dict[str, tuple[float, Person]] = {}
        self._asking: dict[str, asyncio.Task[Person]] = {}

    async def person(self, slack_id: str) -> Person:
        """Slow only for somebody not seen in the last hour."""
        age, known = self._remembered(slack_id)
        if known is None or age >= USABLE:
            return await asyncio.shield(self._fetched(slack_id))
        if age >= FRESH:
            self._fetched(slack_id).add_done_callback(_noted)
        return known

    def glimpse(self, slack_id: str) -> Person | None:
        """What is remembered, without asking."""
        return self._remembered(slack_id)[1]

    def forget(self, slack_id: str) -> None:
        self._known.pop(slack_id, None)

    def _remembered(self, slack_id: str) -> tuple[float, Person | None]:
        at, known = self._known.get(slack_id, (0.0, None))
        return self._timer() - at, known

    def _fetched(self, slack_id: str) -> asyncio.Task[Person]:
        if slack_id not in self._asking:
            task = asyncio.create_task(self._fetch(slack_id))
            self._asking[slack_id] = task
            task.add_done_callback(lambda _: self._asking.pop(slack_id, None))
        return self._asking[slack_id]

    async def _fetch(self, slack_id: str) -> Person:
        home = await self._workspace.home()
        try:
            said = await self._reading.users_info(user=slack_id, include_locale=True)
        except SlackApiError as refusal:
            if refusal_in(refusal) not in _HIDDEN:
                raise
            return self._remember(Person(slack_id, slack_id, Affiliation.OUTSIDER))
        return self._remember(person_from(said["user"], home))

    def _remember(self, person: Person) -> Person:
        self._known.pop(person.slack_id, None)
        self._known[person.slack_id] = (self._timer(), person)
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return person


def person_from(user: Mapping[str, Any], home: Home) -> Person:
    """Slack's user object, read."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        slack_id=user["id"],
        name=name or user["id"],
        affiliation=affiliation_of(user, home),
        locale=user.get("locale"),
        zone=user.get("tz"),
        email=profile.get("email"),
    )


def affiliation_of(user: Mapping[str, Any], home: Home) -> Affiliation:
    if user.get("deleted"):
        return Affiliation.DEACTIVATED
    if user.get("is_bot") or user["id"] == _SLACKBOT:
        return Affiliation.BOT
    if user.get("is_stranger") or not _belongs(user, home):
        return Affiliation.OUTSIDER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Affiliation.GUEST
    return Affiliation.EMPLOYEE


def _belongs(user: Mapping[str, Any], home: Home) -> bool:
    """In our workspace, or in another of our own organisation."""
    organisation = (user.get("enterprise_user") or {}).get("enterprise_id")
    if home.enterprise and organisation == home.enterprise:
        return True
    return str(user.get("team_id") or home.team) == home.team


def _noted(task: asyncio.Task[Person]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.warning("a profile could not be read again: %s", type(error).__name__)
