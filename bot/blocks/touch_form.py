"""The form that logs a contact with an account, or puts one right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    Element,
    Modal,
    Option,
    context,
    date_picker,
    escaped,
    external_select,
    input_block,
    multi_select,
    one_line,
    option,
    radio_buttons,
    redrawing,
    section,
    select,
    text_input,
    time_picker,
)
from bot.blocks.touch_words import DIRECTION_CHOICES, KIND_WORDS, REASON_WORDS, SENTIMENT_WORDS
from bot.ids import Action, View
from bot.locale import Words
from domain.accounts import TouchpointDirection, TouchpointKind
from domain.tasks.form import LONGEST_TITLE, day_in
from domain.touchpoints.answer import TouchOffer, TouchPlace
from domain.touchpoints.form import LONGEST_QUOTE, LONGEST_SUMMARY, TouchField, TouchForm
from domain.touchpoints.touchpoint import MOST_REASONS, AccountContact, Quoted, Sentiment, TouchReason


def touch_form(offer: TouchOffer, words: Words, today: date) -> Modal:
    title, done = words.text("Log touchpoint"), words.text("Log")
    if offer.is_change:
        title, done = words.text("Edit touchpoint"), words.text("Save")
    blocks = (*_account(offer, words), *_what(offer.form, words), *_who(offer, words, today), *_about(offer, words))
    return Modal(
        View.TOUCH,
        title,
        (*blocks, *_follow_up(offer, words)),
        submit=done,
        close=words.text("Cancel"),
        metadata=json.dumps(asdict(offer.place)),
    )


def place_from(metadata: str) -> TouchPlace:
    """What `touch_form` wrote; where it is of another shape, nothing is known of it."""
    try:
        said = json.loads(metadata)
        return TouchPlace(str(said["about"]), str(said["key"]), Quoted(**said["quoted"]))
    except (ValueError, TypeError, KeyError):
        return TouchPlace()


def contacts_block(account: str) -> str:
    """Another account has another field: what was chosen of one is no choice of the other's."""
    return f"{TouchField.CONTACTS}.{account}"


def _account(offer: TouchOffer, words: Words) -> Iterable[Block]:
    if offer.place.about:
        yield section(f"*{one_line(offer.account_name or '')}*")
        return
    if offer.typed:
        typed = escaped(offer.typed, 80)
        yield context(words.text("I found no account in “%(typed)s”: look it up below.", typed=typed))
    chosen = option(offer.account_name, offer.form.account) if offer.account_name else None
    field = external_select(Action.TOUCH_ACCOUNT, placeholder=words.text("Look up an account"), initial=chosen)
    yield redrawing(input_block(TouchField.ACCOUNT, words.text("Account"), field))


def _what(form: TouchForm, words: Words) -> Iterable[Block]:
    kinds = {each.value: option(words.text(KIND_WORDS[each]), each) for each in TouchpointKind}
    kind = select(
        TouchField.KIND, list(kinds.values()), placeholder=words.text("Kind of contact"), initial=kinds.get(form.kind)
    )
    yield input_block(TouchField.KIND, words.text("What was it?"), kind)
    ways = {each.value: option(words.text(DIRECTION_CHOICES[each]), each) for each in TouchpointDirection}
    way = radio_buttons(TouchField.DIRECTION, list(ways.values()), initial=ways.get(form.direction))
    hint = words.text("Only a contact in which both spoke ends a silence.")
    yield input_block(TouchField.DIRECTION, words.text("Who spoke?"), way, hint=hint)
    yield input_block(TouchField.ON, words.text("When?"), date_picker(TouchField.ON, initial=day_in(form.on)))
    hint = words.text("Left empty: now, or noon of an earlier day.")
    at = time_picker(TouchField.AT, initial=form.at)
    yield input_block(TouchField.AT, words.text("At what time?"), at, hint=hint, optional=True)


def _who(offer: TouchOffer, words: Words, today: date) -> Iterable[Block]:
    """The account's people, once it is known; who has left is still there, who is chosen never falls off the end."""
    label = words.text("Who of them took part?")
    chosen_first = sorted(offer.contacts, key=lambda each: str(each.id) not in offer.form.contacts)
    listed = [_contact(each, words, today) for each in chosen_first[:OPTIONS_IN_A_SELECT]]
    if listed:
        chosen = [each for each in listed if each["value"] in offer.form.contacts]
        field = multi_select(
            TouchField.CONTACTS, listed, placeholder=words.text("Choose contacts"), most=len(listed), initial=chosen
        )
        yield input_block(contacts_block(offer.form.account), label, field, optional=True)
    elif offer.form.account:
        yield context(words.text("The book has no contacts of this account yet."))


def _contact(contact: AccountContact, words: Words, today: date) -> Option:
    if not contact.has_left(today):
        return option(contact.name, str(contact.id))
    return option(words.text("%(name)s (has left)", name=contact.name), str(contact.id))


def _about(offer: TouchOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    summary = text_input(TouchField.SUMMARY, multiline=True, max_length=LONGEST_SUMMARY, initial=form.summary)
    yield input_block(TouchField.SUMMARY, words.text("In a line or two"), summary, optional=True)
    if form.quote or offer.place.quoted.permalink:
        quote = text_input(TouchField.QUOTE, multiline=True, max_length=LONGEST_QUOTE, initial=form.quote)
        yield input_block(TouchField.QUOTE, words.text("What was written"), quote, optional=True)
    moods = {each.value: option(words.text(SENTIMENT_WORDS[each]), each) for each in Sentiment}
    mood = select(
        TouchField.SENTIMENT,
        list(moods.values()),
        placeholder=words.text("Not said"),
        initial=moods.get(form.sentiment),
    )
    yield input_block(TouchField.SENTIMENT, words.text("How did they sound?"), mood, optional=True)
    reasons = {each.value: option(words.text(REASON_WORDS[each]), each) for each in TouchReason}
    about = multi_select(
        TouchField.REASONS,
        list(reasons.values()),
        placeholder=words.text("Up to three"),
        most=MOST_REASONS,
        initial=[reasons[each] for each in form.reasons if each in reasons],
    )
    yield input_block(TouchField.REASONS, words.text("What was it about?"), about, optional=True)


def _follow_up(offer: TouchOffer, words: Words) -> Iterable[Block]:
    """A task that is there already is changed where tasks are."""
    if offer.is_change or not offer.may_follow_up:
        return
    title: Element = text_input(TouchField.FOLLOW_UP, max_length=LONGEST_TITLE, initial=offer.form.follow_up)
    yield input_block(TouchField.FOLLOW_UP, words.text("Does something follow? A task for you"), title, optional=True)
    due = date_picker(TouchField.FOLLOW_UP_ON, initial=day_in(offer.form.follow_up_on))
    yield input_block(TouchField.FOLLOW_UP_ON, words.text("Due on"), due, optional=True)
