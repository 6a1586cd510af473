"""Interactive elements and their limits."""

from collections.abc import Mapping

from playground.block_kit.checks import Check, also, by_type, flag, many, one_of, shape, string, whole
from playground.block_kit.objects import (
    LONGEST_ID,
    confirm,
    conversation_filter,
    dispatch_config,
    has_options_or_groups,
    identifier,
    initial_is_offered,
    option,
    option_groups,
    options,
    overflow_option,
    picture,
    plain,
    rich_option,
    url,
)
from playground.block_kit.rich_text import rich_text

ID = {"action_id": identifier}
COMMON: Mapping[str, Check] = {**ID, "confirm": confirm, "focus_on_load": flag}
PLACED: Mapping[str, Check] = {**COMMON, "placeholder": plain(150)}
SEVERAL: Mapping[str, Check] = {**PLACED, "max_selected_items": whole(1, 100)}
TYPED: Mapping[str, Check] = {
    **ID,
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": dispatch_config,
}
an_id = string(LONGEST_ID)
ids = many(an_id, 0, 100)
some_options = many(option, 1, 100)

_button = shape(
    {"text": plain(75)},
    {
        **ID,
        "url": url,
        "value": string(2000, 0),
        "style": one_of("primary", "danger"),
        "confirm": confirm,
        "accessibility_label": string(75),
    },
)
_icon_button = shape(
    {"icon": one_of("trash"), "text": plain(75)},
    {
        **ID,
        "value": string(2000),
        "confirm": confirm,
        "accessibility_label": string(75),
        "visible_to_user_ids": many(an_id, 1, 10),
    },
)
_choices = {"options": many(rich_option, 1, 10)}
_static = {**PLACED, "options": options, "option_groups": option_groups}
_several_static = {**SEVERAL, "options": options, "option_groups": option_groups}
_conversations = {"default_to_current_conversation": flag, "filter": conversation_filter}
_answering = {"response_url_enabled": flag}

ACTIONS: Mapping[str, Check] = {
    "button": _button,
    "icon_button": _icon_button,
    "overflow": shape({"options": many(overflow_option, 1, 5)}, {**ID, "confirm": confirm}),
    "checkboxes": also(shape(_choices, {**COMMON, "initial_options": many(rich_option, 1, 10)}), initial_is_offered),
    "radio_buttons": also(shape(_choices, {**COMMON, "initial_option": rich_option}), initial_is_offered),
    "static_select": also(shape({}, {**_static, "initial_option": option}), has_options_or_groups, initial_is_offered),
    "external_select": shape({}, {**PLACED, "initial_option": option, "min_query_length": whole(0, 100)}),
    "users_select": shape({}, {**PLACED, "initial_user": an_id}),
    "conversations_select": shape({}, {**PLACED, "initial_conversation": an_id, **_conversations, **_answering}),
    "channels_select": shape({}, {**PLACED, "initial_channel": an_id, **_answering}),
    "multi_static_select": also(
        shape({}, {**_several_static, "initial_options": some_options}), has_options_or_groups, initial_is_offered
    ),
    "multi_external_select": shape({}, {**SEVERAL, "initial_options": some_options, "min_query_length": whole(0, 100)}),
    "multi_users_select": shape({}, {**SEVERAL, "initial_users": ids}),
    "multi_conversations_select": shape({}, {**SEVERAL, "initial_conversations": ids, **_conversations}),
    "multi_channels_select": shape({}, {**SEVERAL, "initial_channels": ids}),
    "datepicker": shape({}, {**PLACED, "initial_date": string(10, 10)}),
    "timepicker": shape({}, {**PLACED, "initial_time": string(5, 5), "timezone": string(100)}),
    "datetimepicker": shape({}, {**COMMON, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
}
INPUTS: Mapping[str, Check] = {
    **{kind: check for kind, check in ACTIONS.items() if kind not in {"button", "icon_button", "overflow"}},
    "plain_text_input": shape(
        {},
        {
            **TYPED,
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "email_text_input": shape({}, {**TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": shape({}, {**TYPED, "initial_value": string(3000, 0)}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {**TYPED, "initial_value": string(40, 0), "min_value": string(40), "max_value": string(40)},
    ),
    "rich_text_input": shape({}, {**TYPED, "initial_value": rich_text}),
    "file_input": shape({}, {**ID, "filetypes": many(string(50), 1, 100), "max_files": whole(1, 10)}),
}
FEEDBACK = shape(
    {
        "positive_button": shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}),
        "negative_button": shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}),
    },
    ID,
)

action_element = by_type(lambda: ACTIONS)
input_element = by_type(lambda: INPUTS)
accessory = by_type(lambda: {**ACTIONS, "image": picture})
context_action = by_type(lambda: {"feedback_buttons": FEEDBACK, "icon_button": _icon_button})
