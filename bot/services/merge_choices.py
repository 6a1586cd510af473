"""What a request may be merged into, as it is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.services.request_looks import stands_in
from bot.services.similar import SimilarRequests
from domain.account_names import normalised
from domain.feedback.merging import MergeChoice, merge_problem
from domain.feedback.ports import RequestFilter
from domain.feedback.request import Request
from domain.numbers import number_in
from domain.ports import Book

MOST_OFFERED = 30
"""Of what Slack shows in a type-ahead, as many as somebody reads."""
_COMPARED = 60


def choices_for(book: Book, request: Request, typed: str, similar: SimilarRequests) -> Sequence[MergeChoice]:
    """The one of that number first, then the likest, then the newest."""
    likeness = {each.request.id: each.score for each in similar.near(book, request, most=_COMPARED)}
    named = _named(book, typed)
    words = normalised(typed).split()
    found = [each for each in book.feedback.found(RequestFilter(is_open=None)) if _says(each, words)]
    ranked = sorted(found, key=lambda each: -likeness.get(each.id, 0.0))
    chosen = [*named, *(MergeChoice(each, likeness.get(each.id)) for each in ranked)]
    return _possible(request, chosen, likeness)[:MOST_OFFERED]


def _named(book: Book, typed: str) -> Sequence[MergeChoice]:
    """One that was merged stands for the one in which it is now."""
    number = number_in(typed.strip().removeprefix("#"))
    found = None if number is None else book.feedback.of(number)
    if found is None:
        return ()
    stands = stands_in(book, found)
    return [MergeChoice(stands, named=found.id if stands.id != found.id else None)]


def _says(request: Request, words: Iterable[str]) -> bool:
    said = normalised(f"{request.title} {request.problem}")
    return all(word in said for word in words)


def _possible(request: Request, chosen: Iterable[MergeChoice], likeness: Mapping[int, float]) -> Sequence[MergeChoice]:
    kept: dict[int, MergeChoice] = {}
    for each in chosen:
        if merge_problem(request, each.request) is None:
            found = MergeChoice(each.request, likeness.get(each.request.id), each.named)
            kept.setdefault(each.request.id, found)
    return list(kept.values())
