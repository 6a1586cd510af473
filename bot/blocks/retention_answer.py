"""`/cs retention` in words: what ARR did, how much stayed, how renewals ended, and what is still due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.blocks.figures_words import (
    GRAIN_WORDS,
    amount_words,
    counted_share,
    period_words,
    rate_notes,
    titled,
    whose_words,
)
from bot.blocks.kit import Block, Element, Message, actions, button, confirmation, context, header, message, section
from bot.blocks.restated import reported_words
from bot.blocks.retention_ahead import ahead_words
from bot.blocks.retention_groups import group_blocks, group_buttons
from bot.blocks.retention_plays import played_blocks
from bot.blocks.retention_words import movement_words, renewal_words, retention_words
from bot.ids import Action
from bot.locale import Words
from domain.revenue.answer import PeriodAnswer, RetentionAnswer
from domain.revenue.figures import PeriodFigures
from domain.revenue.movements import Grain
from domain.revenue.question import figures_text
from domain.revenue.retention import Retention, logo_retention


def retention_answer(answer: RetentionAnswer, words: Words, *, offset: int = 0) -> Message:
    """`offset`: which group of a cut is the first to be shown."""
    blocks = [block for each in answer.periods for block in _period_blocks(each, words)]
    return message(
        [
            header(words.text("Retention: %(period)s", period=_title(answer.periods[0].figures, words))),
            context(" · ".join(_asked_for(answer, words))),
            *blocks,
            *played_blocks(answer, words),
            section("\n".join(ahead_words(answer.ahead, words))),
            *group_blocks(answer, words, offset=offset),
            *(context(note) for note in _notes(answer, words)),
            actions(*group_buttons(answer, words, offset=offset), *_buttons(answer, words)),
        ]
    )


def _title(figures: PeriodFigures, words: Words) -> str:
    return titled(figures.period, words, is_to_date=figures.is_to_date)


def _asked_for(answer: RetentionAnswer, words: Words) -> Iterable[str]:
    yield from whose_words(answer.wanted, answer.names, words)
    yield words.text(GRAIN_WORDS[answer.wanted.grain])


def _period_blocks(answer: PeriodAnswer, words: Words) -> Iterable[Block]:
    figures = answer.figures
    lines = [
        f"*{_title(figures, words)}* · {_days(figures, words)}",
        words.text("ARR %(movement)s", movement=movement_words(figures.retention.arr, figures.currency, words)),
        retention_words(figures.retention, words),
        *_logos(figures.retention, words),
        *_pending(figures, words),
        *renewal_words(figures.renewals, figures.currency, words),
        *_apart(figures, words),
    ]
    yield section("\n".join(lines))
    if answer.reported:
        yield section("\n".join(reported_words(answer, words)))


def _days(figures: PeriodFigures, words: Words) -> str:
    """Where it opens, and the day on which it closes or stands."""
    return words.text(
        "ARR of %(first)s against %(last)s",
        first=words.day(figures.window.starts_on),
        last=words.day(figures.window.ends_on),
    )


def _logos(found: Retention, words: Words) -> Iterable[str]:
    if found.accounts:
        logos = found.logos
        kept = counted_share(logos.successes, logos.trials, logo_retention(logos), words)
        yield words.text("Accounts kept: %(kept)s", kept=kept)


def _pending(figures: PeriodFigures, words: Words) -> Iterable[str]:
    found = figures.retention
    if found.pending:
        yield words.plural(
            "Of this %(amount)s of %(count)s account is only awaited: its term is over, its grace is not.",
            "Of this %(amount)s of %(count)s accounts is only awaited: their term is over, their grace is not.",
            found.pending,
            amount=amount_words(found.pending_arr, figures.currency, words),
        )


def _apart(figures: PeriodFigures, words: Words) -> Iterable[str]:
    for currency, found in figures.apart:
        yield words.text(
            "Apart, as no rate is stated for %(currency)s: %(movement)s · %(rates)s",
            currency=currency,
            movement=movement_words(found.arr, currency, words),
            rates=retention_words(found, words),
        )


def _notes(answer: RetentionAnswer, words: Words) -> Iterable[str]:
    for each in answer.periods:
        figures = each.figures
        yield words.text(
            "%(period)s in %(currency)s, at the rates of %(day)s. %(rates)s",
            period=_title(figures, words),
            currency=figures.currency,
            day=words.day(figures.window.starts_on),
            rates=words.text("; ").join(rate_notes(figures.rates, figures.currency, words))
            or words.text("None was needed."),
        )


def _buttons(answer: RetentionAnswer, words: Words) -> Iterable[Element]:
    asked = figures_text(answer.wanted)
    yield button(words.text("Cohort"), Action.COHORT, value=f"0 {asked}", style="primary")
    yield button(words.text("Picture"), Action.RETENTION_PICTURE, value=asked or "all")
    other = Grain.ACCOUNT if answer.wanted.grain is Grain.LINE else Grain.LINE
    label = words.text("Per line") if other is Grain.LINE else words.text("Per account")
    yield button(label, Action.RETENTION, value=figures_text(replace(answer.wanted, grain=other)) or "all")
    if answer.may_freeze:
        name = period_words(answer.may_freeze, words)
        yield button(
            words.text("Freeze %(period)s", period=name),
            Action.FREEZE,
            value=answer.may_freeze.text,
            confirm=confirmation(
                title=words.text("Freeze %(period)s?", period=name),
                text=words.text(
                    "Its figures are kept as they are now, for everybody and for good. What changes later is shown "
                    "beside them as restated."
                ),
                confirm=words.text("Freeze"),
                deny=words.text("Cancel"),
            ),
        )
