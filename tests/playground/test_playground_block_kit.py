from typing import Any

import pytest
from playground_stage import actions, asking, button, modal, option, plain, section, text_input

from playground.block_kit.answers import answer, first_answer, is_empty, state_of
from playground.block_kit.inside import find_element, with_ids
from playground.block_kit.validation import problems_of_blocks, problems_of_view
from playground.clock import Ids

Json = dict[str, Any]
OPTIONS = [option("one"), option("two")]
PICTURE = {"type": "image", "image_url": "https://a.test/x.png", "alt_text": "A line"}
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hi", "style": {"bold": True}},
                {"type": "link", "url": "https://a.test", "text": "there"},
                {"type": "user", "user_id": "U1"},
                {"type": "emoji", "name": "wave"},
                {"type": "date", "timestamp": 1_720_710_212, "format": "{date}", "fallback": "then"},
                {"type": "broadcast", "range": "here"},
                {"type": "color", "value": "#FF0000"},
                {"type": "channel", "channel_id": "C1"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [{"type": "rich_text_section", "elements": []}],
        },
        {"type": "rich_text_quote", "elements": []},
        {"type": "rich_text_preformatted", "elements": [], "border": 0},
    ],
}
SELECTS: list[Json] = [
    {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0], "placeholder": plain("Pick")},
    {"type": "static_select", "option_groups": [{"label": plain("All"), "options": OPTIONS}]},
    {"type": "external_select", "min_query_length": 0},
    {"type": "users_select", "initial_user": "U1"},
    {"type": "conversations_select", "default_to_current_conversation": True, "filter": {"include": ["public"]}},
    {"type": "channels_select", "response_url_enabled": True},
    {"type": "multi_static_select", "options": OPTIONS, "initial_options": OPTIONS, "max_selected_items": 2},
    {"type": "multi_external_select"},
    {"type": "multi_users_select", "initial_users": ["U1"]},
    {"type": "multi_conversations_select"},
    {"type": "multi_channels_select"},
    {"type": "datepicker", "initial_date": "2026-11-22"},
    {"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/London"},
    {"type": "datetimepicker", "initial_date_time": 1_763_800_000},
    {"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]},
    {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[1]},
]
TYPED: list[Json] = [
    {"type": "plain_text_input", "multiline": True, "max_length": 3000},
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {"type": "number_input", "is_decimal_allowed": True, "min_value": "0"},
    {"type": "rich_text_input"},
    {"type": "file_input", "filetypes": ["csv"], "max_files": 2},
]


def typed(element: Json) -> str:
    return str(element["type"])


@pytest.mark.parametrize("element", [*SELECTS, *TYPED], ids=typed)
def test_every_input_may_stand_in_an_input_block(element: Json) -> None:
    assert problems_of_view(modal(asking(element))) == []


@pytest.mark.parametrize("element", [*SELECTS, button(url="https://a.test", style="danger")], ids=typed)
def test_every_action_may_stand_in_an_actions_block(element: Json) -> None:
    assert problems_of_blocks([actions(element)]) == []


@pytest.mark.parametrize(
    "block",
    [
        section(accessory=button()),
        {"type": "section", "fields": [plain("a"), {"type": "mrkdwn", "text": "b", "verbatim": True}]},
        {"type": "context", "elements": [PICTURE, plain("a")]},
        {"type": "header", "text": plain("Head"), "level": 2},
        {"type": "divider", "block_id": "line"},
        {**PICTURE, "title": plain("Chart")},
        {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A line"},
        RICH,
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "a"}, RICH, {"type": "raw_number", "value": 1}]],
            "column_settings": [None, {"align": "right", "is_wrapped": True}],
        },
        {"type": "markdown", "text": "# Hi"},
        {"type": "actions", "elements": [{"type": "overflow", "options": OPTIONS[:1], "confirm": None}]},
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Good"), "value": "1"},
                    "negative_button": {"text": plain("Bad"), "value": "0"},
                },
                {"type": "icon_button", "icon": "trash", "text": plain("Delete")},
            ],
        },
        {"type": "card", "title": plain("Card"), "actions": [button()]},
        {"type": "carousel", "elements": [{"type": "card", "body": plain("Card")}]},
        {"type": "container", "title": plain("Box"), "child_blocks": [section()], "is_collapsible": True},
    ],
    ids=typed,
)
def test_every_block_may_stand_in_a_message(block: Json) -> None:
    assert problems_of_blocks([block]) == []


