"""Everything that was said and measured of one outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Message, context, header, message, one_line, section
from bot.blocks.plan_card import check_in_words, measured_words, outcome_words, progress_line
from bot.blocks.plan_words import arithmetic_words, value_words
from bot.locale import Words
from domain.plans.answer import OutcomeLook
from domain.plans.form import LONGEST_STEP
from domain.plans.plan import CheckIn, Measurement, MeasurementSource, PlannedOutcome
from domain.plans.progress import progress

MOST_MEASUREMENTS = 30
MOST_CHECK_INS = 20


def plan_history(look: OutcomeLook, words: Words, today: date) -> Message:
    planned, seen = look.planned, progress(look.planned, look.rules, today=today)
    said = [section(f"{outcome_words(planned.outcome, words)}\n{progress_line(planned, seen, words)}")]
    if quiet := " · ".join(measured_words(planned, seen, words, today)):
        said.append(context(quiet))
    if seen.done is not None:
        said.append(context(arithmetic_words(planned.outcome, seen, look.rules, words)))
    return message(
        [header(look.name), *said, *_check_ins(planned, words), *_measurements(planned, words)],
    )


def _check_ins(planned: PlannedOutcome, words: Words) -> Iterable[Block]:
    head = words.plural("*%(count)s check-in*", "*%(count)s check-ins*", len(planned.check_ins))
    yield section(head if planned.check_ins else words.text("Nobody has checked in yet."))
    for said in planned.check_ins[:MOST_CHECK_INS]:
        yield context("\n".join(_check_in(said, words)))
    yield from _more(len(planned.check_ins) - MOST_CHECK_INS, words)


def _check_in(said: CheckIn, words: Words) -> Iterable[str]:
    yield check_in_words(said, words)
    if said.next_step:
        yield words.text("Next: %(step)s", step=one_line(said.next_step, LONGEST_STEP))


def _measurements(planned: PlannedOutcome, words: Words) -> Iterable[Block]:
    """The newest first."""
    said = planned.measurements[::-1]
    if not said:
        return
    yield section(words.plural("*%(count)s measurement*", "*%(count)s measurements*", len(said)))
    lines = [_measurement(each, planned.outcome.unit, words) for each in said[:MOST_MEASUREMENTS]]
    yield context("\n".join(lines))
    yield from _more(len(said) - MOST_MEASUREMENTS, words)


def _more(rest: int, words: Words) -> Iterable[Block]:
    if rest > 0:
        yield context(words.plural("and %(count)s more", "and %(count)s more", rest))


def _measurement(said: Measurement, unit: str, words: Words) -> str:
    value = value_words(said.value, unit, words)
    return f"{words.day(said.day)} · {value} · {_source(said, words)}"


def _source(said: Measurement, words: Words) -> str:
    if said.source is MeasurementSource.USAGE:
        return words.text("from usage")
    if said.source is MeasurementSource.IMPORT:
        return words.text("from an import")
    return mentioned(said.by) if said.by else words.text("nobody named")
