"""The forms of success plans: an outcome, a value, a check-in, a milestone; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    FieldErrors,
    Modal,
    context,
    date_picker,
    input_block,
    one_line,
    option,
    person_select,
    radio_buttons,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.blocks.plan_card import outcome_words, progress_line
from bot.blocks.plan_words import CAUSE_WORDS, USAGE_WORDS, VERDICT_CHOICES, usage_words
from bot.blocks.task_form import task_problem_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.plans.answer import MilestoneOffer, OutcomeOffer, PlanRefused, StepOffer
from domain.plans.form import (
    LIMITS,
    LONGEST_MEASURE,
    LONGEST_OUTCOME,
    LONGEST_STEP,
    LONGEST_UNIT,
    OutcomeField,
    OutcomeForm,
    PlanProblem,
    usage_in,
    usage_text,
)
from domain.plans.plan import Cause, CheckInVerdict
from domain.plans.progress import progress
from domain.plans.steps import LIMITS as STEP_LIMITS
from domain.plans.steps import LONGEST_WORDS, CheckInForm, MeasureForm, StepField
from domain.tasks.form import TaskProblem, day_in

TYPED = "typed"
LONGEST_NUMBER = 30


def outcome_form(offer: OutcomeOffer, words: Words) -> Modal:
    title = words.text("Edit outcome") if offer.is_change else words.text("New outcome")
    blocks = (*_said(offer, words), *_way(offer.form, words), *_people(offer, words))
    return Modal(
        View.PLAN_OUTCOME,
        title,
        blocks,
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=offer.place,
    )


def measure_form(offer: StepOffer, words: Words, today: date) -> Modal:
    assert isinstance(offer.form, MeasureForm)
    outcome = offer.planned.outcome
    label = outcome.measure or words.text("Value")
    if outcome.unit:
        label = words.text("%(measure)s, in %(unit)s", measure=label, unit=outcome.unit)
    value = text_input(StepField.VALUE, max_length=LONGEST_NUMBER, initial=offer.form.value)
    on = date_picker(StepField.ON, initial=day_in(offer.form.on) or today)
    return Modal(
        View.PLAN_MEASURE,
        words.text("Measure"),
        (
            *_about(offer, words, today),
            input_block(StepField.VALUE, label, value),
            input_block(StepField.ON, words.text("On which day?"), on),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=str(outcome.id),
    )


def check_in_form(offer: StepOffer, words: Words, today: date, *, seen: str) -> Modal:
    """`seen` is the outcome with the last check-in that the form was opened on."""
    form = offer.form
    assert isinstance(form, CheckInForm)
    verdicts = {each.value: option(words.text(VERDICT_CHOICES[each]), each) for each in CheckInVerdict}
    verdict = radio_buttons(Action.PLAN_VERDICT, list(verdicts.values()), initial=verdicts.get(form.verdict))
    next_step = text_input(StepField.NEXT_STEP, multiline=True, max_length=LONGEST_STEP, initial=form.next_step)
    return Modal(
        View.PLAN_CHECK_IN,
        words.text("Check in"),
        (
            *_about(offer, words, today),
            redrawing(input_block(StepField.VERDICT, words.text("How does it go?"), verdict)),
            *_why(form, words),
            input_block(StepField.NEXT_STEP, words.text("What is next?"), next_step, optional=True),
        ),
        submit=words.text("Check in"),
        close=words.text("Cancel"),
        metadata=seen,
    )


def milestone_form(offer: MilestoneOffer, words: Words) -> Modal:
    form = offer.form
    blocks: list[Block] = [
        section(f"*{one_line(offer.name)}*"),
        input_block(
            StepField.TITLE,
            words.text("What is to be done?"),
            text_input(StepField.TITLE, max_length=LONGEST_OUTCOME, initial=form.title),
        ),
        input_block(StepField.DUE_ON, words.text("Due on"), date_picker(StepField.DUE_ON, initial=day_in(form.due_on))),
    ]
    if offer.outcomes:
        listed = [option(each.title, str(each.id)) for each in offer.outcomes[:OPTIONS_IN_A_SELECT]]
        field = select(StepField.OUTCOME, listed, placeholder=words.text("All of the plan"))
        blocks.append(input_block(StepField.OUTCOME, words.text("On the way to"), field, optional=True))
    owner = person_select(StepField.OWNER, placeholder=words.text("Choose a person"), initial=form.owner)
    blocks.append(input_block(StepField.OWNER, words.text("Who looks after it?"), owner, optional=True))
    return Modal(
        View.PLAN_MILESTONE,
        words.text("New milestone"),
        tuple(blocks),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=str(offer.account),
    )


def plan_errors(refused: PlanRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _problem(field, problem, words) for field, problem in refused.problems.items()})


def _said(offer: OutcomeOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    yield section(f"*{one_line(offer.name)}*")
    title = text_input(OutcomeField.TITLE, multiline=True, max_length=LONGEST_OUTCOME, initial=form.title)
    hint = words.text("As they would say it: “Close the month in three days instead of six”.")
    yield input_block(OutcomeField.TITLE, words.text("What do they want to reach, in their words?"), title, hint=hint)
    agreed_on = date_picker(OutcomeField.AGREED_ON, initial=day_in(form.agreed_on))
    yield input_block(OutcomeField.AGREED_ON, words.text("Agreed on"), agreed_on)


def _way(form: OutcomeForm, words: Words) -> Iterable[Block]:
    measure = text_input(OutcomeField.MEASURE, max_length=LONGEST_MEASURE, initial=form.measure)
    hint = words.text("Hours saved a month, days to close, share of orders without a call …")
    yield input_block(OutcomeField.MEASURE, words.text("What shows it?"), measure, hint=hint, optional=True)
    unit = text_input(OutcomeField.UNIT, max_length=LONGEST_UNIT, initial=form.unit)
    yield input_block(OutcomeField.UNIT, words.text("Unit"), unit, optional=True)
    baseline = text_input(OutcomeField.BASELINE, max_length=LONGEST_NUMBER, initial=form.baseline)
    label = words.text("Value on the day it was agreed")
    yield input_block(OutcomeField.BASELINE, label, baseline, optional=True)
    target = text_input(OutcomeField.TARGET, max_length=LONGEST_NUMBER, initial=form.target)
    hint = words.text("More or less than before: what is better follows from it.")
    yield input_block(OutcomeField.TARGET, words.text("Target"), target, hint=hint, optional=True)
    due_on = date_picker(OutcomeField.DUE_ON, initial=day_in(form.due_on))
    yield input_block(OutcomeField.DUE_ON, words.text("Due on"), due_on, optional=True)
    yield _source(form, words)


def _source(form: OutcomeForm, words: Words) -> Block:
    """A source that is not offered stays what it is."""
    typed = option(words.text("Typed in by us"), TYPED)
    chosen = usage_in(form.usage)
    offered = [*USAGE_WORDS, *([chosen] if chosen and chosen not in USAGE_WORDS else [])]
    sources = {each: option(usage_words(each, words), usage_text(each)) for each in offered}
    field = select(
        OutcomeField.USAGE,
        [typed, *sources.values()],
        placeholder=words.text("Typed in by us"),
        initial=sources[chosen] if chosen else typed,
    )
    return input_block(OutcomeField.USAGE, words.text("Where do the values come from?"), field, optional=True)


def _people(offer: OutcomeOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    owner = person_select(OutcomeField.OWNER, placeholder=words.text("Choose a person"), initial=form.owner)
    yield input_block(OutcomeField.OWNER, words.text("Who looks after it on our side?"), owner, optional=True)
    chosen_first = sorted(offer.contacts, key=lambda each: str(each.id) != form.contact)
    listed = [option(each.name, str(each.id)) for each in chosen_first[:OPTIONS_IN_A_SELECT]]
    if listed:
        initial = next((each for each in listed if each["value"] == form.contact), None)
        field = select(OutcomeField.CONTACT, listed, placeholder=words.text("Choose a contact"), initial=initial)
        yield input_block(OutcomeField.CONTACT, words.text("And on theirs?"), field, optional=True)
    else:
        yield context(words.text("The book has no contacts of this account yet."))
    step = text_input(OutcomeField.NEXT_STEP, multiline=True, max_length=LONGEST_STEP, initial=form.next_step)
    yield input_block(OutcomeField.NEXT_STEP, words.text("What is next?"), step, optional=True)


def _about(offer: StepOffer, words: Words, today: date) -> Iterable[Block]:
    seen = progress(offer.planned, offer.rules, today=today)
    yield section(f"*{one_line(offer.name)}*\n{outcome_words(offer.planned.outcome, words)}")
    if seen.done is not None:
        yield context(progress_line(offer.planned, seen, words))


def _why(form: CheckInForm, words: Words) -> Iterable[Block]:
    """When it is behind, the cause is asked for; an ending may be explained."""
    if form.verdict == CheckInVerdict.BEHIND:
        causes = {each.value: option(words.text(CAUSE_WORDS[each]), each) for each in Cause}
        cause = radio_buttons(StepField.CAUSE, list(causes.values()), initial=causes.get(form.cause))
        yield input_block(StepField.CAUSE, words.text("Why is it behind?"), cause)
    said = text_input(StepField.WORDS, multiline=True, max_length=LONGEST_WORDS, initial=form.words)
    behind = words.text("In a line: who does not use it, or what else?")
    label = behind if form.verdict == CheckInVerdict.BEHIND else words.text("In a line or two")
    yield input_block(StepField.WORDS, label, said, optional=True)


def _problem(field: OutcomeField | StepField, problem: PlanProblem | TaskProblem, words: Words) -> str:
    if isinstance(problem, TaskProblem):
        return task_problem_words(problem, words)
    if problem is PlanProblem.TOO_LONG:
        limit = LIMITS[field] if isinstance(field, OutcomeField) else STEP_LIMITS[field]
        return too_long(limit, words)
    return words.text(_PROBLEMS[problem])


_PROBLEMS = {
    PlanProblem.NO_TITLE: marked("Write down what they want, so that it can be read."),
    PlanProblem.KNOWN: marked("The plan of this account has that already."),
    PlanProblem.NO_DAY: marked("Choose a day."),
    PlanProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    PlanProblem.TOO_OLD: marked("That is more than ten years ago. Look at the year."),
    PlanProblem.NOT_AFTER: marked("That is not after the day it was agreed on."),
    PlanProblem.TOO_FAR: marked("That is more than ten years away. Look at the year."),
    PlanProblem.NO_NUMBER: marked("Write a number, like 62, 3.5 or 1,200."),
    PlanProblem.NO_BASELINE: marked("A target needs the value it starts from."),
    PlanProblem.NO_TARGET: marked("A starting value needs a target."),
    PlanProblem.NO_WAY: marked("The target is where it starts: there is nothing to reach."),
    PlanProblem.NO_VERDICT: marked("Choose how it goes."),
    PlanProblem.NO_CAUSE: marked("Choose why it is behind."),
    PlanProblem.NO_WORDS: marked("Say it in a line: who does not use it, or what else it is."),
}
