import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from html_eyes import having, marked, tagged, words
from playground_stage import actions, asking, button, option, plain, text_input

from playground.browser.drawing import Entered, drawn_blocks, drawn_options
from playground.browser.reader import Reader

Json = dict[str, Any]
MAYA = Reader(
    "U1",
    ZoneInfo("Asia/Shanghai"),
    datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    people={"U1": "Maya", "U2": "林晓"},
    channels={"C1": "general"},
)
HOSTILE = '"><img src=x onerror=alert(1)>'


def drawn(*blocks: Json, entered: Entered | None = None) -> str:
    return drawn_blocks(blocks, MAYA, source_key="k", entered=entered or Entered())


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", **more}


def test_a_button_carries_what_the_script_needs() -> None:
    html = drawn(actions(button(style="primary", accessibility_label="Show why")))

    found = having(html, "data-testid", "button")[0]
    assert {name: found[name] for name in ("class", "data-element", "data-block", "data-action", "data-dispatch")} == {
        "class": "button primary",
        "data-element": "button",
        "data-block": "row",
        "data-action": "go",
        "data-dispatch": "change",
    }
    assert found["aria-label"] == "Show why"


def test_a_button_with_an_address_is_a_link() -> None:
    html = drawn(actions(button(url="https://a.b")))

    assert tagged(html, "a")[0]["href"] == "https://a.b"


def test_the_texts_of_a_confirm_dialog_are_drawn_by_the_server() -> None:
    dialog = {
        "title": plain("Share?"),
        "text": {"type": "mrkdwn", "text": "*6* <b>"},
        "confirm": plain("Share"),
        "style": "danger",
    }

    html = drawn(actions(button(confirm=dialog)))

    assert json.loads(marked(html, "data-confirm")[0] or "") == {
        "title": "Share?",
        "text": "<strong>6</strong> &lt;b&gt;",
        "confirm": "Share",
        "deny": "",
        "style": "danger",
    }


def test_an_overflow_menu_lists_its_options() -> None:
    options = [{**option("mute"), "description": plain("a week")}, {**option("open"), "url": "https://a.b"}]

    html = drawn(actions({"type": "overflow", "action_id": "more", "options": options}))

    assert words(html) == ["⋯", "Mute", "a week", "Open"]
    assert [each["data-value"] for each in tagged(html, "li")] == ["mute", "open"]
    assert marked(html, "data-url") == ["https://a.b"]


@pytest.mark.parametrize(
    ("element", "offered"),
    [
        pytest.param(select(options=[option("high"), option("mid")]), ["high", "mid"], id="options"),
        pytest.param(
            select(option_groups=[{"label": plain("Tiers"), "options": [option("high")]}]), ["high"], id="option groups"
        ),
        pytest.param(select("users_select"), ["U1", "U2"], id="people"),
        pytest.param(select("multi_channels_select"), ["C1"], id="channels"),
        pytest.param(select("conversations_select"), ["C1", "U1", "U2"], id="conversations"),
        pytest.param(select("external_select"), [], id="an external select offers when typed into"),
    ],
)
def test_a_select_offers(element: Json, offered: list[str]) -> None:
    html = drawn(asking(element))

    assert [each["data-value"] for each in having(html, "role", "option")] == offered


@pytest.mark.parametrize(
    ("element", "state", "picked", "shown"),
    [
        pytest.param(select(options=[option("high")]), {}, [], "Choose an option", id="nothing"),
        pytest.param(select(placeholder=plain("Tier"), options=[]), {}, [], "Tier", id="nothing, with a placeholder"),
        pytest.param(select(options=[], initial_option=option("mid")), {}, ["mid"], "Mid", id="what the app chose"),
        pytest.param(
            select(options=[], initial_option=option("mid")),
            {"type": "static_select", "selected_option": option("high")},
            ["high"],
            "High",
            id="what the person chose stands before it",
        ),
        pytest.param(select("users_select", initial_user="U2"), {}, ["U2"], "@林晓", id="a person"),
        pytest.param(select("multi_users_select", initial_users=["U9"]), {}, ["U9"], "@U9", id="a person unknown"),
        pytest.param(select("channels_select", initial_channel="C1"), {}, ["C1"], "#general", id="a channel"),
        pytest.param(
            select("multi_external_select", initial_options=[option("acme")]), {}, ["acme"], "Acme", id="several"
        ),
    ],
)
def test_a_select_shows_what_is_chosen(element: Json, state: Json, picked: list[str], shown: str) -> None:
    html = drawn(asking(element), entered=Entered(state={"ask": {"pick": state}}))

    assert json.loads(marked(html, "data-picked")[0] or "") == picked
    assert words(html)[1] == shown


