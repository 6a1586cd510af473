"""The success plan of an account: each outcome with how far it is, and the milestones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    header,
    message,
    one_line,
    option,
    overflow,
    section,
)
from bot.blocks.plan_milestones import milestone_blocks
from bot.blocks.plan_words import (
    CAUSE_WORDS,
    STATUS_ICONS,
    STATUS_WORDS,
    arithmetic_words,
    bar,
    progress_words,
    usage_words,
    value_words,
)
from bot.ids import Action
from bot.locale import Words
from domain.plans.answer import PlanLook
from domain.plans.form import LONGEST_OUTCOME, LONGEST_STEP
from domain.plans.plan import CheckIn, MeasurementSource, Outcome, PlannedOutcome
from domain.plans.policy import PlanRules
from domain.plans.progress import Progress, Verdict, progress
from domain.success import OutcomeStatus

MOST_OUTCOMES = 8
WORDS_SHOWN = 200


def plan_card(look: PlanLook, words: Words, today: date) -> Message:
    title = header(words.text("Success plan of %(account)s", account=look.name))
    if look.plan.is_empty:
        return message([title, section(_nothing(look, words)), *_foot(look, words)])
    shown = look.plan.outcomes[:MOST_OUTCOMES]
    rows = [block for each in shown for block in _outcome(each, look, words, today)]
    more = len(look.plan.outcomes) - len(shown)
    rest = [context(words.plural("%(count)s more outcome", "%(count)s more outcomes", more))] if more else []
    return message(
        [title, section(_head(look, words)), *rows, *rest, *milestone_blocks(look, words, today), *_foot(look, words)]
    )


def outcome_words(outcome: Outcome, words: Words) -> str:
    """The customer's own words, quoted, with the icon and the word of how it stands."""
    title = one_line(outcome.title, LONGEST_OUTCOME)
    status = words.text(STATUS_WORDS[outcome.status])
    return f"{STATUS_ICONS[outcome.status]} *{status}* · " + words.text("“%(quote)s”", quote=title)


def progress_line(planned: PlannedOutcome, seen: Progress, words: Words) -> str:
    said = progress_words(planned.outcome, seen, words)
    return f"{bar(seen)} {said}" if seen.done is not None else said


def measured_words(planned: PlannedOutcome, seen: Progress, words: Words, today: date) -> Iterable[str]:
    """By what it is measured, from where to where, by when, and who measured last."""
    outcome = planned.outcome
    if outcome.measure:
        yield one_line(outcome.measure)
    if outcome.baseline is not None and outcome.target is not None:
        yield words.text(
            "from %(baseline)s to %(target)s",
            baseline=value_words(outcome.baseline, outcome.unit, words),
            target=value_words(outcome.target, outcome.unit, words),
        )
    if outcome.due_on:
        yield words.text("by %(day)s", day=words.day(outcome.due_on))
    if outcome.usage:
        yield words.text("read every night: %(usage)s", usage=usage_words(outcome.usage, words))
    if seen.last:
        age = words.age((today - seen.last.day).days)
        if seen.last.source is MeasurementSource.TYPED and seen.last.by:
            yield words.text("measured %(age)s, %(person)s", age=age, person=mentioned(seen.last.by))
        else:
            yield words.text("measured %(age)s", age=age)


def check_in_words(said: CheckIn, words: Words) -> str:
    """Who said what of it when, and why it was behind."""
    parts = [f"{STATUS_ICONS[said.verdict.status]} {words.text(STATUS_WORDS[said.verdict.status])}"]
    if said.cause:
        parts.append(words.text(CAUSE_WORDS[said.cause]))
    if said.words:
        parts.append(words.text("“%(quote)s”", quote=one_line(said.words, WORDS_SHOWN)))
    return words.text(
        "Check-in of %(day)s, %(person)s: %(said)s",
        day=words.day(said.on),
        person=mentioned(said.by),
        said=" · ".join(parts),
    )


def new_outcome_button(account: int, words: Words) -> Element:
    return button(words.text("New outcome…"), f"{Action.PLAN_OUTCOME}:{account}", value=str(account))


def plan_button(account: int, name: str, words: Words) -> Element:
    says = words.text("Success plan: %(account)s", account=name)
    return button(words.text("Success plan"), f"{Action.PLAN}:{account}", value=str(account), says=says)


