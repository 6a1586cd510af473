from __future__ import annotations

import pytest

from bot.blocks.ask_words import ask_lines, ask_words
from bot.locale import Language, words_for
from domain.feedback.asks import Ask

ENGLISH, CHINESE = words_for(Language.EN), words_for(Language.ZH_HANS)
HOLDS = Ask(12, "Export *now*", blocks_renewal=True)
OTHERS = [Ask(7, "SSO"), Ask(9, "Dark mode"), Ask(3, "Offline")]


@pytest.mark.parametrize(
    ("asks", "lines"),
    [
        pytest.param([HOLDS, *OTHERS], ["4, 1 blocks the renewal", "⛔ #12 Export ∗now∗", "#7 SSO", "#9 Dark mode"]),
        pytest.param(OTHERS[:1], ["1", "#7 SSO"]),
    ],
    ids=["one blocks", "none blocks"],
)
def test_a_card_says_how_many_what_blocks_and_what_weighs_most(asks: list[Ask], lines: list[str]) -> None:
    assert list(ask_lines(asks, ENGLISH)) == lines


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        pytest.param([], []),
        pytest.param([HOLDS], ["⛔ *waits for* #12 Export ∗now∗", "1 open ask"]),
        pytest.param(OTHERS, ["3 open asks: #7 SSO; #9 Dark mode"]),
    ],
    ids=["none", "only what blocks", "none blocks"],
)
def test_a_row_says_what_the_renewal_waits_for(asks: list[Ask], said: list[str]) -> None:
    assert list(ask_words(asks, ENGLISH)) == said


def test_it_is_said_in_chinese() -> None:
    assert list(ask_words([HOLDS, *OTHERS], CHINESE)) == [
        "⛔ *续约取决于* #12 Export ∗now∗",
        "4 条未完成需求：#7 SSO；#9 Dark mode",
    ]
