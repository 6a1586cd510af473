"""How much of a period's expansion had a play, and what is open: beside the figures, in none of them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import amount_words
from bot.blocks.kit import Block, section
from bot.blocks.play_words import PLAY_KIND_WORDS, sums_of
from bot.locale import Words
from domain.expansion.retained import PlayedExpansion
from domain.revenue.answer import RetentionAnswer


def played_blocks(answer: RetentionAnswer, words: Words) -> Iterable[Block]:
    """Nothing where nobody works with plays."""
    plays = answer.plays
    if plays is None or not (plays.open or plays.expansion.by_kind):
        return
    lines = list(_played(plays.expansion, answer.periods[0].figures.currency, words))
    if plays.open:
        count = words.plural("%(count)s play", "%(count)s plays", plays.open)
        said = f"{count} · {sums_of(plays.open_amounts, words)}" if plays.open_amounts else count
        lines.append(words.text("Open plays, in no figure above: %(plays)s", plays=said))
    yield section("\n".join(lines))


def _played(found: PlayedExpansion, currency: str, words: Words) -> Iterable[str]:
    if not found.whole:
        return
    kinds = [
        words.text("%(kind)s %(arr)s", kind=words.text(PLAY_KIND_WORDS[kind]), arr=amount_words(minor, currency, words))
        for kind, minor in found.by_kind
    ]
    yield words.text(
        "*Expansion by play*: %(whole)s, of it %(parts)s",
        whole=amount_words(found.whole, currency, words),
        parts=" · ".join(
            [*kinds, words.text("without a play %(arr)s", arr=amount_words(found.without, currency, words))]
        ),
    )