def confirmed(**changed: Any) -> Json:
    confirm = {"title": plain("Sure?"), "text": plain("Gone"), "confirm": plain("Yes"), "deny": plain("No")}
    return actions(button(confirm={**confirm, **changed}))


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        pytest.param("x", "must be an array [json-pointer:/blocks]", id="no array"),
        pytest.param([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]", id="too many"),
        pytest.param(["x"], "missing required field: type [json-pointer:/blocks/0]", id="no object"),
        pytest.param([{"type": "x"}], "unsupported type: x [json-pointer:/blocks/0/type]", id="unknown"),
        pytest.param(
            [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]", id="empty text"
        ),
        pytest.param(
            [section("x" * 3001)],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            id="long text",
        ),
        pytest.param(
            [{"type": "section"}],
            "missing required field: text or fields [json-pointer:/blocks/0]",
            id="an empty section",
        ),
        pytest.param(
            [{"type": "section", "fields": [plain("x" * 2001)]}],
            "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
            id="a long field",
        ),
        pytest.param(
            [{"type": "section", "fields": [plain("x")] * 11}],
            "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
            id="too many fields",
        ),
        pytest.param(
            [section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]", id="unknown key"
        ),
        pytest.param(
            [{"type": "section", "text": plain("x"), "expand": "yes"}],
            "must be a boolean [json-pointer:/blocks/0/expand]",
            id="no boolean",
        ),
        pytest.param(
            [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
            id="mrkdwn in a header",
        ),
        pytest.param(
            [{"type": "header", "text": plain("x"), "level": "1"}],
            "must be an integer [json-pointer:/blocks/0/level]",
            id="no integer",
        ),
        pytest.param(
            [{"type": "header", "text": plain("x"), "level": 5}],
            "must be between 1 and 4 [json-pointer:/blocks/0/level]",
            id="out of range",
        ),
        pytest.param(
            [{"type": "header", "text": {"type": "plain_text", "text": 1}}],
            "must be a string [json-pointer:/blocks/0/text/text]",
            id="no string",
        ),
        pytest.param([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]", id="no elements"),
        pytest.param(
            [actions(*[button(str(number)) for number in range(26)])],
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
            id="too many elements",
        ),
        pytest.param(
            [actions(button(text=plain("x" * 76)))],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
            id="a long button",
        ),
        pytest.param(
            [actions(button(style="blue"))],
            "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
            id="an unknown style",
        ),
        pytest.param(
            [confirmed(deny=plain("x" * 31))],
            "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]",
            id="a long denial",
        ),
        pytest.param(
            [confirmed(title=None)],
            "missing required field: title [json-pointer:/blocks/0/elements/0/confirm]",
            id="a confirmation without title",
        ),
        pytest.param(
            [actions({"type": "overflow", "options": OPTIONS * 3})],
            "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
            id="a long overflow",
        ),
        pytest.param(
            [actions({"type": "static_select", "options": []})],
            "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
            id="nothing to choose",
        ),
        pytest.param(
            [actions({"type": "static_select"})],
            "exactly one of options and option_groups is needed [json-pointer:/blocks/0/elements/0]",
            id="neither options nor groups",
        ),
        pytest.param(
            [actions({"type": "static_select", "options": OPTIONS, "initial_option": option("three")})],
            "initial option must exactly match one of the provided options [json-pointer:/blocks/0/elements/0]",
            id="a first option that is not offered",
        ),
        pytest.param(
            [actions({"type": "checkboxes", "options": OPTIONS * 6})],
            "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
            id="too many checkboxes",
        ),
        pytest.param(
            [actions({"type": "plain_text_input"})],
            "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
            id="an input among actions",
        ),
        pytest.param(
            [{"type": "image", "alt_text": "x"}],
            "exactly one of image_url and slack_file is needed [json-pointer:/blocks/0]",
            id="a picture without one",
        ),
        pytest.param(
            [{"type": "divider", "block_id": "a"}] * 2,
            "`block_id` a is used more than once [json-pointer:/blocks]",
            id="a block id twice",
        ),
        pytest.param(
            [actions(button("a"), button("a"))],
            "`action_id` a is used more than once in a block [json-pointer:/blocks]",
            id="an action id twice",
        ),
        pytest.param(
            [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]}],
            "must be less than 10001 characters over all cells [json-pointer:/blocks/0/rows]",
            id="a long table",
        ),
        pytest.param(
            [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
            "only one table block is allowed [json-pointer:/blocks]",
            id="two tables",
        ),
        pytest.param(
            [{"type": "markdown", "text": "x" * 6001}] * 2,
            "markdown must be less than 12001 characters over all blocks [json-pointer:/blocks]",
            id="much markdown",
        ),
        pytest.param(
            [{"type": "context", "elements": [1]}],
            "missing required field: type [json-pointer:/blocks/0/elements/0]",
            id="no element",
        ),
    ],
)
def test_what_slack_refuses_in_a_message(blocks: Any, problem: str) -> None:
    assert problems_of_blocks(blocks) == [problem]


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        pytest.param(None, "missing required field: type [json-pointer:/view]", id="nothing"),
        pytest.param(
            modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]", id="title"
        ),
        pytest.param(
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
            id="private metadata",
        ),
        pytest.param(
            modal(asking(text_input()), submit=None),
            "missing required field: submit, as the view has an input [json-pointer:/view]",
            id="an input and no way to send it",
        ),
        pytest.param(
            modal(*[section() for _ in range(101)]),
            "no more than 100 items allowed [json-pointer:/view/blocks]",
            id="too many blocks",
        ),
        pytest.param(
            modal({"type": "table", "rows": []}),
            "unsupported type: table [json-pointer:/view/blocks/0/type]",
            id="a table in a modal",
        ),
        pytest.param(
            {"type": "home", "blocks": [{"type": "alert", "text": plain("x")}]},
            "unsupported type: alert [json-pointer:/view/blocks/0/type]",
            id="an alert on the Home tab",
        ),
        pytest.param(
            {"type": "modal", "title": plain("x"), "blocks": [], "submit": 1},
            "missing required field: type [json-pointer:/view/submit]",
            id="a submit that is no text",
        ),
    ],
)
def test_what_slack_refuses_in_a_view(view: Any, problem: str) -> None:
    assert problems_of_view(view) == [problem]


