"""`/cs plan` and `/cs plans`: what accounts want to reach, and how far they are."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.plan_card import plan_card
from bot.blocks.plan_history import plan_history
from bot.blocks.plan_list import plans_answer
from bot.commands import prefixed
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_done, show_form
from bot.handlers.routing import Routes
from bot.handlers.telling import page
from bot.ids import Action, Command, Word
from bot.services.plan_looks import PlanLooks
from bot.services.plan_milestones import PlanMilestones
from domain.pages import is_offset


def register(routes: Routes, looks: PlanLooks, milestones: PlanMilestones, *, prefix: str = "") -> None:
    desk = PlanDesk(looks, milestones, f"{prefixed(Command.CS, prefix)} {Word.PLANS}")
    routes.subcommand(Word.PLAN, desk.ask)
    routes.subcommand(Word.PLANS, desk.ask_for_many)
    routes.action(Action.PLAN, desk.show)
    routes.action(Action.PLAN_STEP, desk.turn_milestone)
    routes.action(Action.PLAN_HISTORY, desk.show_history)
    routes.action(Action.PLANS_PAGE, desk.turn)


class PlanDesk:
    """`command` is `/cs plans` as this workspace calls it."""

    def __init__(self, looks: PlanLooks, milestones: PlanMilestones, command: str) -> None:
        self._looks = looks
        self._milestones = milestones
        self._command = command

    async def ask(self, asked: Asked) -> None:
        def work() -> Message:
            found = self._looks.shown(asked.member, asked.text, channel=asked.channel, today=asked.today)
            return plans_answer(found, asked.words, asked.today, command=self._command)

        await answer(asked, work)

    async def ask_for_many(self, asked: Asked) -> None:
        await answer(asked, lambda: self._listed(asked, asked.text))

    async def turn(self, asked: Asked) -> None:
        offset, _, text = asked.value.partition(" ")
        await replace(asked, lambda: self._listed(asked, text, int(offset) if is_offset(offset) else 0))

    async def show(self, asked: Asked) -> None:
        """Below the message for whoever pressed; pressed on a page, in its place."""
        await show_done(asked, lambda: self._card(asked, asked.value))

    async def show_history(self, asked: Asked) -> None:
        def work() -> Message:
            look = self._looks.history(asked.member, asked.value, today=asked.today)
            return plan_history(look, asked.words, asked.today)

        await show_form(asked, lambda: page(work(), asked.words))

    async def turn_milestone(self, asked: Asked) -> None:
        """Drawn again where it stands, so that nothing out of date is left."""
        number, wanted = seen_in(asked.value)

        def work() -> Message:
            account = self._milestones.turned(asked.member, number, done=wanted == "done", today=asked.today)
            return self._card(asked, str(account))

        if asked.view:
            await show_done(asked, work)
        else:
            await replace(asked, work)

    def _card(self, asked: Asked, account: str) -> Message:
        look = self._looks.of_account(asked.member, account, today=asked.today)
        return plan_card(look, asked.words, asked.today)

    def _listed(self, asked: Asked, text: str, offset: int = 0) -> Message:
        found = self._looks.listed(asked.member, text, today=asked.today, offset=offset)
        return plans_answer(found, asked.words, asked.today, command=self._command)
