"""The Home tab: what is pressed on it is answered on it."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks.home.page import people_options
from bot.blocks.home.requests import triage_page
from bot.blocks.kit import Modal, Option
from bot.handlers.answering import open_modal, suggest, update_modal
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in
from bot.handlers.home_publishing import HomePublisher
from bot.handlers.payloads import Payload
from bot.handlers.routing import Routes
from bot.ids import Action
from bot.services.outbox import Outgoings
from bot.services.tasks import Tasks
from bot.services.triage import Decision, Triage
from domain.feedback.states import RequestAction
from domain.health.model import Band
from domain.home import may_be_shown
from domain.home_view import HomeList, HomeView, home_view_from
from domain.numbers import number_in
from domain.tasks.answer import TaskChanged
from domain.tasks.postponing import Postponement


def register(routes: Routes, publisher: HomePublisher, tasks: Tasks, triage: Triage, outgoings: Outgoings) -> None:
    tab = HomeTab(publisher, tasks, triage, outgoings)
    routes.event("app_home_opened", tab.opened)
    routes.action(Action.OUTBOX_RETRY, tab.retry)
    routes.action(Action.HOME_WHOSE, tab.choose)
    routes.options(Action.HOME_WHOSE, tab.suggest)
    routes.action(Action.HOME_PAGE, tab.turn)
    routes.action(Action.HOME_BAND, tab.open_band)
    routes.action(Action.HOME_DONE, tab.finish)
    routes.action(Action.HOME_REOPEN, tab.reopen)
    routes.action(Action.HOME_POSTPONE, tab.postpone)
    routes.action(Action.HOME_TRIAGE, tab.triage)
    routes.action(Action.HOME_TAKE, tab.take)


class HomeTab:
    def __init__(self, publisher: HomePublisher, tasks: Tasks, triage: Triage, outgoings: Outgoings) -> None:
        self._publisher = publisher
        self._tasks = tasks
        self._triage = triage
        self._outgoings = outgoings

    async def opened(self, payload: Payload) -> None:
        """The messages tab is no Home."""
        event = payload["event"]
        if event.get("tab") == "home":
            shown = event.get("view") or {}
            await self._publisher.opened(str(event["user"]), str(shown.get("hash") or ""))

    async def retry(self, asked: Asked) -> None:
        number = number_in(asked.value) or 0
        await asked.desk.work(lambda: self._outgoings.retry_for(asked.member, number))
        await self._show(asked, chosen(asked))

    async def choose(self, asked: Asked) -> None:
        await self._show(asked, chosen(asked).of(asked.value))

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            names = dict(may_be_shown(asked.member, self._publisher.members()))
            return people_options(names, asked.member, asked.value, asked.words)

        await suggest(asked, work)

    async def turn(self, asked: Asked) -> None:
        of, _, place = asked.value.partition(" ")
        view = chosen(asked)
        if of in set(HomeList):
            view = view.turned_to(HomeList(of), number_in(place) or 0)
        await self._show(asked, view)

    async def open_band(self, asked: Asked) -> None:
        band = Band(asked.value) if asked.value in set(Band) else None
        await self._show(asked, chosen(asked).opened(band))

    async def finish(self, asked: Asked) -> None:
        await self._changed(asked, lambda: self._tasks.done(asked.member, asked.value))

    async def reopen(self, asked: Asked) -> None:
        await self._changed(asked, lambda: self._tasks.reopen(asked.member, asked.value))

    async def postpone(self, asked: Asked) -> None:
        task, by, seen = (*asked.value.split(" ", 2), "", "")[:3]
        how = Postponement(by) if by in set(Postponement) else Postponement.DAY
        await self._changed(asked, lambda: self._tasks.postpone(asked.member, task, how, seen=seen, today=asked.today))

    async def triage(self, asked: Asked) -> None:
        await open_modal(asked, lambda: self._request(asked, asked.value))

    async def take(self, asked: Asked) -> None:
        """The page says who has it now, whoever was faster; the Home behind it follows."""
        number, seen = seen_in(asked.value)

        def work() -> Modal:
            taken = Decision(RequestAction.TAKE)
            self._triage.decide(asked.member, number, taken, seen=seen, today=asked.today)
            return self._request(asked, number)

        await update_modal(asked, work)
        await self._publisher.refresh(asked.member.slack_id)

    def _request(self, asked: Asked, number: str) -> Modal:
        return triage_page(self._triage.look(asked.member, number, today=asked.today), asked.words)

    async def _changed(self, asked: Asked, work: Callable[[], TaskChanged]) -> None:
        news = await asked.desk.work(work)
        await self._show(asked, chosen(asked), news)

    async def _show(self, asked: Asked, view: HomeView, news: TaskChanged | None = None) -> None:
        shown = asked.payload.get("view") or {}
        await self._publisher.show(asked.member.slack_id, view, str(shown.get("hash") or ""), news)


def chosen(asked: Asked) -> HomeView:
    """What the tab was drawn with, as it came back."""
    shown = asked.payload.get("view") or {}
    return home_view_from(str(shown.get("private_metadata") or ""))
