"""The forms of those who decide on a request, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    input_block,
    option,
    person_select,
    radio_buttons,
    section,
    text_input,
)
from bot.blocks.request_words import DECLINE_WORDS, called
from bot.ids import View
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.form import NEEDS_WORDS, DecisionField, Plan
from domain.feedback.request import DeclineReason
from domain.feedback.states import RequestAction

LONGEST_NOTE = 1500


def decision_form(look: RequestLook, what: RequestAction, words: Words, *, metadata: str, reader: str = "") -> Modal:
    """Declining needs a reason and words for whoever tells the customer; `reader` looks after what they accept."""
    blocks: list[Block] = [section(called(look.request))]
    if what is RequestAction.ACCEPT:
        blocks += _acceptance(look, words, reader)
    if what is RequestAction.DECLINE:
        reasons = [option(words.text(DECLINE_WORDS[reason]), reason) for reason in DeclineReason]
        blocks.append(
            input_block(DecisionField.REASON, words.text("Why not?"), radio_buttons(DecisionField.REASON, reasons))
        )
    known = look.request.target if what is RequestAction.ACCEPT else ""
    note = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE, initial=known)
    blocks.append(input_block(DecisionField.NOTE, words.text(_ASKED[what]), note, optional=what not in NEEDS_WORDS))
    return Modal(
        View.TRIAGE,
        words.text(_TITLES[what]),
        tuple(blocks),
        submit=words.text(_TITLES[what]),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def _acceptance(look: RequestLook, words: Words, reader: str) -> Iterable[Block]:
    plans = [option(words.text(label), plan) for plan, label in _PLANS.items()]
    chosen = plans[1] if look.request.in_backlog else plans[0]
    yield input_block(
        DecisionField.PLAN, words.text("How is it accepted?"), radio_buttons(DecisionField.PLAN, plans, initial=chosen)
    )
    owner = person_select(
        DecisionField.OWNER, placeholder=words.text("Choose a colleague"), initial=look.request.owner or reader
    )
    yield input_block(DecisionField.OWNER, words.text("Who looks after it?"), owner)


def decision_errors(
    gaps: Iterable[DecisionField], words: Words, what: RequestAction = RequestAction.DECLINE
) -> FieldErrors:
    """A comment is read by those who decide; all else by those who asked."""
    said = _GAPS | ({DecisionField.NOTE: _BLANK} if what is RequestAction.COMMENT else {})
    return FieldErrors({field.value: words.text(said[field]) for field in gaps})


_TITLES = {
    RequestAction.ACCEPT: marked("Accept"),
    RequestAction.DECLINE: marked("Decline"),
    RequestAction.ASK: marked("Ask for detail"),
    RequestAction.SHIP: marked("Shipped"),
    RequestAction.COMMENT: marked("Comment"),
    RequestAction.WITHDRAW: marked("Withdraw"),
}
_ASKED = {
    RequestAction.ACCEPT: marked("For when is it planned?"),
    RequestAction.DECLINE: marked("In words that the CSM can use"),
    RequestAction.ASK: marked("What do you need to know?"),
    RequestAction.SHIP: marked("What is there now, and where?"),
    RequestAction.COMMENT: marked("What is there to note?"),
    RequestAction.WITHDRAW: marked("Why is it not asked for any more?"),
}
_PLANS = {
    Plan.PLANNED: marked("Planned: it will be built"),
    Plan.BACKLOG: marked("Backlog: a good idea, for no time that is promised"),
}
_GAPS = {
    DecisionField.REASON: marked("Choose why not."),
    DecisionField.OWNER: marked("Choose somebody who decides on requests: product, director or admin."),
    DecisionField.NOTE: marked("Write it in words: whoever asked gets to read them."),
}
_BLANK = marked("Write it in words: blanks say nothing.")
