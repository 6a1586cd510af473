"""`Contact` to its row and from it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import ContactRole, Stance
from domain.people.contact import Contact, Influence, PersonChange

_SAID = ("account", "name", "left_on", "followed_by", "changed_by", "changed_at")
_OR_NOTHING = ("email", "title", "went_to", "role", "stance", "influence", "change")


def contact_values(contact: Contact) -> dict[str, Any]:
    """Without what only the book gives: number and version."""
    said = {name: getattr(contact, name) for name in _SAID}
    said |= {name: getattr(contact, name) or None for name in _OR_NOTHING}
    before = None if contact.before is None else json.dumps(dict(contact.before), ensure_ascii=False)
    marks = json.dumps(dict(contact.by_hand), ensure_ascii=False, sort_keys=True)
    return said | {"external_id": contact.key, "by_hand": marks, "before": before}


def contact_from(row: RowMapping) -> Contact:
    """What an import wrote as influence and is none of ours is not known."""
    influence = row["influence"]
    return Contact(
        account=row["account"],
        key=row["external_id"],
        name=row["name"],
        email=row["email"] or "",
        title=row["title"] or "",
        role=ContactRole(row["role"]) if row["role"] else None,
        stance=Stance(row["stance"]) if row["stance"] else None,
        influence=Influence(influence) if influence in set(Influence) else None,
        left_on=row["left_on"],
        followed_by=row["followed_by"],
        went_to=row["went_to"] or "",
        by_hand=json.loads(row["by_hand"]),
        id=row["id"],
        version=row["version"],
        change=PersonChange(row["change"]) if row["change"] else None,
        changed_by=row["changed_by"],
        changed_at=row["changed_at"],
        before=json.loads(row["before"]) if row["before"] else None,
    )
