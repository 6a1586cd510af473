"""The forms of a contact: who somebody is, and that they left."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    Element,
    Modal,
    context,
    date_picker,
    input_block,
    one_line,
    option,
    section,
    select,
    text_input,
)
from bot.blocks.people_words import INFLUENCE_WORDS, ROLE_WORDS, STANCE_WORDS, role_words
from bot.ids import View
from bot.locale import Words
from domain.people.answer import LeftOffer, PersonOffer
from domain.people.contact import WATCHED_ROLES
from domain.people.form import LIMITS, PersonField
from domain.tasks.form import day_in


def person_form(offer: PersonOffer, words: Words) -> Modal:
    is_new = offer.contact is None
    return Modal(
        View.PERSON,
        words.text("Add a contact") if is_new else words.text("Edit contact"),
        (section(f"*{one_line(offer.account.name)}*"), *_who(offer, words), *_what(offer, words)),
        submit=words.text("Add") if is_new else words.text("Save"),
        close=words.text("Cancel"),
        metadata=offer.seen,
    )


def left_form(offer: LeftOffer, words: Words) -> Modal:
    contact, form = offer.contact, offer.form
    who = f"*{one_line(contact.name)}* · {role_words(contact.role, words)} · {one_line(offer.account.name)}"
    day = date_picker(PersonField.LEFT_ON, initial=day_in(form.left_on))
    went = text_input(PersonField.WENT_TO, max_length=LIMITS[PersonField.WENT_TO], initial=form.went_to)
    return Modal(
        View.PERSON_LEFT,
        words.text("Left the account"),
        (
            section(who),
            input_block(PersonField.LEFT_ON, words.text("Since when?"), day),
            *_follower(offer, words),
            input_block(PersonField.WENT_TO, words.text("Where did they go?"), went, optional=True),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=offer.seen,
    )


def _follower(offer: LeftOffer, words: Words) -> Iterable[Block]:
    """Whose leaving is a risk is said, with what takes it away."""
    listed = [
        option(f"{each.name} · {role_words(each.role, words)}", str(each.id))
        for each in offer.present[:OPTIONS_IN_A_SELECT]
    ]
    if listed:
        chosen = next((each for each in listed if each["value"] == offer.form.follower), None)
        field = select(PersonField.FOLLOWER, listed, placeholder=words.text("Nobody yet"), initial=chosen)
        hint = words.text("They take over the role.")
        yield input_block(PersonField.FOLLOWER, words.text("Who takes the place?"), field, hint=hint, optional=True)
    else:
        yield context(words.text("Nobody else is known there. Add whoever follows, then name them here."))
    if offer.contact.role in WATCHED_ROLES:
        yield context(
            words.text(
                "A champion or buyer who leaves is a risk: the owner is told and the account is scored anew at once."
            )
        )


def _who(offer: PersonOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    yield input_block(PersonField.NAME, words.text("Name"), _text(PersonField.NAME, form.name))
    yield input_block(PersonField.TITLE, words.text("Job title"), _text(PersonField.TITLE, form.title), optional=True)
    yield input_block(PersonField.EMAIL, words.text("E-mail"), _text(PersonField.EMAIL, form.email), optional=True)


def _what(offer: PersonOffer, words: Words) -> Iterable[Block]:
    form, unsaid = offer.form, words.text("Not known")
    roles = {each.value: option(words.text(said), each) for each, said in ROLE_WORDS.items()}
    role = select(PersonField.ROLE, list(roles.values()), placeholder=unsaid, initial=roles.get(form.role))
    yield input_block(PersonField.ROLE, words.text("Role"), role, optional=True)
    stances = {each.value: option(words.text(said), each) for each, said in STANCE_WORDS.items()}
    stance = select(PersonField.STANCE, list(stances.values()), placeholder=unsaid, initial=stances.get(form.stance))
    yield input_block(PersonField.STANCE, words.text("How do they stand to us?"), stance, optional=True)
    weights = {each.value: option(words.text(said), each) for each, said in INFLUENCE_WORDS.items()}
    weight = select(
        PersonField.INFLUENCE, list(weights.values()), placeholder=unsaid, initial=weights.get(form.influence)
    )
    yield input_block(PersonField.INFLUENCE, words.text("How much does their word weigh?"), weight, optional=True)


def _text(field: PersonField, said: str) -> Element:
    return text_input(field, max_length=LIMITS[field], initial=said)
