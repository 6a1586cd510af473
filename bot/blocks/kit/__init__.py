"""Block Kit as plain dictionaries: every limit of Slack and all escaping stand here and nowhere else.

Long text is shortened with an ellipsis; too many things, or an identifier that is too long, raise `LimitError`.
"""

from __future__ import annotations

from bot.blocks.kit.blocks import (
    Block,
    actions,
    context,
    divider,
    fields,
    header,
    image,
    input_block,
    mrkdwn,
    quotation,
    section,
)
from bot.blocks.kit.elements import (
    OPTIONS_IN_A_SELECT,
    Element,
    LimitError,
    Option,
    button,
    confirmation,
    date_picker,
    external_select,
    number_input,
    option,
    overflow,
    person_select,
    plain_text,
    radio_buttons,
    select,
    text_input,
)
from bot.blocks.kit.surfaces import FieldErrors, Message, Modal, message, text_of
from bot.blocks.kit.text import cut_in_the_middle, date_token, escaped, mention, one_line, plain, shortened, unescaped

__all__ = [
    "OPTIONS_IN_A_SELECT",
    "Block",
    "Element",
    "FieldErrors",
    "LimitError",
    "Message",
    "Modal",
    "Option",
    "actions",
    "button",
    "confirmation",
    "context",
    "cut_in_the_middle",
    "date_picker",
    "date_token",
    "divider",
    "escaped",
    "external_select",
    "fields",
    "header",
    "image",
    "input_block",
    "mention",
    "message",
    "mrkdwn",
    "number_input",
    "one_line",
    "option",
    "overflow",
    "person_select",
    "plain",
    "plain_text",
    "quotation",
    "radio_buttons",
    "section",
    "select",
    "shortened",
    "text_input",
    "text_of",
    "unescaped",
]
