"""`/cs stages` and `/cs onboarding`, and their pages."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks.kit import Message
from bot.blocks.onboarding_list import onboarding_answer
from bot.blocks.stage_list import stages_answer
from bot.commands import prefixed
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Word
from bot.services.lifecycle import LifecycleLists
from domain.pages import is_offset


def register(routes: Routes, lists: LifecycleLists, *, prefix: str = "") -> None:
    desk = LifecycleDesk(lists, prefixed(Command.CS, prefix))
    routes.subcommand(Word.STAGES, desk.show_stages)
    routes.subcommand(Word.ONBOARDING, desk.show_onboarding)
    routes.action(Action.STAGES_PAGE, desk.turn_stages)
    routes.action(Action.ONBOARDING_PAGE, desk.turn_onboarding)


class LifecycleDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, lists: LifecycleLists, command: str) -> None:
        self._lists = lists
        self._command = command

    async def show_stages(self, asked: Asked) -> None:
        await answer(asked, lambda: self._stages(asked, asked.text))

    async def show_onboarding(self, asked: Asked) -> None:
        await answer(asked, lambda: self._onboarding(asked, asked.text))

    async def turn_stages(self, asked: Asked) -> None:
        await _turned(asked, self._stages)

    async def turn_onboarding(self, asked: Asked) -> None:
        await _turned(asked, self._onboarding)

    def _stages(self, asked: Asked, text: str, offset: int = 0) -> Message:
        found = self._lists.stages(asked.member, text, today=asked.today, offset=offset)
        return stages_answer(found, asked.words, asked.today, command=f"{self._command} {Word.STAGES}")

    def _onboarding(self, asked: Asked, text: str, offset: int = 0) -> Message:
        found = self._lists.onboarding(asked.member, text, today=asked.today, offset=offset)
        command = f"{self._command} {Word.ONBOARDING}"
        return onboarding_answer(found, asked.words, asked.today, reader=asked.member, command=command)


async def _turned(asked: Asked, listed: Callable[[Asked, str, int], Message]) -> None:
    """A button carries the place in the list and the question."""
    offset, _, text = asked.value.partition(" ")
    await replace(asked, lambda: listed(asked, text, int(offset) if is_offset(offset) else 0))
