"""Somebody at an account, as the book has them, and what a person of ours changed of it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import ContactRole, Stance

BY_HAND = "slack:"
"""How the keys of contacts begin that people add; those of imports are their sources' own."""
WATCHED_ROLES = frozenset({ContactRole.CHAMPION, ContactRole.ECONOMIC_BUYER, ContactRole.DECISION_MAKER})
"""Whose leaving is a risk at once."""


class Influence(StrEnum):
    """How much their word weighs at the account, as imports write it."""

    HIGH = "3"
    MEDIUM = "2"
    LOW = "1"


class PersonChange(StrEnum):
    """What was last done to a contact by hand."""

    ADDED = "added"
    EDITED = "edited"
    LEFT = "left"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Contact:
    """`key` is the source's name of them. `followed_by` is the number of who took their place.

    `by_hand`: of each field that a person changed, what its source said before (None: nothing). `change` is the last
    thing that was done by hand, `before` how the contact stood then. `version` goes up with every change by hand.
    """

    account: int
    key: str
    name: str
    email: str = ""
    title: str = ""
    role: ContactRole | None = None
    stance: Stance | None = None
    influence: Influence | None = None
    left_on: date | None = None
    followed_by: int | None = None
    went_to: str = ""
    by_hand: Mapping[str, str | None] = field(default_factory=dict)
    id: int = 0
    version: int = 1
    change: PersonChange | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None
    before: Mapping[str, object] | None = None

    def has_left(self, today: date) -> bool:
        return self.left_on is not None and self.left_on <= today


def told(contact: Contact) -> str:
    """For the audit: what they are to the account, and nothing that says who they are."""
    facts = [
        contact.role.value if contact.role else "no role",
        contact.stance.value if contact.stance else "",
        f"influence {contact.influence.value}" if contact.influence else "",
        f"left {contact.left_on.isoformat()}" if contact.left_on else "",
        f"followed by contact {contact.followed_by}" if contact.followed_by else "",
    ]
    return ", ".join(fact for fact in facts if fact)


def about_contact(contact: int) -> str:
    return f"contact:{contact}"