def test_an_object_is_not_a_list_of_fields() -> None:
    filtered = {"type": "conversations_select", "filter": "public"}

    assert problems_of_blocks([actions(filtered)]) == [
        "must be an object [json-pointer:/blocks/0/elements/0/filter]",
    ]


def test_a_modal_with_an_input_and_a_submit_is_fine() -> None:
    assert problems_of_view(modal(asking(text_input()), {"type": "alert", "text": plain("x"), "level": "info"})) == []


def test_ids_the_app_left_out_are_given() -> None:
    container = {"type": "container", "child_blocks": [section(accessory=button(""))]}

    given = with_ids([{"type": "divider"}, container, actions(button())], Ids())

    assert given[0]["block_id"] == "b0000000001"
    assert given[1]["child_blocks"][0]["accessory"]["action_id"] == "a0000000004"
    assert find_element(given, "row", "go") == (given[2], given[2]["elements"][0])
    assert find_element(given, "row", "other") is None


def test_elements_are_found_in_cards_and_carousels_but_pictures_are_none() -> None:
    carousel = {"type": "carousel", "elements": [{"type": "card", "block_id": "card", "actions": [button()]}]}
    blocks = with_ids([carousel, section(accessory=PICTURE), {"type": "card", "title": plain("x")}], Ids())

    assert find_element(blocks, "card", "go") is not None


