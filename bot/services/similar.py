"""Requests that ask for the same: found by their wording, in an index that each process keeps."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from domain.feedback.likeness import Likeness, RequestIndex, WordedRequest
from domain.feedback.request import Request
from domain.ports import Book

MOST_SHOWN = 3
_MOST_LOOKED_AT = 20
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
        """The likest first; only those that are likely to be the same. What was merged asks for nothing any more."""
        wanted = WordedRequest(request.id, request.title, request.problem)
        return self.to_words(book, wanted, most=MOST_SHOWN)

    def to_words(self, book: Book, wanted: WordedRequest, *, most: int) -> Sequence[Likeness]:
        """The same for what is being written; its id is that of a request to be left out, or 0."""
        with self._lock:
            self._catch_up(book)
            index = self._index
        found = index.like(wanted.text, limit=max(most, _MOST_LOOKED_AT), other_than=wanted.id)
        gone = book.feedback.merged()
        return [each for each in found if each.is_suggested and each.request.id not in gone][:most]

    def near(self, book: Book, request: Request, *, most: int) -> Sequence[Likeness]:
        """Whatever has a word in common, the likest first."""
        wanted = WordedRequest(request.id, request.title, request.problem)
        with self._lock:
            self._catch_up(book)
            index = self._index
        return index.like(wanted.text, limit=most, other_than=request.id)

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
