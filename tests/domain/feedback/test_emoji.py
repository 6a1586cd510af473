from __future__ import annotations

import pytest

from domain.feedback.emoji import emoji_name, is_meant


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param(" :Bulb: ", "bulb", id="with colons"),
        pytest.param("bulb", "bulb", id="without"),
        pytest.param(":+1::skin-tone-3:", "+1", id="whatever its skin tone"),
        pytest.param("💡", None, id="a picture"),
        pytest.param("two words", None, id="words"),
        pytest.param("<!channel>", None, id="markup"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_emoji_is_named(typed: str, name: str | None) -> None:
    assert emoji_name(typed) == name


def test_a_reaction_is_meant_where_it_was_chosen() -> None:
    assert is_meant("bulb::skin-tone-2", "bulb")
    assert not is_meant("bulb", "eyes")
    assert not is_meant("bulb", None)
