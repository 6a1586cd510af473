from __future__ import annotations

import pytest

from domain.feedback.likeness import RequestIndex
from domain.feedback.wording import READ, wording

NO_BOOK = RequestIndex.of([])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("EXPORT invoices!", "export: invoices", id="case and punctuation"),
        pytest.param("Ｅｘｐｏｒｔ", "export", id="full width"),
        pytest.param("Résumé parsing", "resume parsing", id="accents"),
        pytest.param("export\u200b invoices\u200f", "export invoices", id="signs that cannot be seen"),
        pytest.param("exports, exporting", "export", id="endings of a known word"),
        pytest.param("single sign-on", "SSO", id="other words"),
        pytest.param("dark mode", "深色模式", id="Chinese"),
        pytest.param("手机App", "mobile app", id="Chinese with Latin letters"),
        pytest.param("We would like to have a dashboard, please", "dashboard", id="words of asking"),
    ],
)
def test_two_wordings_of_the_same(one: str, other: str) -> None:
    assert NO_BOOK.between(one, other) == pytest.approx(1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("export", "import", id="the opposite"),
        pytest.param("导出", "导入", id="the opposite in Chinese"),
        pytest.param("Gantt", "微信", id="nothing in common"),
    ],
)
def test_two_wordings_of_something_else(one: str, other: str) -> None:
    assert NO_BOOK.between(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("turbine", "turbines", id="plural"),
        pytest.param("甘露寺壁画", "甘露寺", id="part of a Chinese name"),
        pytest.param("Kaufvertragsmuster", "Kaufvertragmuster", id="misspelt"),
    ],
)
def test_words_that_nobody_listed_are_alike_by_their_letters(one: str, other: str) -> None:
    assert 0.6 < NO_BOOK.between(one, other) < 1


def test_the_longest_known_words_count() -> None:
    assert dict(wording("read only users").title) == {"=read only": 3.0, "=user": 3.0}


def test_a_word_of_the_title_counts_more_than_one_of_the_problem() -> None:
    assert wording("export\nexport webhooks").weights == pytest.approx({"=export": 3.0, "=webhook": 0.9})


def test_what_stands_behind_a_long_beginning_is_not_read() -> None:
    assert wording("a " * READ + "\nwebhooks").weights == {}


def test_chinese_signs_are_taken_one_by_one_and_in_twos() -> None:
    assert dict(wording("甲乙").title) == {"甲": 0.35, "乙": 0.35, "甲乙": 0.7}
