"""The Home tab: published when it is opened, and again after what was done on it."""

from __future__ import annotations

from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.home import home_page, not_for_you
from bot.blocks.kit import HomePage
from bot.handlers.admission import Admission
from bot.handlers.asked import Asked
from bot.handlers.desk import Desk
from bot.handlers.payloads import Payload
from bot.handlers.routing import Routes
from bot.ids import Action
from bot.services.home import Home
from bot.services.outbox import Outgoings
from domain.errors import NotAMemberError
from domain.numbers import number_in
from domain.permissions import Person


def register(
    routes: Routes, home: Home, outgoings: Outgoings, admission: Admission, *, client: AsyncWebClient, desk: Desk
) -> None:
    tab = HomeTab(home, outgoings, admission, client, desk)
    routes.event("app_home_opened", tab.opened)
    routes.action(Action.OUTBOX_RETRY, tab.retry)


class HomeTab:
    def __init__(
        self, home: Home, outgoings: Outgoings, admission: Admission, client: AsyncWebClient, desk: Desk
    ) -> None:
        self._home = home
        self._outgoings = outgoings
        self._admission = admission
        self._client = client
        self._desk = desk

    async def opened(self, payload: Payload) -> None:
        """The messages tab is no Home."""
        event = payload["event"]
        if event.get("tab") == "home":
            await self._publish(str(event["user"]))

    async def retry(self, asked: Asked) -> None:
        number = number_in(asked.value) or 0
        await asked.desk.work(lambda: self._outgoings.retry_for(asked.member, number))
        await self._publish(asked.member.slack_id)

    async def _publish(self, slack_id: str) -> None:
        person = await self._admission.people.person(slack_id)
        page = await self._desk.work(partial(self._page, person))
        await self._client.views_publish(user_id=slack_id, view=page.view())

    def _page(self, person: Person) -> HomePage:
        """Who has no role is told so, in their own language."""
        try:
            member = self._admission.access.admitted(person)
        except NotAMemberError:
            return not_for_you(self._admission.words_of(person.locale, None))
        words = self._admission.words_of(member.locale, member.language)
        today = self._admission.now_of(member).date()
        return home_page(self._home.of(member, today=today), words, today)
