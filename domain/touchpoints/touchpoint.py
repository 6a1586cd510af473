"""One contact with an account, as it stands in the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import ContactRole, TouchpointDirection, TouchpointKind

BY_HAND = "slack:"
"""How the keys of touchpoints begin that people log; those of imports are their sources' own."""
MOST_REASONS = 3


class Sentiment(StrEnum):
    """How they sounded."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class TouchReason(StrEnum):
    """What a contact was about."""

    CHECK_IN = "check_in"
    ONBOARDING = "onboarding"
    ADOPTION = "adoption"
    VALUE = "value"
    PROBLEM = "problem"
    RISK = "risk"
    PEOPLE = "people"
    RENEWAL = "renewal"
    EXPANSION = "expansion"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a touchpoint was logged from; `said_by` is a Slack user id, empty where Slack names nobody."""

    permalink: str = ""
    said_by: str = ""
    words: str = ""


UNQUOTED = Quoted()


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """`key` is the source's name of it, so that the same one is never written twice; `at` is when it was.

    `author` is a Slack user id, or a name that an import brought. `contacts` are numbers of the account's contacts,
    `task` is what follows from it. `version` goes up with every change.
    """

    account: int
    key: str
    kind: TouchpointKind
    direction: TouchpointDirection
    at: datetime
    author: str | None
    summary: str = ""
    contacts: tuple[int, ...] = ()
    sentiment: Sentiment | None = None
    reasons: tuple[TouchReason, ...] = ()
    quoted: Quoted = UNQUOTED
    task: int | None = None
    automatic: bool = False
    id: int = 0
    version: int = 1
    logged_at: datetime | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None

    @property
    def is_by_hand(self) -> bool:
        return self.key.startswith(BY_HAND)

    @property
    def is_two_way(self) -> bool:
        """Only such a contact ends a silence; mail that a machine sent is no conversation, whatever its source says."""
        is_machine_mail = self.automatic and self.kind is TouchpointKind.EMAIL
        return self.direction is TouchpointDirection.TWO_WAY and not is_machine_mail


@dataclass(frozen=True, slots=True)
class AccountContact:
    """Somebody at an account who may have taken part; who has left is still known."""

    id: int
    name: str
    role: ContactRole | None = None
    left_on: date | None = None

    def has_left(self, today: date) -> bool:
        return self.left_on is not None and self.left_on <= today


def told(touchpoint: Touchpoint) -> str:
    """For the audit: facts, and nothing of what customers said."""
    facts = [
        touchpoint.kind.value,
        touchpoint.direction.value,
        touchpoint.at.isoformat(timespec="minutes"),
        f"{len(touchpoint.contacts)} contacts" if touchpoint.contacts else "",
        touchpoint.sentiment.value if touchpoint.sentiment else "",
        "+".join(touchpoint.reasons),
        f"task {touchpoint.task}" if touchpoint.task else "",
    ]
    return ", ".join(fact for fact in facts if fact)
