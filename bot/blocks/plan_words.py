"""The words of success plans: how an outcome stands, how far it is, in numbers and in a bar, and why it is behind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.accounts import UsageMeasure
from domain.plans.form import LONGEST_UNIT
from domain.plans.plan import Cause, CheckInVerdict, Direction, Outcome, UsageReading, UsageSource
from domain.plans.policy import PlanRules
from domain.plans.progress import Progress, Verdict
from domain.success import OutcomeStatus

STATUS_ICONS = {
    OutcomeStatus.AGREED: "🔵",
    OutcomeStatus.ON_TRACK: "🟢",
    OutcomeStatus.BEHIND: "🔴",
    OutcomeStatus.REACHED: "🎉",
    OutcomeStatus.CLOSED: "⚪",
}
STATUS_WORDS = {
    OutcomeStatus.AGREED: marked("Agreed"),
    OutcomeStatus.ON_TRACK: marked("On track"),
    OutcomeStatus.BEHIND: marked("Behind"),
    OutcomeStatus.REACHED: marked("Reached"),
    OutcomeStatus.CLOSED: marked("Given up"),
}
VERDICT_CHOICES = {
    CheckInVerdict.ON_TRACK: marked("On track"),
    CheckInVerdict.BEHIND: marked("Behind"),
    CheckInVerdict.REACHED: marked("Reached"),
    CheckInVerdict.CLOSED: marked("Given up with the customer, not reached"),
}
CAUSE_WORDS = {
    Cause.NOT_INSTALLED: marked("Not installed as we advised"),
    Cause.NOT_USED: marked("Not used by those who should"),
    Cause.WRONG_MEASURE: marked("Not the right measure"),
    Cause.OTHER: marked("Something else"),
}
USAGE_WORDS = {
    UsageSource(UsageMeasure.ACTIVE_USERS, UsageReading.MEAN): marked("users active in a day, mean of 28 days"),
    UsageSource(UsageMeasure.ACTIVE_USERS_28D, UsageReading.MEAN): marked("users active in 28 days, mean of 28 days"),
    UsageSource(UsageMeasure.EVENTS, UsageReading.SUM): marked("things done in the product, sum of 28 days"),
    UsageSource(UsageMeasure.EVENTS, UsageReading.MEAN): marked("things done in a day, mean of 28 days"),
    UsageSource(UsageMeasure.CORE_FEATURES_USED, UsageReading.MEAN): marked("core features used, mean of 28 days"),
    UsageSource(UsageMeasure.SEATS_ASSIGNED, UsageReading.MEAN): marked("seats assigned, mean of 28 days"),
}
"""What may be chosen; another source that an import named is read all the same."""
CELLS = 10
MOST_PLACES = 2


def number_words(value: Decimal, words: Words) -> str:
    """With at most two places, and no more than it has."""
    rounded = value.quantize(Decimal(1).scaleb(-MOST_PLACES), ROUND_HALF_UP).normalize()
    exponent = rounded.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return words.number(float(rounded), places)


def value_words(value: Decimal, unit: str, words: Words) -> str:
    return with_unit(number_words(value, words), unit)


def with_unit(said: str, unit: str) -> str:
    """A per cent sign stands at its number, other units a space away."""
    if not unit:
        return said
    shown = one_line(unit, LONGEST_UNIT * 2)
    return f"{said}{shown}" if unit in {"%", "％", "‰"} else f"{said} {shown}"


def bar(progress: Progress) -> str:
    """How much of the way is done; the stroke is where the line stands today."""
    done = _cells(progress.done)
    cells = ["■"] * done + ["□"] * (CELLS - done)
    if progress.due is not None and progress.due < 1:
        cells.insert(_cells(progress.due), "│")
    return "".join(cells)


def _unmeasured(outcome: Outcome, words: Words) -> str:
    """Without a value it stands as somebody said, if anybody did."""
    is_said = outcome.status is not OutcomeStatus.AGREED
    if not outcome.is_measured:
        without = words.text("no measure agreed: it stands as was last said")
        return without if is_said else words.text("cannot tell: no measure agreed")
    assert outcome.target is not None
    target = value_words(outcome.target, outcome.unit, words)
    if is_said:
        return words.text("no measurement yet: it stands as was last said; the target is %(target)s", target=target)
    return words.text("cannot tell: no measurement yet; the target is %(target)s", target=target)


def progress_words(outcome: Outcome, progress: Progress, words: Words) -> str:
    """62 of 80 h; due 71 by now: behind."""
    if progress.last is None or not outcome.is_measured:
        return _unmeasured(outcome, words)
    assert outcome.target is not None
    value = number_words(progress.last.value, words)
    target = value_words(outcome.target, outcome.unit, words)
    if not outcome.is_open:
        return words.text("%(value)s, target %(target)s", value=value, target=target)
    said = words.text(_ON_THE_WAY[outcome.direction], value=value, target=target)
    if progress.due_value is not None and progress.verdict is not Verdict.REACHED:
        due = number_words(_as_exact(progress.due_value, outcome, progress.last.value), words)
        said = words.text("%(value)s; due %(due)s by now", value=said, due=due)
    return words.text("%(value)s: %(verdict)s", value=said, verdict=words.text(_VERDICTS[progress.verdict]))


def arithmetic_words(outcome: Outcome, progress: Progress, rules: PlanRules, words: Words) -> str:
    """Every number that the verdict is made of."""
    return " · ".join(_arithmetic(outcome, progress, rules, words))


def usage_words(source: UsageSource, words: Words) -> str:
    known = USAGE_WORDS.get(source)
    if known:
        return words.text(known)
    return f"{source.measure.value.replace('_', ' ')} ({source.reading.value}, 28 d)"


def _as_exact(due: Decimal, outcome: Outcome, value: Decimal) -> Decimal:
    """Where the line stands, with as many places as the outcome is measured with."""
    measured = [each for each in (outcome.baseline, outcome.target, value) if each is not None]
    exponents = [each.as_tuple().exponent for each in measured]
    finest = min([exponent for exponent in exponents if isinstance(exponent, int)], default=0)
    return due.quantize(Decimal(1).scaleb(min(0, finest)), ROUND_HALF_UP)


def _arithmetic(outcome: Outcome, progress: Progress, rules: PlanRules, words: Words) -> Iterable[str]:
    assert outcome.baseline is not None
    assert outcome.target is not None
    if progress.done is not None and progress.last:
        yield words.text(
            "(%(value)s − %(baseline)s) ÷ (%(target)s − %(baseline)s) = %(share)s of the way done",
            value=_operand(progress.last.value, words),
            baseline=_operand(outcome.baseline, words),
            target=_operand(outcome.target, words),
            share=words.percent(float(progress.done)),
        )
    if progress.due is None or progress.days is None or progress.all_days is None:
        return
    yield words.text(
        "%(days)s of %(all)s days gone = %(share)s due, of which %(tolerance)s may be missing",
        days=words.number(min(progress.days, progress.all_days)),
        all=words.number(progress.all_days),
        share=words.percent(float(progress.due)),
        tolerance=words.percent(float(rules.tolerance)),
    )


def _operand(value: Decimal, words: Words) -> str:
    said = number_words(value, words)
    return f"({said})" if value < 0 else said


def _cells(share: Decimal | None) -> int:
    """Full only when all of it is done."""
    return min(CELLS, max(0, int((share or Decimal(0)) * CELLS)))


_ON_THE_WAY = {
    Direction.MORE: marked("%(value)s of %(target)s"),
    Direction.LESS: marked("%(value)s, on the way down to %(target)s"),
}
_VERDICTS = {
    Verdict.ON_TRACK: marked("*on track*"),
    Verdict.BEHIND: marked("*behind*"),
    Verdict.REACHED: marked("*reached*"),
    Verdict.NO_MEASUREMENT: marked("no measurement yet"),
    Verdict.NOT_SINCE: marked("not measured since the last check-in"),
}
