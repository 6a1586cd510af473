"""Parts of the bot: each answers what is said of it before it is loaded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.bootstrap import prepared
from bot.bootstrap.features import PARTS
from bot.bootstrap.house import House, opened_house
from bot.cs_words import CS_WORDS
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Shortcut, View, Word
from bot.loading import loaded
from bot.settings import Mode, Settings

MakeSettings = Callable[..., Settings]


class Heard(Routes):
    """Routes that note what is registered, under the name by which its part is found."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: set[str] = set()
        self.said: set[Word] = set()

    def subcommand(self, word: Word, handler: Any) -> None:
        self.said.add(word)

    def event(self, event: str, handler: Any) -> None:
        self.areas.add(event)

    def command(self, command: Command, handler: Any) -> None:
        self.areas.add(str(command))

    def action(self, action: Action, handler: Any) -> None:
        self._note(action)

    def options(self, action: Action, handler: Any) -> None:
        self._note(action)

    def view(self, view: View, handler: Any) -> None:
        self._note(view)

    def closed(self, view: View, handler: Any) -> None:
        self._note(view)

    def shortcut(self, shortcut: str, handler: Any) -> None:
        self._note(shortcut)

    def _note(self, name: str) -> None:
        self.areas.add(str(name).partition(".")[0])


@pytest.fixture
async def house(settings: MakeSettings) -> AsyncIterator[House]:
    ours = settings(mode=Mode.HTTP, github_token="a token", github_repositories="acme/app")
    prepared(ours)
    async with opened_house(ours) as opened:
        yield opened


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_answers_what_is_said_of_it_and_nothing_else(part: str, house: House) -> None:
    heard = Heard()
    loaded(f"bot.bootstrap.features.{part}").register(heard, house.around)

    assert (frozenset(heard.areas), heard.said) == (PARTS[part].areas, set(PARTS[part].words))


def test_every_name_that_slack_may_send_belongs_to_a_part() -> None:
    areas = frozenset[str]().union(*(answered.areas for answered in PARTS.values()))
    names = [*Action, *View, *Shortcut]

    assert {name.partition(".")[0] for name in names} | set(Command) <= areas | {Command.HEALTH}


def test_every_word_of_cs_belongs_to_one_part() -> None:
    words = [word for answered in PARTS.values() for word in answered.words]

    assert sorted(words) == sorted(Word)
    assert {each.word for each in CS_WORDS} == set(Word)
