"""Until when, and while what holds, a change of a contact may be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.people.contact import Contact, PersonChange

UNDO_FOR = timedelta(minutes=10)


class PersonStands(StrEnum):
    """Why it is not taken back."""

    GONE = "gone"
    TOO_LATE = "too_late"
    CHANGED = "changed"


def undo_refusal(contact: Contact | None, *, version: str, now: datetime) -> PersonStands | None:
    """`version` is the one that the change made."""
    if contact is None:
        return PersonStands.GONE
    if str(contact.version) != version or contact.change is None or contact.changed_at is None:
        return PersonStands.CHANGED
    return PersonStands.TOO_LATE if now > contact.changed_at + UNDO_FOR else None


def may_still_be_undone(contact: Contact, *, now: datetime) -> bool:
    return undo_refusal(contact, version=str(contact.version), now=now) is None


def is_addition(contact: Contact) -> bool:
    return contact.change is PersonChange.ADDED
