"""The form for the CSM's own judgement, what is wrong with it, and its receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.blocks.health_card import card_blocks
from bot.blocks.health_words import BAND_ICONS, BAND_WORDS, mentioned
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    Option,
    date_picker,
    input_block,
    message,
    number_input,
    one_line,
    option,
    radio_buttons,
    section,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.ids import View
from bot.locale import Words, marked
from domain.accounts import Pulse
from domain.health.model import Band
from domain.health.standing import AccountStanding
from domain.judgements import (
    HIGHEST_SCORE,
    LONGEST_NOTE,
    JudgementField,
    JudgementOffer,
    JudgementProblem,
    JudgementRefused,
)


def judgement_form(offer: JudgementOffer, words: Words, today: date) -> Modal:
    """Asks for what the numbers do not know; the computed score stays visible beside it."""
    intro = words.text(
        "Your own word on *%(account)s*. It counts as one of the signals until the day it expires.",
        account=one_line(offer.standing.name),
    )
    return Modal(
        View.JUDGE,
        words.text("My judgement"),
        (section(intro), *_questions(words), *_limits(offer, words, today)),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=str(offer.standing.account),
    )


def judgement_errors(refused: JudgementRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(problem, refused, words) for field, problem in refused.problems.items()})


def judgement_receipt(standing: AccountStanding, words: Words, *, today: date) -> Message:
    """The new card under a line that says that it was recorded; on a page there is no channel to press buttons for."""
    card = card_blocks(standing, words, people=mentioned, today=today)
    return message([section(words.text("✓ Recorded. This is the card with your judgement:")), *card])


def _questions(words: Words) -> Iterable[Block]:
    yield input_block(JudgementField.PULSE, words.text("How does it stand?"), radio_buttons("pulse", _pulses(words)))
    yield input_block(
        JudgementField.NOTE,
        words.text("Why?"),
        text_input("note", multiline=True, max_length=LONGEST_NOTE),
        hint=words.text("Required when you set the score."),
        optional=True,
    )


def _limits(offer: JudgementOffer, words: Words, today: date) -> Iterable[Block]:
    """Until when it counts, and the score in the place of the computed one."""
    days = offer.longest_override_days
    last = date_picker("expires_on", initial=today + timedelta(days=days))
    yield input_block(JudgementField.EXPIRES_ON, words.text("Expires on"), last)
    yield input_block(
        JudgementField.SCORE,
        words.text("Set the score to"),
        number_input("score", lowest=0, highest=HIGHEST_SCORE),
        hint=words.plural(
            "Leave it empty unless the computed score is wrong; %(count)s day at most.",
            "Leave it empty unless the computed score is wrong; %(count)s days at most.",
            days,
        ),
        optional=True,
    )


def _pulses(words: Words) -> list[Option]:
    return [option(f"{BAND_ICONS[Band(pulse)]} {words.text(BAND_WORDS[Band(pulse)])}", pulse) for pulse in Pulse]


def _said(problem: JudgementProblem, refused: JudgementRefused, words: Words) -> str:
    if problem is JudgementProblem.NOTE_TOO_LONG:
        return too_long(LONGEST_NOTE, words)
    if problem is not JudgementProblem.OVERRIDE_TOO_LONG:
        return words.text(_PROBLEMS[problem])
    return words.plural(
        "A score you set may last %(count)s day at most. Choose an earlier day.",
        "A score you set may last %(count)s days at most. Choose an earlier day.",
        refused.longest_override_days,
    )


_PROBLEMS = {
    JudgementProblem.PULSE_MISSING: marked("Choose red, yellow or green."),
    JudgementProblem.REASON_MISSING: marked("Say why you set the score: others will read it."),
    JudgementProblem.DAY_MISSING: marked("Choose the day on which it expires."),
    JudgementProblem.DAY_NOT_AHEAD: marked("Choose a day after today."),
    JudgementProblem.JUDGEMENT_TOO_LONG: marked("A judgement may last a year at most. Choose an earlier day."),
    JudgementProblem.SCORE_NOT_A_NUMBER: marked("Write a whole number from 0 to 100, or leave it empty."),
}
