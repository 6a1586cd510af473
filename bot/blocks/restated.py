"""A frozen period: by whom, since when, and what it comes to today, with the accounts that changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from bot.blocks.figures_words import MOVEMENT_WORDS, amount_words, share_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.revenue.answer import PeriodAnswer
from domain.revenue.figures import PeriodFigures
from domain.revenue.frozen import Changed
from domain.revenue.retention import gross_revenue_retention, net_revenue_retention

MOST_NAMED = 8
_Figure = Callable[[PeriodFigures], Decimal | None]
_FIGURES: tuple[tuple[str, _Figure], ...] = (
    ("GRR", lambda figures: gross_revenue_retention(figures.retention.arr)),
    ("NRR", lambda figures: net_revenue_retention(figures.retention.arr)),
    (marked("renewed"), lambda figures: figures.renewals.logo_rate),
    (marked("gross"), lambda figures: figures.renewals.gross_rate),
    (marked("net"), lambda figures: figures.renewals.net_rate),
)


def reported_words(answer: PeriodAnswer, words: Words) -> Iterable[str]:
    reported = answer.reported
    assert reported
    yield words.text(
        "❄ Frozen on %(day)s by %(person)s: these are the figures as they were reported.",
        day=words.day(reported.at.date()),
        person=mentioned(reported.by),
    )
    if reported.now is None:
        return
    yield _restated(answer.figures, reported.now, words)
    for each in reported.changed[:MOST_NAMED]:
        yield f"• {_changed(each, answer.figures.currency, words)}"
    if (rest := len(reported.changed) - MOST_NAMED) > 0:
        yield words.plural("• and %(count)s more account", "• and %(count)s more accounts", rest)
    if names := [one_line(name, 80) for name in reported.renewals_changed[:MOST_NAMED]]:
        yield words.text("• renewals that ended otherwise since: %(accounts)s", accounts=words.text(", ").join(names))


def _restated(was: PeriodFigures, now: PeriodFigures, words: Words) -> str:
    """The figures that came out otherwise; where each rounds to the same, that is said."""
    pairs = [(name, share_words(of(was), words), share_words(of(now), words)) for name, of in _FIGURES]
    said = [
        words.text("%(name)s %(now)s (was %(was)s)", name=words.text(name), now=after, was=before)
        for name, before, after in pairs
        if before != after
    ]
    if not said:
        return words.text("Restated: every rate is the same to one decimal, though this changed:")
    return words.text("Restated: %(figures)s, because this changed:", figures=words.text(", ").join(said))


def _changed(changed: Changed, currency: str, words: Words) -> str:
    said = [
        words.text(
            "%(name)s %(now)s (was %(was)s)",
            name=words.text(name),
            now=amount_words(getattr(changed.now, part), currency, words),
            was=amount_words(getattr(changed.was, part), currency, words),
        )
        for part, name in MOVEMENT_WORDS
        if getattr(changed.now, part) != getattr(changed.was, part)
    ]
    return words.text(
        "*%(account)s*: %(changes)s", account=one_line(changed.name, 80), changes=words.text(", ").join(said)
    )
