"""The forms of alerts: why one was not useful, and what happened to it so far."""

from __future__ import annotations

from bot.blocks.alert_words import REASON_WORDS, head_words, life_words, state_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import Modal, context, date_token, input_block, one_line, option, radio_buttons, section, text_input
from bot.ids import View
from bot.locale import Words
from domain.alerts.alert import AlertStep, DismissReason
from domain.alerts.answer import AlertLife, AlertLook

REASON, NOTE = "reason", "note"
LONGEST_NOTE = 500


def dismiss_form(look: AlertLook, value: str, words: Words) -> Modal:
    """`value` is what the button carried: the alert, and the list it stood in."""
    reasons = [option(words.text(REASON_WORDS[reason]), reason) for reason in DismissReason]
    chosen = radio_buttons(REASON, reasons, initial=reasons[0])
    note = text_input(NOTE, multiline=True, max_length=LONGEST_NOTE)
    return Modal(
        View.ALERT_DISMISS,
        words.text("Not useful"),
        (
            section(head_words(look, words)),
            input_block(REASON, words.text("Why?"), chosen),
            input_block(NOTE, words.text("What should be different?"), note, optional=True),
        ),
        submit=words.text("Keep"),
        close=words.text("Cancel"),
        metadata=value,
    )


def life_page(life: AlertLife, words: Words) -> Modal:
    lines = [section(head_words(life.look, words)), *(context(_line(step, words)) for step in life.steps[-_MOST:])]
    if stands := state_words(life.look.alert, words):
        lines.append(section(stands))
    return Modal(View.ALERT_LIFE, words.text("What happened so far"), tuple(lines), close=words.text("Close"))


def _line(step: AlertStep, words: Words) -> str:
    at = date_token(step.at, "{date_short_pretty} {time}", words.instant(step.at, "UTC"))
    said = f"{at} — {life_words(step.what, words)}"
    if step.by:
        said = f"{said}, {mentioned(step.by)}"
    return f"{said}: {one_line(step.note, 200)}" if step.note else said


_MOST = 90
"""The newest steps: a view holds 100 blocks; an alert has a handful of them."""
