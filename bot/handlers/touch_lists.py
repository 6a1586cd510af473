"""`/cs touches`: who was last spoken with, and what of."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.touch_history import touch_history, touches_answer
from bot.commands import prefixed
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Word
from bot.services.touch_lists import TouchLists
from domain.pages import is_offset


def register(routes: Routes, lists: TouchLists, *, prefix: str = "") -> None:
    desk = TouchListDesk(lists, f"{prefixed(Command.CS, prefix)} {Word.TOUCHES}")
    routes.subcommand(Word.TOUCHES, desk.show)
    routes.action(Action.TOUCHES_PAGE, desk.turn)
    routes.action(Action.TOUCHES_OF, desk.turn_history)


class TouchListDesk:
    """`command` is `/cs touches` as this workspace calls it."""

    def __init__(self, lists: TouchLists, command: str) -> None:
        self._lists = lists
        self._command = command

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._listed(asked, asked.text))

    async def turn(self, asked: Asked) -> None:
        offset, _, text = asked.value.partition(" ")
        await replace(asked, lambda: self._listed(asked, text, int(offset) if is_offset(offset) else 0))

    async def turn_history(self, asked: Asked) -> None:
        account, _, offset = asked.value.partition(" ")

        def work() -> Message:
            place = int(offset) if is_offset(offset) else 0
            history = self._lists.of_account(asked.member, account, today=asked.today, offset=place)
            return touch_history(history, asked.words, asked.today)

        await replace(asked, work)

    def _listed(self, asked: Asked, text: str, offset: int = 0) -> Message:
        found = self._lists.listed(asked.member, text, today=asked.today, offset=offset)
        return touches_answer(found, asked.words, asked.today, command=self._command)
