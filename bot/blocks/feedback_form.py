"""The form that brings a request in."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    external_select,
    input_block,
    multi_select,
    option,
    radio_buttons,
    select,
    text_input,
)
from bot.blocks.request_words import ASKER_WORDS, IMPORTANCE_WORDS
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import FeedbackOffer, FeedbackRefused
from domain.feedback.form import LONGEST_TEXT, LONGEST_TITLE, FeedbackField, FeedbackProblem
from domain.feedback.request import Asker, Importance

YES = "yes"


def feedback_form(offer: FeedbackOffer, words: Words, *, metadata: str) -> Modal:
    """`metadata` is the message it was opened on."""
    return Modal(
        View.FEEDBACK,
        words.text("Send to product"),
        tuple(_questions(offer, words)),
        submit=words.text("Send"),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def feedback_errors(refused: FeedbackRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_PROBLEMS[problem]) for field, problem in refused.problems.items()})


def _questions(offer: FeedbackOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    title = text_input(FeedbackField.TITLE, max_length=LONGEST_TITLE, initial=form.title[:LONGEST_TITLE])
    yield input_block(FeedbackField.TITLE, words.text("What is asked for, in a line"), title)
    problem = text_input(FeedbackField.PROBLEM, multiline=True, max_length=LONGEST_TEXT)
    yield input_block(FeedbackField.PROBLEM, words.text("What are they trying to do?"), problem, optional=True)
    quote = text_input(FeedbackField.QUOTE, multiline=True, max_length=LONGEST_TEXT, initial=form.quote[:LONGEST_TEXT])
    yield input_block(FeedbackField.QUOTE, words.text("In their own words"), quote, optional=True)
    askers = [option(words.text(ASKER_WORDS[asker]), asker) for asker in Asker]
    chosen = radio_buttons(FeedbackField.ASKER, askers, initial=askers[0])
    yield input_block(FeedbackField.ASKER, words.text("Who asks for it?"), chosen)
    known = option(offer.account, form.account) if offer.account else None
    account = external_select(Action.FEEDBACK_ACCOUNT, placeholder=words.text("Type a name"), initial=known)
    yield input_block(FeedbackField.ACCOUNT, words.text("Account"), account, optional=True)
    yield _text(FeedbackField.PROSPECT, words.text("Prospect"))
    yield _text(FeedbackField.CONTACT, words.text("Who there?"))
    importance = [option(words.text(IMPORTANCE_WORDS[each]), each) for each in Importance]
    how = radio_buttons(FeedbackField.IMPORTANCE, importance, initial=importance[1])
    yield input_block(FeedbackField.IMPORTANCE, words.text("How much does it matter to them?"), how)
    yes = [option(words.text("Yes"), YES)]
    blocks = multi_select(FeedbackField.BLOCKS, yes, placeholder=words.text("No"), most=1)
    yield input_block(FeedbackField.BLOCKS, words.text("Does it block the renewal?"), blocks, optional=True)
    yield _text(FeedbackField.WORKAROUND, words.text("How do they get by today?"))
    areas = [option(area.name, str(area.id)) for area in offer.areas]
    first = next((each for each, area in zip(areas, offer.areas, strict=True) if area.is_default), areas[0])
    where = select(FeedbackField.AREA, areas, placeholder=words.text("Product area"), initial=first)
    yield input_block(FeedbackField.AREA, words.text("Product area"), where)


def _text(field: FeedbackField, label: str) -> Block:
    return input_block(field, label, text_input(field, max_length=LONGEST_TITLE), optional=True)


_PROBLEMS = {
    FeedbackProblem.EMPTY: marked("Write what is asked for."),
    FeedbackProblem.NO_ACCOUNT: marked("Choose the account that asks, or say that it is a prospect or one of us."),
    FeedbackProblem.NO_PROSPECT: marked("Write the name of the prospect."),
}
