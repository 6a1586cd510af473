"""What stands behind the dots of an account's card: what is asked now and then, so that the buttons stay few."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.blocks.kit import Element, Option, carrying, option, overflow
from bot.ids import Action
from bot.locale import Words
from domain.accounts import LifecycleStage
from domain.expansion.allowed import may_open_plays
from domain.health.standing import AccountStanding
from domain.permissions import Member, may_record_first_value, may_report_value


def card_menu(standing: AccountStanding, words: Words, reader: Member) -> list[Element]:
    """One element, or none: Slack takes five entries at most, and no menu without any."""
    account, is_on_its_way = standing.account, _is_on_its_way(standing)
    shown = _entries(
        words,
        first_value=is_on_its_way and may_record_first_value(reader),
        report=may_report_value(reader),
        growth=not is_on_its_way and may_open_plays(reader),
    )
    entries = [carrying(made, f"{before}{account}") for made, before in shown]
    return [overflow(f"{Action.ROW_MENU}:card:{account}", entries)] if entries else []


@cache
def _entries(words: Words, *, first_value: bool, report: bool, growth: bool) -> Sequence[tuple[Option, str]]:
    """In the order in which they are wanted, with what stands before the account in the value of each."""
    entries = [(words.text("First value…"), f"{Action.FIRST_VALUE}:")] if first_value else []
    entries.append((words.text("Success plan"), f"{Action.PLAN}:"))
    if report:
        entries.append((words.text("Value report"), f"{Action.VALUE_REPORT}:"))
    entries.append((words.text("People"), f"{Action.PEOPLE}:"))
    entries.append((words.text("Playbooks"), f"{Action.PLAYBOOKS}:"))
    if growth:
        entries.append((words.text("Expansion…"), f"{Action.PLAY}:account:"))
    return [(option(label, before), before) for label, before in entries]


def _is_on_its_way(standing: AccountStanding) -> bool:
    """To first value; else it may grow."""
    return standing.stage is LifecycleStage.ONBOARDING or standing.first_value_on is None
