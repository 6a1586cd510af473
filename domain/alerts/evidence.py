"""What the rules look at: one account as the book has it on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.digests.facts import DigestAccount
from domain.health.snapshots import SnapshotLine


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """The critical ticket that has been open for the longest time, and how many there are."""

    number: str
    opened_on: date
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest answer of a survey that asks whether one would recommend us, from 0 to 10."""

    key: str
    score: int
    on: date
    words: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Leaver:
    """The last champion or buyer who left."""

    key: str
    name: str
    left_on: date


@dataclass(frozen=True, slots=True)
class UnpaidInvoice:
    """The one that has been due for the longest time."""

    number: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ExpiredJudgement:
    author: str
    expired_on: date


@dataclass(frozen=True, slots=True)
class AlertEvidence:
    """`lines` are the scores of the last days, one a day, oldest first; `usage_change` is a share, -0.3 a fall by 30 %.

    None: there is nothing of the kind, or nothing is known of it.
    """

    account: DigestAccount
    lines: Sequence[SnapshotLine] = ()
    usage_change: float | None = None
    ticket: OpenTicket | None = None
    answer: Answer | None = None
    leaver: Leaver | None = None
    invoice: UnpaidInvoice | None = None
    judgement: ExpiredJudgement | None = None
