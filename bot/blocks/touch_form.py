"""The form that logs a contact with an account, what is wrong with it, and what was done."""

from __future__ import annotations

from datetime import date

from bot.blocks.kit import (
    FieldErrors,
    Message,
    Modal,
    date_picker,
    input_block,
    message,
    one_line,
    option,
    radio_buttons,
    section,
    select,
    text_input,
)
from bot.ids import View
from bot.locale import Words, marked
from domain.accounts import TouchpointDirection, TouchpointKind
from domain.touchpoints.touchpoint import LONGEST_SUMMARY, TouchField, TouchProblem

KIND_WORDS = {
    TouchpointKind.CALL: marked("Call"),
    TouchpointKind.MEETING: marked("Meeting"),
    TouchpointKind.EMAIL: marked("E-mail"),
    TouchpointKind.SLACK: marked("Slack"),
    TouchpointKind.ON_SITE: marked("On site"),
    TouchpointKind.BUSINESS_REVIEW: marked("Business review"),
    TouchpointKind.TRAINING: marked("Training"),
    TouchpointKind.OTHER: marked("Other contact"),
}
_DIRECTION_WORDS = {
    TouchpointDirection.TWO_WAY: marked("We spoke with each other"),
    TouchpointDirection.OUTBOUND: marked("Only we spoke, no answer yet"),
    TouchpointDirection.INBOUND: marked("Only they spoke"),
}
_PROBLEMS = {
    TouchProblem.NO_KIND: marked("Choose what kind of contact it was."),
    TouchProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    TouchProblem.TOO_OLD: marked("That is more than a year ago: bring it in with an import."),
}


def touch_form(name: str, about: str, words: Words, today: date) -> Modal:
    """`about` is the alert that it was opened on."""
    kinds = [option(words.text(KIND_WORDS[kind]), kind) for kind in TouchpointKind]
    ways = [option(words.text(_DIRECTION_WORDS[way]), way) for way in TouchpointDirection]
    hint = words.text("Only a contact in which both spoke ends a silence.")
    summary = text_input(TouchField.SUMMARY, multiline=True, max_length=LONGEST_SUMMARY)
    return Modal(
        View.TOUCH,
        words.text("Log touchpoint"),
        (
            section(f"*{one_line(name)}*"),
            input_block(
                TouchField.KIND,
                words.text("What was it?"),
                select(TouchField.KIND, kinds, placeholder=words.text("Kind of contact"), initial=kinds[0]),
            ),
            input_block(
                TouchField.DIRECTION,
                words.text("Who spoke?"),
                radio_buttons(TouchField.DIRECTION, ways, initial=ways[0]),
                hint=hint,
            ),
            input_block(TouchField.ON, words.text("When?"), date_picker(TouchField.ON, initial=today)),
            input_block(TouchField.SUMMARY, words.text("In a line or two"), summary, optional=True),
        ),
        submit=words.text("Log"),
        close=words.text("Cancel"),
        metadata=about,
    )


def touch_errors(problems: dict[TouchField, TouchProblem], words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_PROBLEMS[problem]) for field, problem in problems.items()})


def touch_logged(name: str, words: Words) -> Message:
    said = words.text("✓ Logged for *%(account)s*: it counts in the score from now on.", account=one_line(name))
    return message([section(said)])
