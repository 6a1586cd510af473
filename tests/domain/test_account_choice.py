from __future__ import annotations

import pytest

from domain.account_choice import Answer, Candidates, Nothing, TooMany, choice
from domain.accounts import AccountMatch

TRADERS = AccountMatch(1, "Northwind Traders", 1.0, exact=True)


def test_one_exact_match_answers_whatever_else_is_like_it() -> None:
    assert choice([TRADERS], _like(("Northwind Trading", 0.99))) == Answer(TRADERS)


def test_several_exact_matches_are_asked_back() -> None:
    other = AccountMatch(2, "NORTHWIND TRADERS", 1.0, exact=True)

    assert choice([TRADERS, other], []) == Candidates((TRADERS, other))


def test_a_name_that_is_the_same_but_for_its_legal_form_answers() -> None:
    like = _like(("Acme Inc.", 1.0), ("Acme Industrial Holdings", 0.95))

    assert choice([], like) == Answer(like[0])


def test_names_that_differ_only_in_legal_form_are_asked_back() -> None:
    like = _like(("Acme Inc.", 1.0), ("Acme GmbH", 1.0), ("Acme Industrial Holdings", 0.95))

    assert choice([], like) == Candidates(like[:2])


@pytest.mark.parametrize(
    "likeness",
    [
        pytest.param((0.84, 0.71), id="just clear, just ahead"),
        pytest.param((0.97, 0.30), id="alone"),
    ],
)
def test_a_clear_match_answers(likeness: tuple[float, float]) -> None:
    like = _like(("Globex", likeness[0]), ("Glover", likeness[1]))

    assert choice([], like) == Answer(like[0])


def test_the_only_name_that_is_like_it_answers() -> None:
    like = _like(("Globex", 0.92))

    assert choice([], like) == Answer(like[0])


@pytest.mark.parametrize(
    "likeness",
    [
        pytest.param((0.83, 0.70), id="the best is not clear"),
        pytest.param((0.90, 0.80), id="the next is close behind"),
    ],
)
def test_several_that_are_possible_are_asked_back(likeness: tuple[float, float]) -> None:
    like = _like(("Globex", likeness[0]), ("Glover", likeness[1]), ("Initech", 0.20))

    assert choice([], like) == Candidates(like[:2])


def test_names_a_slip_apart_are_asked_back_however_far_ahead_one_is() -> None:
    like = _like(("Northwind Traders", 0.97), ("Northwind Trading", 0.75))

    assert choice([], like) == Candidates(like)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param("Northwind Trade Group", id="more than a slip of letters"),
        pytest.param("Acme", id="too little in common"),
    ],
)
def test_names_that_are_not_a_slip_apart_do_not_hold_an_answer_back(others: str) -> None:
    like = _like(("Northwind Traders", 0.97), (others, 0.75))

    assert choice([], like) == Answer(like[0])


def test_short_names_a_slip_apart_are_different_names() -> None:
    like = _like(("Acme", 0.90), ("Apex", 0.72))

    assert choice([], like) == Answer(like[0])


def test_more_than_five_are_too_many_for_buttons() -> None:
    like = _like(*((f"Branch {number}", 0.8) for number in range(6)))

    assert choice([], like[:5]) == Candidates(like[:5])
    assert choice([], like) == TooMany(like)


@pytest.mark.parametrize(
    "likeness",
    [
        pytest.param((0.69, 0.5, 0.4, 0.3), id="none possible"),
        pytest.param((0.83, 0.69, 0.4, 0.3), id="one possible, but not clear"),
    ],
)
def test_when_nothing_is_called_that_the_nearest_three_are_named(likeness: tuple[float, ...]) -> None:
    like = _like(*zip(("Globex", "Initech", "Harbor", "Acme"), likeness, strict=True))

    assert choice([], like) == Nothing(like[:3])


def test_an_empty_book_has_nothing_near() -> None:
    assert choice([], []) == Nothing(())


def _like(*names: tuple[str, float]) -> tuple[AccountMatch, ...]:
    return tuple(AccountMatch(number, name, likeness) for number, (name, likeness) in enumerate(names, start=10))
