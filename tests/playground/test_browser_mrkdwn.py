from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from playground.browser.dates import clock_time, date_in_words, day_heading, full_moment
from playground.browser.emoji import DRAWN, SPRITE_NAMES, drawn_emoji
from playground.browser.mrkdwn import drawn_literal, drawn_mrkdwn, drawn_plain
from playground.browser.reader import Reader
from playground.browser.richtext import drawn_leaves
from playground.browser.routes import STATIC

NOON = 1795348800  # 2026-11-22 12:00 UTC, a Sunday
MAYA = Reader(
    "U1",
    ZoneInfo("Europe/Berlin"),
    datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    people={"U1": "Maya", "U2": "A&B <Co>"},
    channels={"C1": "customer-success"},
    groups={"S1": "csms"},
)
SWATCH = (
    '<svg class="swatch" aria-hidden="true"><rect width="12" height="12" fill="#c0ffee"/></svg><code>#c0ffee</code>'
)
LIN = Reader("U9", ZoneInfo("Asia/Shanghai"), MAYA.now, "zh-CN")


def link(address: str, label: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{label}</a>'


def mention(tone: str, target: str, words: str) -> str:
    return f'<span class="{tone}" {target}>{words}</span>'


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        pytest.param("*bold*", "<strong>bold</strong>", id="bold"),
        pytest.param("_slanted_ ~gone~", "<em>slanted</em> <s>gone</s>", id="italic and strike"),
        pytest.param("*_both_*", "<strong><em>both</em></strong>", id="styles nest"),
        pytest.param("2*3*4 snake_case_name", "2*3*4 snake_case_name", id="signs inside words are no markup"),
        pytest.param("中文*粗体*中文", "中文*粗体*中文", id="bold needs a gap, also between Chinese letters"),
        pytest.param("中文 *粗体* 中文", "中文 <strong>粗体</strong> 中文", id="Chinese bold with gaps"),
        pytest.param("* not bold *", "* not bold *", id="spaces inside the stars are no markup"),
        pytest.param("`a *b* <c>`", "<code>a *b* &lt;c&gt;</code>", id="code keeps its signs"),
        pytest.param("```\nif a &lt; b:\n  <x>\n```\nafter", "<pre>if a &lt; b:\n  &lt;x&gt;</pre>after", id="a fence"),
        pytest.param("```a```\n&gt; said", "<pre>a</pre><blockquote>said</blockquote>", id="a quote after a fence"),
        pytest.param("one\ntwo", "one<br>two", id="line breaks"),
        pytest.param("• one\n• two", "• one<br>• two", id="a list as text"),
        pytest.param("&gt; said\n> again\nafter", "<blockquote>said<br>again</blockquote>after", id="a quote"),
        pytest.param(
            "before\n&gt;&gt;&gt; all\nof it", "before<blockquote>all<br>of it</blockquote>", id="a long quote"
        ),
        pytest.param(">>> all", "<blockquote>all</blockquote>", id="a long quote from the start"),
    ],
)
def test_markup_is_drawn(typed: str, drawn: str) -> None:
    assert drawn_mrkdwn(typed, MAYA) == drawn


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        pytest.param("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", id="a script"),
        pytest.param("A&amp;B &lt;Co&gt;", "A&amp;B &lt;Co&gt;", id="an escaped name"),
        pytest.param("A&B <Co>", "A&amp;B &lt;Co&gt;", id="an unescaped name"),
        pytest.param("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;", id="decoded once, not twice"),
        pytest.param("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;", id="a script's address is no link"),
        pytest.param('"><img src=x onerror=1>', "&#34;&gt;&lt;img src=x onerror=1&gt;", id="out of an attribute"),
        pytest.param(
            '<https://a.b/"onmouseover="x|y>',
            link("https://a.b/&#34;onmouseover=&#34;x", "y"),
            id="an address with quotes",
        ),
        pytest.param("*<b>*", "<strong>&lt;b&gt;</strong>", id="inside bold"),
        pytest.param("\ue0000\ue001", "0", id="the renderer's own marks"),
    ],
)
def test_what_is_no_markup_stays_text(typed: str, drawn: str) -> None:
    assert drawn_mrkdwn(typed, MAYA) == drawn


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        pytest.param("<@U1>", mention("mention mention-me", 'data-person="U1"', "@Maya"), id="the reader"),
        pytest.param("<@U2>", mention("mention", 'data-person="U2"', "@A&amp;B &lt;Co&gt;"), id="a name with signs"),
        pytest.param("<@U7|@gone>", mention("mention", 'data-person="U7"', "@gone"), id="a stranger with a label"),
        pytest.param("<@U7>", mention("mention", 'data-person="U7"', "@U7"), id="a stranger"),
        pytest.param("<#C1|old>", mention("mention", 'data-channel="C1"', "#customer-success"), id="a channel"),
        pytest.param("<#C7|#other>", mention("mention", 'data-channel="C7"', "#other"), id="a channel out of sight"),
        pytest.param("<#C7|>", '<span class="mention mention-unknown">private channel</span>', id="a nameless channel"),
        pytest.param("<!channel>", '<span class="mention mention-me">@channel</span>', id="everybody"),
        pytest.param("<!here|@here>", '<span class="mention mention-me">@here</span>', id="everybody with a label"),
        pytest.param("<!subteam^S1>", mention("mention", 'data-person="S1"', "@csms"), id="a group"),
        pytest.param(
            "<https://a.b/?x=1&amp;y=2|the *page*>", link("https://a.b/?x=1&amp;y=2", "the *page*"), id="a link"
        ),
        pytest.param("<mailto:a@b.c>", link("mailto:a@b.c", "a@b.c"), id="an address to write to"),
        pytest.param("see https://a.b/c.", f"see {link('https://a.b/c', 'https://a.b/c')}.", id="a bare address"),
    ],
)
def test_references_are_drawn_for_the_reader(typed: str, drawn: str) -> None:
    assert drawn_mrkdwn(typed, MAYA) == drawn


