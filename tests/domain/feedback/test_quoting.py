"""What customers wrote, as plain words, and the language it is in."""

from __future__ import annotations

import pytest

from domain.feedback.quoting import CHINESE, ENGLISH, language_said, plainly


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("  We *copy* by hand ", "We *copy* by hand", id="what formats nothing in a letter stays"),
        pytest.param("<!channel> please", "@channel please", id="a call to a channel"),
        pytest.param("<!date^17^{date}|tomorrow>", "tomorrow", id="a day in Slack's words"),
        pytest.param("<!subteam^S0ABC123|@team> knows", "@team knows", id="a group"),
        pytest.param("<@U0PRIYA01> knows", "@… knows", id="somebody's number"),
        pytest.param("<@U0PRIYA01|priya> knows", "@priya knows", id="somebody with their name"),
        pytest.param("<#C0TEAM123|team>", "#team", id="a channel"),
        pytest.param("see <https://x.test/a?b=1>", "see https://x.test/a?b=1", id="an address"),
        pytest.param("see <https://x.test|our page>", "see our page (https://x.test)", id="a named address"),
        pytest.param("<https://x.test|https://x.test>", "https://x.test", id="an address named so"),
        pytest.param("<mailto:kim@x.test|kim@x.test>", "kim@x.test", id="a mail address"),
        pytest.param("we <need> <@it> 1 < 2 > 0", "we <need> <@it> 1 < 2 > 0", id="no mark of Slack's"),
        pytest.param("a\u202eb\u200fc\u2066d\x07\u2028", "abcd", id="what turns letters about"),
        pytest.param("👩‍💻 first\nsecond", "👩‍💻 first\nsecond", id="emoji and lines stay"),
    ],
)
def test_slacks_marks_become_words(text: str, words: str) -> None:
    assert plainly(text) == words


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param(["审计每年都要完整的操作日志。"], CHINESE, id="Chinese"),
        pytest.param(["我们需要 Excel 导出"], CHINESE, id="with a foreign name in it"),
        pytest.param(["云帆 needs an export of the whole log"], ENGLISH, id="English about a Chinese company"),
        pytest.param(["We need it", "希望能一次导出全部日志"], CHINESE, id="mostly Chinese"),
        pytest.param(["監査ログをエクスポートしたい"], ENGLISH, id="Japanese is not Chinese"),
        pytest.param(["감사 로그"], ENGLISH, id="Korean"),
        pytest.param(["Wir brauchen es"], ENGLISH, id="another script"),
        pytest.param(["12345 …", ""], None, id="no word"),
        pytest.param([], None, id="nothing said"),
    ],
)
def test_the_language_is_that_of_their_words(texts: list[str], language: str | None) -> None:
    assert language_said(texts) == language
