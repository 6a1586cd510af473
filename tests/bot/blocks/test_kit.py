from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import kit
from bot.blocks.kit import LimitError, Message, Modal


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("A&B <Co>", "A&amp;B &lt;Co&gt;", id="the three signs"),
        pytest.param("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;", id="mentions"),
        pytest.param("a\u202eb\x00c\u2067", "abc", id="bidi and control characters"),
        pytest.param("&amp;", "&amp;amp;", id="an entity is text too"),
        pytest.param("two\nlines\tand a tab", "two\nlines\tand a tab", id="lines stay"),
    ],
)
def test_what_people_wrote_is_text(written: str, shown: str) -> None:
    assert kit.escaped(written) == shown


@given(st.text(alphabet="ab&<>\u202e\n", max_size=60), st.integers(min_value=6, max_value=40))
def test_an_escaped_text_keeps_its_limit_and_never_splits_an_entity(written: str, limit: int) -> None:
    shown = kit.escaped(written, limit)

    rest = shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert len(shown) <= limit
    assert not set(rest) & set("&<>\u202e")


@given(st.text(alphabet="abc&<>;lt"))
def test_escaping_can_be_undone(written: str) -> None:
    assert kit.unescaped(kit.escaped(written)) == written


def test_a_name_cannot_pretend_to_be_several_lines() -> None:
    assert kit.one_line("Acme\n*ARR*  $1\u2028x") == "Acme ∗ARR∗ $1 x"


def test_finished_text_is_cut_before_a_token_that_would_be_cut_in_two() -> None:
    assert kit.shortened("short", 5) == "short"
    assert kit.shortened("since <!date^1^x|y> then", 12) == "since …"
    assert kit.shortened("A &amp; B", 6) == "A …"


def test_plain_text_is_not_escaped_and_cut_at_its_end() -> None:
    assert kit.plain("A&B\u202e", 10) == "A&B"
    assert kit.plain("abcdef", 4) == "abc…"


def test_long_names_are_cut_in_the_middle() -> None:
    assert kit.cut_in_the_middle("Northwind  Traders", 75) == "Northwind Traders"
    assert kit.cut_in_the_middle("Northwind Traders Berlin", 11) == "North…erlin"


def test_slack_writes_an_instant_in_the_readers_zone() -> None:
    token = kit.date_token(datetime(2026, 11, 22, tzinfo=UTC), "{date_short}", "Nov 22 | UTC")

    assert token == "<!date^1795305600^{date_short}|Nov 22 / UTC>"


def test_mrkdwn_is_always_verbatim() -> None:
    assert kit.section("x")["text"] == {"type": "mrkdwn", "text": "x", "verbatim": True}
    assert kit.context("x")["elements"][0]["verbatim"] is True


@pytest.mark.parametrize(
    ("made", "length"),
    [
        pytest.param(kit.section("x" * 5000)["text"]["text"], 3000, id="section"),
        pytest.param(kit.fields(["x" * 5000])["fields"][0]["text"], 2000, id="field"),
        pytest.param(kit.header("x" * 500)["text"]["text"], 150, id="header"),
        pytest.param(kit.button("x" * 100, "a")["text"]["text"], 75, id="button"),
        pytest.param(kit.button("x", "a", says="x" * 100)["accessibility_label"], 75, id="what a screen reader reads"),
        pytest.param(kit.option("x" * 100, "v")["text"]["text"], 75, id="option"),
        pytest.param(kit.option("x", "v", "d" * 100)["description"]["text"], 75, id="option description"),
        pytest.param(
            kit.select("a", [kit.option("x", "v")], placeholder="p" * 200)["placeholder"]["text"], 150, id="placeholder"
        ),
        pytest.param(kit.input_block("b", "l" * 3000, {})["label"]["text"], 2000, id="label"),
        pytest.param(kit.image(slack_file="F1", alt_text="x" * 3000)["alt_text"], 2000, id="alt text"),
        pytest.param(
            kit.confirmation(title="t" * 200, text="x", confirm="c", deny="d")["title"]["text"], 100, id="confirm"
        ),
    ],
)
def test_a_text_that_is_too_long_is_shortened(made: str, length: int) -> None:
    assert len(made) == length
    assert "…" in made


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: kit.section(""), id="an empty text"),
        pytest.param(lambda: kit.fields(["x"] * 11), id="fields"),
        pytest.param(lambda: kit.context(*["x"] * 11), id="context elements"),
        pytest.param(lambda: kit.actions(*[kit.button("x", "a")] * 26), id="elements in a row"),
        pytest.param(kit.actions, id="a row without elements"),
        pytest.param(lambda: kit.select("a", [kit.option("x", "v")] * 101, placeholder="p"), id="options"),
        pytest.param(lambda: kit.overflow("a", [kit.option("x", "v")] * 6), id="overflow options"),
        pytest.param(lambda: kit.radio_buttons("a", [kit.option("x", "v")] * 11), id="radio buttons"),
        pytest.param(lambda: kit.option("x", "v" * 151), id="option value"),
        pytest.param(lambda: kit.button("x", "a" * 256), id="action id"),
        pytest.param(lambda: kit.button("x", "a", value="v" * 2001), id="button value"),
        pytest.param(lambda: kit.carrying(kit.option("x", "v"), "v" * 151), id="another option value"),
        pytest.param(lambda: kit.carrying(kit.button("x", "a"), "v" * 2001), id="another button value"),
        pytest.param(lambda: kit.section("x", block_id="b" * 256), id="block id"),
        pytest.param(lambda: Message("x", (kit.divider(),) * 51), id="blocks in a message"),
        pytest.param(lambda: Modal("c", "t", (kit.divider(),) * 101).view(), id="blocks in a modal"),
        pytest.param(lambda: Modal("c", "t", (kit.divider(),), metadata="m" * 3001).view(), id="metadata"),
    ],
)
def test_what_cannot_be_cut_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(LimitError):
        make()


