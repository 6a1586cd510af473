"""The form that puts a renewal out of sight for a while, what is wrong with it, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    Option,
    date_picker,
    input_block,
    message,
    one_line,
    option,
    radio_buttons,
    section,
)
from bot.ids import View
from bot.locale import Words, marked
from domain.renewals.snoozing import (
    UNTIL,
    SnoozeConflict,
    Snoozed,
    SnoozeField,
    SnoozeOffer,
    SnoozeProblem,
    SnoozeRefused,
)


def snooze_form(offer: SnoozeOffer, words: Words) -> Modal:
    """Only what is possible is offered; a page without questions where nothing is."""
    if not offer.is_possible:
        said = words.text(
            "*%(account)s* cannot be snoozed: %(why)s.", account=one_line(offer.name), why=_latest(offer, words)
        )
        return Modal(View.SNOOZE, words.text("Snooze"), (section(said),), close=words.text("Close"))
    return _form(offer, words, _intro(offer, words))


def snooze_conflict(conflict: SnoozeConflict, words: Words) -> Modal:
    """The same form again over what was changed; nothing was written."""
    if not conflict.offer.is_possible:
        return snooze_form(conflict.offer, words)
    changed = words.text("⚠️ Meanwhile this renewal was changed: below is how it stands now.")
    return _form(conflict.offer, words, f"{changed}\n{_intro(conflict.offer, words)}")


def snooze_errors(refused: SnoozeRefused, words: Words) -> FieldErrors:
    if refused.problem is not SnoozeProblem.TOO_LATE:
        return FieldErrors({refused.field: words.text(_PROBLEMS[refused.problem])})
    last = words.day(refused.offer.last)
    said = words.text("%(last)s at the latest: %(why)s.", last=last, why=_latest(refused.offer, words))
    return FieldErrors({refused.field: said})


def snooze_receipt(snoozed: Snoozed, words: Words) -> Message:
    until = snoozed.renewal.snoozed_until
    assert until
    said = words.text(
        "✓ *%(account)s* is snoozed. It is back in the list on %(day)s; until then the sums keep it.",
        account=one_line(snoozed.name),
        day=words.day(until),
    )
    return message([section(said)])


def unsnoozed(snoozed: Snoozed, words: Words) -> Message:
    return message([section(words.text("✓ *%(account)s* is back in the list.", account=one_line(snoozed.name)))])


def _form(offer: SnoozeOffer, words: Words, intro: str) -> Modal:
    return Modal(
        View.SNOOZE,
        words.text("Snooze"),
        (section(intro), *_questions(offer, words)),
        submit=words.text("Snooze"),
        close=words.text("Cancel"),
        metadata=f"{offer.renewal.id} {offer.renewal.version}",
    )


def _intro(offer: SnoozeOffer, words: Words) -> str:
    said = words.text(
        "*%(account)s* leaves the list until the day you choose; the sums keep it.", account=one_line(offer.name)
    )
    last = words.text("%(last)s at the latest: %(why)s.", last=words.day(offer.last), why=_latest(offer, words))
    return words.sentences(said, last)


def _latest(offer: SnoozeOffer, words: Words) -> str:
    if offer.for_notice and offer.renewal.notice_on:
        notice = words.day(offer.renewal.notice_on)
        return words.text("a week before the last day for notice, %(day)s", day=notice)
    return words.text("it renews on %(day)s", day=words.day(offer.renewal.due_on))


def _questions(offer: SnoozeOffer, words: Words) -> Iterable[Block]:
    yield input_block(
        SnoozeField.CHOICE, words.text("For how long?"), radio_buttons(SnoozeField.CHOICE, list(_choices(offer, words)))
    )
    yield input_block(
        SnoozeField.DAY, words.text("Until"), date_picker(SnoozeField.DAY, initial=offer.last), optional=True
    )


def _choices(offer: SnoozeOffer, words: Words) -> Iterable[Option]:
    for days in offer.days:
        label = words.plural("%(count)s day", "%(count)s days", days)
        day = words.text("until %(day)s", day=words.day(offer.today + timedelta(days=days)))
        yield option(f"{label} ({day})", str(days))
    yield option(words.text("Until a day, chosen below"), UNTIL)


_PROBLEMS = {
    SnoozeProblem.NOTHING_CHOSEN: marked("Choose for how long."),
    SnoozeProblem.DAY_MISSING: marked("Choose the day on which it is back."),
    SnoozeProblem.DAY_NOT_AHEAD: marked("Choose a day after today."),
}
