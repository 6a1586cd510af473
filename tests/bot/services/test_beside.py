from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from bot.services.beside import beside


def test_each_comes_back_with_what_it_was_kept_as() -> None:
    assert list(beside([1, 2, 3], str)) == [(1, "1"), (2, "2"), (3, "3")]


def test_nothing_made_is_nothing_kept() -> None:
    assert list(beside([], str)) == []


def test_the_next_is_made_while_one_is_kept() -> None:
    second_is_made = Event()

    def made() -> Iterator[int]:
        yield 1
        second_is_made.set()
        yield 2

    assert list(beside(made(), lambda _each: second_is_made.wait(timeout=5))) == [(1, True), (2, True)]


def test_one_that_cannot_be_kept_ends_it_and_those_after_it_are_not_kept() -> None:
    tried = []

    def keep(each: int) -> None:
        tried.append(each)
        if each == 2:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        list(beside([1, 2, 3, 4], keep))

    assert tried == [1, 2]


def test_one_that_cannot_be_made_leaves_those_before_it_kept() -> None:
    kept: list[int] = []

    def made() -> Iterator[int]:
        yield 1
        raise ValueError("unreadable")

    with pytest.raises(ValueError, match="unreadable"):
        list(beside(made(), kept.append))

    assert kept == [1]
