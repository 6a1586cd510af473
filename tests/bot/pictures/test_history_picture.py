from __future__ import annotations

import struct
from datetime import date, timedelta

import pytest

from bot.blocks.history import history_sent, history_too_short
from bot.locale import Language, Words, words_for
from bot.pictures.history import history_picture
from domain.health.model import Band
from domain.health.ports import HistoryMark
from domain.health.snapshots import SnapshotLine
from domain.health_answer import History

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
START = date(2026, 5, 1)


def line(day: int, shown: int, *, version: int = 1, band: Band = Band.GREEN) -> SnapshotLine:
    return SnapshotLine(START + timedelta(day), float(shown), shown, band, version)


def mark(day: int, kind: str, label: str = "") -> HistoryMark:
    return HistoryMark(START + timedelta(day), kind, label)


HISTORY = History(
    17,
    "Harbour & Sons $1 $2 蓝海",
    (line(0, 80, band=Band.GREY), line(1, 82), line(30, 95, version=2), line(31, 71, version=2)),
    (
        mark(-5, "renewal"),
        mark(5, "touchpoint"),
        mark(9, "touchpoint"),
        mark(20, "stage", "renewal"),
        mark(21, "stage", "a stage of old"),
        mark(25, "renewal", "won"),
    ),
)


@pytest.mark.parametrize("words", [pytest.param(EN, id="English"), pytest.param(ZH, id="Chinese")])
def test_the_picture_is_a_png_of_slacks_width_at_two_dots_each(words: Words) -> None:
    picture = history_picture(HISTORY, words)

    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.png[16:24]) == (1440, 780)


def test_two_scores_near_the_top_are_enough_for_a_picture() -> None:
    picture = history_picture(History(1, "Neu", (line(0, 97), line(1, 98)), ()), EN)

    assert picture.title == "Health of Neu over time"
    assert picture.alt_text == (
        "Health score of Neu from May 1, 2026 to May 2, 2026: now 98 (Green), at first 97. "
        "Lowest 97 on May 1, 2026, highest 98 on May 2, 2026."
    )


def test_the_alternative_text_says_what_the_picture_shows() -> None:
    assert history_picture(HISTORY, EN).alt_text == (
        "Health score of Harbour & Sons $1 $2 蓝海 from May 1, 2026 to Jun 1, 2026: now 71 (Green), at first 80. "
        "Lowest 71 on Jun 1, 2026, highest 95 on May 31, 2026. Model version 2 since May 31, 2026. "
        "Since May 21, 2026: in renewal. Since May 22, 2026: a stage of old. May 26, 2026: renewed. 2 touchpoints."
    )


def test_what_is_said_beside_the_picture() -> None:
    assert history_sent(HISTORY, ZH).text == "*Harbour &amp; Sons $1 $2 蓝海* 的走势图已通过私信发给你。"
    assert history_too_short(History(1, "Neu", (), ()), EN).text == (
        "*Neu* was never scored, so there is no history yet."
    )
    assert history_too_short(History(1, "Neu", (line(0, 80),), ()), EN).text == (
        "*Neu* was scored for the first time on May 1, 2026. From the second day on there is a picture."
    )
