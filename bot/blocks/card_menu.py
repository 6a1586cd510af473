"""What stands behind the dots of an account's card: what is asked now and then, so that the buttons stay few."""

from __future__ import annotations

from bot.blocks.kit import Element, Option, option, overflow
from bot.ids import Action
from bot.locale import Words
from domain.permissions import Member


def card_menu(account: int, words: Words, reader: Member) -> list[Element]:
    """One element, or none: Slack takes five entries at most, and no menu without any."""
    entries = list(_entries(account, words, reader))
    return [overflow(f"{Action.ROW_MENU}:card:{account}", entries)] if entries else []


def _entries(account: int, words: Words, reader: Member) -> list[Option]:
    """In the order in which they are wanted: success plan, value report, people, playbooks, expansion."""
    del reader
    return [option(words.text("Success plan"), f"{Action.PLAN}:{account}")]
