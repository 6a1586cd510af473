"""The forms of a play and of a referral: to open one, to change one, and to move it on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    Element,
    Modal,
    context,
    date_picker,
    date_token,
    escaped,
    external_select,
    input_block,
    one_line,
    option,
    person_select,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.play_words import PLAY_KIND_WORDS, STAGE_WORDS
from bot.ids import Action, View
from bot.locale import Words
from domain.expansion.answer import PlayOffer
from domain.expansion.form import LONGEST_ABOUT, LONGEST_AMOUNT, LONGEST_NOTE, LONGEST_WHY, PlayField, PlayForm
from domain.expansion.play import PLAY_KINDS, PlayKind, PlayStep, stages_of
from domain.tasks.form import day_in

STEPS_SHOWN = 6
LONGEST_SHOWN = 200


def play_form(offer: PlayOffer, words: Words, today: date) -> Modal:
    form = offer.form
    title = words.text("Referral") if form.is_referral else words.text("Expansion play")
    blocks = (*_account(offer, words), *_what(offer, words), *_when_and_who(offer, words, today), *_more(offer, words))
    return Modal(
        View.PLAY,
        title,
        blocks,
        submit=words.text("Save") if offer.is_change else words.text("Record"),
        close=words.text("Cancel"),
        metadata=offer.about,
    )


def stage_form(offer: PlayOffer, words: Words) -> Modal:
    """Where it stands now, what was done so far, and where it goes."""
    form = offer.form
    about = f"*{one_line(offer.account_name or '')}* · {one_line(form.about, LONGEST_ABOUT)}"
    day = date_picker(PlayField.DAY, initial=day_in(form.day))
    label = words.text("On which day?") if form.is_referral else words.text("Expected on")
    fields = [_stage(form, words)]
    if form.is_referral:
        fields.append(_became(offer, words))
    else:
        fields.append(_amount(form, words))
    return Modal(
        View.PLAY_STAGE,
        words.text("Stage"),
        (
            section(about),
            *fields,
            input_block(PlayField.DAY, label, day, optional=True),
            _why(form, words),
            *_steps(offer, words),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=offer.about,
    )


def stage_block(kind: str) -> str:
    """Another kind has other stages: what was chosen of one is no choice of the other's."""
    return f"{PlayField.STAGE}.{'referral' if kind == PlayKind.REFERRAL else 'play'}"


def contact_block(account: str) -> str:
    """Another account has other people."""
    return f"{PlayField.CONTACT}.{account}"


def _account(offer: PlayOffer, words: Words) -> Iterable[Block]:
    if offer.about:
        yield section(f"*{one_line(offer.account_name or '')}*")
        return
    if offer.typed:
        typed = escaped(offer.typed, 80)
        yield context(words.text("I found no account in “%(typed)s”: look it up below.", typed=typed))
    chosen = option(offer.account_name, offer.form.account) if offer.account_name else None
    field = external_select(Action.PLAY_ACCOUNT, placeholder=words.text("Look up an account"), initial=chosen)
    label = words.text("Who referred them?") if offer.form.is_referral else words.text("Account")
    yield redrawing(input_block(PlayField.ACCOUNT, label, field))


def _what(offer: PlayOffer, words: Words) -> Iterable[Block]:
    """A play stays a play and a referral a referral, once it is recorded."""
    form = offer.form
    kinds = _kinds(offer)
    options = {kind.value: option(words.text(PLAY_KIND_WORDS[kind]), kind) for kind in kinds}
    chosen = select(
        Action.PLAY_KIND, list(options.values()), placeholder=words.text("Kind"), initial=options.get(form.kind)
    )
    yield redrawing(input_block(PlayField.KIND, words.text("What kind is it?"), chosen))
    label = words.text("Which company?") if form.is_referral else words.text("What for?")
    hint = "" if form.is_referral else words.text("A product, or what it is for: 50 more seats, the Analytics add-on.")
    about = text_input(PlayField.ABOUT, max_length=LONGEST_ABOUT, initial=form.about)
    yield input_block(PlayField.ABOUT, label, about, hint=hint)
    if not form.is_referral:
        yield _amount(form, words)
    yield _stage(form, words)


