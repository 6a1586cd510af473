"""`Clear…`: that a first value was not reached, and why."""

from __future__ import annotations

from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Modal, context, input_block, one_line, section, text_input
from bot.blocks.value_words import first_value_words, how_words
from bot.ids import View
from bot.locale import Words
from domain.first_value.form import LONGEST_WHAT, ValueField, ValueOffer
from domain.first_value.reached import ValueStanding
from domain.health.standing import AccountStanding


def clearing_form(offer: ValueOffer, words: Words, today: date) -> Modal:
    standing = offer.standing
    lines = [f"*{one_line(standing.name)}* · {first_value_words(standing, words, today)}"]
    if how := how_words(standing, words, mentioned):
        lines.append(words.text("Known by: %(how)s", how=how))
    why = text_input(ValueField.WHAT, max_length=LONGEST_WHAT)
    blocks = (
        section("\n".join(lines)),
        input_block(ValueField.WHAT, words.text("Why was it not reached?"), why),
        context(by_hand_words(words)),
    )
    return Modal(
        View.FIRST_VALUE_CLEAR,
        words.text("Clear first value"),
        blocks,
        submit=words.text("Clear"),
        close=words.text("Cancel"),
        metadata=f"{standing.account} {offer.seen}".strip(),
    )


def cleared_words(standing: AccountStanding, words: Words) -> str:
    """Who cleared it, when and why; empty where nobody did, or something was recorded since."""
    cleared = ValueStanding(standing.first_value_on, standing.value_reached).cleared
    if cleared is None or cleared.at is None:
        return ""
    return words.text(
        "cleared by %(by)s on %(day)s: %(reason)s",
        by=mentioned(cleared.person),
        day=words.day(cleared.at.date()),
        reason=one_line(cleared.what, LONGEST_WHAT),
    )


def by_hand_words(words: Words) -> str:
    return words.text("From then on Moorline does not look for it by itself: `First value…` records it.")
