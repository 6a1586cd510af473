"""The form that gives a request to another product area."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    FieldErrors,
    Modal,
    input_block,
    one_line,
    option,
    section,
    select,
    text_input,
)
from bot.blocks.request_words import called
from bot.blocks.triage_forms import LONGEST_NOTE
from bot.ids import View
from bot.locale import Words
from domain.feedback.answer import RequestLook
from domain.feedback.form import DecisionField
from domain.feedback.request import ProductArea

AREA = "area"


def move_form(look: RequestLook, areas: Sequence[ProductArea], words: Words, *, metadata: str) -> Modal:
    title, said = words.text("Move"), section(called(look.request))
    if not areas:
        only = section(words.text("There is no other area. Admins make one with `/cs areas`."))
        return Modal(View.MOVE_REQUEST, title, (said, only), close=words.text("Close"))
    place = words.text("It is in *%(area)s* now.", area=one_line(look.area.name))
    options = [option(area.name, str(area.id)) for area in areas[:OPTIONS_IN_A_SELECT]]
    where = select(AREA, options, placeholder=words.text("Product area"))
    note = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE)
    return Modal(
        View.MOVE_REQUEST,
        title,
        (
            said,
            section(place),
            input_block(AREA, words.text("Where does it belong?"), where),
            input_block(DecisionField.NOTE, words.text("What should they know?"), note, optional=True),
        ),
        submit=title,
        close=words.text("Cancel"),
        metadata=metadata,
    )


def move_errors(words: Words) -> FieldErrors:
    return FieldErrors({AREA: words.text("Choose another area than the one it is in.")})