def _kinds(offer: PlayOffer) -> tuple[PlayKind, ...]:
    if not offer.is_change:
        return tuple(PlayKind)
    return (PlayKind.REFERRAL,) if offer.form.is_referral else PLAY_KINDS


def _when_and_who(offer: PlayOffer, words: Words, today: date) -> Iterable[Block]:
    form = offer.form
    label = words.text("On which day?") if form.is_referral else words.text("Expected on")
    yield input_block(PlayField.DAY, label, date_picker(PlayField.DAY, initial=day_in(form.day)), optional=True)
    owner = person_select(PlayField.OWNER, placeholder=words.text("Choose a colleague"), initial=form.owner)
    yield input_block(PlayField.OWNER, words.text("Who looks after it?"), owner)
    if form.is_referral:
        yield _became(offer, words)
    yield from _contact(offer, words, today)


def _contact(offer: PlayOffer, words: Words, today: date) -> Iterable[Block]:
    """Who has left is still there; who is chosen never falls off the end."""
    people = sorted(offer.contacts, key=lambda each: str(each.id) != offer.form.contact)
    options = {}
    for each in people[:OPTIONS_IN_A_SELECT]:
        name = words.text("%(name)s (has left)", name=each.name) if each.has_left(today) else each.name
        options[str(each.id)] = option(name, str(each.id))
    if not options:
        return
    field = select(
        PlayField.CONTACT,
        list(options.values()),
        placeholder=words.text("Choose a contact"),
        initial=options.get(offer.form.contact),
    )
    yield input_block(contact_block(offer.form.account), words.text("Who of them?"), field, optional=True)


def _more(offer: PlayOffer, words: Words) -> Iterable[Block]:
    note = text_input(PlayField.NOTE, multiline=True, max_length=LONGEST_NOTE, initial=offer.form.note)
    yield input_block(PlayField.NOTE, words.text("Note"), note, optional=True)
    yield _why(offer.form, words)


def _amount(form: PlayForm, words: Words) -> Block:
    amount = text_input(PlayField.AMOUNT, max_length=LONGEST_AMOUNT, initial=form.amount)
    hint = words.text("A year, like 24,000, $24k or 2.4万. Empty: nobody knows yet.")
    return input_block(PlayField.AMOUNT, words.text("How much ARR?"), amount, hint=hint, optional=True)


def _stage(form: PlayForm, words: Words) -> Block:
    kind = PlayKind.REFERRAL if form.is_referral else PlayKind.OTHER
    options = {stage.value: option(words.text(STAGE_WORDS[stage]), stage) for stage in stages_of(kind)}
    chosen = select(
        PlayField.STAGE, list(options.values()), placeholder=words.text("Stage"), initial=options.get(form.stage)
    )
    return input_block(stage_block(form.kind), words.text("How far is it?"), chosen)


def _became(offer: PlayOffer, words: Words) -> Block:
    chosen = option(offer.became_name, offer.form.became) if offer.became_name else None
    field: Element = external_select(Action.PLAY_BECAME, placeholder=words.text("Look up an account"), initial=chosen)
    label = words.text("Their account here, once they are a customer")
    return input_block(PlayField.BECAME, label, field, optional=True)


def _why(form: PlayForm, words: Words) -> Block:
    why = text_input(PlayField.WHY, multiline=True, max_length=LONGEST_WHY, initial=form.why)
    hint = (
        words.text("Required when it came to nothing. Every reason is kept.")
        if form.is_referral
        else words.text("Required when it is lost, and when the amount changes. Every reason is kept.")
    )
    return input_block(PlayField.WHY, words.text("Why?"), why, hint=hint, optional=True)


def _steps(offer: PlayOffer, words: Words) -> Iterable[Block]:
    """Newest first."""
    yield section(words.text("*So far*"))
    yield from (context(_step(step, words)) for step in reversed(offer.steps[-STEPS_SHOWN:]))


def _step(step: PlayStep, words: Words) -> str:
    parts = [f"*{words.text(STAGE_WORDS[step.stage])}*"]
    if step.amount:
        parts.append(words.money(step.amount))
    parts += [mentioned(step.by), date_token(step.at, "{date_short_pretty}", words.instant(step.at, "UTC"))]
    if step.why:
        parts.append(f"“{one_line(step.why, LONGEST_SHOWN)}”")
    return " · ".join(parts)
