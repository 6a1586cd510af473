"""The form for first value by hand, what is wrong with it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.first_value_clearing import by_hand_words, cleared_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    actions,
    button,
    context,
    date_picker,
    input_block,
    one_line,
    quotation,
    section,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.blocks.value_words import first_value_words, how_words, rule_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.first_value.form import (
    LIMITS,
    LONGEST_WHAT,
    LONGEST_WORDS,
    ValueField,
    ValueKept,
    ValueOffer,
    ValueOvertaken,
    ValueProblem,
    ValueRefused,
    ValueStays,
    ValueUndone,
)
from domain.first_value.reached import UNDO_FOR, ValueStanding, ValueStands, how_reached
from domain.health.standing import AccountStanding

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)
_PROBLEMS = {
    ValueProblem.DAY_MISSING: marked("Choose the day on which it was reached."),
    ValueProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    ValueProblem.BEFORE_IT_CAME: marked("The account was not with us on that day. Choose a later one."),
    ValueProblem.WHAT_MISSING: marked("Write what was reached: others will read it."),
    ValueProblem.REASON_MISSING: marked("Write why it was not reached: others will read it."),
}

_RECORDED = marked("✓ Recorded for *%(account)s*: first value %(when)s.")
_CLEARED = marked("✓ Cleared for *%(account)s*: first value %(when)s.")
_STAYS = {
    ValueStands.GONE: marked("That is taken back already."),
    ValueStands.TOO_LATE: marked(
        "It is more than ten minutes old, so it stays. Open the form again to put the day right."
    ),
    ValueStands.CHANGED: marked("Something else was recorded meanwhile, so it stays."),
}


def first_value_form(offer: ValueOffer, words: Words, today: date) -> Modal:
    standing = offer.standing
    clear = button(words.text("Clear…"), Action.FIRST_VALUE_CLEAR, value=str(standing.account))
    blocks = [
        section("\n".join(_intro(offer, words, today))),
        *([actions(clear)] if standing.first_value_on else []),
        *_inputs(offer, words, today),
    ]
    return Modal(
        View.FIRST_VALUE,
        words.text("First value"),
        tuple(blocks),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=f"{standing.account} {offer.seen}".strip(),
    )


def _inputs(offer: ValueOffer, words: Words, today: date) -> Iterable[Block]:
    note = offer.note
    return (
        input_block(
            ValueField.ON,
            words.text("When was it reached?"),
            date_picker(ValueField.ON, initial=offer.standing.first_value_on or today),
        ),
        input_block(
            ValueField.WHAT,
            words.text("What was reached?"),
            text_input(ValueField.WHAT, max_length=LONGEST_WHAT, initial=note.what if note else ""),
        ),
        input_block(
            ValueField.WORDS,
            words.text("In the customer's words"),
            text_input(ValueField.WORDS, multiline=True, max_length=LONGEST_WORDS, initial=note.words if note else ""),
            optional=True,
        ),
    )


def first_value_errors(refused: ValueRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(field, problem, words) for field, problem in refused.problems.items()})


def first_value_kept(kept: ValueKept, words: Words, today: date) -> Modal:
    said = words.text(
        _CLEARED if kept.note.is_cleared else _RECORDED,
        account=one_line(kept.standing.name),
        when=first_value_words(kept.standing, words, today),
    )
    blocks: list[Block] = [section(f"{said}\n{one_line(kept.note.what, LONGEST_WHAT)}")]
    if kept.note.is_cleared:
        blocks.append(context(by_hand_words(words)))
    if kept.note.words:
        blocks.append(quotation(kept.note.words))
    within = words.plural(
        "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
    )
    undo = button(words.text("Undo"), Action.FIRST_VALUE_UNDO, value=str(kept.note.id))
    return _page(words, [*blocks, actions(undo), context(within)])


def first_value_overtaken(overtaken: ValueOvertaken, words: Words, today: date) -> Modal:
    """Who was first, and what stands there; how to put that right all the same."""
    standing = overtaken.standing
    said = words.text(
        "%(by)s was first: *%(account)s* changed while you wrote, so yours was not kept.",
        by=_who(standing, words),
        account=one_line(standing.name),
    )
    now = words.text("First value now: %(said)s.", said=_state(standing, words, today))
    mend = words.text("Open the form again to put it right.")
    return _page(words, [section(f"{said}\n{now}\n{mend}")])


def first_value_undone(undone: ValueUndone | ValueStays, words: Words, today: date) -> Modal:
    standing = undone.standing
    if isinstance(undone, ValueStays):
        now = [words.text("First value now: %(said)s.", said=_state(standing, words, today))] if standing else []
        return _page(words, [section("\n".join([words.text(_STAYS[undone.reason]), *now]))])
    assert standing, "what was taken back has an account"
    said = words.text(
        "✓ Undone for *%(account)s*. First value now: %(said)s.",
        account=one_line(standing.name),
        said=_state(standing, words, today),
    )
    return _page(words, [section(said)])


def _intro(offer: ValueOffer, words: Words, today: date) -> Iterable[str]:
    standing = offer.standing
    yield f"*{one_line(standing.name)}* · {first_value_words(standing, words, today)}"
    if how := how_words(standing, words, mentioned):
        yield words.text("Known by: %(how)s", how=how)
    if cleared := cleared_words(standing, words):
        yield words.text("First value was %(cleared)s.", cleared=cleared)
    yield words.text("What counts here: %(rule)s", rule=rule_words(offer.rule, words))


def _who(standing: AccountStanding, words: Words) -> str:
    """Whose word stands there; what the book shows is the bot's own."""
    stands = ValueStanding(standing.first_value_on, standing.value_reached)
    how = stands.cleared or how_reached(stands.reached, on=stands.on)
    if how is None:
        return words.text("Somebody")
    return mentioned(how.person) if how.person else "Moorline"


def _state(standing: AccountStanding, words: Words, today: date) -> str:
    when = first_value_words(standing, words, today)
    how = how_words(standing, words, mentioned) or cleared_words(standing, words)
    return words.text("%(when)s; %(how)s", when=when, how=how) if how else when


def _said(field: ValueField, problem: ValueProblem, words: Words) -> str:
    return too_long(LIMITS[field], words) if problem is ValueProblem.TOO_LONG else words.text(_PROBLEMS[problem])


def _page(words: Words, blocks: Iterable[Block]) -> Modal:
    return Modal(View.FIRST_VALUE, words.text("First value"), tuple(blocks), close=words.text("Close"))