def test_verbatim_leaves_bare_addresses_alone() -> None:
    assert drawn_mrkdwn("see https://a.b/c", MAYA, verbatim=True) == "see https://a.b/c"


@pytest.mark.parametrize("typed", [":red_circle:", "🔴", ":large_red_circle:"])
def test_an_emoji_is_drawn_from_the_sprite_however_it_is_written(typed: str) -> None:
    assert drawn_mrkdwn(typed, MAYA) == drawn_emoji("red_circle")


def test_an_emoji_outside_the_sprite_is_its_character() -> None:
    assert drawn_plain(":rocket:") == '<span class="emoji-text" title=":rocket:">🚀</span>'


def test_an_unknown_emoji_and_a_time_stay_text() -> None:
    assert drawn_mrkdwn(":no_such_thing: at 10:30:45", MAYA) == ":no_such_thing: at 10:30:45"


def test_every_drawn_emoji_stands_in_the_sprite() -> None:
    sprite = (STATIC / "emoji.svg").read_text("utf-8")

    missing = [name for name in DRAWN if f'id="{SPRITE_NAMES.get(name, name)}"' not in sprite]

    assert missing == []


def test_plain_text_knows_no_markup() -> None:
    assert drawn_plain("*a* &amp; <b>\nc") == "*a* &amp; &lt;b&gt;<br>c"


def test_literal_text_is_not_decoded() -> None:
    assert drawn_literal("&amp; :tada:\n<b>") == "&amp;amp; :tada:<br>&lt;b&gt;"


