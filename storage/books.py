"""Whose book an account is in: its owner's, and on the days of a cover the cover's too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement

from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)


def in_a_book_of(owners: Sequence[str], today: date | None) -> ColumnElement[bool]:
    """Without a day nobody is covered for."""
    owned = _ACCOUNT.c.owner.in_(owners)
    if today is None:
        return owned
    starts_on, ends_on = _ACCOUNT.c.cover_starts_on, _ACCOUNT.c.cover_ends_on
    covered = (starts_on.is_(None) | (starts_on <= today)) & (ends_on.is_(None) | (ends_on >= today))
    return owned | (_ACCOUNT.c.cover.in_(owners) & covered)
