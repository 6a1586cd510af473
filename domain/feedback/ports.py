"""What requests need of the book."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.feedback.merging import Following
from domain.feedback.priority import VoiceNow
from domain.feedback.request import ProductArea, Request, Source, Voice
from domain.feedback.states import RequestStep


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """None means "any". `by` is who brought one of its voices, `account` who asks for it."""

    area: int | None = None
    owner: str | None = None
    by: str | None = None
    account: int | None = None
    is_open: bool | None = True
    is_snoozed: bool | None = None


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

    def step(self, step: RequestStep) -> None: ...
    def steps(self, request: int) -> Sequence[RequestStep]:
        """Oldest first."""
        ...
