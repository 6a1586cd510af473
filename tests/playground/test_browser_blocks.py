from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from html_eyes import tagged, words
from playground_stage import actions, asking, button, plain, section, text_input

from playground.browser.drawing import Entered, drawn_blocks
from playground.browser.faces import face_colour, initials
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


def test_a_section_shows_text_fields_and_accessory_in_this_order() -> None:
    html = drawn(section("*Name*", fields=[plain("ARR"), plain("Owner")], accessory=button()))

    assert words(html) == ["Name", "ARR", "Owner", "Go"]


def test_a_section_of_fields_only_needs_no_text() -> None:
    assert words(drawn({"type": "section", "fields": [plain("ARR")]})) == ["ARR"]


@pytest.mark.parametrize(
    ("level", "tag"), [pytest.param({}, "h3", id="no level"), pytest.param({"level": 4}, "h6", id="the deepest")]
)
def test_a_header_is_a_heading_below_those_of_the_page(level: Json, tag: str) -> None:
    html = drawn({"type": "header", "text": plain("Renewals"), **level})

    assert len(tagged(html, tag)) == 1


def test_a_context_shows_words_and_small_pictures() -> None:
    picture = {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "a flag"}

    html = drawn({"type": "context", "elements": [picture, plain("as of today")]})

    assert [(each["src"], each["alt"]) for each in tagged(html, "img")] == [("https://a.b/c.png", "a flag")]
    assert words(html) == ["as of today"]


def test_a_picture_has_a_title_and_says_what_it_shows() -> None:
    html = drawn({"type": "image", "image_url": "https://a.b/c.png", "alt_text": "falls", "title": plain("Score")})

    assert words(html) == ["Score"]
    assert tagged(html, "img")[0]["alt"] == "falls"


@pytest.mark.parametrize(
    ("slack_file", "source"),
    [
        pytest.param({"id": "F0000000012"}, "/as/U1/file/F0000000012", id="by id"),
        pytest.param({"url": "http://x/files-pri/T1-F0000000012/a.png"}, "/as/U1/file/F0000000012", id="by address"),
        pytest.param({"url": "http://x/elsewhere.png"}, "", id="an address of nothing here"),
    ],
)
def test_a_picture_of_the_workspace_is_fetched_for_its_reader(slack_file: Json, source: str) -> None:
    html = drawn({"type": "image", "slack_file": slack_file, "alt_text": "falls"})

    assert tagged(html, "img")[0]["src"] == source


def test_rich_text_draws_sections_lists_quotes_and_preformatted_text() -> None:
    def part(kind: str, text: str, **more: Any) -> Json:
        return {"type": kind, "elements": [{"type": "text", "text": text}], **more}

    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [part("rich_text_section", "one")]}
    ordered = {**bullets, "style": "ordered", "offset": 2, "indent": 1}
    html = drawn(
        {
            "type": "rich_text",
            "elements": [
                part("rich_text_section", "A"), bullets, ordered, part("rich_text_quote", "Q"),
                part("rich_text_preformatted", "P"), {"type": "rich_text_future"},
            ],
        }
    )  # fmt: skip

    assert words(html) == ["A", "one", "one", "Q", "P"]
    assert [len(tagged(html, tag)) for tag in ("ul", "ol", "blockquote", "pre")] == [1, 1, 1, 1]
    assert tagged(html, "ol") == [{"class": "rich-list depth-1", "start": "3"}]


def test_a_table_has_a_head_and_aligned_cells_of_every_kind() -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "R"}]}],
    }
    rows = [
        [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "ARR"}],
        [rich, {"type": "raw_number", "value": 7}],
    ]

    html = drawn({"type": "table", "column_settings": [{"is_wrapped": True}, {"align": "right"}], "rows": rows})

    assert words(html) == ["Name", "ARR", "R", "7"]
    assert [each["class"] for each in tagged(html, "th")] == ["align-left wraps", "align-right"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param({"type": "divider"}, id="a divider"),
        pytest.param({"type": "context_actions", "elements": []}, id="nothing to press"),
    ],
)
def test_silent_blocks_say_nothing(block: Json) -> None:
    assert words(drawn(block)) == []


def test_a_markdown_block_is_shown_as_it_was_written() -> None:
    assert words(drawn({"type": "markdown", "text": "**bold** <b>"})) == ["**bold** <b>"]


def test_an_unknown_block_or_element_says_that_it_is_not_drawn() -> None:
    html = drawn({"type": "hologram"}, actions({"type": "lever"}))

    assert words(html) == [
        "A",
        "hologram",
        "block. This workspace does not draw it.",
        "lever (not drawn in this workspace)",
    ]


def test_absent_blocks_are_left_out() -> None:
    assert drawn_blocks([None], MAYA).strip() == ""


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(section(HOSTILE), id="section"),
        pytest.param({"type": "header", "text": plain(HOSTILE)}, id="header"),
        pytest.param(actions(button(value=HOSTILE, text=plain(HOSTILE), style=HOSTILE), block_id=HOSTILE), id="button"),
        pytest.param({"type": "image", "image_url": HOSTILE, "alt_text": HOSTILE}, id="image"),
        pytest.param(asking(text_input(initial_value="</textarea>" + HOSTILE, multiline=True)), id="text"),
        pytest.param(asking(text_input(placeholder=plain(HOSTILE), initial_value=HOSTILE)), id="placeholder"),
        pytest.param(
            asking(select(options=[{"text": plain(HOSTILE), "value": HOSTILE}]), hint=plain(HOSTILE)), id="select"
        ),
        pytest.param(actions(button(confirm={"title": plain(HOSTILE), "text": plain(HOSTILE)})), id="confirm"),
        pytest.param({"type": HOSTILE}, id="type"),
    ],
)
def test_hostile_text_never_becomes_an_element(block: Json) -> None:
    pictures = [each for each in tagged(drawn(block), "img") if "onerror" in each]

    assert pictures == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maya Brooks", "MB"), ("Lookout", "L"), ("林晓", "林晓"), ("欧阳小明", "小明"), ("  ", "?"), ("Ana de Sá", "AS")],
)
def test_a_face_shows_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_face_keeps_its_colour() -> None:
    assert face_colour("U0MAYA0001") == "face-10"
