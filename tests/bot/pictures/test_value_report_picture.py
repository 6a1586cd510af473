from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pdf_text import pages_of, text_of_pdf
from value_desk import DANA, INTERNAL, ValueBook
from value_desk import TODAY as DESK_DAY
from value_samples import AUDIT, CHINESE, CLOSING, EMPTY, LONG, ONE, SHARE, SIX, TODAY, UNMEASURED, USUAL, used

from bot.locale import Language, words_for
from bot.pictures import letters
from bot.pictures.ink import drawn
from bot.pictures.letters import drawable, letters_missing, lines_of
from bot.pictures.sheet import HEIGHT, WIDTH
from bot.pictures.value_outcomes import valued
from bot.pictures.value_report import LettersMissingError, ValuePage, value_alt_text, value_page, value_sheet
from domain.value_report.form import ValueForm
from domain.value_report.period import Span, period_of_use
from domain.value_report.report import Told, ValueReport, value_report
from domain.value_report.use import use_of

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)


def page_of(told: Told) -> ValuePage:
    return value_page(value_report(told), words_for(Language(told.language)), made_at=NOON)


def words_on(told: Told) -> str:
    """A line for each text on it."""
    return "\n".join(text.replace("\\$", "$") for text, *_ in texts_drawn(told))


def texts_drawn(told: Told) -> list[tuple[str, float, float, float, float]]:
    """Each text with its left, top, right and bottom in inches."""
    found: list[tuple[str, float, float, float, float]] = []

    def draw() -> bytes:
        sheet = value_sheet(value_report(told), words_for(Language(told.language)))
        for text in sheet.axes.texts:
            box = text.get_window_extent()
            left, right = box.x0 / sheet.figure.dpi, box.x1 / sheet.figure.dpi
            top, bottom = (HEIGHT - y / sheet.figure.dpi for y in (box.y1, box.y0))
            found.append((text.get_text(), left, top, right, bottom))
        return b""

    drawn(draw)
    return found


EVERY = [
    pytest.param(USUAL, id="a usual one"),
    pytest.param(CHINESE, id="in Chinese"),
    pytest.param(EMPTY, id="nothing to say"),
    pytest.param(LONG, id="too much of everything"),
    pytest.param(ONE, id="one outcome"),
    pytest.param(UNMEASURED, id="nothing measured"),
    pytest.param(SIX, id="six outcomes"),
]


@pytest.mark.parametrize("told", [EVERY[1], EVERY[2], EVERY[3]])
def test_it_is_one_page_of_a4_whatever_there_is_to_say(told: Told) -> None:
    page = page_of(told)

    assert page.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", page.png[16:24]) == (1488, 2104)
    assert pages_of(page.pdf) == 1
    assert re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", page.pdf) == [(b"595.44", b"841.68")]


@pytest.mark.parametrize("told", EVERY)
def test_no_word_leaves_the_page_and_none_stands_on_another(told: Told) -> None:
    texts = texts_drawn(told)

    outside = [each for each in texts if each[1] < 0 or each[2] < 0 or each[3] > WIDTH or each[4] > HEIGHT]
    clashes = [
        (one[0], other[0]) for place, one in enumerate(texts) for other in texts[place + 1 :] if clash(one, other)
    ]
    assert (outside, clashes) == ([], [])


def clash(one: tuple[str, float, float, float, float], other: tuple[str, float, float, float, float]) -> bool:
    """Whether the middle half of each line touches the other's: boxes of letters are higher than the letters."""
    (_, left, top, right, bottom), (_, its_left, its_top, its_right, its_bottom) = one, other
    margin, its_margin = (bottom - top) / 4, (its_bottom - its_top) / 4
    is_beside = right <= its_left or its_right <= left
    return not is_beside and top + margin < its_bottom - its_margin and its_top + its_margin < bottom - margin


def test_the_words_of_the_page_stand_in_the_file_so_that_they_are_found_and_read_aloud() -> None:
    page = page_of(USUAL)
    said = text_of_pdf(page.pdf)

    assert said.split() == words_on(USUAL).split()

    for wanted in (
        "Value report",
        "Sep 1, 2026 – Nov 30, 2026",
        "Acme Industrial",
        "1 of 3\noutcomes reached",
        "4 days",
        "67% of the way",
        "Target 3",
        "due Mar 31, 2027",
        "200 seats",
        "185\npeople active within four weeks",
        "Settings › Audit log › Export: the whole year as one",
        "Connect the third plant by January 15",
        "As of Nov 30, 2026",
        "Your contact: Maya Lindqvist · maya@harbour.example",
    ):
        assert wanted in said


def test_a_chinese_customer_reads_chinese() -> None:
    said = words_on(CHINESE)

    assert re.findall("[A-Za-z]{3,}", said) == ["Excel", "lin", "harbour", "example"]
    for wanted in ("价值报告", "您希望达成的目标", "已完成 67%", "应您的要求，已经交付", "您的联系人：林晓"):
        assert wanted in said


