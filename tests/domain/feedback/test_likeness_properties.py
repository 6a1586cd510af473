from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.feedback.likeness import RequestIndex, WordedRequest
from domain.feedback.wording import wording

WORDS = st.sampled_from(
    [
        "export",
        "import",
        "Excel",
        "dark",
        "mode",
        "SSO",
        "webhooks",
        "turbine",
        "the",
        "导出",
        "深色模式",
        "报表",
        "甘露寺",
        "é",
        "9",
    ]
)
SENTENCES = st.lists(WORDS, max_size=8).map(" ".join)
HOSTILE = st.sampled_from(
    ["", " \n ", "…!?", "\u202e\u200f", "😀👍🏽", "a" * 3_000, "导" * 3_000, "ab " * 1_000, "\x00", "ß\n\n", "שלום"]
)
TEXTS = st.one_of(SENTENCES, st.text(max_size=80), HOSTILE)
REQUESTS = st.lists(st.tuples(TEXTS, TEXTS), max_size=12).map(
    lambda worded: [WordedRequest(number, title, problem) for number, (title, problem) in enumerate(worded, start=1)]
)


@given(REQUESTS, TEXTS, TEXTS)
def test_likeness_is_the_same_in_both_directions_and_lies_between_0_and_1(
    requests: list[WordedRequest], one: str, other: str
) -> None:
    index = RequestIndex.of(requests)

    assert index.between(one, other) == index.between(other, one)
    assert 0 <= index.between(one, other) <= 1


@given(REQUESTS, TEXTS)
def test_a_text_with_words_is_like_itself_entirely(requests: list[WordedRequest], text: str) -> None:
    assert RequestIndex.of(requests).between(text, text) == (1 if wording(text).weights else 0)


@given(REQUESTS, TEXTS, TEXTS)
def test_no_request_is_more_like_a_request_than_itself(requests: list[WordedRequest], title: str, problem: str) -> None:
    itself = WordedRequest(99, title, problem)
    index = RequestIndex.of([*requests, itself])

    found = index.like(itself.text, limit=20)

    assert [like.score for like in found if like.request == itself] == ([1] if wording(itself.text).weights else [])
    assert [like.score for like in found] == sorted((like.score for like in found), reverse=True)


@given(REQUESTS, TEXTS, st.integers())
def test_the_order_in_which_requests_came_does_not_matter(
    requests: list[WordedRequest], text: str, shuffle: int
) -> None:
    shuffled = Random(shuffle).sample(requests, len(requests))
    one_by_one = RequestIndex.of([])
    for request in shuffled:
        one_by_one = one_by_one.with_request(request)

    whole = RequestIndex.of(requests)

    assert one_by_one == RequestIndex.of(shuffled) == whole
    assert one_by_one.like(text, limit=5) == whole.like(text, limit=5)


@given(REQUESTS)
def test_all_that_was_added_can_be_taken_away(requests: list[WordedRequest]) -> None:
    index = RequestIndex.of(requests)
    for request in requests:
        index = index.without(request.id)

    assert index == RequestIndex.of([])
