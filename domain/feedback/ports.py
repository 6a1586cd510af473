"""What requests need of the book."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.feedback.asks import Ask
from domain.feedback.list_words import RequestTrait
from domain.feedback.listing import AskedSums, RequestOrder, Weighing
from domain.feedback.merging import Following
from domain.feedback.priority import VoiceNow
from domain.feedback.request import ProductArea, Request, RequestState, Source, Voice
from domain.feedback.states import RequestStep


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """None means "any". `by` is who brought one of its voices, `account` who asks for it, `numbers` are theirs.

    It was asked for from `asked_from` on, and before `asked_before`.
    """

    area: int | None = None
    owner: str | None = None
    by: str | None = None
    account: int | None = None
    is_open: bool | None = True
    is_snoozed: bool | None = None
    states: frozenset[RequestState] | None = None
    traits: frozenset[RequestTrait] = frozenset()
    numbers: tuple[int, ...] | None = None
    areas: tuple[int, ...] | None = None
    asked_from: datetime | None = None
    asked_before: datetime | None = None


class Feedback(Protocol):
    def areas(self) -> Sequence[ProductArea]:
        """By name."""
        ...

    def save_area(self, area: ProductArea) -> ProductArea:
        """A new one where its id is 0; when it is the default, no other is."""
        ...

    def add(self, request: Request) -> Request:
        """With its number, which is never given again."""
        ...

    def of(self, request: int) -> Request | None: ...
    def of_to_change(self, request: int) -> Request | None:
        """Nobody else changes it until the transaction ends."""
        ...

    def save(self, request: Request) -> Request:
        """With its next version."""
        ...

    def add_voice(self, voice: Voice) -> Voice: ...
    def voices(self, request: int) -> Sequence[Voice]:
        """Oldest first."""
        ...

    def voice_from(self, source: Source) -> Voice | None:
        """The one that was taken from this message."""
        ...

    def save_voice(self, voice: Voice) -> None:
        """Its words and where they came from; what it asks for stays."""
        ...

    def voices_of(self, account: int) -> Sequence[Voice]:
        """Of all requests, oldest first."""
        ...

    def voices_now(self, requests: Sequence[int]) -> Sequence[VoiceNow]:
        """Of these requests, with how each account stands today; in a number of statements that does not grow."""
        ...

    def found(self, wanted: RequestFilter) -> Sequence[Request]:
        """Newest first."""
        ...

    def triaged_titles(self, *, most: int) -> Sequence[tuple[int, str]]:
        """(area, title) of the newest requests that product has looked at."""
        ...

    def ranked(
        self, wanted: RequestFilter, order: RequestOrder, by: Weighing, *, offset: int = 0, limit: int | None = None
    ) -> Sequence[Request]:
        """A page of them, weighed by the database: in a number of statements that does not grow."""
        ...

    def sums(self, wanted: RequestFilter) -> AskedSums:
        """Of all of them together, in a number of statements that does not grow."""
        ...

    def saying(self, words: Sequence[str], *, limit: int) -> Sequence[int]:
        """Numbers of those whose title or problem holds each of the words, whatever its case; the newest first."""
        ...

    def asks_of(self, accounts: Sequence[int], by: Weighing) -> Mapping[int, Sequence[Ask]]:
        """What each asks for and has not got, the weightiest first, in one statement; none where it asks nothing."""
        ...

    def after(self, request: int) -> Sequence[Request]:
        """Those with a greater number, in its order."""
        ...

    def merged(self) -> Mapping[int, int]:
        """Which request was merged into which."""
        ...

    def move_under(self, loser: int, winner: int) -> None:
        """Voices and steps of the one stand under the other, and remember where they came from."""
        ...

    def give_back(self, requests: Collection[int], to: int) -> None:
        """What came from these (`to`, and all that were merged into it) stands under `to` again."""
        ...

    def follow(self, chosen: Following) -> None:
        """In place of what they chose before."""
        ...

    def followings(self, request: int) -> Sequence[Following]:
        """What was chosen about it, by member."""
        ...

    def steps_since(self, since: datetime) -> Sequence[RequestStep]:
        """Of all requests, after that moment, oldest first."""
        ...

    def step(self, step: RequestStep) -> None: ...
    def forget_raised(self, request: int, authors: Collection[str]) -> None:
        """The words of what these raised after it was decided; that they did, stays."""
        ...

    def steps(self, request: int) -> Sequence[RequestStep]:
        """Oldest first."""
        ...