def test_one_button_carries_the_values_of_many() -> None:
    made = kit.button("Why?", "why", style="primary")

    ours, theirs = kit.carrying(made, "1"), kit.carrying(made, "2" * 2000)

    assert ours == kit.button("Why?", "why", style="primary", value="1")
    assert theirs["value"] == "2" * 2000
    assert made == kit.button("Why?", "why", style="primary")


def test_the_text_of_a_message_says_everything_its_blocks_say() -> None:
    made = kit.message(
        [
            kit.header("A&B"),
            kit.section("one", accessory=kit.button("Show", "a")),
            None,
            kit.fields(["two", "three"]),
            kit.context("four", "five"),
            kit.image(slack_file="F1", alt_text="six <x>", title="t"),
            kit.quotation("seven\n<!here>"),
            kit.divider(),
            kit.actions(kit.button("Why?", "b")),
        ]
    )

    assert made.text == "*A&amp;B*\none\ntwo\nthree\nfour · five\nsix &lt;x&gt;\n> seven\n> &lt;!here&gt;"
    assert len(made.blocks) == 8
    assert made.payload() == {"text": made.text, "blocks": list(made.blocks)}
    assert Message("only text").payload() == {"text": "only text"}


def test_a_form_is_made_of_its_fields() -> None:
    block = kit.input_block(
        "note", "Why?", kit.text_input("note", initial="x", placeholder="p"), hint="h", optional=True
    )
    choices = [kit.option("x", "v")]

    assert block["element"]["initial_value"] == "x"
    assert block["element"]["placeholder"]["text"] == "p"
    assert block["hint"]["text"] == "h"
    assert kit.date_picker("d", initial=date(2026, 11, 22))["initial_date"] == "2026-11-22"
    assert kit.number_input("n", lowest=0, highest=100)["max_value"] == "100"
    assert kit.radio_buttons("r", choices, initial=choices[0])["initial_option"] == choices[0]
    assert kit.external_select("e", placeholder="p")["min_query_length"] == 1
    assert kit.button("x", "a", style="primary", confirm={})["style"] == "primary"
    assert kit.button("x", "a", confirm=kit.confirmation(title="t", text="x", confirm="c", deny="d"))["confirm"]


def test_a_modal_is_a_view() -> None:
    view = Modal(
        "c", "A title that is far too long", (kit.divider(),), submit="Save", close="Cancel", metadata="17"
    ).view()

    assert view == {
        "type": "modal",
        "callback_id": "c",
        "title": {"type": "plain_text", "text": "A title that is far too…", "emoji": True},
        "blocks": [{"type": "divider"}],
        "private_metadata": "17",
        "submit": {"type": "plain_text", "text": "Save", "emoji": True},
        "close": {"type": "plain_text", "text": "Cancel", "emoji": True},
    }


def test_a_page_that_only_says_something_has_no_buttons() -> None:
    assert set(Modal("c", "t", (kit.divider(),)).view()) == {
        "type",
        "callback_id",
        "title",
        "blocks",
        "private_metadata",
    }


def test_field_errors_name_their_field() -> None:
    assert kit.FieldErrors({"note": "Say why."}).payload() == {"note": "Say why."}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("about the *renewal*", "about the ∗renewal∗", id="bold"),
        pytest.param("_soon_ or ~never~", "＿soon＿ or ∼never∼", id="italic and struck"),
        pytest.param("run `rm`", "run ˋrmˋ", id="code"),
        pytest.param("acme_corp 2*3 a ~ b", "acme_corp 2*3 a ~ b", id="signs that format nothing stay"),
    ],
)
def test_what_somebody_wrote_formats_nothing(typed: str, shown: str) -> None:
    assert kit.escaped(typed) == shown