def _head(look: PlanLook, words: Words) -> str:
    statuses = [each.outcome.status for each in look.plan.outcomes]
    counted = [
        f"{STATUS_ICONS[status]} {words.text(STATUS_WORDS[status])} {words.number(count)}"
        for status in (
            *(OutcomeStatus.BEHIND, OutcomeStatus.ON_TRACK, OutcomeStatus.AGREED),
            *(OutcomeStatus.REACHED, OutcomeStatus.CLOSED),
        )
        if (count := statuses.count(status))
    ]
    said = " · ".join(counted) or words.text("No outcome is agreed yet.")
    left = words.text("This account has left; the plan is kept as it was.")
    return f"{said}\n{left}" if look.has_left else said


def _outcome(planned: PlannedOutcome, look: PlanLook, words: Words, today: date) -> Iterable[Block]:
    outcome, rules = planned.outcome, look.rules
    seen = progress(planned, rules, today=today)
    yield section(f"{outcome_words(outcome, words)}\n{_line(planned, seen, words)}")
    if quiet := list(_quiet(planned, seen, rules, words, today)):
        yield context("\n".join(quiet))
    if look.may_write:
        yield actions(*_buttons(outcome, words))
    elif planned.check_ins or planned.measurements:
        yield actions(_history_button(outcome, words))


def _line(planned: PlannedOutcome, seen: Progress, words: Words) -> str:
    closed_on = planned.outcome.closed_on
    said = progress_line(planned, seen, words)
    if closed_on is None:
        return said
    day = words.day(closed_on)
    closed = words.text("since %(day)s", day=day)
    return closed if seen.verdict is Verdict.NO_MEASURE else f"{said} · {closed}"


def _quiet(planned: PlannedOutcome, seen: Progress, rules: PlanRules, words: Words, today: date) -> Iterable[str]:
    if measured := " · ".join(measured_words(planned, seen, words, today)):
        yield measured
    if planned.outcome.is_open and seen.done is not None:
        yield arithmetic_words(planned.outcome, seen, rules, words)
    if people := " · ".join(_people(planned, words, today)):
        yield people
    if planned.outcome.next_step and planned.outcome.is_open:
        yield words.text("Next: %(step)s", step=one_line(planned.outcome.next_step, LONGEST_STEP))
    if planned.last_check_in:
        yield check_in_words(planned.last_check_in, words)


def _people(planned: PlannedOutcome, words: Words, today: date) -> Iterable[str]:
    outcome = planned.outcome
    if outcome.owner:
        yield words.text("ours: %(person)s", person=mentioned(outcome.owner))
    if planned.contact_name:
        yield words.text("theirs: %(person)s", person=one_line(planned.contact_name))
    if outcome.is_open and outcome.check_in_on:
        day = words.day(outcome.check_in_on)
        if outcome.check_in_on <= today:
            yield "🔴 " + words.text("check-in was due on %(day)s", day=day)
        else:
            yield words.text("next check-in %(day)s", day=day)


def _buttons(outcome: Outcome, words: Words) -> Iterable[Element]:
    number = str(outcome.id)
    about = outcome.title
    if outcome.is_open:
        says = words.text("Check in: %(outcome)s", outcome=about)
        yield button(words.text("Check in…"), f"{Action.PLAN_CHECK_IN}:{number}", value=number, says=says)
        if outcome.is_measured and not outcome.usage:
            says = words.text("Measure: %(outcome)s", outcome=about)
            yield button(words.text("Measure…"), f"{Action.PLAN_MEASURE}:{number}", value=number, says=says)
    entries = [option(words.text("Edit…"), f"{Action.PLAN_EDIT}:{number}")]
    if outcome.is_open:
        entries += [
            option(words.text("Reached…"), f"{Action.PLAN_CHECK_IN}:{number} reached"),
            option(words.text("Close…"), f"{Action.PLAN_CHECK_IN}:{number} closed"),
        ]
    else:
        entries.append(option(words.text("Open again…"), f"{Action.PLAN_CHECK_IN}:{number}"))
    entries.append(option(words.text("History"), f"{Action.PLAN_HISTORY}:{number}"))
    yield overflow(f"{Action.ROW_MENU}:plan:{number}", entries)


def _history_button(outcome: Outcome, words: Words) -> Element:
    return button(words.text("History"), f"{Action.PLAN_HISTORY}:{outcome.id}", value=str(outcome.id))


def _nothing(look: PlanLook, words: Words) -> str:
    if look.has_left:
        return words.text("There is no success plan, and this account has left.")
    return words.text(
        "Nothing is agreed yet. Ask *%(account)s* what they want to reach with us, and write it down in their words.",
        account=one_line(look.name),
    )


def _foot(look: PlanLook, words: Words) -> list[Block]:
    if not look.may_write:
        return []
    account = look.plan.account
    step = button(words.text("Milestone…"), f"{Action.PLAN_MILESTONE}:{account}", value=str(account))
    return [actions(new_outcome_button(account, words), step)]
