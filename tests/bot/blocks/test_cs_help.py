"""What `/cs` says of itself, with every word there is."""

from __future__ import annotations

import pytest

from bot.blocks.cs_help import cs_help
from bot.blocks.kit.blocks import LONGEST_TEXT
from bot.cs_rights import words_for_role
from bot.cs_words import CS_WORDS
from bot.ids import Word
from bot.locale import Language, words_for
from bot.topics import TOPICS
from domain.permissions import Member, Role


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


@pytest.mark.parametrize(
    ("role", "lacks"),
    [
        pytest.param(Role.ADMIN, set[Word](), id="an admin may all of it"),
        pytest.param(Role.DIRECTOR, {Word.AREAS}, id="a director"),
        pytest.param(Role.CSM, {Word.TRIAGE, Word.AREAS}, id="a CSM"),
        pytest.param(
            Role.VIEWER,
            {
                *(Word.TASK, Word.DIGEST, Word.ALERTS, Word.REPORT, Word.SURVEY, Word.PLAY, Word.REFERRAL),
                *(Word.TEAM, Word.TRIAGE, Word.AREAS),
            },
            id="who only looks",
        ),
    ],
)
def test_the_help_names_no_word_that_the_role_is_refused(role: Role, lacks: set[Word]) -> None:
    named = {each.word for each in words_for_role(CS_WORDS, Member("U1", "Dana", role))}

    assert set(Word) - named == lacks


def test_a_product_manager_reads_of_requests_and_of_their_own_day_alone() -> None:
    named = [each.word for each in words_for_role(CS_WORDS, Member("U1", "Priya", Role.PRODUCT))]

    assert sorted(named) == ["digest", "requests", "settings", "task", "tasks", "touch", "triage"]
