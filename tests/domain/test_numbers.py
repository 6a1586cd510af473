from __future__ import annotations

import pytest

from domain.numbers import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_only_what_the_book_can_have_is_a_number_of_it(text: str, number: int | None) -> None:
    assert number_in(text) == number
