"""Figures cut by what accounts are: each group in a block of its own, a few groups a page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import CUT_WORDS, titled, value_words
from bot.blocks.kit import Block, Element, button, context, divider, section
from bot.blocks.pages import place_words
from bot.blocks.retention_ahead import group_ahead_words
from bot.blocks.retention_words import group_renewal_words, movement_words, retention_words
from bot.ids import Action
from bot.locale import Words
from domain.revenue.ahead import Ahead
from domain.revenue.answer import RetentionAnswer
from domain.revenue.figures import PeriodFigures
from domain.revenue.periods import Period
from domain.revenue.question import figures_text

GROUPS_ON_A_PAGE = 6
"""Of one period, each some six lines; of two periods half as many: more would be a long way to scroll on a phone."""


def group_blocks(answer: RetentionAnswer, words: Words, *, offset: int) -> Iterable[Block]:
    """Nothing where nothing was cut; a place past the end is the last page."""
    groups = answer.groups
    if not groups:
        return
    offset = _place(offset, answer)
    shown = groups[offset : offset + _size(answer)]
    yield divider()
    yield context(_where(answer, offset, len(shown), words))
    yield from (section("\n".join(_group(value, answer, words))) for value in shown)


def group_buttons(answer: RetentionAnswer, words: Words, *, offset: int) -> Iterable[Element]:
    asked, size, offset = figures_text(answer.wanted), _size(answer), _place(offset, answer)
    if offset > 0:
        before = max(0, offset - size)
        yield button(words.text("Previous"), f"{Action.RETENTION_PAGE}:previous", value=f"{before} {asked}")
    if offset + size < len(answer.groups):
        yield button(words.text("Next"), f"{Action.RETENTION_PAGE}:next", value=f"{offset + size} {asked}")


def _size(answer: RetentionAnswer) -> int:
    return GROUPS_ON_A_PAGE // len(answer.periods)


def _place(offset: int, answer: RetentionAnswer) -> int:
    size = _size(answer)
    return min(offset, max(0, (len(answer.groups) - 1) // size * size))


def _where(answer: RetentionAnswer, offset: int, shown: int, words: Words) -> str:
    assert answer.wanted.by
    title = words.text(CUT_WORDS[answer.wanted.by])
    cut = f"*{title[:1].upper()}{title[1:]}*"
    if shown == len(answer.groups):
        return cut
    return f"{cut} · {place_words(offset, offset + shown, len(answer.groups), words)}"


def _group(value: str | None, answer: RetentionAnswer, words: Words) -> Iterable[str]:
    assert answer.wanted.by
    yield f"*{value_words(answer.wanted.by, value, answer.names, words)}*"
    for each in answer.periods:
        lines = [*_happened(value, each.figures, words), *_still_due(value, each.figures.period, answer.ahead, words)]
        if lines and len(answer.periods) > 1:
            yield f"_{titled(each.figures.period, words, is_to_date=each.figures.is_to_date)}_"
        yield from lines


def _happened(value: str | None, figures: PeriodFigures, words: Words) -> Iterable[str]:
    for group in figures.groups:
        if group.value == value:
            yield words.text("ARR %(movement)s", movement=movement_words(group.retention.arr, figures.currency, words))
            yield retention_words(group.retention, words)
            yield from group_renewal_words(group.renewals, figures.currency, words)


def _still_due(value: str | None, period: Period, ahead: Ahead, words: Words) -> Iterable[str]:
    if period == ahead.period and (found := ahead.groups.get(value)):
        yield from group_ahead_words(found, ahead.currency, words)
