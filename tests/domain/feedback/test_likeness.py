from __future__ import annotations

import pytest

from domain.feedback import likeness
from domain.feedback.likeness import SUGGESTED_FROM, Likeness, RequestIndex, WordedRequest

EXPORT = WordedRequest(1, "Export to Excel", "Finance copies the table by hand.")
IMPORT = WordedRequest(2, "Import from Excel", "Contacts are typed in one by one.")
DARK_MODE = WordedRequest(3, "Dark mode", "The night shift complains about the white screen.")
EXPORT_IN_CHINESE = WordedRequest(4, "报表导出到 Excel", "财务每周手工复制表格。")
BOOK = RequestIndex.of([EXPORT, IMPORT, DARK_MODE, EXPORT_IN_CHINESE])


def ids(found: object) -> list[int]:
    assert isinstance(found, list)
    return [like.request.id for like in found]


def test_the_most_alike_stands_first() -> None:
    found = BOOK.like("export an Excel file", limit=5)

    assert ids(found) == [1, 4, 2]
    assert [like.is_suggested for like in found] == [True, True, False]


def test_a_request_finds_itself_whole() -> None:
    assert BOOK.like(EXPORT.text, limit=1) == [Likeness(EXPORT, 1.0)]


def test_at_triage_the_request_itself_is_left_out() -> None:
    assert ids(BOOK.like(EXPORT.text, limit=2, other_than=EXPORT.id)) == [4, 2]


def test_no_more_are_found_than_are_shown() -> None:
    assert ids(BOOK.like("Excel", limit=2)) == [1, 2]


def test_what_is_equally_alike_stands_by_number() -> None:
    twins = RequestIndex.of(WordedRequest(number, "Dark mode") for number in (9, 7, 8))

    assert ids(twins.like("dark mode", limit=3)) == [7, 8, 9]


def test_a_likeness_at_the_threshold_is_suggested() -> None:
    assert Likeness(EXPORT, SUGGESTED_FROM).is_suggested
    assert not Likeness(EXPORT, SUGGESTED_FROM - 0.001).is_suggested


@pytest.mark.parametrize("text", ["", " ", "!?…", "\u200f", "the of 。", "qqq"])
def test_nothing_is_like_a_text_without_words_that_anybody_uses(text: str) -> None:
    assert BOOK.like(text, limit=5) == []


def test_an_empty_book_finds_nothing() -> None:
    assert RequestIndex.of([]).like("dark mode", limit=5) == []
    assert len(RequestIndex.of([])) == 0


def test_a_line_break_in_a_title_leaves_it_a_title() -> None:
    assert WordedRequest(1, "Dark\nmode", "Night shift").text == "Dark mode\nNight shift"


def test_a_request_that_is_added_is_found_and_the_index_before_stays_as_it_was() -> None:
    before = RequestIndex.of([EXPORT, DARK_MODE])

    after = before.with_request(IMPORT)

    assert after == RequestIndex.of([EXPORT, IMPORT, DARK_MODE])
    assert before == RequestIndex.of([EXPORT, DARK_MODE])


def test_a_request_that_is_worded_anew_is_found_by_its_new_words_only() -> None:
    renamed = WordedRequest(EXPORT.id, "Offline mode")

    after = BOOK.with_request(renamed)

    assert after == RequestIndex.of([renamed, IMPORT, DARK_MODE, EXPORT_IN_CHINESE])
    assert len(after) == len(BOOK)


def test_a_request_that_is_taken_away_leaves_nothing_behind() -> None:
    assert BOOK.without(EXPORT.id).without(DARK_MODE.id) == RequestIndex.of([IMPORT, EXPORT_IN_CHINESE])


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    assert BOOK.without(99) is BOOK


def test_of_two_with_one_number_the_later_one_counts() -> None:
    assert RequestIndex.of([IMPORT, WordedRequest(IMPORT.id, "SSO")]) == RequestIndex.of(
        [WordedRequest(IMPORT.id, "SSO")]
    )


def test_in_a_large_book_the_most_common_words_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_VISITS", 10)
    many = [WordedRequest(number, "Excel", "Kept by hand") for number in range(100, 150)]
    book = RequestIndex.of([*many, EXPORT])

    assert ids(book.like("Export to Excel", limit=5)) == [1]


def test_a_book_of_nothing_but_common_words_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_VISITS", 10)
    book = RequestIndex.of(WordedRequest(number, "Excel export") for number in range(100, 150))

    assert ids(book.like("Excel", limit=2)) == [100, 101]


def test_only_the_most_promising_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_COMPARED", 2)

    assert ids(BOOK.like("Excel export", limit=5)) == [1, 4]
