"""The ARR bridge of a period and the renewals of the months ahead, in one picture and in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import MOVEMENT_WORDS, period_words, share_words
from bot.blocks.renewal_words import category_words
from bot.locale import Words
from bot.pictures.bridge import bridge_png
from bot.pictures.ink import Picture, drawn
from domain.accounts import Money
from domain.revenue.ahead import Ahead, MonthDue
from domain.revenue.answer import RetentionAnswer
from domain.revenue.figures import PeriodFigures
from domain.revenue.retention import gross_revenue_retention, net_revenue_retention


def retention_picture(answer: RetentionAnswer, words: Words) -> Picture:
    """Of the first period asked for."""
    figures = answer.periods[0].figures
    title = words.text("ARR bridge and renewals: %(period)s", period=period_words(figures.period, words))
    png = drawn(lambda: bridge_png(figures, answer.ahead, words))
    return Picture(png, retention_alt_text(figures, answer.ahead, words), title)


def retention_alt_text(figures: PeriodFigures, ahead: Ahead, words: Words) -> str:
    """Everything the picture says, for whoever does not see it."""
    arr = figures.retention.arr
    parts = [
        f"{words.text(name)} {words.money(Money(getattr(arr, part), figures.currency))}"
        for part, name in MOVEMENT_WORDS
    ]
    bridge = words.text(
        "ARR from %(first)s to %(last)s: %(parts)s.",
        first=words.day(figures.window.starts_on),
        last=words.day(figures.window.ends_on),
        parts=words.text(", ").join(parts),
    )
    rates = words.plural(
        "GRR %(grr)s, NRR %(nrr)s of %(count)s account.",
        "GRR %(grr)s, NRR %(nrr)s of %(count)s accounts.",
        figures.retention.accounts,
        grr=share_words(gross_revenue_retention(arr), words),
        nrr=share_words(net_revenue_retention(arr), words),
    )
    return words.sentences(bridge, rates, words.text("Open renewals by month:"), *_calendar(ahead, words))


def _calendar(ahead: Ahead, words: Words) -> Iterable[str]:
    for month in ahead.calendar:
        name = words.month(month.starts_on)
        if month.count:
            yield words.text(
                "%(month)s: %(sums)s.", month=name, sums=words.text(", ").join(_sums(month, ahead.currency, words))
            )
        else:
            yield words.text("%(month)s: nothing due.", month=name)


def _sums(month: MonthDue, currency: str, words: Words) -> Iterable[str]:
    for category, found in month.said.items():
        yield words.text(
            "%(name)s %(amount)s (%(count)s)",
            name=category_words(category, words),
            amount=words.money(Money(found.minor, currency)),
            count=words.number(found.count),
        )