@pytest.mark.parametrize(
    ("kind", "chosen", "held"),
    [
        pytest.param("static_select", ["two"], {"selected_option": option("two")}, id="an option"),
        pytest.param("static_select", ["other"], {"selected_option": None}, id="what is not offered"),
        pytest.param("static_select", [], {"selected_option": None}, id="no option"),
        pytest.param("checkboxes", ["one", "two"], {"selected_options": OPTIONS}, id="several options"),
        pytest.param("multi_users_select", ["U1", "U2"], {"selected_users": ["U1", "U2"]}, id="people"),
        pytest.param("conversations_select", ["C1"], {"selected_conversation": "C1"}, id="a conversation"),
        pytest.param("datepicker", ["2026-11-22"], {"selected_date": "2026-11-22"}, id="a day"),
        pytest.param("datepicker", [""], {"selected_date": None}, id="no day"),
        pytest.param("datetimepicker", ["1763800000"], {"selected_date_time": 1_763_800_000}, id="an instant"),
        pytest.param("file_input", ["F1"], {"files": [{"id": "F1"}]}, id="a file"),
        pytest.param("plain_text_input", ["Hi"], {"value": "Hi"}, id="words"),
        pytest.param("number_input", ["7"], {"value": "7"}, id="a number is a string"),
        pytest.param(
            "rich_text_input",
            ["Hi"],
            {
                "rich_text_value": {
                    "type": "rich_text",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
                }
            },
            id="rich text",
        ),
    ],
)
def test_what_was_chosen_takes_slacks_shape(kind: str, chosen: list[str], held: Json) -> None:
    assert answer({"type": kind, "options": OPTIONS}, chosen) == {"type": kind, **held}


def test_a_time_carries_its_zone() -> None:
    picker = {"type": "timepicker", "timezone": "Asia/Shanghai"}

    assert answer(picker, ["09:30"]) == {"type": "timepicker", "selected_time": "09:30", "timezone": "Asia/Shanghai"}
    assert is_empty(answer(picker, []))


def test_an_external_option_is_the_one_offered_or_the_first_one() -> None:
    select = {"type": "external_select", "initial_option": option("old")}

    assert answer(select, ["new"], [option("new")])["selected_option"] == option("new")
    assert answer(select, ["old"])["selected_option"] == option("old")


@pytest.mark.parametrize(
    ("element", "held"),
    [
        pytest.param(SELECTS[0], {"selected_option": OPTIONS[0]}, id="an option"),
        pytest.param(SELECTS[6], {"selected_options": OPTIONS}, id="options"),
        pytest.param({"type": "multi_static_select"}, {"selected_options": []}, id="no options"),
        pytest.param(SELECTS[8], {"selected_users": ["U1"]}, id="people"),
        pytest.param({"type": "file_input"}, {"files": []}, id="no files"),
        pytest.param(SELECTS[3], {"selected_user": "U1"}, id="a person"),
        pytest.param({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}, id="words"),
        pytest.param({"type": "plain_text_input"}, {"value": None}, id="no words"),
    ],
)
def test_what_an_element_holds_before_anybody_touched_it(element: Json, held: Json) -> None:
    assert first_answer(element) == {"type": element["type"], **held}


def test_a_value_survives_where_block_action_and_kind_stay() -> None:
    before = {"ask": {"words": {"type": "plain_text_input", "value": "kept"}}}
    number = {"type": "number_input", "action_id": "words", "is_decimal_allowed": False}

    same = state_of([asking(text_input(initial_value="first"))], {}, before, lambda _block, _action: ())
    other_block = state_of([asking(text_input(), "else")], {}, before, lambda _block, _action: ())
    other_kind = state_of([asking(number)], {}, before, lambda _block, _action: ())

    assert same["ask"]["words"]["value"] == "kept"
    assert other_block["else"]["words"]["value"] is None
    assert other_kind["ask"]["words"] == {"type": "number_input", "value": None}
