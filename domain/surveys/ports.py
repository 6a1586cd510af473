"""What services need of the book about surveys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.accounts import Tier
from domain.surveys.answer import SurveyAnswer
from domain.surveys.sent import Sent, Stray


@dataclass(frozen=True, slots=True)
class Voice:
    """The latest answer of one person; who answered without a name speaks for themselves (`contact` None)."""

    answer: int
    account: int
    name: str
    owner: str | None
    tier: Tier
    segment: str | None
    contact: int | None
    person: str
    score: Decimal
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """When somebody was asked last."""

    account: int
    name: str
    contact: int | None
    person: str
    on: date


class Surveys(Protocol):
    """Whoever adds, changes or removes an answer marks its account for scoring, in the same transaction."""

    def add(self, answer: SurveyAnswer, *, now: datetime) -> SurveyAnswer | None:
        """With its number; None, and nothing written, where its account has one of that key."""
        ...

    def of(self, answer: int) -> SurveyAnswer | None: ...
    def called(self, account: int, key: str) -> SurveyAnswer | None: ...
    def save(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        """False, and nothing written, when `version` is not the stored one any more."""
        ...

    def remove(self, answer: SurveyAnswer, *, now: datetime) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def voices(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[Voice]:
        """Of accounts that are still there, in these people's books (None: all); one statement."""
        ...

    def ask(self, account: int, sent: Sent, contact: int | None, *, on: date, now: datetime) -> bool:
        """False where the source said so before."""
        ...

    def asked(
        self, survey: str, owners: Sequence[str] | None, *, first: date, last: date, today: date
    ) -> Sequence[AskedPerson]:
        """Everybody who was asked, each once; one statement."""
        ...

    def contacts_with(self, email: str) -> Sequence[tuple[int, int]]:
        """Account and number of the contacts with that address, whatever its capitals."""
        ...

    def keep_stray(self, sent: Sent, *, now: datetime) -> bool:
        """False where it is kept already."""
        ...

    def strays(self, *, limit: int) -> tuple[Sequence[Stray], int]:
        """The oldest first, and how many there are."""
        ...

    def stray(self, number: int) -> Stray | None: ...
    def drop_stray(self, number: int) -> bool: ...
    def has_found(self, sent: Sent) -> bool:
        """Whether some account has it under the source's own number, whatever `sent` says of whose it is."""
        ...

    def found(self, sent: Sent) -> None:
        """It has its account, and waits for none any more."""
        ...
