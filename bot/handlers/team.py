"""`/cs team`: figures of a team and of each person in it, their picture and their table."""

from __future__ import annotations

from bot.blocks.exports import team_sent
from bot.blocks.kit import Message
from bot.blocks.team_answer import team_answer
from bot.blocks.team_refused import team_refused
from bot.commands import prefixed
from bot.exports.csv_file import File
from bot.exports.team_csv import team_file
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.files import send_drawn, send_file
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Action, Command, Word
from bot.pictures.ink import Picture
from bot.pictures.team import team_picture
from bot.services.team_figures import TeamFigures
from domain.filter_words import NotUnderstood
from domain.pages import is_offset
from domain.teamwork.answer import TeamAnswer, TeamRefused


def register(routes: Routes, figures: TeamFigures, *, prefix: str = "") -> None:
    desk = TeamDesk(figures, prefixed(Command.CS, prefix))
    routes.subcommand(Word.TEAM, desk.show)
    routes.action(Action.TEAM, desk.change)
    routes.action(Action.TEAM_PERSON, desk.change)
    routes.action(Action.TEAM_PAGE, desk.turn)
    routes.action(Action.TEAM_PICTURE, desk.draw)
    routes.action(Action.EXPORT_TEAM, desk.export)


class TeamDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, figures: TeamFigures, command: str) -> None:
        self._figures = figures
        self._command = command

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._said(asked, self._answered(asked, asked.text)))

    async def change(self, asked: Asked) -> None:
        await replace(asked, lambda: self._said(asked, self._answered(asked, asked.value)))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: self._page(asked))

    async def draw(self, asked: Asked) -> None:
        await send_drawn(asked, lambda: self._drawn(asked), name="team.png")

    async def export(self, asked: Asked) -> None:
        made = await asked.desk.work(lambda: self._file(asked))
        if isinstance(made, Message):
            await say(asked.turn, made)
            return
        file, count = made
        await send_file(asked, file)
        await say(asked.turn, team_sent(file.name, count, asked.words))

    def _answered(self, asked: Asked, text: str) -> TeamAnswer | TeamRefused:
        return self._figures.answer(asked.member, text, today=asked.today)

    def _page(self, asked: Asked) -> Message:
        offset, _, text = asked.value.partition(" ")
        if not is_offset(offset):
            return self._said(asked, NotUnderstood(asked.value))
        return self._said(asked, self._answered(asked, text), offset=int(offset))

    def _said(self, asked: Asked, found: TeamAnswer | TeamRefused, *, offset: int = 0) -> Message:
        if isinstance(found, TeamAnswer):
            return team_answer(found, asked.words, offset=offset)
        return team_refused(found, asked.words, command=self._command)

    def _drawn(self, asked: Asked) -> Picture | Message:
        found = self._answered(asked, asked.value)
        return team_picture(found, asked.words) if isinstance(found, TeamAnswer) else self._said(asked, found)

    def _file(self, asked: Asked) -> tuple[File, int] | Message:
        found = self._answered(asked, asked.value)
        if not isinstance(found, TeamAnswer):
            return self._said(asked, found)
        return team_file(found, asked.words, now=asked.now), len(found.columns)
