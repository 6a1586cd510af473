"""What a person changed by hand against what a source says: the source wins only once it says something new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.accounts import ContactRole, Stance
from domain.people.contact import Contact, Influence, PersonChange

NEVER = "*"
"""Stands for what a source said of a contact that was added by hand, until a source names them."""
SOURCED = ("name", "email", "title", "role", "stance", "influence", "left_on")
"""Fields that imports bring too."""


def added_by_hand(contact: Contact, *, by: str, now: datetime) -> Contact:
    marks: dict[str, str | None] = {name: NEVER for name, value in _plain(contact).items() if value is not None}
    return replace(contact, by_hand=marks, change=PersonChange.ADDED, changed_by=by, changed_at=now, before=None)


def changed_by_hand(
    before: Contact, after: Contact, change: PersonChange, *, by: str, now: datetime, beside: object = None
) -> Contact:
    """`beside`: what else changed with it, and is to be undone with it."""
    was, now_says = _plain(before), _plain(after)
    marks = dict(before.by_hand)
    for name in SOURCED:
        if was[name] == now_says[name]:
            continue
        source = marks.pop(name, was[name])
        if source != now_says[name]:
            marks[name] = source
    image = {**_image(before), "beside": beside}
    return replace(after, by_hand=marks, change=change, changed_by=by, changed_at=now, before=image)


def as_before(contact: Contact) -> Contact:
    """As it stood before the last change by hand; what a source said since stays marked as it is now."""
    image = contact.before or {}
    said: dict[str, Any] = dict(image)
    return replace(
        contact,
        name=str(said["name"]),
        email=str(said["email"] or ""),
        title=str(said["title"] or ""),
        role=ContactRole(said["role"]) if said["role"] else None,
        stance=Stance(said["stance"]) if said["stance"] else None,
        influence=Influence(said["influence"]) if said["influence"] else None,
        left_on=date.fromisoformat(said["left_on"]) if said["left_on"] else None,
        followed_by=said["followed_by"],
        went_to=str(said["went_to"] or ""),
        by_hand=dict(said["by_hand"]),
        change=None,
        changed_by=None,
        changed_at=None,
        before=None,
    )


def source_says(
    marks: Mapping[str, str | None], said: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str | None]]:
    """What of it is to be written, and the marks that are left. Said again, it changes nothing that is marked."""
    left = dict(marks)
    wanted: dict[str, Any] = {}
    for name, value in said.items():
        if name not in left:
            wanted[name] = value
        elif left[name] == NEVER:
            left[name] = _said(value)
        elif left[name] != _said(value):
            wanted[name] = value
            del left[name]
    return wanted, left


def _plain(contact: Contact) -> dict[str, str | None]:
    return {name: _said(getattr(contact, name)) for name in SOURCED}


def _image(contact: Contact) -> dict[str, object]:
    beside: dict[str, object] = {"followed_by": contact.followed_by, "went_to": contact.went_to}
    return beside | _plain(contact) | {"by_hand": dict(contact.by_hand)}


def _said(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
