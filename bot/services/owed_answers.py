"""What is owed to people whose command was acknowledged before its answer was there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.owed_answers import TAKEN_FOR, OwedAnswer
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class OwedAnswers:
    library: Library
    clock: Callable[[], datetime]

    def owe(self, url: str, command: str, language: str) -> int:
        with self.library.writing() as book:
            return book.owed_answers.owe(OwedAnswer(url, command, language, self.clock()))

    def settle(self, number: int) -> None:
        with self.library.writing() as book:
            book.owed_answers.settle(number)

    def overdue(self) -> Mapping[int, OwedAnswer]:
        """Ours to apologise for; nothing is written when there is none. Too late for Slack is forgotten."""
        now = self.clock()
        with self.library.reading() as book:
            if not book.owed_answers.is_any_overdue(now=now):
                return {}
        with self.library.writing() as book:
            book.owed_answers.sweep(older_than=now - TAKEN_FOR)
            return book.owed_answers.claim_overdue(now=now)
