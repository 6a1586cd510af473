"""What an account asks for, in words: on its card and in the row of its renewal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import one_line
from bot.locale import Words
from domain.feedback.asks import MOST_NAMED, Ask, weightiest

LONGEST_SHOWN = 70


def ask_lines(asks: Sequence[Ask], words: Words) -> Iterable[str]:
    """How many, then what holds up the renewal, then the weightiest of the rest."""
    holding = [ask for ask in asks if ask.blocks_renewal]
    head = words.number(len(asks))
    if holding:
        blocked = words.plural("%(count)s blocks the renewal", "%(count)s block the renewal", len(holding))
        head = words.text("%(open)s, %(blocked)s", open=head, blocked=blocked)
    yield head
    for ask in holding[:MOST_NAMED]:
        yield f"⛔ {_called(ask)}"
    for ask in weightiest(asks):
        yield _called(ask)


def ask_words(asks: Sequence[Ask], words: Words) -> Iterable[str]:
    """In a row: what the renewal waits for, and how much else is open."""
    for ask in [ask for ask in asks if ask.blocks_renewal][:MOST_NAMED]:
        yield words.text("⛔ *waits for* %(request)s", request=_called(ask))
    if not asks:
        return
    said = words.plural("%(count)s open ask", "%(count)s open asks", len(asks))
    if named := words.text("; ").join(map(_called, weightiest(asks))):
        said = words.text("%(asks)s: %(requests)s", asks=said, requests=named)
    yield said


def _called(ask: Ask) -> str:
    return f"#{ask.request} {one_line(ask.title, LONGEST_SHOWN)}"
