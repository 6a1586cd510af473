from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.feedback.form import LONGEST_TITLE
from domain.feedback.titles import title_from


@pytest.mark.parametrize(
    ("said", "title"),
    [
        pytest.param(
            "We need the log as a file. Our auditor asks.", "We need the log as a file", id="the first sentence"
        ),
        pytest.param("Hi all! We need the log as a file.", "We need the log as a file", id="not a greeting"),
        pytest.param("SSO!", "SSO!", id="a greeting alone is all there is"),
        pytest.param("你好！希望可以一次导出完整的日志。谢谢", "希望可以一次导出完整的日志", id="Chinese"),
        pytest.param("请支持导出", "请支持导出", id="five signs are a sentence"),
        pytest.param("First line\nsecond line", "First line", id="a line is a sentence"),
        pytest.param("@here @Dana: they ask for dark mode", "they ask for dark mode", id="nobody is called"),
        pytest.param("@here ", "@here", id="but where nothing else is said"),
        pytest.param("\u202eDark mode at night", "Dark mode at night", id="without what turns letters about"),
        pytest.param("<!channel> we need SSO now", "<!channel> we need SSO now", id="what looks live is plain"),
        pytest.param("👍 please add dark mode", "👍 please add dark mode", id="emoji"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \n … ", "", id="no words"),
    ],
)
def test_a_title_is_the_first_sentence_that_says_something(said: str, title: str) -> None:
    assert title_from(said) == title


def test_a_long_sentence_is_cut_between_words() -> None:
    assert title_from("word " * 60) == " ".join(["word"] * 30) + "…"


def test_a_long_chinese_sentence_is_cut_at_a_pause() -> None:
    title = title_from("导出日志，" * 60)

    assert title == "导出日志，" * 29 + "导出日志…"
    assert len(title) == LONGEST_TITLE


def test_a_word_without_an_end_is_cut_in_two() -> None:
    assert title_from("a" * 3000) == "a" * 149 + "…"


@given(st.text())
def test_whatever_is_said_a_title_fits(said: str) -> None:
    assert len(title_from(said)) <= LONGEST_TITLE
