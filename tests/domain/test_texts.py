"""What people write, as far as it can be seen."""

from __future__ import annotations

import pytest

from domain.texts import without_tricks, written


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\u200b", "\u202e\u2060", "\ufe0f", "\U000e0100", "\u3164", "\u2800", "\u00ad\u3000", "\u200d \ufeff"],
)
def test_what_nobody_sees_is_nothing(text: str) -> None:
    assert written(text) == ""


@pytest.mark.parametrize("text", ["a", "续约", "❤️", "👨‍👩‍👧", "."])  # a heart with its selector
def test_what_is_seen_stays_as_it_was_written(text: str) -> None:
    assert written(f" {text}\n") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Bl\u200bue\u202e\u2066", "Blue", id="no width, and turned about"),
        pytest.param("\u200d=1+1", "=1+1", id="a joiner at the start"),
        pytest.param("a\u200db", "ab", id="a joiner between Latin letters"),
        pytest.param("👨\u200d👩", "👨\u200d👩", id="a joiner in an emoji"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a non-joiner in a Persian word"),
    ],
)
def test_tricks_go_and_scripts_stay(text: str, kept: str) -> None:
    assert without_tricks(text) == kept
