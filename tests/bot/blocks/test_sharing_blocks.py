from __future__ import annotations

from typing import Any

import pytest
from health_samples import TODAY, standing

from bot.blocks.kit import text_of
from bot.blocks.sharing import share_question, share_refused, shared_card, shared_notice
from bot.locale import Language, words_for
from domain.sharing import Audience, SharingRefusal

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
TEAM = Audience("C0CS", "cs-team", members=12)


def test_the_question_names_the_readers_before_anything_is_posted() -> None:
    modal = share_question(standing(), TEAM, EN)

    assert text_of(modal.blocks) == (
        "*#cs-team*\n12 people read it.\nNo guests and nobody from outside the company.\n"
        "The card of *Harbour* will be posted there with its ARR and its reasons. Everyone who reads the channel, now "
        "or later, can see it. That you shared it is recorded."
    )
    assert (modal.submit, modal.close, modal.metadata) == ("Post it", "Cancel", "17 C0CS")


@pytest.mark.parametrize(
    ("readers", "refusal", "said"),
    [
        pytest.param(
            {"outsiders": tuple("ABCDEFG")},
            SharingRefusal.OUTSIDERS,
            "Nothing was posted: people from outside the company read #cs-team, or are invited to. Share it in a "
            "channel of your own company instead.\nA, B, C, D, E and 2 more",
            id="outsiders by name",
        ),
        pytest.param(
            {"guests": ("Gus <x>",)},
            SharingRefusal.GUESTS,
            "Nothing was posted: guests read #cs-team. Share it in a channel without guests instead.\nGus &lt;x&gt;",
            id="guests by name",
        ),
        pytest.param(
            {},
            SharingRefusal.NOT_IN_CHANNEL,
            "Nothing was posted: I am not in #cs-team. Type `/invite @moorline` there, then press the button again.",
            id="the exact invitation",
        ),
    ],
)
def test_a_refusal_says_why_and_what_to_do(readers: dict[str, Any], refusal: SharingRefusal, said: str) -> None:
    modal = share_refused(Audience("C0CS", "cs-team", **readers), refusal, EN, bot="moorline")

    assert text_of(modal.blocks) == said
    assert modal.submit == ""


def test_every_refusal_has_its_words() -> None:
    titles = {share_refused(TEAM, refusal, ZH, bot="moorline").title for refusal in SharingRefusal}

    assert titles == {"未分享"}


def test_a_shared_card_calls_nobody() -> None:
    card = shared_card(standing(cover="Bo <b>"), ZH, by="Wei", names={"U0WEI": "Wei"}, today=TODAY)

    assert "<@" not in card.text
    assert "Wei（由 Bo &lt;b&gt; 代管）" in card.text.split("\n")
    assert card.text.split("\n")[-1] == "由 Wei 分享"
    assert [block["type"] for block in card.blocks if block["type"] == "actions"] == []


def test_the_notice_says_where_it_was_posted() -> None:
    assert text_of(shared_notice(TEAM, EN).blocks) == "Posted in *#cs-team*."