@pytest.mark.parametrize(
    ("pattern", "english", "chinese"),
    [
        pytest.param("{date_num}", "2026-11-22", "2026-11-22", id="numeric"),
        pytest.param("{date}", "November 22nd, 2026", "2026年11月22日", id="date"),
        pytest.param("{date_short}", "Nov 22, 2026", "2026年11月22日", id="short"),
        pytest.param("{date_long}", "Sunday, November 22nd, 2026", "2026年11月22日星期日", id="long"),
        pytest.param("{date_pretty} {time}", "today 1:00 PM", "今天 20:00", id="pretty, in the reader's zone"),
        pytest.param("{time_secs}", "1:00:00 PM", "20:00:00", id="seconds"),
        pytest.param("{ago}", "just now", "刚刚", id="now"),
        pytest.param("at {nothing}", "at {nothing}", "at {nothing}", id="an unknown token stays"),
    ],
)
def test_a_date_is_worded_for_its_reader(pattern: str, english: str, chinese: str) -> None:
    assert (date_in_words(NOON, pattern, MAYA), date_in_words(NOON, pattern, LIN)) == (english, chinese)


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        pytest.param(-90, "1 minute ago", "1分钟前", id="a minute"),
        pytest.param(-7200, "2 hours ago", "2小时前", id="hours"),
        pytest.param(3 * 86_400, "in 3 days", "3天后", id="ahead"),
    ],
)
def test_a_distance_is_worded(seconds: int, english: str, chinese: str) -> None:
    worded = [date_in_words(NOON + seconds, "{ago}", reader) for reader in (MAYA, LIN)]

    assert worded == [english, chinese]


@pytest.mark.parametrize(
    ("days", "worded"),
    [
        pytest.param(-1, "yesterday", id="yesterday"),
        pytest.param(1, "tomorrow", id="tomorrow"),
        pytest.param(9, "Dec 1, 2026", id="farther away"),
    ],
)
def test_near_days_have_names(days: int, worded: str) -> None:
    assert date_in_words(NOON + days * 86_400, "{date_short_pretty}", MAYA) == worded


@pytest.mark.parametrize(
    ("day", "worded"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")]
)
def test_days_of_the_month_are_ordinal_in_english(day: int, worded: str) -> None:
    moment = datetime(2026, 10, day, 12, tzinfo=UTC).timestamp()

    assert date_in_words(moment, "{date}", MAYA) == f"October {worded}, 2026"


def test_message_times_and_day_headings() -> None:
    earlier = NOON - 5 * 86_400

    assert [clock_time(NOON, MAYA), day_heading(NOON, MAYA)] == ["1:00 PM", "Today"]
    assert [day_heading(earlier, reader) for reader in (MAYA, LIN)] == ["Tuesday, November 17", "11月17日 星期二"]
    assert full_moment(NOON, LIN) == "2026年11月22日星期日 20:00:00"


def test_a_date_token_shows_the_moment_and_keeps_the_fallback() -> None:
    drawn = drawn_mrkdwn(f"<!date^{NOON}^{{date_num}} {{time}}^https://a.b|22 Nov UTC>", MAYA)

    assert drawn == f'<time title="22 Nov UTC">{link("https://a.b", "2026-11-22 1:00 PM")}</time>'


def test_a_broken_date_token_shows_its_fallback() -> None:
    assert drawn_mrkdwn("<!date^soon^{date}|next week>", MAYA) == "next week"


def test_rich_text_leaves_are_literal_and_styled() -> None:
    leaves: list[dict[str, Any]] = [
        {"type": "text", "text": "<b> *x*", "style": {"bold": True, "italic": True}},
        {"type": "link", "url": "javascript:x", "text": "y"},
        {"type": "user", "user_id": "U1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "nope"},
        {"type": "date", "timestamp": NOON, "format": "{date_num}", "fallback": "then"},
        {"type": "color", "value": "#c0ffee"},
        {"type": "no-such-leaf"},
    ]

    drawn = drawn_leaves(leaves, MAYA)

    assert drawn == Markup().join(
        Markup(part)
        for part in (
            "<em><strong>&lt;b&gt; *x*</strong></em>",
            "y",
            mention("mention mention-me", 'data-person="U1"', "@Maya"),
            mention("mention", 'data-person="S1"', "@csms"),
            mention("mention", 'data-channel="C1"', "#customer-success"),
            '<span class="mention mention-me">@here</span>',
            ":nope:",
            '<time title="then">2026-11-22</time>',
            SWATCH,
        )
    )
