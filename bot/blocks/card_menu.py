"""What stands behind the dots of an account's card: what is asked now and then, so that the buttons stay few."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Element, Option, option, overflow
from bot.ids import Action
from bot.locale import Words
from domain.permissions import Member, may_record_first_value, may_report_value


def card_menu(account: int, words: Words, reader: Member) -> list[Element]:
    """One element, or none: Slack takes five entries at most, and no menu without any."""
    entries = list(_entries(account, words, reader))
    return [overflow(f"{Action.ROW_MENU}:card:{account}", entries)] if entries else []


def _entries(account: int, words: Words, reader: Member) -> Iterable[Option]:
    """In the order in which they are wanted: first value, success plan, value report, people, playbooks, expansion."""
    if may_record_first_value(reader):
        yield option(words.text("First value…"), f"{Action.FIRST_VALUE}:{account}")
    if may_report_value(reader):
        yield option(words.text("Value report"), f"{Action.VALUE_REPORT}:{account}")
    yield option(words.text("Playbooks"), f"{Action.PLAYBOOKS}:{account}")
