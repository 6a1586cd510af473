"""A request out of sight: the form that puts it there, what is wrong with it, and until when it sleeps."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    context,
    date_picker,
    input_block,
    number_input,
    section,
    text_input,
)
from bot.blocks.request_words import called, demand_words
from bot.ids import View
from bot.locale import Words, marked
from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.snoozing import (
    MOST_ACCOUNTS,
    RequestSnoozeField,
    RequestSnoozeProblem,
    RequestSnoozeRefused,
    WakeReason,
)

_LONGEST_AMOUNT = 30


def request_snooze_form(look: RequestLook, words: Words, *, metadata: str) -> Modal:
    return Modal(
        View.SNOOZE_REQUEST,
        words.text("Snooze"),
        tuple(_questions(look, words)),
        submit=words.text("Snooze"),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def request_snooze_errors(refused: RequestSnoozeRefused, words: Words) -> FieldErrors:
    arr = words.money(Money(refused.demand.arr, refused.currency))
    said = {"accounts": words.number(refused.demand.accounts), "arr": arr, "currency": refused.currency}
    return FieldErrors(
        {field.value: words.text(_PROBLEMS[problem], **said) for field, problem in refused.problems.items()}
    )


def asleep_words(look: RequestLook, words: Words) -> str:
    """Until what it sleeps: the first that comes true."""
    return words.text("It is back %(until)s.", until=words.text(" or ").join(_until(look, words)))


def awake_words(reason: str) -> str:
    return _AWAKE[WakeReason(reason)]


def _until(look: RequestLook, words: Words) -> Iterable[str]:
    request = look.request
    if request.snoozed_until:
        yield words.text("on %(day)s", day=words.day(request.snoozed_until))
    if request.snoozed_accounts is not None:
        yield words.plural("once %(count)s account asks", "once %(count)s accounts ask", request.snoozed_accounts)
    if request.snoozed_arr is not None:
        arr = words.money(Money(request.snoozed_arr, look.currency))
        yield words.text("once %(arr)s ARR hangs on it", arr=arr)


def _questions(look: RequestLook, words: Words) -> Iterable[Block]:
    yield section(called(look.request))
    now = " · ".join(demand_words(look, words))
    yield context(words.text("Now: %(demand)s. The first that comes true brings it back.", demand=now))
    day = date_picker(RequestSnoozeField.DAY, initial=look.request.snoozed_until)
    yield input_block(RequestSnoozeField.DAY, words.text("Until this day"), day, optional=True)
    accounts = number_input(RequestSnoozeField.ACCOUNTS, lowest=1, highest=MOST_ACCOUNTS)
    yield input_block(RequestSnoozeField.ACCOUNTS, words.text("Until so many accounts ask"), accounts, optional=True)
    arr = text_input(RequestSnoozeField.ARR, max_length=_LONGEST_AMOUNT)
    label = words.text("Until so much ARR hangs on it (%(currency)s)", currency=look.currency)
    yield input_block(RequestSnoozeField.ARR, label, arr, optional=True)


_PROBLEMS = {
    RequestSnoozeProblem.NOTHING_CHOSEN: marked("Choose a day, a number of accounts or an amount of ARR."),
    RequestSnoozeProblem.DAY_NOT_AHEAD: marked("Choose a day after today."),
    RequestSnoozeProblem.DAY_TOO_FAR: marked("Choose a day within a year: what waits longer is better declined."),
    RequestSnoozeProblem.NO_NUMBER: marked("Write a whole number."),
    RequestSnoozeProblem.ENOUGH_ACCOUNTS: marked("%(accounts)s ask already: choose more."),
    RequestSnoozeProblem.NO_AMOUNT: marked("Write an amount, such as 250000."),
    RequestSnoozeProblem.OTHER_CURRENCY: marked("Write it in %(currency)s: sums are made in that."),
    RequestSnoozeProblem.ENOUGH_ARR: marked("%(arr)s hang on it already: choose more."),
}
_AWAKE = {
    WakeReason.DAY: marked("🔔 Its day has come: it is back."),
    WakeReason.ACCOUNTS: marked("🔔 Enough accounts ask for it now: it is back."),
    WakeReason.ARR: marked("🔔 Enough ARR hangs on it now: it is back."),
}
