"""The form that keeps what somebody answered in a survey, or puts it right."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    Modal,
    Option,
    context,
    date_picker,
    escaped,
    external_select,
    input_block,
    one_line,
    option,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.people_words import role_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.people.contact import Contact
from domain.surveys.answer import Survey
from domain.surveys.form import LONGEST_WORDS, SurveyField
from domain.surveys.told import SurveyOffer
from domain.tasks.form import day_in

SURVEY_WORDS = {
    Survey.NPS: marked("Would they recommend us? (NPS, 0 to 10)"),
    Survey.SATISFACTION: marked("Are they satisfied? (1 to 5)"),
}


def survey_form(offer: SurveyOffer, words: Words) -> Modal:
    title, done = words.text("Survey answer"), words.text("Keep")
    if offer.is_change:
        title, done = words.text("Edit survey answer"), words.text("Save")
    return Modal(
        View.SURVEY,
        title,
        (*_sent(offer, words), *_account(offer, words), *_who(offer, words), *_what(offer, words)),
        submit=done,
        close=words.text("Cancel"),
        metadata=offer.place,
    )


def contact_block(account: str) -> str:
    """Another account has another field: who was chosen of one is nobody of the other's."""
    return f"{SurveyField.CONTACT}.{account}"


def _sent(offer: SurveyOffer, words: Words) -> Iterable[Block]:
    if offer.stray:
        sent = offer.stray.sent
        said = words.text(
            "%(source)s says it is of: %(named)s", source=one_line(sent.source), named=one_line(sent.named)
        )
        yield section(said)


def _account(offer: SurveyOffer, words: Words) -> Iterable[Block]:
    if not offer.chooses_account:
        yield section(f"*{one_line(offer.account.name if offer.account else '')}*")
        return
    if offer.typed:
        typed = escaped(offer.typed, 80)
        yield context(words.text("I found no account in “%(typed)s”: look it up below.", typed=typed))
    chosen = option(offer.account.name, offer.form.account) if offer.account else None
    field = external_select(Action.SURVEY_ACCOUNT, placeholder=words.text("Look up an account"), initial=chosen)
    yield redrawing(input_block(SurveyField.ACCOUNT, words.text("Account"), field))


def _who(offer: SurveyOffer, words: Words) -> Iterable[Block]:
    """Who is chosen never falls off the end."""
    chosen_first = sorted(offer.contacts, key=lambda each: str(each.id) != offer.form.contact)
    listed = [_contact(each, words) for each in chosen_first[:OPTIONS_IN_A_SELECT]]
    if listed:
        chosen = next((each for each in listed if each["value"] == offer.form.contact), None)
        field = select(SurveyField.CONTACT, listed, placeholder=words.text("Nobody named"), initial=chosen)
        label = words.text("Who answered?")
        hint = words.text("The last answer of each person counts.")
        yield input_block(contact_block(offer.form.account), label, field, hint=hint, optional=True)
    elif offer.account:
        yield context(words.text("The book has no contacts of this account yet."))


def _contact(contact: Contact, words: Words) -> Option:
    return option(f"{contact.name} · {role_words(contact.role, words)}", str(contact.id))


def _what(offer: SurveyOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    kinds = {each.value: option(words.text(said), each) for each, said in SURVEY_WORDS.items()}
    kind = select(
        SurveyField.SURVEY, list(kinds.values()), placeholder=words.text("Which survey"), initial=kinds.get(form.survey)
    )
    yield input_block(SurveyField.SURVEY, words.text("What were they asked?"), kind)
    scores = [option(words.number(each), str(each)) for each in range(Survey.NPS.best + 1)]
    given = next((each for each in scores if each["value"] == form.score), None)
    score = select(SurveyField.SCORE, scores, placeholder=words.text("Score"), initial=given)
    yield input_block(SurveyField.SCORE, words.text("Score"), score)
    yield input_block(SurveyField.ON, words.text("When?"), date_picker(SurveyField.ON, initial=day_in(form.on)))
    said = text_input(SurveyField.WORDS, multiline=True, max_length=LONGEST_WORDS, initial=form.words)
    yield input_block(SurveyField.WORDS, words.text("In their words"), said, optional=True)
