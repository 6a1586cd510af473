"""One play of a list: a strong line, a line of how far it is, and a quiet one of who."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, Option, button, context, one_line, option, overflow, section
from bot.blocks.play_words import PLAY_KIND_WORDS, STAGE_WORDS, expected_words, growth_words
from bot.blocks.renewal_words import health_words
from bot.ids import Action
from bot.locale import Words
from domain.expansion.answer import PlayLine
from domain.expansion.form import LONGEST_ABOUT
from domain.expansion.play import Stage

LONGEST_SHOWN = 200


def play_row(line: PlayLine, words: Words, today: date) -> list[Block]:
    said = f"{' · '.join(_first(line, words))}\n{' · '.join(_second(line, words, today))}"
    return [section(said, accessory=_menu(line, words)), context(" · ".join(_quiet(line, words)))]


def _first(line: PlayLine, words: Words) -> Iterable[str]:
    play = line.row.play
    yield f"*{one_line(line.row.account_name)}*"
    yield one_line(play.about, LONGEST_ABOUT)
    if play.amount:
        yield words.money(play.amount)
    elif not play.is_referral:
        yield words.text("amount not known")


def _second(line: PlayLine, words: Words, today: date) -> Iterable[str]:
    play = line.row.play
    stage = words.text(STAGE_WORDS[play.stage])
    if play.ended_on:
        yield words.text("*%(stage)s* on %(day)s", stage=stage, day=words.day(play.ended_on))
    else:
        days = max(0, (today - play.staged_at.date()).days)
        yield words.plural("*%(stage)s* for %(count)s day", "*%(stage)s* for %(count)s days", days, stage=stage)
    if play.is_referral and play.day:
        yield words.text("referred on %(day)s", day=words.day(play.day))
    elif play.is_open:
        yield expected_words(play.day, words, today)
    yield from _contract(line, words, today)
    if line.row.became_name:
        yield words.text("now *%(account)s*", account=one_line(line.row.became_name))
    yield words.text("account has left") if line.row.has_left else health_words(line.row.band, line.row.shown, words)


def _contract(line: PlayLine, words: Words, today: date) -> Iterable[str]:
    play = line.row.play
    if play.stage is not Stage.WON:
        return
    if line.growth:
        yield growth_words(line.growth, words)
    elif line.is_missing:
        yield words.text("⚠️ won, not in a contract yet")
    elif play.ended_on and play.ended_on <= today:
        yield words.text("its contract line is awaited")


def _quiet(line: PlayLine, words: Words) -> Iterable[str]:
    play = line.row.play
    yield mentioned(play.owner)
    yield words.text(PLAY_KIND_WORDS[play.kind])
    if line.row.contact_name:
        yield words.text("with %(people)s", people=one_line(line.row.contact_name))
    if play.reason:
        yield words.text("why: %(reason)s", reason=one_line(play.reason, LONGEST_SHOWN))
    if play.note:
        yield one_line(play.note, LONGEST_SHOWN)


def _menu(line: PlayLine, words: Words) -> Element:
    """What may be done with it; who may only look gets the one button that looks."""
    play = line.row.play
    if not line.may_change:
        says = words.text("Show %(account)s", account=line.row.account_name)
        return button(words.text("Health"), f"{Action.SHOW_HEALTH}:{play.id}", value=str(play.account), says=says)
    return overflow(f"{Action.ROW_MENU}:play:{play.id}", list(_entries(line, words)))


def _entries(line: PlayLine, words: Words) -> Iterable[Option]:
    play = line.row.play
    yield option(words.text("Stage…"), f"{Action.PLAY_STAGE}:{play.id}")
    yield option(words.text("Edit…"), f"{Action.PLAY_EDIT}:{play.id}")
    yield option(words.text("Task"), f"{Action.NEW_TASK}:account:{play.account}")
    yield option(words.text("Health"), f"{Action.SHOW_HEALTH}:{play.account}")
