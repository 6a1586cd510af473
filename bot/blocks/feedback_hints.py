"""What the form suggests while it is filled in; nothing of it is chosen by itself."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, button, escaped, input_block, one_line, option, radio_buttons, redrawing, section
from bot.blocks.request_words import STATE_ICONS, STATE_WORDS, called
from bot.ids import Action
from bot.locale import Words
from domain.accounts import Money
from domain.feedback.answer import Alike, FeedbackOffer, RequestLook
from domain.feedback.area_hints import AreaHint
from domain.feedback.form import FeedbackField

NEW = "new"
"""The choice that brings in a request of its own."""
AREA_HINT = "area.hint"


def similar_choice(offer: FeedbackOffer, words: Words) -> Block:
    """A new request first, then those that are there, the likest first; what is chosen is told to us at once."""
    new = option(words.text("A new request"), NEW)
    choices = {NEW: new} | {str(each.look.request.id): _choice(each, words) for each in offer.alike}
    chosen = radio_buttons(Action.FEEDBACK_SIMILAR, list(choices.values()), initial=choices.get(offer.form.joins, new))
    hint = words.text("The one you choose gets this account and its words, in place of a new request.")
    return redrawing(input_block(FeedbackField.SIMILAR, words.text("Add to this?"), chosen, hint=hint, optional=True))


def known_said(look: RequestLook, words: Words) -> Block:
    said = words.text("This message is a request already: %(request)s", request=called(look.request))
    more = words.text("Does another account ask for it, too? Say which one, and it is added there.")
    return section(f"{said}\n{escaped(' · '.join(_stands(look, words)))}\n{more}")


def area_suggested(offer: FeedbackOffer, hint: AreaHint, words: Words) -> Block:
    """One press chooses it."""
    name = next(area.name for area in offer.areas if area.id == hint.area)
    because = words.text(", ").join(one_line(each, 40) for each in hint.because)
    said = words.text("Suggested: *%(area)s*, because of: %(words)s", area=one_line(name, 60), words=because)
    choose = button(
        words.text("Choose"), Action.FEEDBACK_AREA, value=str(hint.area), says=words.text("Choose") + f" {name}"
    )
    return section(said, accessory=choose, block_id=AREA_HINT)


def _choice(alike: Alike, words: Words) -> dict[str, object]:
    request = alike.look.request
    facts = list(_stands(alike.look, words))
    if alike.score is not None:
        facts.append(words.text("%(share)s alike", share=words.percent(alike.score)))
    return option(f"#{request.id} {request.title}", str(request.id), " · ".join(facts))


def _stands(look: RequestLook, words: Words) -> Iterable[str]:
    """In plain text: state, accounts, ARR."""
    state = look.request.state
    yield f"{STATE_ICONS[state]} {words.text(STATE_WORDS[state])}"
    yield words.plural("%(count)s account", "%(count)s accounts", look.priority.demand.accounts)
    if look.priority.demand.arr:
        yield words.text("%(arr)s ARR", arr=words.short_money(Money(look.priority.demand.arr, look.currency)))
