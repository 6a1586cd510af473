"""What cards, rows and heads of other features say of plays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from health_samples import standing
from renewal_book import ROW, TODAY

from bot.blocks.health_facts import fact_fields
from bot.blocks.health_words import mentioned
from bot.blocks.renewal_row import renewal_row
from bot.locale import Language, words_for
from domain.accounts import Money
from domain.expansion.play import PlayGlance, PlayInBrief, Stage
from domain.renewals.answer import RenewalLine

EN = words_for(Language.EN)
SEATS = PlayInBrief("50 *more* <!channel>", Stage.OFFERED, Money(100, "USD"), date(2026, 11, 20))
GLANCE = PlayGlance(2, (Money(100, "EUR"), Money(2_400_000, "USD")), SEATS)


@pytest.mark.parametrize(
    ("glance", "said"),
    [
        pytest.param(
            GLANCE,
            "open plays: 2 plays · €1 + $24,000 · 50 ∗more∗ &lt;!channel&gt; · Offered · 🔴 2 days late",
            id="late, in two currencies",
        ),
        pytest.param(
            PlayGlance(1, (), replace(SEATS, about="Plan", day=None)),
            "open plays: 1 play · Plan · Offered",
            id="of which little is known",
        ),
        pytest.param(None, None, id="none"),
    ],
)
def test_the_card_says_it_in_a_line_below_the_arr(glance: PlayGlance | None, said: str | None) -> None:
    arr = fact_fields(replace(standing(), plays=glance), EN, mentioned, TODAY)[0].splitlines()

    assert arr[0] == "*ARR*"
    assert arr[2:] == ([said] if said else [])


def test_a_row_of_an_open_renewal_says_what_is_open() -> None:
    line = RenewalLine(replace(ROW, plays=GLANCE))

    quiet = renewal_row(line, EN, TODAY, whose=None)[1]["elements"][0]["text"]

    assert "open plays: 2 plays · €1 + $24,000" in quiet.split(" · task")[0]
