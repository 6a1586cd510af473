"""The form that closes a renewal; it shows the fields of the ending that is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from bot.blocks.closing_words import AVOIDABLE_WORDS, ENDING_MEANINGS, REASON_WORDS
from bot.blocks.kit import (
    Block,
    Modal,
    Option,
    date_picker,
    input_block,
    multi_select,
    one_line,
    option,
    radio_buttons,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.renewal_words import OUTCOME_WORDS, days_left
from bot.ids import Action, View
from bot.locale import Words
from domain.renewals.closing import (
    ENDINGS,
    LONGEST_COMPETITOR,
    LONGEST_NOTE,
    MORE_REASONS,
    Avoidable,
    ClosingField,
    ClosingForm,
    ClosingOffer,
    suggested_arr,
)
from domain.renewals.closing_form import day_from, ending_of
from domain.renewals.renewal import ChurnReason, OutcomeKind, Renewal

LONGEST_AMOUNT = 40
LONGEST_KEPT = 200
"""Letters of one field's JSON: ten fields fit into a form's metadata."""


def closing_form(offer: ClosingOffer, words: Words, today: date) -> Modal:
    """As it opens: with what was proposed, else what is contracted, and a term as long as the old one."""
    amount = suggested_arr(offer.renewal)
    form = replace(offer.form, arr=words.plain_money(amount) if amount else "")
    return closing_form_again(replace(offer, form=form), words, today)


def closing_form_again(offer: ClosingOffer, words: Words, today: date, *, warned: Sequence[Block] = ()) -> Modal:
    """With what was filled in so far; fields that are not shown are remembered, so that nothing typed is lost."""
    questions = (*_first_questions(offer, words), *_questions(offer, words), _note(offer.form, words))
    return Modal(
        View.CLOSE_RENEWAL,
        words.text("Close renewal"),
        (*warned, section(_intro(offer, words, today)), *questions),
        submit=words.text("Close renewal"),
        close=words.text("Cancel"),
        metadata=f"{offer.renewal.id} {offer.renewal.version} {_remembered(offer)}",
    )


def remembered_form(noted: str) -> tuple[str, ClosingForm]:
    """When the forecast that was seen was made, and what the form had held, as its metadata says."""
    said_at, _, kept = noted.partition(" ")
    try:
        fields = json.loads(kept or "{}")
        more = tuple(str(reason) for reason in fields.pop("more_reasons", ()))
        return said_at, ClosingForm(more_reasons=more, **{name: str(value) for name, value in fields.items()})
    except (ValueError, TypeError, AttributeError):
        return said_at, ClosingForm()


def seen_forecast(renewal: Renewal) -> str:
    """Which forecast a form was opened over, so that a later one can be told from other changes."""
    return renewal.forecast.at.isoformat() if renewal.forecast else "-"


def _remembered(offer: ClosingOffer) -> str:
    """The note is always shown, so Slack keeps it; what is longer than a field takes did not come from one."""
    said = {name: value for name, value in asdict(offer.form).items() if value and name != ClosingField.NOTE}
    kept = {name: value for name, value in said.items() if len(json.dumps(value, ensure_ascii=False)) <= LONGEST_KEPT}
    return f"{offer.seen or seen_forecast(offer.renewal)} {json.dumps(kept, ensure_ascii=False)}"


def _intro(offer: ClosingOffer, words: Words, today: date) -> str:
    renewal = offer.renewal
    arr = words.money(renewal.arr) if renewal.arr else words.text("ARR not known")
    when = days_left(renewal.due_on, today, words)
    due = words.text("%(day)s (%(when)s)", day=words.day(renewal.due_on), when=when)
    return f"*{one_line(offer.name)}* · {arr} · {due}"


def _first_questions(offer: ClosingOffer, words: Words) -> Iterable[Block]:
    options = {kind.value: _ending(kind, words) for kind in ENDINGS}
    chosen = radio_buttons(Action.CLOSE_KIND, list(options.values()), initial=options.get(offer.form.ended))
    yield redrawing(input_block(ClosingField.ENDED, words.text("How did it end?"), chosen))
    decided = date_picker(ClosingField.RESOLVED_ON, initial=day_from(offer.form.resolved_on))
    yield input_block(ClosingField.RESOLVED_ON, words.text("Decided on"), decided)


def _ending(kind: OutcomeKind, words: Words) -> Option:
    return option(words.text(OUTCOME_WORDS[kind]), kind, words.text(ENDING_MEANINGS[kind]))


def _questions(offer: ClosingOffer, words: Words) -> Iterable[Block]:
    """Of the chosen ending; before one is chosen, none."""
    ending = ending_of(offer.form)
    if ending is OutcomeKind.RENEWED_WITH_CHANGE:
        yield _amount(offer, words)
    if ending in {OutcomeKind.RENEWED, OutcomeKind.RENEWED_WITH_CHANGE}:
        yield from _term(offer.form, words)
    if ending is OutcomeKind.RENEWED_WITH_CHANGE:
        yield from _loss(offer.form, words, hint=words.text("Required when the new ARR is less."))
    if ending is OutcomeKind.LOST:
        yield from _loss(offer.form, words, hint="")


def _amount(offer: ClosingOffer, words: Words) -> Block:
    written = text_input(ClosingField.ARR, max_length=LONGEST_AMOUNT, initial=offer.form.arr)
    label, hint = _amount_label(offer.renewal, words), words.text("Like 48,000, 48k or 4.8万.")
    return input_block(ClosingField.ARR, label, written, hint=hint)


def _amount_label(renewal: Renewal, words: Words) -> str:
    if not renewal.arr:
        return words.text("ARR of the new term, with its currency")
    return words.text("ARR of the new term in %(currency)s", currency=renewal.arr.currency)


def _term(form: ClosingForm, words: Words) -> Iterable[Block]:
    first = date_picker(ClosingField.STARTS_ON, initial=day_from(form.starts_on))
    yield input_block(ClosingField.STARTS_ON, words.text("First day of the new term"), first)
    end = date_picker(ClosingField.ENDS_ON, initial=day_from(form.ends_on))
    hint = words.text("The day it renews again: the first one that is no longer in it. Empty: it has no end.")
    yield input_block(ClosingField.ENDS_ON, words.text("End of the new term"), end, hint=hint, optional=True)


def _loss(form: ClosingForm, words: Words, *, hint: str) -> Iterable[Block]:
    """With a hint the reason may be left out, as the amount decides whether anything was lost."""
    options = {reason.value: option(words.text(REASON_WORDS[reason]), reason) for reason in ChurnReason}
    listed, main, more = list(options.values()), options.get(form.reason), form.more_reasons
    chosen = select(ClosingField.REASON, listed, placeholder=words.text("Choose a reason"), initial=main)
    label = words.text("Main reason for the loss")
    yield input_block(ClosingField.REASON, label, chosen, hint=hint, optional=bool(hint))
    others = multi_select(
        ClosingField.MORE_REASONS,
        listed,
        placeholder=words.text("Up to two"),
        most=MORE_REASONS,
        initial=[options[reason] for reason in more if reason in options],
    )
    yield input_block(ClosingField.MORE_REASONS, words.text("More reasons"), others, optional=True)
    rival = text_input(ClosingField.COMPETITOR, max_length=LONGEST_COMPETITOR, initial=form.competitor)
    yield input_block(ClosingField.COMPETITOR, words.text("Competitor"), rival, optional=True)
    yield _avoidable(form, words)


def _avoidable(form: ClosingForm, words: Words) -> Block:
    options = {each.value: option(words.text(AVOIDABLE_WORDS[each]), each) for each in Avoidable}
    asked = radio_buttons(ClosingField.AVOIDABLE, list(options.values()), initial=options.get(form.avoidable))
    return input_block(ClosingField.AVOIDABLE, words.text("Could it have been avoided?"), asked, optional=True)


def _note(form: ClosingForm, words: Words) -> Block:
    written = text_input(ClosingField.NOTE, multiline=True, max_length=LONGEST_NOTE, initial=form.note)
    return input_block(ClosingField.NOTE, words.text("Note"), written, optional=True)
