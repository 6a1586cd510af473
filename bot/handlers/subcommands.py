"""`/cs` and the word after it: each sub-command is a feature's own, and reads the rest of what was typed."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.cs_help import cs_help
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Command
from domain.filter_words import HELP, folded, nearest


def register(routes: Routes) -> None:
    routes.command(Command.CS, CsDesk(routes).choose)


class CsDesk:
    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def choose(self, asked: Asked) -> None:
        """A word that is no sub-command is said back with the nearest that is one."""
        word, _, rest = asked.text.partition(" ")
        if handler := self._routes.for_subcommand(folded(word)):
            payload = {**asked.payload, "text": rest.strip()}
            await handler(replace(asked, turn=replace(asked.turn, payload=payload)))
            return
        unknown = "" if folded(word) in {"", *HELP} else word
        command = str(asked.payload.get("command") or Command.CS)
        meant = nearest(unknown, self._routes.subcommands) if unknown else ""
        await say(asked.turn, cs_help(asked.words, command, unknown=unknown, meant=meant))
