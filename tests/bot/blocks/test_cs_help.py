"""What `/cs` says of itself, with every word there is."""

from __future__ import annotations

import pytest

from bot.blocks.cs_help import cs_help
from bot.blocks.kit.blocks import LONGEST_TEXT
from bot.cs_words import CS_WORDS
from bot.ids import Word
from bot.locale import Language, words_for
from bot.topics import TOPICS


def test_every_word_stands_in_one_topic_and_no_topic_is_a_wall() -> None:
    assert sorted(word for topic in TOPICS for word in topic.words) == sorted(Word)
    assert max(len(topic.words) for topic in TOPICS) < 10


@pytest.mark.parametrize("language", list(Language))
def test_every_word_is_in_one_message_within_slacks_limits(language: Language) -> None:
    whole = cs_help(CS_WORDS, words_for(language), "/cs")

    texts = [block["text"]["text"] for block in whole.blocks if block["type"] == "section"]
    assert len(texts) == len(TOPICS)
    assert sum(text.count("`/cs ") for text in texts) == len(Word)
    assert max(map(len, texts)) < LONGEST_TEXT
