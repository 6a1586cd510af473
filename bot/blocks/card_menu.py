"""What stands behind the dots of an account's card: what is asked now and then, so that the buttons stay few."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Element, Option, option, overflow
from bot.ids import Action
from bot.locale import Words
from domain.accounts import LifecycleStage
from domain.expansion.allowed import may_open_plays
from domain.health.standing import AccountStanding
from domain.permissions import Member, may_record_first_value, may_report_value


def card_menu(standing: AccountStanding, words: Words, reader: Member) -> list[Element]:
    """One element, or none: Slack takes five entries at most, and no menu without any."""
    entries = list(_entries(standing, words, reader))
    return [overflow(f"{Action.ROW_MENU}:card:{standing.account}", entries)] if entries else []


def _entries(standing: AccountStanding, words: Words, reader: Member) -> Iterable[Option]:
    """In the order in which they are wanted; an account is on its way to first value, or may grow."""
    account = standing.account
    if may_record_first_value(reader) and _is_on_its_way(standing):
        yield option(words.text("First value…"), f"{Action.FIRST_VALUE}:{account}")
    yield option(words.text("Success plan"), f"{Action.PLAN}:{account}")
    if may_report_value(reader):
        yield option(words.text("Value report"), f"{Action.VALUE_REPORT}:{account}")
    yield option(words.text("People"), f"{Action.PEOPLE}:{account}")
    yield option(words.text("Playbooks"), f"{Action.PLAYBOOKS}:{account}")
    if may_open_plays(reader) and not _is_on_its_way(standing):
        yield option(words.text("Expansion…"), f"{Action.PLAY}:account:{account}")


def _is_on_its_way(standing: AccountStanding) -> bool:
    return standing.stage is LifecycleStage.ONBOARDING or standing.first_value_on is None
