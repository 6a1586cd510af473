"""The words of plays and referrals: kinds, stages, and what of them stands on cards and in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.accounts import Money
from domain.expansion.matching import Growth
from domain.expansion.play import PlayGlance, PlayKind, Stage

LONGEST_SHOWN = 60
PLAY_KIND_WORDS = {
    PlayKind.MORE_SEATS: marked("More seats"),
    PlayKind.OTHER_PRODUCT: marked("Another product"),
    PlayKind.HIGHER_PLAN: marked("Higher plan"),
    PlayKind.OTHER: marked("Something else"),
    PlayKind.REFERRAL: marked("Referral"),
}
STAGE_WORDS = {
    Stage.IDEA: marked("Idea"),
    Stage.OFFERED: marked("Offered"),
    Stage.DISCUSSED: marked("Discussed"),
    Stage.VERBAL: marked("Verbal yes"),
    Stage.WON: marked("Play won"),
    Stage.LOST: marked("Play lost"),
    Stage.NAMED: marked("Named to us"),
    Stage.INTRODUCED: marked("Introduced"),
    Stage.BECAME_CUSTOMER: marked("Became a customer"),
    Stage.DID_NOT: marked("Did not become one"),
}


def sums_of(amounts: Sequence[Money], words: Words) -> str:
    """Every currency on its own: without a stated rate they do not add up."""
    return " + ".join(words.money(amount) for amount in amounts)


def expected_words(day: date | None, words: Words, today: date) -> str:
    """With its icon where it is late, never by colour alone."""
    if day is None:
        return words.text("no day expected")
    if day < today:
        late = _late(day, words, today)
        return words.text("🔴 was expected on %(day)s, *%(late)s*", day=words.day(day), late=late)
    return words.text("expected on %(day)s", day=words.day(day))


def plays_on_card(glance: PlayGlance, words: Words, today: date) -> str:
    """In a line: how many, what they come to, and the one that is expected first."""
    parts = [counted_plays(glance, words), one_line(glance.first.about, LONGEST_SHOWN)]
    parts.append(words.text(STAGE_WORDS[glance.first.stage]))
    if glance.first.day and glance.first.day < today:
        parts.append("🔴 " + _late(glance.first.day, words, today))
    return words.text("open plays: %(plays)s", plays=" · ".join(parts))


def plays_in_row(glance: PlayGlance | None, words: Words) -> Iterable[str]:
    """Of a row that has no place for more: how many, and what they come to."""
    if glance:
        yield words.text("open plays: %(plays)s", plays=counted_plays(glance, words))


def counted_plays(glance: PlayGlance, words: Words) -> str:
    count = words.plural("%(count)s play", "%(count)s plays", glance.count)
    return f"{count} · {sums_of(glance.amounts, words)}" if glance.amounts else count


def growth_words(growth: Growth, words: Words) -> str:
    product = one_line(growth.product, LONGEST_SHOWN) or words.text("the contract")
    return words.text(
        "✓ in the contract: %(product)s, %(amount)s more from %(day)s",
        product=product,
        amount=words.money(growth.amount),
        day=words.day(growth.on),
    )


def _late(day: date, words: Words, today: date) -> str:
    return words.plural("%(count)s day late", "%(count)s days late", (today - day).days)
