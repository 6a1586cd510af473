"""Accounts that are ready to grow, with the reason in words; and the form that says not now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    date_picker,
    header,
    input_block,
    message,
    one_line,
    section,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.blocks.pages import place_words
from bot.blocks.renewal_words import health_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.accounts import UsageMeasure
from domain.expansion.answer import PassOffer, SuggestedAccounts
from domain.expansion.form import LONGEST_WHY
from domain.expansion.question import plays_question_text
from domain.expansion.suggesting import PassField, PassProblem, SeatFacts

ROWS_ON_A_PAGE = 8
A_YEAR = 365
_PROBLEMS = {
    PassProblem.NOTHING_SAID: marked("Choose a day, or say why not."),
    PassProblem.NOT_AHEAD: marked("Choose a day that is still to come."),
}


def suggested_accounts(answer: SuggestedAccounts, words: Words, today: date, *, whose: str) -> Message:
    title = header(words.text("Ready to grow"))
    rule = words.plural(
        "Green, first value reached, nothing open, no renewal at risk, %(share)s or more of the seats in use for "
        "%(count)s day.",
        "Green, first value reached, nothing open, no renewal at risk, %(share)s or more of the seats in use for "
        "%(count)s days.",
        answer.for_days,
        share=words.percent(answer.seat_share),
    )
    head = context(f"{whose} · {rule}")
    if not answer.facts:
        nothing = words.text("No account is ready by that rule today, or somebody looks after each that is.")
        return message([title, head, section(nothing)])
    rows = [block for facts in answer.facts for block in _row(answer, facts, words, today)]
    return message([title, head, *rows, *_foot(answer, words)])


def seats_words(facts: SeatFacts, words: Words, today: date) -> str:
    """The reason: 47 of 50 seats active for 31 days. Nobody looks back much further than a year."""
    numbers = {"used": words.number(facts.used), "seats": words.number(facts.seats)}
    is_assigned = facts.measure is UsageMeasure.SEATS_ASSIGNED
    if facts.days(today) > A_YEAR:
        if is_assigned:
            return words.text("%(used)s of %(seats)s seats assigned for more than a year", **numbers)
        return words.text("%(used)s of %(seats)s seats active for more than a year", **numbers)
    if is_assigned:
        return words.plural(
            "%(used)s of %(seats)s seats assigned for %(count)s day",
            "%(used)s of %(seats)s seats assigned for %(count)s days",
            facts.days(today),
            **numbers,
        )
    return words.plural(
        "%(used)s of %(seats)s seats active for %(count)s day",
        "%(used)s of %(seats)s seats active for %(count)s days",
        facts.days(today),
        **numbers,
    )


def pass_form(offer: PassOffer, words: Words, today: date) -> Modal:
    facts = offer.facts
    about = f"*{one_line(facts.name)}* · {seats_words(facts, words, today)}"
    until = input_block(PassField.UNTIL, words.text("Not before"), date_picker(PassField.UNTIL), optional=True)
    field = text_input(PassField.WHY, multiline=True, max_length=LONGEST_WHY)
    hint = words.text("Without a day it comes back when their seats or their use have changed.")
    why = input_block(PassField.WHY, words.text("Why not now?"), field, hint=hint, optional=True)
    return Modal(
        View.PLAY_LATER,
        words.text("Not now"),
        (section(about), until, why),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=str(facts.account),
    )


def pass_errors(problems: Mapping[PassField, PassProblem], words: Words) -> FieldErrors:
    return FieldErrors({field.value: _problem(problem, words) for field, problem in problems.items()})


def passed_receipt(facts: SeatFacts, words: Words) -> Message:
    said = words.text("✓ *%(account)s* is not suggested for now.", account=one_line(facts.name))
    return message([section(said), context(words.text("The list says so the next time you ask."))])


def _problem(problem: PassProblem, words: Words) -> str:
    if problem is PassProblem.TOO_LONG:
        return too_long(LONGEST_WHY, words)
    return words.text(_PROBLEMS[problem])


def _row(answer: SuggestedAccounts, facts: SeatFacts, words: Words, today: date) -> Iterable[Block]:
    owner = mentioned(facts.owner) if facts.owner else words.text("nobody yet")
    quiet = " · ".join([health_words(facts.band, facts.shown, words), owner])
    yield section(f"*{one_line(facts.name)}* · *{words.percent(facts.share)}*\n{seats_words(facts, words, today)}")
    yield context(quiet)
    yield actions(*_buttons(answer, facts, words))


def _buttons(answer: SuggestedAccounts, facts: SeatFacts, words: Words) -> Iterable[Element]:
    number = str(facts.account)
    if answer.may_open:
        says = words.text("Start a play: %(account)s", account=facts.name)
        yield button(words.text("Start…"), f"{Action.PLAY}:{number}", value=f"account:{number}", says=says)
        says = words.text("Not now: %(account)s", account=facts.name)
        yield button(words.text("Not now…"), f"{Action.PLAY_LATER}:{number}", value=number, says=says)
    says = words.text("Show %(account)s", account=facts.name)
    yield button(words.text("Health"), f"{Action.SHOW_HEALTH}:{number}", value=number, says=says)


def _foot(answer: SuggestedAccounts, words: Words) -> Iterable[Block]:
    last, asked = answer.offset + len(answer.facts), plays_question_text(answer.wanted)
    turns: list[Element] = []
    if answer.offset:
        before = max(0, answer.offset - ROWS_ON_A_PAGE)
        turns.append(button(words.text("Previous"), f"{Action.PLAYS_PAGE}:previous", value=f"plays {before} {asked}"))
    if last < answer.total:
        turns.append(button(words.text("Next"), f"{Action.PLAYS_PAGE}:next", value=f"plays {last} {asked}"))
    if turns:
        yield context(place_words(answer.offset, last, answer.total, words))
        yield actions(*turns)
