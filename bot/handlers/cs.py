"""`/cs`: the word that follows says which feature answers; alone, it says what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.blocks.cs_help import cs_examples, cs_help, unknown_word
from bot.blocks.kit import Message
from bot.commands import prefixed
from bot.cs_rights import words_for_role
from bot.cs_words import CS_WORDS, CsWord, word_called
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Action, Command
from bot.topics import TOPICS
from domain.filter_words import HELP, nearest


def register(routes: Routes, *, prefix: str = "") -> None:
    desk = CsDesk(routes, prefixed(Command.CS, prefix))
    routes.command(Command.CS, desk.dispatch)
    routes.action(Action.RUN_WORD, desk.run)


class CsDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, routes: Routes, command: str) -> None:
        self._routes = routes
        self._command = command

    async def dispatch(self, asked: Asked) -> None:
        await self._answer(asked, asked.text)

    async def run(self, asked: Asked) -> None:
        """A button that carries what would have been typed."""
        await self._answer(asked, asked.value)

    async def _answer(self, asked: Asked, text: str) -> None:
        typed, rest = (*text.split(maxsplit=1), "", "")[:2]
        word = word_called(typed)
        handler = await asked.desk.work(partial(self._routes.for_word, word)) if word else None
        if handler:
            await handler(_asked_the_rest(asked, rest))
            return
        known = [each for each in CS_WORDS if each.word in self._routes.words]
        if typed.casefold() in HELP | {""}:
            await say(asked.turn, self._help(asked, rest, words_for_role(known, asked.member)))
            return
        near = word_called(nearest(typed, [name for each in known for name in (each.word, *each.called)]))
        mended = f"{near} {rest}".strip() if near else ""
        mine = words_for_role(known, asked.member)
        await say(asked.turn, unknown_word(typed, mended, mine, asked.words, self._command))

    def _help(self, asked: Asked, rest: str, known: Sequence[CsWord]) -> Message:
        about = _about(rest, known)
        return cs_examples(about, asked.words, self._command) if about else cs_help(known, asked.words, self._command)


def _about(rest: str, known: Sequence[CsWord]) -> Sequence[CsWord]:
    """The words that follow `help`: one by any of its names, or those of a topic."""
    one = word_called(rest)
    topic = next((each.words for each in TOPICS if each.name == rest.casefold()), ())
    wanted = (one,) if one and one not in topic else topic
    return [each for word in wanted for each in known if each.word is word]


def _asked_the_rest(asked: Asked, rest: str) -> Asked:
    return replace(asked, turn=replace(asked.turn, payload={**asked.payload, "text": rest}))
