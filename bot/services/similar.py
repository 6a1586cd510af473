"""Requests that ask for the same: found by their wording, in an index that each process keeps."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from domain.feedback.likeness import Likeness, RequestIndex, WordedRequest
from domain.feedback.request import Request
from domain.ports import Book

MOST_SHOWN = 3
MOST_FOUND, FOUND_FROM = 40, 0.15
"""Whoever looks for a few words wants what says them, not what asks for just that."""
BUILT_ANEW_FROM = 200
"""So many new ones at once are quicker put into an index together than one by one."""


class SimilarRequests:
    """What is new in the book is taken in at each look; whoever looks meanwhile waits."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: list[WordedRequest] = []
        self._index = RequestIndex.of(())

    def to(self, book: Book, request: Request) -> Sequence[Likeness]:
        """The likest first; only those that are likely to be the same."""
        wanted = WordedRequest(request.id, request.title, request.problem)
        with self._lock:
            self._catch_up(book)
            index = self._index
        found = index.like(wanted.text, limit=MOST_SHOWN, other_than=request.id)
        return [each for each in found if each.is_suggested]

    def saying(self, book: Book, text: str) -> Sequence[int]:
        """The numbers of those that are worded like what somebody looks for, the likest first."""
        with self._lock:
            self._catch_up(book)
            index = self._index
        return [each.request.id for each in index.like(text, limit=MOST_FOUND) if each.score >= FOUND_FROM]

    def _catch_up(self, book: Book) -> None:
        newest = self._known[-1].id if self._known else 0
        fresh = [WordedRequest(each.id, each.title, each.problem) for each in book.feedback.after(newest)]
        self._known += fresh
        if len(fresh) >= BUILT_ANEW_FROM:
            self._index = RequestIndex.of(self._known)
            return
        for each in fresh:
            self._index = self._index.with_request(each)
