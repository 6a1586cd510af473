"""What was agreed with an account, as a value report says it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ports import Book
from domain.success import Milestone
from domain.value_report.progress import Outcome


@dataclass(frozen=True, slots=True)
class Agreed:
    """`next_steps`: a line each, to be changed before anybody reads it."""

    outcomes: tuple[Outcome, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    next_steps: str = ""


def agreed_with(book: Book, account: int) -> Agreed:
    del book, account
    return Agreed()
