"""How well likeness tells requests for the same from requests that only sound alike, on labelled requests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from domain.feedback.likeness import SUGGESTED_FROM, RequestIndex, WordedRequest

LABELLED: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("similar_requests.toml").read_text(encoding="utf-8")
)
WISHES = LABELLED["wishes"] | LABELLED["unseen_wishes"]
WISH = {int(number): name for name, asked in WISHES.items() for number in asked}
REQUESTS = {
    int(number): WordedRequest(int(number), *worded) for asked in WISHES.values() for number, worded in asked.items()
}
INDEX = RequestIndex.of(REQUESTS.values())

Pair = tuple[int, int]
SAME = [pair for pair in combinations(sorted(REQUESTS), 2) if WISH[pair[0]] == WISH[pair[1]]]
NEAR_MISSES: Sequence[Pair] = [
    (one, other) for part in ("near_misses", "unseen_near_misses") for one, other in LABELLED[part]["pairs"]
]
DIFFERENT = [pair for pair in combinations(sorted(REQUESTS), 2) if WISH[pair[0]] != WISH[pair[1]]]
_FIRST_UNSEEN = 300


@dataclass(frozen=True, slots=True)
class Found:
    precision: float
    recall: float


def at_triage(pair: Pair) -> float:
    one, other = (REQUESTS[number].text for number in pair)
    return INDEX.between(one, other)


def while_typed(pair: Pair) -> float:
    """Only the title of the second one is known yet."""
    one, other = (REQUESTS[number] for number in pair)
    return INDEX.between(one.text, other.title)


def found(likeness: Callable[[Pair], float], of: Callable[[Pair], bool], different: Sequence[Pair]) -> Found:
    right = [likeness(pair) >= SUGGESTED_FROM for pair in SAME if of(pair)]
    wrong = [likeness(pair) >= SUGGESTED_FROM for pair in different if of(pair)]
    return Found(sum(right) / (sum(right) + sum(wrong)), sum(right) / len(right))


def is_chinese(number: int) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", REQUESTS[number].title))


def in_one_language(pair: Pair) -> bool:
    return is_chinese(pair[0]) == is_chinese(pair[1])


def in_english(pair: Pair) -> bool:
    return not is_chinese(pair[0]) and not is_chinese(pair[1])


def in_chinese(pair: Pair) -> bool:
    return is_chinese(pair[0]) and is_chinese(pair[1])


def across_languages(pair: Pair) -> bool:
    return not in_one_language(pair)


def unseen(pair: Pair) -> bool:
    return in_one_language(pair) and min(pair) > _FIRST_UNSEEN


def test_the_labels_are_many_and_hold_together() -> None:
    near = [pair for pair in NEAR_MISSES if WISH[pair[0]] == WISH[pair[1]]]

    assert near == []
    assert len(REQUESTS) >= 120
    assert sum(in_one_language(pair) for pair in SAME) >= 90
    assert len(NEAR_MISSES) >= 90


@pytest.mark.parametrize(
    ("of", "likeness", "different", "least"),
    [
        pytest.param(in_one_language, at_triage, NEAR_MISSES, Found(0.90, 0.78), id="one language, at triage"),
        pytest.param(in_one_language, while_typed, NEAR_MISSES, Found(0.88, 0.76), id="one language, while typed"),
        pytest.param(in_english, at_triage, NEAR_MISSES, Found(0.85, 0.75), id="English"),
        pytest.param(in_chinese, at_triage, NEAR_MISSES, Found(0.85, 0.75), id="Chinese"),
        pytest.param(across_languages, at_triage, DIFFERENT, Found(0.85, 0.80), id="across languages, all others"),
        pytest.param(in_one_language, at_triage, DIFFERENT, Found(0.78, 0.78), id="one language, all others"),
        pytest.param(unseen, at_triage, NEAR_MISSES, Found(0.85, 0.50), id="unseen wishes"),
        pytest.param(unseen, at_triage, DIFFERENT, Found(0.85, 0.50), id="unseen wishes, all others"),
    ],
)
def test_requests_for_the_same_are_told_from_those_that_only_sound_alike(
    of: Callable[[Pair], bool], likeness: Callable[[Pair], float], different: Sequence[Pair], least: Found
) -> None:
    measured = found(likeness, of, different)

    print(f"precision {measured.precision:.2f}, recall {measured.recall:.2f}")  # noqa: T201 - `pytest -rP` shows it
    assert measured.precision >= least.precision
    assert measured.recall >= least.recall


@pytest.mark.parametrize(
    ("after", "shown", "least"),
    [
        pytest.param(0, 5, 0.95, id="any, among the five shown"),
        pytest.param(0, 1, 0.90, id="any, first"),
        pytest.param(_FIRST_UNSEEN, 5, 0.90, id="unseen wishes, among the five shown"),
        pytest.param(_FIRST_UNSEEN, 1, 0.78, id="unseen wishes, first"),
    ],
)
def test_a_typed_title_finds_a_request_for_the_same(after: int, shown: int, least: float) -> None:
    right = [_finds_the_same(request, shown) for request in REQUESTS.values() if request.id > after]

    print(f"found for {sum(right) / len(right):.2f}")  # noqa: T201 - as above
    assert sum(right) / len(right) >= least


def _finds_the_same(typed: WordedRequest, shown: int) -> bool:
    likes = INDEX.like(typed.title, limit=shown, other_than=typed.id)
    return any(WISH[like.request.id] == WISH[typed.id] for like in likes)
