"""`/cs rates`: which rates are stated, which one holds today, and how to state another."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Message, context, header, message, one_line, section
from bot.locale import Words
from domain.revenue.answer import RatesAnswer

MOST_RATES = 40


def rates_answer(answer: RatesAnswer, words: Words) -> Message:
    title = header(words.text("Exchange rates to %(base)s", base=answer.base))
    lines = list(_lines(answer, words))
    if not lines:
        none = words.text("No rate is stated, so amounts in other currencies stand beside each other, unadded.")
        return message([title, section(none), context(_how(words))])
    used = words.text("Figures of a period use the rate that holds on its first day.")
    return message([title, section("\n".join(lines[:MOST_RATES])), context(used), context(_how(words))])


def _lines(answer: RatesAnswer, words: Words) -> Iterable[str]:
    """By currency, the newest first; the one that holds today stands out."""
    newest = sorted(answer.stated, key=lambda rate: rate.starts_on, reverse=True)
    for rate in sorted(newest, key=lambda rate: rate.currency):
        said = words.text(
            "1 %(currency)s = %(rate)s %(base)s since %(day)s",
            currency=one_line(rate.currency),
            rate=one_line(rate.rate),
            base=answer.base,
            day=words.day(rate.starts_on),
        )
        holds = answer.holding.since.get(rate.currency) == rate.starts_on
        yield words.text("*%(rate)s*, holds today", rate=said) if holds else said


def _how(words: Words) -> str:
    return words.text("An admin states them on the command line: `moorline rates set EUR 1.10 --from 2026-01-01`.")
