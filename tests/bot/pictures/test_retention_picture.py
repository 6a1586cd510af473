from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from revenue_book import ANA, TODAY, F, renewal, retention_of, revenue_library, said

from bot.locale import Language, Words, words_for
from bot.pictures.retention import retention_picture
from domain.renewals.renewal import ForecastCategory
from domain.revenue.answer import RetentionAnswer

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


def answer_of(text: str, *, empty: bool = False) -> RetentionAnswer:
    library = revenue_library()
    for number, category in enumerate([*ForecastCategory, None], 100):
        due_on = TODAY.replace(day=30)
        made = renewal(number, F, due_on, number, forecast=said(category) if category else None)
        library.tables.renewals[number] = made
    if empty:
        library.tables.renewals.clear()
        library.tables.terms.clear()
    found = retention_of(library).answer(ANA, text, today=TODAY)
    assert isinstance(found, RetentionAnswer)
    return found


@pytest.mark.parametrize("words", [pytest.param(EN, id="English"), pytest.param(ZH, id="Chinese")])
@pytest.mark.parametrize("text", ["2025 all", "all", "2023 all"])
def test_the_picture_is_a_png_of_slacks_width_at_two_dots_each(words: Words, text: str) -> None:
    picture = retention_picture(answer_of(text), words)

    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.png[16:24]) == (1440, 1320)


def test_an_empty_book_has_a_picture_all_the_same() -> None:
    picture = retention_picture(answer_of("2025 all", empty=True), EN)

    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.alt_text.startswith("ARR from Jan 1, 2025 to Jan 1, 2026: opening $0, new $0, expansion $0")


def test_the_alternative_text_says_what_the_picture_shows() -> None:
    answer = answer_of("2025 all")
    november = replace(answer.ahead, calendar=answer.ahead.calendar[:1])

    assert retention_picture(replace(answer, ahead=november), EN).alt_text == (
        "ARR from Jan 1, 2025 to Jan 1, 2026: opening $470,000, new $90,000, expansion $35,000, reactivated $25,000, "
        "contraction $15,000, churn $65,000, closing $540,000. GRR 83.0%, NRR 90.4% of 9 accounts. "
        "Open renewals by month: November 2026: Commit $100,000 (1), Probable $101,000 (1), Best case $102,000 (1), "
        "At risk $103,000 (1), Expected loss $104,000 (1), No forecast yet $105,000 (1)."
    )


def test_the_picture_is_named_after_its_period() -> None:
    assert retention_picture(answer_of("2026-Q3 all"), EN).title == "ARR bridge and renewals: Q3 2026"
