"""The forms of those who decide on a request, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, FieldErrors, Modal, input_block, option, radio_buttons, section, text_input
from bot.blocks.request_words import DECLINE_WORDS, called
from bot.ids import View
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.form import NEEDS_WORDS, DecisionField
from domain.feedback.request import DeclineReason
from domain.feedback.states import RequestAction

LONGEST_NOTE = 1500


def decision_form(look: RequestLook, what: RequestAction, words: Words, *, metadata: str) -> Modal:
    """Declining needs a reason and words for whoever tells the customer."""
    blocks: list[Block] = [section(called(look.request))]
    if what is RequestAction.DECLINE:
        reasons = [option(words.text(DECLINE_WORDS[reason]), reason) for reason in DeclineReason]
        blocks.append(
            input_block(DecisionField.REASON, words.text("Why not?"), radio_buttons(DecisionField.REASON, reasons))
        )
    note = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE)
    blocks.append(input_block(DecisionField.NOTE, words.text(_ASKED[what]), note, optional=what not in NEEDS_WORDS))
    return Modal(
        View.TRIAGE,
        words.text(_TITLES[what]),
        tuple(blocks),
        submit=words.text(_TITLES[what]),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def decision_errors(gaps: Iterable[DecisionField], words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_GAPS[field]) for field in gaps})


_TITLES = {
    RequestAction.ACCEPT: marked("Accept"),
    RequestAction.DECLINE: marked("Decline"),
    RequestAction.ASK: marked("Ask for detail"),
    RequestAction.SHIP: marked("Shipped"),
}
_ASKED = {
    RequestAction.ACCEPT: marked("For when is it planned?"),
    RequestAction.DECLINE: marked("In words that the CSM can use"),
    RequestAction.ASK: marked("What do you need to know?"),
    RequestAction.SHIP: marked("What is there now, and where?"),
}
_GAPS = {
    DecisionField.REASON: marked("Choose why not."),
    DecisionField.NOTE: marked("Write it in words: whoever asked gets to read them."),
}