@pytest.mark.parametrize(("kind", "drawn_as"), [("checkboxes", "checkbox"), ("radio_buttons", "radio")])
def test_choices_are_ticked_as_they_were_chosen(kind: str, drawn_as: str) -> None:
    options = [option("good"), {**option("bad"), "description": plain("they said so")}]

    html = drawn(asking({"type": kind, "action_id": "mood", "options": options, "initial_options": [options[1]]}))

    assert [(each["type"], each["value"], "checked" in each) for each in tagged(html, "input")] == [
        (drawn_as, "good", False),
        (drawn_as, "bad", True),
    ]


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        pytest.param(text_input(), "text", id="text"),
        pytest.param(text_input() | {"type": "email_text_input"}, "email", id="e-mail"),
        pytest.param(text_input() | {"type": "url_text_input"}, "url", id="address"),
        pytest.param(text_input() | {"type": "number_input", "is_decimal_allowed": True}, "text", id="number"),
    ],
)
def test_a_text_field_keeps_what_was_entered(element: Json, kind: str) -> None:
    html = drawn(
        asking({**element, "initial_value": "first"}), entered=Entered(state={"ask": {"words": {"value": "then"}}})
    )

    assert [(each["type"], each["value"]) for each in tagged(html, "input")] == [(kind, "then")]


def test_a_text_of_many_lines_is_an_area_with_its_limits() -> None:
    html = drawn(asking(text_input(multiline=True, max_length=300, focus_on_load=True, initial_value="x")))

    area = tagged(html, "textarea")[0]
    assert (area["maxlength"], "autofocus" in area) == ("300", True)


@pytest.mark.parametrize(
    ("element", "kind", "value"),
    [
        pytest.param({"type": "datepicker", "initial_date": "2026-12-01"}, "date", "2026-12-01", id="a day"),
        pytest.param({"type": "timepicker", "initial_time": "08:30"}, "time", "08:30", id="a time"),
        pytest.param({"type": "timepicker"}, "time", "", id="none yet"),
        pytest.param(
            {"type": "datetimepicker", "initial_date_time": 1795348800},
            "datetime-local",
            "2026-11-22T20:00",
            id="a moment, in the reader's zone",
        ),
    ],
)
def test_moments_stand_in_the_browsers_own_fields(element: Json, kind: str, value: str) -> None:
    html = drawn(actions({**element, "action_id": "when", "placeholder": plain("When")}))

    found = tagged(html, "input")[0]
    assert (found["type"], found["value"], found["aria-label"]) == (kind, value, "When")


@pytest.mark.parametrize(
    ("block", "dispatch"),
    [
        pytest.param(asking(text_input()), [], id="an input keeps still"),
        pytest.param(asking(text_input(), dispatch_action=True), ["on_enter_pressed change"], id="on enter by default"),
        pytest.param(
            asking(
                text_input(dispatch_action_config={"trigger_actions_on": ["on_character_entered"]}),
                dispatch_action=True,
            ),
            ["on_character_entered change"],
            id="on every character",
        ),
    ],
)
def test_an_input_tells_the_app_only_when_asked_to(block: Json, dispatch: list[str]) -> None:
    assert marked(drawn(block), "data-dispatch") == dispatch


def test_an_input_says_what_is_optional_what_helps_and_what_is_wrong() -> None:
    block = asking(text_input(), optional=True, hint=plain("In a few words"))

    html = drawn(block, entered=Entered(errors={"ask": "This <is> taken."}))

    assert words(html) == ["Ask", "(optional)", "In a few words", "This <is> taken."]
    assert tagged(html, "label") == [{"id": "label-ask", "for": "entry-ask"}]


def test_offered_options_come_with_their_groups() -> None:
    html = drawn_options([{"label": plain("Near"), "options": [option("acme")]}], MAYA)

    assert words(html) == ["Near", "Acme", "No matches"]
    assert "hidden" in having(html, "class", "no-options")[0]


def test_no_options_are_said_to_be_none() -> None:
    assert "hidden" not in having(drawn_options([], MAYA), "class", "no-options")[0]
