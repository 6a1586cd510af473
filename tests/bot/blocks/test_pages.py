from __future__ import annotations

import pytest

from bot.blocks.pages import place_words
from bot.locale import Language, words_for


@pytest.mark.parametrize(
    ("language", "offset", "last", "place"),
    [
        pytest.param(Language.EN, 8, 16, "9–16 of 40", id="a page"),
        pytest.param(Language.EN, 39, 40, "40 of 40", id="a page with one"),
        pytest.param(Language.ZH_HANS, 8, 16, "第 9–16 个，共 40 个", id="a page in Chinese"),
        pytest.param(Language.ZH_HANS, 39, 40, "第 40 个，共 40 个", id="a page with one in Chinese"),
    ],
)
def test_a_page_says_which_of_them_stand_there(language: Language, offset: int, last: int, place: str) -> None:
    assert place_words(offset, last, 40, words_for(language)) == place
