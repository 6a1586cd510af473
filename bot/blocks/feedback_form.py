"""The form that brings a request in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.blocks.feedback_hints import area_suggested, known_said, similar_choice
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    context,
    external_select,
    input_block,
    multi_select,
    option,
    quotation,
    radio_buttons,
    section,
    select,
    telling_each_letter,
    text_input,
)
from bot.blocks.message_link import message_link
from bot.blocks.request_words import ASKER_WORDS, IMPORTANCE_WORDS
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import FeedbackOffer, FeedbackRefused
from domain.feedback.form import LONGEST_TEXT, LONGEST_TITLE, FeedbackField, FeedbackForm, FeedbackProblem
from domain.feedback.request import Asker, Importance

YES = "yes"


def feedback_form(offer: FeedbackOffer, words: Words, *, metadata: str, area_block: str = FeedbackField.AREA) -> Modal:
    """`metadata` is where it was opened. `area_block` is the block of the area, which is another once a press chose it.

    Without areas it is the form as it opens before the book was read; what the book has to say is put in afterwards.
    """
    blocks = _for_another_account(offer, words) if offer.known else _questions(offer, words, area_block)
    return Modal(
        View.FEEDBACK,
        words.text("Send to product"),
        tuple(blocks),
        submit=words.text("Add") if offer.known else words.text("Send"),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def feedback_errors(refused: FeedbackRefused, words: Words, *, asked: Collection[str]) -> FieldErrors:
    """Beside its field; where there was no choice among requests (`asked` has none), beside who asks."""
    return FieldErrors(
        {
            (
                FeedbackField.ACCOUNT if field is FeedbackField.SIMILAR and field not in asked else field
            ).value: words.text(_PROBLEMS[problem])
            for field, problem in refused.problems.items()
        }
    )


def _questions(offer: FeedbackOffer, words: Words, area_block: str) -> Iterable[Block]:
    form = offer.form
    title = text_input(Action.FEEDBACK_TITLE, max_length=LONGEST_TITLE, initial=form.title[:LONGEST_TITLE])
    yield telling_each_letter(input_block(FeedbackField.TITLE, words.text("What is asked for, in a line"), title))
    if offer.alike:
        yield similar_choice(offer, words)
    problem = text_input(FeedbackField.PROBLEM, multiline=True, max_length=LONGEST_TEXT)
    yield input_block(FeedbackField.PROBLEM, words.text("What are they trying to do?"), problem, optional=True)
    yield from _who_asks(offer, words)
    if offer.areas:
        yield _area(offer, words, area_block)
    if offer.hint:
        yield area_suggested(offer, offer.hint, words)


def _for_another_account(offer: FeedbackOffer, words: Words) -> Iterable[Block]:
    """What the message became is there: only who else asks for it is left to say."""
    assert offer.known
    yield known_said(offer.known, words)
    yield from _who_asks(offer, words)


def _who_asks(offer: FeedbackOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    yield from _own_words(form, words)
    askers = [option(words.text(ASKER_WORDS[asker]), asker) for asker in Asker]
    chosen = radio_buttons(FeedbackField.ASKER, askers, initial=askers[0])
    yield input_block(FeedbackField.ASKER, words.text("Who asks for it?"), chosen)
    if offer.account or not form.account:
        known = option(offer.account, form.account) if offer.account else None
        account = external_select(Action.FEEDBACK_ACCOUNT, placeholder=words.text("Type a name"), initial=known)
        yield input_block(FeedbackField.ACCOUNT, words.text("Account"), account, optional=True)
    yield _text(FeedbackField.PROSPECT, words.text("Prospect"))
    yield _text(FeedbackField.CONTACT, words.text("Who there?"))
    yield from _how_much(words)


def _own_words(form: FeedbackForm, words: Words) -> Iterable[Block]:
    """What stands in a message is quoted as it stands there; what was heard is written down."""
    if not (form.source and form.quote):
        typed = text_input(FeedbackField.QUOTE, multiline=True, max_length=LONGEST_TEXT, initial=form.quote)
        yield input_block(FeedbackField.QUOTE, words.text("In their own words"), typed, optional=True)
        return
    yield section(f"*{words.text('In their own words')}*")
    yield quotation(form.quote, block_id=FeedbackField.QUOTE)
    if link := message_link(form.source.permalink, words):
        yield context(link)


def _how_much(words: Words) -> Iterable[Block]:
    importance = [option(words.text(IMPORTANCE_WORDS[each]), each) for each in Importance]
    how = radio_buttons(FeedbackField.IMPORTANCE, importance, initial=importance[1])
    yield input_block(FeedbackField.IMPORTANCE, words.text("How much does it matter to them?"), how)
    yes = [option(words.text("Yes"), YES)]
    blocks = multi_select(FeedbackField.BLOCKS, yes, placeholder=words.text("No"), most=1)
    yield input_block(FeedbackField.BLOCKS, words.text("Does it block the renewal?"), blocks, optional=True)
    yield _text(FeedbackField.WORKAROUND, words.text("How do they get by today?"))


def _area(offer: FeedbackOffer, words: Words, block: str) -> Block:
    """What a press chose (its id follows the colon), else the one for everything that nobody assigned."""
    areas = {str(area.id): option(area.name, str(area.id)) for area in offer.areas}
    usual = next((str(area.id) for area in offer.areas if area.is_default), next(iter(areas)))
    first = areas.get(block.partition(":")[2], areas[usual])
    where = select(FeedbackField.AREA, list(areas.values()), placeholder=words.text("Product area"), initial=first)
    return input_block(block, words.text("Product area"), where)


def _text(field: FeedbackField, label: str) -> Block:
    return input_block(field, label, text_input(field, max_length=LONGEST_TITLE), optional=True)


_PROBLEMS = {
    FeedbackProblem.EMPTY: marked("Write what is asked for."),
    FeedbackProblem.NO_ACCOUNT: marked("Choose the account that asks, or say that it is a prospect or one of us."),
    FeedbackProblem.NO_PROSPECT: marked("Write the name of the prospect."),
    FeedbackProblem.MOVED_ON: marked("That request was merged or withdrawn meanwhile. Choose another, or a new one."),
}
