"""`/health` and what hangs on its answers: choosing, paging, `Why?` and `History`."""

from __future__ import annotations

from bot.blocks.health_answer import account_options, health_answer
from bot.blocks.history import history_sent, history_too_short
from bot.blocks.kit import Message, Modal, Option
from bot.blocks.why import DAYS_BACK, why
from bot.handlers.answering import answer, open_modal, replace, suggest, update_modal
from bot.handlers.asked import Asked
from bot.handlers.files import send_picture
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Action, Command
from bot.pictures.history import history_picture
from bot.pictures.ink import Picture
from bot.services.explanations import Explanations
from bot.services.health import Health
from domain.health_answer import HealthAnswer, History


def register(routes: Routes, health: Health, explanations: Explanations) -> None:
    desk = HealthDesk(health, explanations)
    routes.command(Command.HEALTH, desk.show)
    routes.action(Action.SHOW_HEALTH, desk.show_account)
    routes.action(Action.CHOOSE_ACCOUNT, desk.choose)
    routes.action(Action.SELECT_ACCOUNT, desk.choose)
    routes.action(Action.LOOK_UP_ACCOUNT, desk.show_account)
    routes.options(Action.LOOK_UP_ACCOUNT, desk.suggest)
    routes.action(Action.LIST_PAGE, desk.turn)
    routes.action(Action.WHY, desk.explain)
    routes.action(Action.WHY_SINCE, desk.explain_since)
    routes.action(Action.HISTORY, desk.history)


class HealthDesk:
    def __init__(self, health: Health, explanations: Explanations) -> None:
        self._health = health
        self._explanations = explanations

    async def show(self, asked: Asked) -> None:
        def work() -> Message:
            found = self._health.answer(asked.member, asked.text, channel=asked.channel, today=asked.today)
            return _said(asked, found)

        await answer(asked, work)

    async def show_account(self, asked: Asked) -> None:
        await answer(asked, lambda: _said(asked, self._health.account(asked.member, asked.value, today=asked.today)))

    async def choose(self, asked: Asked) -> None:
        await replace(asked, lambda: _said(asked, self._health.account(asked.member, asked.value, today=asked.today)))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: _said(asked, self._health.page(asked.member, asked.value, today=asked.today)))

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._health.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def explain(self, asked: Asked) -> None:
        await open_modal(asked, lambda: self._why(asked, asked.value, DAYS_BACK[0]))

    async def explain_since(self, asked: Asked) -> None:
        days = next((days for days in DAYS_BACK if str(days) == asked.value), DAYS_BACK[0])
        await update_modal(asked, lambda: self._why(asked, asked.metadata, days))

    async def history(self, asked: Asked) -> None:
        history, picture = await asked.desk.work(lambda: self._picture(asked))
        if picture is None:
            await say(asked.turn, history_too_short(history, asked.words))
            return
        await send_picture(asked, picture, name="history.png")
        await say(asked.turn, history_sent(history, asked.words))

    def _why(self, asked: Asked, account: str, days: int) -> Modal:
        explanation = self._explanations.why(asked.member, account, days=days, today=asked.today)
        return why(explanation, asked.words, asked.today)

    def _picture(self, asked: Asked) -> tuple[History, Picture | None]:
        history = self._explanations.history(asked.member, asked.value, today=asked.today)
        return history, history_picture(history, asked.words) if len(history.lines) > 1 else None


def _said(asked: Asked, found: HealthAnswer) -> Message:
    command = str(asked.payload.get("command") or Command.HEALTH)
    return health_answer(found, asked.words, reader=asked.member, today=asked.today, command=command)
