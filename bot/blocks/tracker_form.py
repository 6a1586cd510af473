"""`Push to tracker…`: where to, a new issue or one that is there, whose names go out, and what would be sent."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    Option,
    context,
    divider,
    input_block,
    message,
    one_line,
    option,
    quotation,
    radio_buttons,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.request_words import called
from bot.blocks.tracker_card import linked_name
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.form import LONGEST_TEXT
from domain.feedback.tracker_form import Pushed, PushField, PushForm, PushOffer, PushProblem, PushRefused
from domain.feedback.tracker_links import LinkWay
from domain.feedback.trackers import PartKind, Place, TextPart

WITH_NAMES, WITHOUT = "names", "letters"
LONGEST_ISSUE = 300
MOST_PARTS = 80
"""A view has a hundred blocks; a request is never more than half of that."""


def push_form(offer: PushOffer, words: Words, form: PushForm) -> Modal:
    """Drawn anew with each way and each choice of names: the preview says how it would be written."""
    return Modal(
        View.PUSH,
        words.text("Push to tracker"),
        (
            section(called(offer.look.request)),
            *_questions(offer, words, form),
            divider(),
            *_preview(offer, words, form),
        ),
        submit=words.text("Push"),
        close=words.text("Cancel"),
        metadata=json.dumps([offer.look.request.id, form.permalink]),
    )


def push_errors(refused: PushRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_PROBLEMS[what]) for field, what in refused.problems.items()})


def push_receipt(pushed: Pushed, words: Words) -> Message:
    said = _ALREADY if pushed.was_there else _RECORDED[pushed.link.way]
    return message([section(words.text(said, request=called(pushed.look.request), place=linked_name(pushed.link)))])


def place_option(place: Place) -> Option:
    return option(f"{place.tracker.proper_name} {place.project}", place.written)


def _questions(offer: PushOffer, words: Words, form: PushForm) -> Iterable[Block]:
    places = select(
        PushField.PLACE,
        [place_option(place) for place in offer.places],
        placeholder=words.text("Choose a place"),
        initial=place_option(offer.chosen),
    )
    yield input_block(PushField.PLACE, words.text("Where to"), places)
    ways = {way.value: option(words.text(said), way) for way, said in _WAYS.items()}
    chosen = radio_buttons(Action.PUSH_WAY, list(ways.values()), initial=ways.get(form.way, ways[LinkWay.CREATE]))
    yield redrawing(input_block(PushField.WAY, words.text("What to do"), chosen))
    if form.way == LinkWay.LINK:
        issue = text_input(PushField.ISSUE, max_length=LONGEST_ISSUE, placeholder="acme/app#45, ENG-12, https://…")
        hint = words.text("Its address, or its key.")
        yield input_block(PushField.ISSUE, words.text("Which issue?"), issue, hint=hint)
    if offer.may_name:
        options = {name: option(words.text(said), name) for name, said in _NAMES.items()}
        chosen = radio_buttons(
            Action.PUSH_NAMES, list(options.values()), initial=options[WITH_NAMES if form.with_names else WITHOUT]
        )
        yield redrawing(input_block(PushField.NAMES, words.text("Names of customers"), chosen))


def _preview(offer: PushOffer, words: Words, form: PushForm) -> Iterable[Block]:
    if form.way == LinkWay.LINK:
        yield context(words.text("*This leaves the company's Slack*, as a comment on that issue:"))
    else:
        yield context(words.text("*This leaves the company's Slack*, as it would be written:"))
        yield section(f"*{one_line(offer.title)}*")
    for part in offer.text[:MOST_PARTS]:
        yield _part(part)
    if not offer.may_name:
        yield context(words.text("Customers are called account A, account B …; an admin can allow their names."))


def _part(part: TextPart) -> Block:
    match part.kind:
        case PartKind.QUOTE:
            return quotation(part.text)
        case PartKind.LINK:
            return context(f"↩ {one_line(part.text)}")
        case _:
            return section(one_line(part.text, LONGEST_TEXT))


_WAYS = {LinkWay.CREATE: marked("Make a new issue"), LinkWay.LINK: marked("Link one that is there")}
_NAMES = {WITHOUT: marked("Leave them out"), WITH_NAMES: marked("Send them along")}
_PROBLEMS = {
    PushProblem.NO_PLACE: marked("Choose where to."),
    PushProblem.NO_ISSUE: marked("Write the address or the key of the issue."),
    PushProblem.NOT_READABLE: marked(
        "That is no address or key of an issue in one of these places. Copy it from the address bar."
    ),
}
_RECORDED = {
    LinkWay.CREATE: marked("✓ %(request)s goes to %(place)s. Its card shows the issue in a moment."),
    LinkWay.LINK: marked("✓ %(request)s is linked to %(place)s. Its card shows how it stands in a moment."),
}
_ALREADY = marked("%(request)s stands in %(place)s already. Nothing was written.")
