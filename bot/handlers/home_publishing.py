"""Publishes Home tabs: when they are opened, after what their person did anywhere, and once a morning.

A page that was made before another one was published is made anew: Slack refuses it by the `hash` it was made from.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import HomePage
from bot.handlers.admission import Admission
from bot.handlers.desk import Desk
from bot.handlers.payloads import Payload, action_in, person_in
from bot.ids import HOME_AS_OF, Command
from bot.refusals import refusal_in
from bot.services.home_tabs import HomeTabs, chosen_on
from domain.errors import BookUnavailableError
from domain.home_ports import HomeTab
from domain.home_view import HomeView
from domain.permissions import Member, Person
from domain.tasks.answer import TaskChanged

if TYPE_CHECKING:
    from bot.handlers.home_pages import HomePages

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds in which several actions of a person are one publish."""
TRIES = 3
OWN = "home."
"""The start of action ids of the Home tab: whatever they do publishes it by itself."""
_READING = tuple(command.removeprefix("/") for command in (Command.HEALTH, Command.RENEWALS))
"""Commands that change nothing, as they end: they may have a prefix."""


class HomePublisher:
    """`pages` is called with the first page that is to be made: until then, nothing that draws one is needed."""

    def __init__(
        self,
        pages: Callable[[], HomePages],
        admission: Admission,
        tabs: HomeTabs,
        desk: Desk,
        client: AsyncWebClient,
        *,
        pause: float = PAUSE,
    ) -> None:
        self._pages = pages
        self._admission = admission
        self._tabs = tabs
        self._desk = desk
        self._client = client
        self._pause = pause
        self._waiting: set[str] = set()

    def acted(self, payload: Payload) -> None:
        """Somebody did something and it is done: their Home follows in a moment; nobody waits for it."""
        if not _may_have_changed(payload):
            return
        person = person_in(payload)
        if not person or person in self._waiting:
            return
        self._waiting.add(person)
        asyncio.get_running_loop().call_later(self._pause, self._follow, person)

    def members(self) -> Sequence[Member]:
        return self._admission.access.members()

    async def opened(self, person: str, hash_now: str) -> None:
        tab = await self._desk.work(lambda: self._tabs.opened(person, hash_now=hash_now))
        await self._publish(tab)

    async def show(self, person: str, view: HomeView, hash_now: str, news: TaskChanged | None = None) -> None:
        """After something was pressed on the tab, which shows `hash_now`."""
        tab = await self._desk.work(lambda: self._tabs.opened(person, hash_now=hash_now))
        await self._publish(tab, view, news)

    async def refresh(self, person: str) -> None:
        """As it would be now, for whoever has opened theirs; where that differs from what is shown."""
        tab = await self._desk.work(lambda: self._tabs.known(person))
        if tab:
            await self._publish(tab, is_news_only=True)

    async def mornings(self) -> None:
        """For everybody whose morning has come; one that fails does not keep the others from theirs."""
        try:
            due = await self._desk.work(self._tabs.due)
        except BookUnavailableError as error:
            log.warning("no Home tabs published now, tried again in a minute: %s", error.what)
            return
        for person in due:
            await self._quietly(person)
        await self._follow_others()

    def _follow(self, person: str) -> None:
        self._waiting.discard(person)
        self._desk.start(self._followed(person))

    async def _followed(self, person: str) -> None:
        await self._quietly(person)
        await self._follow_others()

    async def _follow_others(self) -> None:
        """Whose page was changed by somebody else, on any replica or by a job."""
        try:
            outdated = await self._desk.work(self._tabs.outdated)
        except BookUnavailableError as error:
            log.warning("Home tabs of others not brought up to date, tried again in a minute: %s", error.what)
            return
        except Exception:
            log.exception("Home tabs of others were not brought up to date")
            return
        for person in outdated:
            await self._quietly(person)

    async def _quietly(self, person: str) -> None:
        try:
            await self.refresh(person)
        except (SlackApiError, ClientError, TimeoutError, BookUnavailableError) as error:
            log.warning("a Home tab was not brought up to date: %s", type(error).__name__)
        except Exception:
            log.exception("a Home tab was not brought up to date")

    async def _publish(
        self,
        tab: HomeTab,
        chosen: HomeView | None = None,
        news: TaskChanged | None = None,
        *,
        is_news_only: bool = False,
    ) -> None:
        """Without `chosen`, what they chose last stays; also where they choose something else meanwhile."""
        person = await self._admission.people.person(tab.person)
        for _ in range(TRIES):
            view = chosen or chosen_on(tab)
            page = await self._desk.work(partial(self._page, person, view, news))
            shown = digest_of(page)
            if is_news_only and shown == tab.shown:
                return
            hash_now = await self._sent(tab, page)
            if hash_now is not None:
                await self._desk.work(partial(self._tabs.published, tab, view, hash_now=hash_now, shown=shown))
                return
            tab = await self._as_it_is_now(tab)
        log.warning("a Home tab was published by others %s times meanwhile", TRIES)

    def _page(self, person: Person, view: HomeView, news: TaskChanged | None) -> HomePage:
        return self._pages().page(person, view, news)

    async def _sent(self, tab: HomeTab, page: HomePage) -> str | None:
        """What Slack calls it now; None where somebody else published meanwhile."""
        seen = {"hash": tab.hash} if tab.hash else {}
        try:
            answered = await self._client.views_publish(user_id=tab.person, view=page.view(), **seen)
        except SlackApiError as refusal:
            if refusal_in(refusal) != "hash_conflict":
                raise
            return None
        published = answered.get("view") or {}
        return str(published.get("hash") or "")

    async def _as_it_is_now(self, tab: HomeTab) -> HomeTab:
        """Where nobody wrote down another hash, its answer was lost: the new page goes over whatever is there."""
        known = await self._desk.work(lambda: self._tabs.known(tab.person)) or tab
        return replace(known, hash="") if known.hash == tab.hash else known


def digest_of(page: HomePage) -> str:
    """What it says, without the minute in which it was made."""
    said = [block for block in page.blocks if block.get("block_id") != HOME_AS_OF]
    return hashlib.sha256(json.dumps([said, page.metadata], sort_keys=True).encode()).hexdigest()


def _may_have_changed(payload: Payload) -> bool:
    """Neither was only something looked up or put away, nor does whoever answered publish the tab anyway."""
    if command := payload.get("command"):
        return not str(command).endswith(_READING)
    return payload.get("type") != "view_closed" and not action_in(payload).startswith(OWN)
