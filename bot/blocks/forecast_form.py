"""The form in which somebody says what a renewal will bring, what is wrong with it, and its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    Option,
    context,
    date_token,
    input_block,
    message,
    one_line,
    option,
    section,
    select,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.blocks.renewal_words import CATEGORY_WORDS, category_words, days_left
from bot.ids import View
from bot.locale import Words, marked
from domain.accounts import Money
from domain.renewals.forecasting import (
    LONGEST_REASON,
    LONGEST_STEP,
    ForecastConflict,
    ForecastField,
    ForecastForm,
    ForecastOffer,
    ForecastProblem,
    ForecastRefused,
    ForecastSaved,
)
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal

LONGEST_AMOUNT = 40
LONGEST_SHOWN = 200
"""Of a reason, where it is quoted."""


def forecast_form(offer: ForecastOffer, words: Words, today: date) -> Modal:
    return _modal(offer, _as_it_stands(offer.renewal, words), words, today, warned=())


def forecast_conflict(conflict: ForecastConflict, words: Words, today: date) -> Modal:
    """The same form with what this person typed, under a line that says what somebody else did meanwhile."""
    return _modal(conflict.offer, conflict.typed, words, today, warned=[section(_warning(conflict, words))])


def forecast_errors(refused: ForecastRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(problem, refused, words) for field, problem in refused.problems.items()})


def forecast_receipt(saved: ForecastSaved, words: Words) -> Message:
    said = saved.renewal.forecast
    assert said
    parts = [f"*{category_words(said.category, words)}*", *_proposed(said.proposed, words)]
    line = words.text(
        "✓ Recorded for *%(account)s*: %(forecast)s.", account=one_line(saved.name), forecast=" · ".join(parts)
    )
    return message([section(line), context(words.text("It stands in the list the next time you ask or turn a page."))])


def _modal(offer: ForecastOffer, typed: ForecastForm, words: Words, today: date, *, warned: Sequence[Block]) -> Modal:
    renewal = offer.renewal
    return Modal(
        View.FORECAST,
        words.text("Forecast"),
        (*warned, section(_intro(offer, words, today)), *_questions(renewal, typed, words), *_history(offer, words)),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=f"{renewal.id} {renewal.version} {_stamp(renewal)}",
    )


def _stamp(renewal: Renewal) -> str:
    """Which forecast was seen, so that a later change can be told from other changes."""
    return renewal.forecast.at.isoformat() if renewal.forecast else ""


def _intro(offer: ForecastOffer, words: Words, today: date) -> str:
    renewal = offer.renewal
    arr = words.money(renewal.arr) if renewal.arr else words.text("ARR not known")
    when = days_left(renewal.due_on, today, words)
    due = words.text("%(day)s (%(when)s)", day=words.day(renewal.due_on), when=when)
    return f"*{one_line(offer.name)}* · {arr} · {due}"


def _questions(renewal: Renewal, typed: ForecastForm, words: Words) -> Iterable[Block]:
    options = {category.value: _option(category, words) for category in ForecastCategory}
    chosen = select(
        ForecastField.CATEGORY,
        list(options.values()),
        placeholder=words.text("Choose a category"),
        initial=options.get(typed.category),
    )
    yield input_block(ForecastField.CATEGORY, words.text("What do you expect?"), chosen)
    proposed = text_input(ForecastField.PROPOSED, max_length=LONGEST_AMOUNT, initial=typed.proposed)
    hint = words.text("For the next term, like 48,000, 48k or 4.8万. Empty: as contracted.")
    yield input_block(ForecastField.PROPOSED, _proposed_label(renewal, words), proposed, hint=hint, optional=True)
    reason = text_input(ForecastField.REASON, multiline=True, max_length=LONGEST_REASON, initial=typed.reason)
    required = words.text("Required when the category changes. Every reason is kept.")
    yield input_block(ForecastField.REASON, words.text("Why?"), reason, hint=required, optional=True)
    step = text_input(ForecastField.NEXT_STEP, max_length=LONGEST_STEP, initial=typed.next_step)
    yield input_block(ForecastField.NEXT_STEP, words.text("Next step"), step, optional=True)


def _option(category: ForecastCategory, words: Words) -> Option:
    return option(words.text(CATEGORY_WORDS[category]), category, words.text(_MEANINGS[category]))


def _proposed_label(renewal: Renewal, words: Words) -> str:
    if not renewal.arr:
        return words.text("Proposed ARR, with its currency")
    return words.text("Proposed ARR in %(currency)s", currency=renewal.arr.currency)


def _history(offer: ForecastOffer, words: Words) -> Iterable[Block]:
    if not offer.recent:
        yield context(words.text("Nobody has forecast this renewal yet."))
        return
    yield section(words.text("*The last forecasts*"))
    yield from (context(_told(forecast, words)) for forecast in offer.recent)


def _told(forecast: Forecast, words: Words) -> str:
    parts = [f"*{category_words(forecast.category, words)}*", *_proposed(forecast.proposed, words)]
    parts += [mentioned(forecast.by), _when(forecast, words)]
    if forecast.reason:
        parts.append(f"“{one_line(forecast.reason, LONGEST_SHOWN)}”")
    return " · ".join(parts)


def _when(forecast: Forecast, words: Words) -> str:
    return date_token(forecast.at, words.text("{date_short_pretty} at {time}"), words.instant(forecast.at, "UTC"))


def _proposed(proposed: Money | None, words: Words) -> Iterable[str]:
    if proposed:
        yield words.text("proposed %(arr)s", arr=words.money(proposed))


def _warning(conflict: ForecastConflict, words: Words) -> str:
    if conflict.said_since and conflict.offer.renewal.forecast:
        changed = words.text(
            "⚠️ Meanwhile it was forecast by somebody else: %(forecast)s",
            forecast=_told(conflict.offer.renewal.forecast, words),
        )
    else:
        changed = words.text("⚠️ Meanwhile this renewal was changed: below is how it stands now.")
    ways = words.text("Press *Save* again to put yours on top, or *Cancel* to leave it.")
    return f"{changed}\n{ways}"


def _as_it_stands(renewal: Renewal, words: Words) -> ForecastForm:
    """The form filled with the present forecast, but for its reason: that one was of its day."""
    said = renewal.forecast
    if said is None:
        return ForecastForm(next_step=renewal.next_step)
    proposed = words.plain_money(said.proposed) if said.proposed else ""
    return ForecastForm(said.category, proposed, next_step=renewal.next_step)


def _said(problem: ForecastProblem, refused: ForecastRefused, words: Words) -> str:
    renewal = refused.renewal
    if problem is ForecastProblem.REASON_MISSING and renewal.forecast:
        was = category_words(renewal.forecast.category, words)
        return words.text("It was “%(category)s” until now: say why that changes.", category=was)
    if problem is ForecastProblem.OTHER_CURRENCY and renewal.arr:
        return words.text("This renewal is in %(currency)s: write the amount in it.", currency=renewal.arr.currency)
    limit = _LIMITS.get(problem)
    return too_long(limit, words) if limit else words.text(_PROBLEMS[problem])


_LIMITS = {ForecastProblem.REASON_TOO_LONG: LONGEST_REASON, ForecastProblem.STEP_TOO_LONG: LONGEST_STEP}
_MEANINGS = {
    ForecastCategory.COMMIT: marked("they have said yes"),
    ForecastCategory.PROBABLE: marked("all signs are good"),
    ForecastCategory.BEST_CASE: marked("if everything goes well"),
    ForecastCategory.AT_RISK: marked("may be lost in part or in full"),
    ForecastCategory.EXPECTED_LOSS: marked("will not renew"),
}
_PROBLEMS = {
    ForecastProblem.CATEGORY_MISSING: marked("Choose what you expect."),
    ForecastProblem.AMOUNT_UNREADABLE: marked(
        "Write an amount like 48,000, 48k or 4.8万, with a currency where none is known."
    ),
    ForecastProblem.AMOUNT_BELOW_ZERO: marked("A credit is no ARR: write what is paid for a year, without the credit."),
}
