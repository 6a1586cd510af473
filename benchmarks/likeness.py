"""Requests that are alike, of many: one search while a title is typed, against what a person does not notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.name_words import CHINESE_PLACES, CHINESE_TRADES, CHINESE_WORDS, FIRST, SECOND
from benchmarks.ratios import Ratio, seconds
from benchmarks.request_words import CHINESE, ENGLISH, Tongue
from benchmarks.sizes import Sizes
from domain.feedback.likeness import RequestIndex, WordedRequest

CHINESE_SHARE = 4
"""One request in so many is Chinese."""
BOUND = 0.1
"""Seconds; the anchor is no program but an eye."""
SHOWN = 5


def likeness(sizes: Sizes, _folder: Path) -> Iterator[Ratio]:
    asked = requests(sizes.requests)
    indexes: list[RequestIndex] = []
    built = seconds(lambda: indexes.append(RequestIndex.of(asked)))
    [index] = indexes
    titles = [request.title for request in Random(17).sample(asked, sizes.searches)]
    name = f"similar requests, {sizes.requests:,} of them, a search: / {BOUND * 1e3:.0f} ms"
    yield _searched(name, index, titles, f"the index built in {built:.1f} s")
    whole = [request.text for request in Random(18).sample(asked, sizes.searches)]
    yield _searched(f"{name}, title and problem", index, whole, "as at triage")
    news = requests(sizes.requests + sizes.rounds)[sizes.requests :]
    added = median(seconds(partial(index.with_request, request)) for request in news)
    yield Ratio(
        f"one more request, {sizes.requests:,} before: / 100 ms", added / BOUND, 1, detail=f"{added * 1e3:.1f} ms"
    )


def requests(count: int) -> Sequence[WordedRequest]:
    """Always the same ones; the first words of each list are the common ones."""
    dice = Random(13)
    return [_request(number, dice) for number in range(1, count + 1)]


def _searched(name: str, index: RequestIndex, texts: Sequence[str], remark: str) -> Ratio:
    took = sorted(seconds(partial(index.like, text, limit=SHOWN)) for text in texts)
    middle = median(took)
    detail = f"{middle * 1e3:.1f} ms, slowest {took[-1] * 1e3:.1f} ms of {len(took)}; {remark}"
    return Ratio(name, middle / BOUND, 1, 0.5, detail)


def _request(number: int, dice: Random) -> WordedRequest:
    in_chinese = number % CHINESE_SHARE == 0
    tongue, names = (CHINESE, _CHINESE_NAMES) if in_chinese else (ENGLISH, _ENGLISH_NAMES)
    words = _drawn(tongue, dice) | {"site": "".join(map(dice.choice, names))}
    return WordedRequest(number, tongue.title.format(**words).capitalize(), tongue.problem.format(**words))


def _drawn(tongue: Tongue, dice: Random) -> dict[str, str]:
    return {
        "action": _common(tongue.actions, dice),
        "subject": _common(tongue.subjects, dice),
        "place": _common(tongue.places, dice),
        "reason": _common(tongue.reasons, dice),
        "other": _common(tongue.actions, dice),
        "more": _common(tongue.subjects, dice),
    }


def _common(words: Sequence[str], dice: Random) -> str:
    return words[int(len(words) * dice.random() ** 2)]


_ENGLISH_NAMES = (FIRST, FIRST, (" ",), SECOND)
_CHINESE_NAMES = (CHINESE_PLACES, CHINESE_WORDS, CHINESE_TRADES)
