from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from week_samples import RATES, TODAY, WEEKLY, usd

from bot.locale import Language, Words, words_for
from bot.pictures.weekly import weekly_picture
from domain.renewals.renewal import ChurnReason
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement
from domain.weekly.week import LostLately, ReasonLost, Weekly, lost_lately, quarter_due

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
NOTHING = replace(
    WEEKLY,
    due=quarter_due([], RATES),
    now=replace(WEEKLY.now, kept=None),
    before=replace(WEEKLY.before, kept=None),
    lost=lost_lately([], RATES, today=TODAY),
)
NEW = replace(WEEKLY, before=replace(WEEKLY.before, kept=None))
LOST_ALL = replace(WEEKLY, now=replace(WEEKLY.now, kept=KeptArr(ArrMovement(opening=100, churn=100), 1)))
EVERY_REASON = replace(
    WEEKLY,
    lost=LostLately(TODAY, TODAY, tuple(ReasonLost(each, 1, (usd(1),)) for each in ChurnReason), (usd(10),), 0),
)


@pytest.mark.parametrize("words", [pytest.param(EN, id="English"), pytest.param(ZH, id="Chinese")])
@pytest.mark.parametrize(
    "weekly",
    [
        pytest.param(WEEKLY, id="a usual week"),
        pytest.param(NOTHING, id="nothing to show"),
        pytest.param(NEW, id="the first quarter"),
        pytest.param(LOST_ALL, id="everything lost"),
        pytest.param(EVERY_REASON, id="every reason there is"),
    ],
)
def test_the_picture_is_a_png_of_slacks_width_at_two_dots_each(weekly: Weekly, words: Words) -> None:
    picture = weekly_picture(weekly, words)

    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture.png[16:24])
    assert width == 1440
    assert 700 < height < 2200


def test_the_picture_is_as_high_as_it_has_rows() -> None:
    heights = [struct.unpack(">II", weekly_picture(each, EN).png[16:24])[1] for each in (NOTHING, WEEKLY, EVERY_REASON)]

    assert heights == sorted(set(heights))