def test_nothing_that_is_ours_alone_is_on_it() -> None:
    desk = ValueBook()
    form = ValueForm("1", Span.YEAR, "en", ("1", "2", "3"), ("7", "8", "9", "10"), "Talk <!channel> to *us*")
    report = desk.reports.report(DANA, form, key="V1", today=DESK_DAY)
    assert isinstance(report, ValueReport)

    page = value_page(report, EN, made_at=NOON)

    said = text_of_pdf(page.pdf) + page.alt_text + page.title
    assert "I build it every Sunday." in said
    assert [secret for secret in INTERNAL if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", said)] == []
    assert [mark for mark in ("<@", "<!", "*", "channel") if mark in said] == []


def test_the_file_says_its_title_and_its_day_and_nothing_of_what_made_it() -> None:
    pdf = page_of(EMPTY).pdf

    assert b"/CreationDate (D:20261130120000Z)" in pdf
    assert [word for word in (b"/Creator", b"/Producer", b"/Author", b"atplotlib") if word in pdf] == []


def test_what_has_no_room_is_counted_on_the_page() -> None:
    assert "and 2 more" in words_on(SIX)
    assert words_on(LONG).count("and 8 more") == 2


def test_a_page_with_nothing_to_say_says_so() -> None:
    assert "There is nothing to show for this time yet." in words_on(EMPTY)


def test_what_is_not_measured_says_so_beside_its_target() -> None:
    said = words_on(UNMEASURED)

    assert said.count("Not measured yet") == 2
    assert "from 6 days · target 3 days · by Mar 31, 2027" in said


def test_use_that_is_less_than_half_the_seats_is_no_headline() -> None:
    few = use_of(used(10), period_of_use(Span.QUARTER, last=TODAY), seats=500)

    said = words_on(replace(USUAL, use=few))

    assert ("people use it" in said, "of your seats are in use" in said, "500 seats" in said) == (True, False, True)


def test_use_of_unknown_seats_over_a_year_has_a_line_all_the_same() -> None:
    year = use_of(used(weeks=52, growth=0)[:52], period_of_use(Span.YEAR, last=TODAY), seats=None)

    said = words_on(replace(USUAL, use=year))

    assert ("seats" in said, "core feature" in said, "Jan 2026" in said) == (False, False, True)


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(replace(CLOSING, measurements=CLOSING.measurements[:1]), id="measured once"),
        pytest.param(replace(CLOSING, baseline=None, target=None, due_on=None), id="without a target"),
        pytest.param(replace(CLOSING, baseline=Decimal(3)), id="baseline and target at one place"),
        pytest.param(replace(CLOSING, due_on=date(2026, 4, 1)), id="measured long after it was due"),
        pytest.param(replace(SHARE, unit="percentage points of all leads", target=Decimal("1234567.891")), id="wide"),
        pytest.param(replace(AUDIT, said_reached_on=TODAY), id="reached without a measurement"),
        pytest.param(replace(CLOSING, starts_on=None, measurements=CLOSING.measurements[:1] * 2), id="flat"),
    ],
)
def test_an_outcome_of_any_shape_is_drawn_within_the_page(outcome: Any) -> None:
    test_no_word_leaves_the_page_and_none_stands_on_another(replace(USUAL, outcomes=(outcome,)))


def test_only_next_steps_fill_a_page_too() -> None:
    said = words_on(replace(EMPTY, next_steps="Talk"))

    assert ("Next steps" in said, "There is nothing" in said) == (True, False)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("4.50", "days", "4.5 days"),
        ("68", "%", "68%"),
        ("1200", "", "1,200"),
        ("0.126", "h", "0.13 h"),
        ("10", "天", "10 天"),
    ],
)
def test_values_are_written_with_their_unit(value: str, unit: str, written: str) -> None:
    assert valued(Decimal(value), unit, EN) == written


def test_the_alternative_text_says_what_is_seen_at_the_first_glance() -> None:
    assert value_alt_text(value_report(ONE), EN) == (
        "Value report: Acme Industrial. Sep 1, 2026 – Nov 30, 2026. 1 outcome agreed. 93% of your seats are in use. "
        "Month-end closing in three days instead of six: 4 days · from 6 days · target 3 days · by Mar 31, 2027."
    )


def by_letters(text: str) -> float:
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("one two three", ["one two", "three"], id="between words"),
        pytest.param("abcdefghijkl", ["abcdefgh", "ijkl"], id="within a word that is too long"),
        pytest.param("一二三四五六七八，九十", ["一二三四五六七", "八，九十"], id="no comma begins a line"),
        pytest.param("一二三四五六七（八九）", ["一二三四五六七", "（八九）"], id="no bracket ends one"),
        pytest.param("one two three four five six", ["one two", "three..."], id="dots where there is more"),
        pytest.param(
            "一二三四五六七八九十一二三四五六七", ["一二三四五六七八", "九十一二三四五…"], id="dots of Chinese"
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, lines: list[str]) -> None:
    assert lines_of(text, by_letters, 8, 2) == lines


@pytest.fixture
def without_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with nothing but the letters that matplotlib brings along."""
    monkeypatch.setattr(letters, "FAMILIES", ("DejaVu Sans",))
    letters.known_fonts.cache_clear()
    letters.has_glyph.cache_clear()
    yield
    letters.known_fonts.cache_clear()
    letters.has_glyph.cache_clear()


@pytest.mark.usefixtures("without_chinese")
def test_without_a_font_for_its_letters_nothing_is_drawn() -> None:
    with pytest.raises(LettersMissingError):
        words_on(CHINESE)
    assert letters_missing("青禾")
    assert not letters_missing("Acme, é")


def test_signs_without_letters_that_no_font_has_are_left_out_and_quotes_stand_close() -> None:
    assert drawable("Great \U0001fae8 work, it’s “good”") == 'Great work, it\'s "good"'
    assert drawable("他说：“好”") == "他说：“好”"


def test_chinese_dates_of_the_page() -> None:
    assert ZH.day(TODAY) in words_on(CHINESE)
