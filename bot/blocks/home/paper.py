"""What every section is drawn with: the reader's words, who asks, and how one turns the pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, actions, button
from bot.blocks.pages import place_words
from bot.ids import Action
from bot.locale import Words
from domain.home import HomeAsk
from domain.home_view import ROWS, HomeList, first_row

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Paper:
    words: Words
    ask: HomeAsk

    @property
    def today(self) -> date:
        return self.ask.today

    def owner(self, owner: str | None) -> Sequence[str]:
        """Only where it is news: in a book of one's own, whom one covers for."""
        if owner is None:
            return () if self.ask.is_own else (self.words.text("nobody yet"),)
        if owner == self.ask.reader.slack_id:
            return ()
        if self.ask.is_own:
            return (self.words.text("you cover for %(owner)s", owner=mentioned(owner)),)
        return (mentioned(owner),)

    def turns(self, of: HomeList, total: int) -> Iterable[Block]:
        """The ways to the rows before and after, where there are any; which those are stands on them."""
        offset = first_row(self.ask.view.place(of), total)
        made = []
        if offset:
            made.append(self._turn(of, "previous", "‹", offset - ROWS, total))
        if offset + ROWS < total:
            made.append(self._turn(of, "next", "›", offset + ROWS, total))
        if made:
            yield actions(*made)

    def _turn(self, of: HomeList, name: str, sign: str, offset: int, total: int) -> Block:
        place = place_words(offset, min(offset + ROWS, total), total, self.words)
        label = f"{sign} {place}" if name == "previous" else f"{place} {sign}"
        return button(label, f"{Action.HOME_PAGE}:{of}:{name}", value=f"{of} {offset}")


Drawing: TypeAlias = Callable[[Paper], Iterable[Block]]
